import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan } from '../../http/spans.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { namesOf } from './attempt-names.ts';
import { MicroBatch } from './micro-batch.ts';
import { recordEnds, type AttemptEnd } from './record.queries.ts';
import { noteSecondCopies } from './second-copy.queries.ts';
import { endBatches } from './write-batches.ts';

const firstEngagementSeconds = 15 * 60;
const longestPauseMs = 15_000;
const pauseStepMs = 250;
/** How long a stopping process still tries to write: a database that restarts together with it is back by then. */
const stoppingPatienceMs = 5_000;

/** Writes how attempts ended, many in one statement, until it is written: what the platform did must reach the row. */
@Injectable()
export class RecorderService {
  private readonly logger = new Logger('Recorder');
  private readonly batch = new MicroBatch<AttemptEnd, boolean>((ends) => this.write(ends), endBatches);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobRunner,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Resolves when it is written. False: the attempt had been closed by somebody else before. Throws only when the process has
   * been asked to stop and the database stays away: the send is then looked up like any other lost answer.
   */
  async record(end: AttemptEnd): Promise<boolean> {
    return await inSpan('record', { 'social.outcome': end.outcome }, () => this.untilWritten(end));
  }

  private async untilWritten(end: AttemptEnd): Promise<boolean> {
    let givenUpAt = Infinity;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.batch.add(end);
      } catch (error) {
        if (this.jobs.isStopping)
          givenUpAt = Math.min(givenUpAt, this.clock.monotonicMs() + stoppingPatienceMs);
        if (this.clock.monotonicMs() >= givenUpAt) throw error;
        this.logger.error({ message: `Recording failed, trying again: ${String(error)}`, ...namesOf(end) });
        await this.pause(Math.min(100 * 2 ** tried, longestPauseMs));
      }
    }
  }

  private async write(ends: AttemptEnd[]): Promise<boolean[]> {
    try {
      return await this.writeTogether(ends);
    } catch (error) {
      if (!isRefused(error)) throw error;
      // One row that the database refuses must not hold the others back.
      const written: boolean[] = [];
      for (const end of ends) written.push(await this.writeAlone(end));
      return written;
    }
  }

  /** What the database will never take (a platform id that another row holds) is a person's to decide, not to be sent again. */
  private async writeAlone(end: AttemptEnd): Promise<boolean> {
    try {
      return (await this.writeTogether([end]))[0] ?? false;
    } catch (error) {
      if (!isRefused(error)) throw error;
      const message = `An attempt cannot be recorded as ${end.outcome}: ${String(error)}`;
      this.logger.error({ message, ...namesOf(end) });
      return (await this.writeTogether([unrecordable(end)]))[0] ?? false;
    }
  }

  /** Waits in steps, so that a stop is noticed while it waits. */
  private async pause(ms: number): Promise<void> {
    const until = this.clock.monotonicMs() + ms;
    do await new Promise((resolve) => setTimeout(resolve, Math.min(ms, pauseStepMs)));
    while (this.clock.monotonicMs() < until && !this.jobs.isStopping);
  }

  private async writeTogether(ends: AttemptEnd[]): Promise<boolean[]> {
    const { closed, settled } = await recordEnds(this.database, ends, firstEngagementSeconds);
    // A row that was not written had its word already; only then it can have another live id.
    const doubtful = ends.filter(({ outcome, postId }) => outcome === 'published' && !settled.has(postId));
    if (doubtful.length > 0) await this.alertSecondCopies(doubtful);
    return ends.map(({ attemptId }) => closed.has(attemptId));
  }

  /** Asked again after an error: what was told already is not told twice. */
  private async alertSecondCopies(ends: AttemptEnd[]): Promise<void> {
    const ids = ends.map(({ attemptId }) => attemptId);
    const copies = await this.database.transaction(async (tx) => await noteSecondCopies(tx, ids));
    for (const copy of copies) {
      this.metrics.secondCopies.inc({ platform: copy.platform });
      this.logger.error({ message: 'A post is live twice', ...copy });
    }
  }
}

function unrecordable({
  attemptId,
  workerId,
  postId,
  connectionId,
  tenantId,
  ...end
}: AttemptEnd): AttemptEnd {
  const id = end.platformPostId ?? 'none';
  return {
    attemptId,
    workerId,
    postId,
    connectionId,
    tenantId,
    outcome: 'undecided',
    postStatus: 'FAILED',
    failure: {
      meaning: 'unknown',
      code: 'OUTCOME_UNKNOWN',
      message:
        'The post may be live: another post of this connection holds the id that the platform named. Look at the account. If it is not there, retry the post; a retry looks again before it sends.',
      who: 'author',
      detail: `The platform named the id ${id}.`,
    },
  };
}

/** Classes 22 and 23 of SQLSTATE: the data or a constraint says no, and will say so again. */
function isRefused(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
