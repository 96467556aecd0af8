import { v7 as uuidv7 } from 'uuid';
import type { TestingModule } from '@nestjs/testing';
import { Database } from '../src/database/database.ts';
import { BusyLookups } from '../src/modules/posts/busy-lookup.ts';
import { claimDuePosts, type ClaimedPost } from '../src/modules/posts/claim.queries.ts';
import type { QueuePlace } from '../src/modules/posts/queue-place.queries.ts';
import { RecorderService } from '../src/modules/posts/recorder.service.ts';
import { scanLimit } from '../src/modules/posts/scan-limit.ts';
import { WorkerIdentity } from '../src/modules/posts/worker-identity.ts';
import { openService } from './pipelines.ts';
import type { World } from './world.ts';

const batch = 100;

/** From the very first due post, as four times a second; or from where the last committed claim ended, as all others. */
export type Scan = 'full' | 'quick';

/** One worker's claims, by the service's own statement, without anything being sent. */
export class Claimer {
  private scannedTo: QueuePlace | null = null;
  private readonly busyLookups = new BusyLookups();

  private constructor(
    private readonly service: TestingModule,
    private readonly database: Database,
    private readonly recorder: RecorderService,
    private readonly worker: WorkerIdentity,
  ) {}

  static async open(world: World): Promise<Claimer> {
    const service = await openService(world, 'http://127.0.0.1:1');
    return new Claimer(
      service,
      service.get(Database, { strict: false }),
      service.get(RecorderService, { strict: false }),
      service.get(WorkerIdentity, { strict: false }),
    );
  }

  /** One claim of 100 posts, each recorded as published afterwards: how long the claim alone took, in milliseconds. */
  async timed(scan: Scan): Promise<number> {
    const startedAt = performance.now();
    const claimed = await this.claim(scan);
    const tookMs = performance.now() - startedAt;
    if (claimed.length !== batch)
      throw new Error(`${claimed.length} posts were claimed instead of ${batch}.`);
    await this.record(claimed);
    return tookMs;
  }

  /** Claims and records as published until nothing is due; returns how many. */
  async publishEverything(): Promise<number> {
    let published = 0;
    for (;;) {
      const claimed = await this.claim('full');
      if (claimed.length === 0) return published;
      await this.record(claimed);
      published += claimed.length;
    }
  }

  async close(): Promise<void> {
    await this.service.close();
  }

  private async claim(scan: Scan): Promise<ClaimedPost[]> {
    const { posts, scannedTo, listMs } = await claimDuePosts(this.database, {
      workerId: this.worker.id,
      attemptIds: Array.from({ length: batch }, () => uuidv7()),
      leaseSeconds: 60,
      maxLatenessHours: 24,
      leftOutPlatforms: [],
      scanFrom: scan === 'quick' ? this.scannedTo : null,
      scanLimit: scan === 'full' ? scanLimit.full : scanLimit.quick(batch, 0),
      busyConnections: this.busyLookups.next(performance.now()),
      freedConnections: [],
      leftOut: [],
    });
    this.busyLookups.listed(listMs, performance.now());
    this.scannedTo = scannedTo;
    return posts;
  }

  private async record(claimed: ClaimedPost[]): Promise<void> {
    const ends = claimed.map(async ({ attemptId, postId, connectionId, tenantId }) =>
      this.recorder.record({
        attemptId,
        workerId: this.worker.id,
        postId,
        connectionId,
        tenantId,
        outcome: 'published',
        postStatus: 'PUBLISHED',
        platformPostId: attemptId,
        permalink: null,
      }),
    );
    await Promise.all(ends);
  }
}
