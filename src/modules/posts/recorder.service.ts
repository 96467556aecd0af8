import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { MicroBatch } from './micro-batch.ts';
import { closeAttempts, settlePosts, type AttemptEnd } from './record.queries.ts';

const firstEngagementSeconds = 15 * 60;
const longestPauseMs = 15_000;

/** Writes how attempts ended, many in one transaction, until it is written: what the platform did must reach the row. */
@Injectable()
export class RecorderService {
  private readonly logger = new Logger('Recorder');
  private readonly batch = new MicroBatch<AttemptEnd, boolean>((ends) => this.write(ends), {
    maxItems: 64,
    maxWaitMs: 5,
  });

  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionsService,
  ) {}

  /** Resolves when it is written. False: the attempt had been closed by somebody else before. */
  async record(end: AttemptEnd): Promise<boolean> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.batch.add(end);
      } catch (error) {
        if (isRefused(error)) throw error;
        this.logger.error(`Recording attempt ${end.attemptId} failed, trying again: ${String(error)}`);
        await pause(Math.min(100 * 2 ** tried, longestPauseMs));
      }
    }
  }

  private async write(ends: AttemptEnd[]): Promise<boolean[]> {
    try {
      return await this.writeTogether(ends);
    } catch (error) {
      if (ends.length === 1 || !isRefused(error)) throw error;
      // One row that a constraint refuses must not hold the others back.
      const alone = await Promise.allSettled(ends.map(async (end) => await this.writeTogether([end])));
      return alone.map((result, index) => {
        if (result.status === 'fulfilled') return result.value[0] ?? false;
        this.logger.error(`Attempt ${ends[index]?.attemptId} cannot be recorded: ${String(result.reason)}`);
        return false;
      });
    }
  }

  private async writeTogether(ends: AttemptEnd[]): Promise<boolean[]> {
    const closed = await this.database.transaction(async (tx) => {
      const written = await closeAttempts(tx, ends);
      const effective = ends.filter(({ attemptId }) => written.has(attemptId));
      if (effective.length === 0) return written;
      await settlePosts(tx, effective, firstEngagementSeconds);
      const published = effective.filter(({ postStatus }) => postStatus === 'PUBLISHED');
      if (published.length > 0) {
        await this.connections.notePosted(
          tx,
          published.map(({ connectionId }) => connectionId),
        );
      }
      return written;
    });
    return ends.map(({ attemptId }) => closed.has(attemptId));
  }
}

/** Class 23 of SQLSTATE: a constraint says no, and will say so again. */
function isRefused(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('23');
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
