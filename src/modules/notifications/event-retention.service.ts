import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { removeOldEvents } from '../../outbox/outbox.queries.ts';

const keptDays = 30;
const eventsAtOnce = 2_000;

/** Lets go of events, with their deliveries, that nobody waits for any more. */
@Injectable()
export class EventRetentionService {
  constructor(
    private readonly database: Database,
    private readonly runner: JobRunner,
  ) {}

  async forgetOld(): Promise<void> {
    const wish = { days: keptDays, limit: eventsAtOnce };
    while (!this.runner.isStopping && (await removeOldEvents(this.database, wish)));
  }
}
