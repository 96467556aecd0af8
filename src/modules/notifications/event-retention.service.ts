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

  /** How many events went. */
  async forgetOld(): Promise<number> {
    const wish = { days: keptDays, limit: eventsAtOnce };
    for (let forgotten = 0; ;) {
      const gone = await removeOldEvents(this.database, wish);
      forgotten += gone;
      if (gone < eventsAtOnce || this.runner.isStopping) return forgotten;
    }
  }
}
