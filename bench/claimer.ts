import { v7 as uuidv7 } from 'uuid';
import type { TestingModule } from '@nestjs/testing';
import { Database } from '../src/database/database.ts';
import { claimDuePosts, type Claim, type ClaimedPost } from '../src/modules/posts/claim.queries.ts';
import { RecorderService } from '../src/modules/posts/recorder.service.ts';
import { WorkerIdentity } from '../src/modules/posts/worker-identity.ts';
import type { Sql } from '../src/database/database.ts';
import { openService } from './pipelines.ts';
import type { World } from './world.ts';

const batch = 100;

/** From the very first due post, as four times a second; or from where the last committed claim ended, as all others. */
export type Scan = 'full' | 'quick';

/** As the service does it. */
const scanLimits = { full: 1_000, quick: 2 * batch };
const commitMarginMs = 2_000;

/** One worker's claims, by the service's own statement, without anything being sent. */
export class Claimer {
  private scannedTo: Date | null = null;

  private constructor(
    private readonly service: TestingModule,
    private readonly database: Database,
    private readonly recorder: RecorderService,
    private readonly worker: WorkerIdentity,
  ) {}

  static async open(world: World): Promise<Claimer> {
    const service = await openService(world, 'http://127.0.0.1:1', 'api');
    return new Claimer(
      service,
      service.get(Database, { strict: false }),
      service.get(RecorderService, { strict: false }),
      service.get(WorkerIdentity, { strict: false }),
    );
  }

  /** One claim of 100 posts, taken back afterwards: how long the statement took, in milliseconds. */
  async timed(scan: Scan): Promise<number> {
    let tookMs = 0;
    const takenBack = new Error('Only measured.');
    const measured = this.database.transaction(async (tx) => {
      const startedAt = performance.now();
      const { posts: claimed } = await this.claim(tx, scan);
      tookMs = performance.now() - startedAt;
      if (claimed.length !== batch)
        throw new Error(`${claimed.length} posts were claimed instead of ${batch}.`);
      throw takenBack;
    });
    await measured.catch((error: unknown) => {
      if (error !== takenBack) throw error;
    });
    return tookMs;
  }

  /** Claims and records as published until nothing is due; returns how many. */
  async publishEverything(): Promise<number> {
    let published = 0;
    for (;;) {
      const { posts, scannedTo } = await this.claim(this.database, 'full');
      this.scannedTo = scannedTo;
      if (posts.length === 0) return published;
      await Promise.all(posts.map(async (post) => await this.record(post)));
      published += posts.length;
    }
  }

  async close(): Promise<void> {
    await this.service.close();
  }

  private async claim(sql: Sql, scan: Scan): Promise<Claim> {
    const from = scan === 'quick' ? this.scannedTo : null;
    return await claimDuePosts(sql, {
      workerId: this.worker.id,
      attemptIds: Array.from({ length: batch }, () => uuidv7()),
      leaseSeconds: 60,
      maxLatenessHours: 24,
      scanFrom: from && new Date(from.getTime() - commitMarginMs),
      scanLimit: scanLimits[scan],
      freedConnections: [],
    });
  }

  private async record({ attemptId, postId, connectionId }: ClaimedPost): Promise<void> {
    await this.recorder.record({
      attemptId,
      workerId: this.worker.id,
      postId,
      connectionId,
      outcome: 'published',
      postStatus: 'PUBLISHED',
      platformPostId: attemptId,
      permalink: null,
    });
  }
}
