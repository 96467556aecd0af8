import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan } from '../../http/spans.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { namesOf } from './attempt-names.ts';
import { MicroBatch } from './micro-batch.ts';
import { recordEnds, waitForRows, type AttemptEnd, type Recorded } from './record.queries.ts';
import { noteSecondCopies } from './second-copy.queries.ts';
import { endBatches, loneEnds } from './write-batches.ts';

const firstEngagementSeconds = 15 * 60;
const longestPauseMs = 15_000;
const pauseStepMs = 250;
/** How long a stopping process still tries to write: a database that restarts together with it is back by then. */
const stoppingPatienceMs = 5_000;
/** How long an end that is written alone waits for a row. Whoever holds it may hold it for minutes, and others need the place. */
const lockWaitMs = 250;

/**
 * Writes how attempts ended, many in one statement, until it is written: what the platform did must reach the row. One row that
 * somebody's open transaction holds, or that the database refuses, keeps a whole list from being written; from then on each of that
 * list is written alone, so that it keeps only itself.
 */
@Injectable()
export class RecorderService {
  private readonly logger = new Logger('Recorder');
  private readonly together = new MicroBatch<AttemptEnd, boolean>(
    (ends) => this.writeTogether(ends),
    endBatches,
  );
  private readonly alone = new MicroBatch<AttemptEnd, boolean>(
    (ends) => Promise.all(ends.map((end) => this.writeAlone(end))),
    loneEnds,
  );

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
    let way = this.together;
    for (let tried = 1; ; tried += 1) {
      try {
        return await way.add(end);
      } catch (error) {
        if (way === this.together && mayBeOneRow(error)) {
          way = this.alone;
          continue;
        }
        if (this.jobs.isStopping)
          givenUpAt = Math.min(givenUpAt, this.clock.monotonicMs() + stoppingPatienceMs);
        if (this.clock.monotonicMs() >= givenUpAt) throw error;
        this.logger.error({ message: `Recording failed, trying again: ${String(error)}`, ...namesOf(end) });
        await this.pause(Math.min(100 * 2 ** tried, longestPauseMs));
      }
    }
  }

  /** What the database will never take (a platform id that another row holds) is a person's to decide, not to be sent again. */
  private async writeAlone(end: AttemptEnd): Promise<boolean> {
    try {
      return await this.writeOne(end);
    } catch (error) {
      if (!isRefused(error)) throw error;
      const message = `An attempt cannot be recorded as ${end.outcome}: ${String(error)}`;
      this.logger.error({ message, ...namesOf(end) });
      return await this.writeOne(unrecordable(end));
    }
  }

  /** Waits in steps, so that a stop is noticed while it waits. */
  private async pause(ms: number): Promise<void> {
    const until = this.clock.monotonicMs() + ms;
    do await new Promise((resolve) => setTimeout(resolve, Math.min(ms, pauseStepMs)));
    while (this.clock.monotonicMs() < until && !this.jobs.isStopping);
  }

  private async writeTogether(ends: AttemptEnd[]): Promise<boolean[]> {
    return await this.written(ends, await recordEnds(this.database, ends, firstEngagementSeconds));
  }

  private async writeOne(end: AttemptEnd): Promise<boolean> {
    const recorded = await this.database.transaction(async (tx) => {
      await waitForRows(tx, lockWaitMs);
      return await recordEnds(tx, [end], firstEngagementSeconds);
    });
    return (await this.written([end], recorded))[0] ?? false;
  }

  private async written(ends: AttemptEnd[], { closed, settled }: Recorded): Promise<boolean[]> {
    // A row that was not written had its word already; only then it can have another live id.
    const doubtful = ends.filter(
      ({ postStatus, attemptId }) => postStatus === 'PUBLISHED' && !settled.has(attemptId),
    );
    if (doubtful.length > 0) await this.alertSecondCopies(doubtful);
    return ends.map(({ attemptId }) => closed.has(attemptId));
  }

  /** Asked again after an error: what was told already is not told twice. */
  private async alertSecondCopies(ends: AttemptEnd[]): Promise<void> {
    const ids = ends.map(({ attemptId }) => attemptId);
    const copies = await this.database.transaction(async (tx) => {
      await waitForRows(tx, lockWaitMs);
      return await noteSecondCopies(tx, ids);
    });
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
        'The post may be live: another post of this account holds the id that the platform named. Look at the account. If it is not there, retry the post; a retry looks again before it sends.',
      who: 'author',
      detail: `The platform named the id ${id}.`,
    },
  };
}

/** What one row of a list can do to all others: it is held by somebody, or refused. */
function mayBeOneRow(error: unknown): boolean {
  return isHeld(error) || isRefused(error);
}

/** The statement timeout, a lock timeout, a deadlock. */
function isHeld(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '57014' || code === '55P03' || code === '40P01';
}

/** Classes 22 and 23 of SQLSTATE: the data or a constraint says no, and will say so again. */
function isRefused(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
