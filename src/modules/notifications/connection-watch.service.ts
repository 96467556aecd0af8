import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { recordAtRisk, recordExpiring } from './connection-watch.queries.ts';

const eventsAtOnce = 500;

/** Says of connections, in good time, that a person must renew them. */
@Injectable()
export class ConnectionWatchService {
  constructor(private readonly database: Database) {}

  /** How many events came of it. */
  async look(): Promise<number> {
    return (await this.all(recordExpiring)) + (await this.all(recordAtRisk));
  }

  private async all(record: typeof recordExpiring): Promise<number> {
    for (let written = 0; ;) {
      const some = await record(this.database, eventsAtOnce);
      written += some;
      if (some < eventsAtOnce) return written;
    }
  }
}
