import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { recordAtRisk, recordExpiring } from './connection-watch.queries.ts';

const eventsAtOnce = 500;

/** Says of connections, in good time, that a person must renew them. */
@Injectable()
export class ConnectionWatchService {
  constructor(private readonly database: Database) {}

  async look(): Promise<void> {
    while ((await recordExpiring(this.database, eventsAtOnce)) === eventsAtOnce);
    while ((await recordAtRisk(this.database, eventsAtOnce)) === eventsAtOnce);
  }
}
