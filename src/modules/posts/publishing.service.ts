import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan } from '../../http/spans.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { TokenAccessService, type AccessResult } from '../connections/token-access.service.ts';
import { namesOf } from './attempt-names.ts';
import { AttemptRunner } from './attempt-runner.service.ts';
import { renewLeases } from './attempt.queries.ts';
import { BusyLookups } from './busy-lookup.ts';
import { claimDuePosts, type Claim, type ClaimedPost } from './claim.queries.ts';
import { HeldConnections } from './held-connections.ts';
import { isAnythingDue, placeBefore, type QueuePlace } from './queue-place.queries.ts';
import { scanLimit } from './scan-limit.ts';
import { mayBeClaimedAhead, mostSends, Turnover } from './send-places.ts';
import { resumeUnsentAttempts } from './take-over.queries.ts';
import { failLatePosts } from './lateness.queries.ts';
import { WorkerIdentity } from './worker-identity.ts';

/** After a post ended, how long others may end too before the next round; its connection is free for the next post. */
const nextRoundAfterMs = 50;
/** Under one name, so that a tick and an early round never run side by side. */
export const publishDueJob = 'publish-due-posts';

/** A worker that had nothing to do for so long looks at every second tick only; most of an idle day is spent looking. */
const drowsyAfterMs = 5_000;

const claimBatch = 250;

/** A full scan that took longer than `slow` (a held snapshot, millions of waiting posts) is made that many times less often. */
const fullScan = { slowMs: 100, pauseFactor: 10 };
/** Where a quick scan starts while no scan has told how far it looked: the first one was too slow to end. */
const quickScanSeconds = 600;

const lateButMaybeLive = {
  code: 'OUTCOME_UNKNOWN',
  message:
    'The post may be live: it was sent before, and could not be looked up in time since. Look at the account. If it is not there, retry the post; a retry looks again before it sends.',
};

/** Takes due posts in batches and hands each to the runner; never more than it can hold leases for. */
@Injectable()
export class PublishingService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Publishing');
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly turnover = new Turnover();
  private readonly busyLookups = new BusyLookups();
  private readonly heldConnections = new HeldConnections();
  /** Of a claim whose answer is awaited: should it come after the lease, the attempts must not run twice in this process. */
  private readonly asked = new Set<string>();
  private nextRound: NodeJS.Timeout | undefined;
  /** Connections whose post ended, and whose next one nobody has looked up yet. */
  private readonly freed = new Set<string>();
  private isFullScanDue = true;
  /** How far the last claim looked. */
  private scannedTo: QueuePlace | undefined;
  private nextFullScanAt = 0;
  private busyAt = 0;
  private ticks = 0;

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly tokens: TokenAccessService,
    private readonly worker: WorkerIdentity,
    private readonly runner: AttemptRunner,
    private readonly jobs: JobRunner,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** A round at each tick while there is work, at every second one after a while without. */
  async publishDueOnTick(): Promise<number> {
    this.ticks += 1;
    const isDrowsy = this.clock.monotonicMs() - this.busyAt > drowsyAfterMs;
    return isDrowsy && this.ticks % 2 === 0 ? 0 : await this.publishDue();
  }

  /** One round over everything that is due: claims one post of each connection until none is free or every place is taken. */
  async publishDue(): Promise<number> {
    if (this.inFlight.size === 0 && !(await isAnythingDue(this.database))) return 0;
    this.busyAt = this.clock.monotonicMs();
    if (this.clock.monotonicMs() >= this.nextFullScanAt) this.isFullScanDue = true;
    return await this.claimRound();
  }

  /** A round over what has become due since the last one, and over the next posts of connections that became free. */
  private async claimRound(): Promise<number> {
    let started = 0;
    for (;;) {
      const places = this.places();
      if (places <= 0 || this.jobs.isStopping) return started;
      const { posts, passedOver } = await this.claim(places);
      // The next claim leaves out what was passed over, and sees what stands behind.
      if (posts.length === 0 && passedOver.length === 0) return started;
      started += posts.length;
    }
  }

  private places(): number {
    const most = mostSends + mayBeClaimedAhead(this.turnover, this.clock.monotonicMs());
    return Math.min(claimBatch, most - this.inFlight.size);
  }

  /** A claim without an answer is left alone: what it took, if anything, is taken over when its leases end. */
  private async claim(places: number): Promise<Claim> {
    const attemptIds = Array.from({ length: places }, () => uuidv7());
    this.heldConnections.takeBack(this.clock.monotonicMs()).forEach((id) => this.freed.add(id));
    const freedConnections = [...this.freed];
    const scanFrom = await this.scanFrom();
    const startedAt = this.clock.monotonicMs();
    const claimEnded = this.metrics.claimSeconds.startTimer();
    attemptIds.forEach((id) => this.asked.add(id));
    try {
      const claim = await claimDuePosts(this.database, {
        workerId: this.worker.id,
        attemptIds,
        leaseSeconds: this.config.publishLeaseSeconds,
        maxLatenessHours: this.config.maxLatenessHours,
        scanFrom,
        scanLimit: scanFrom ? scanLimit.quick(places, freedConnections.length) : scanLimit.full,
        busyConnections: this.busyLookups.next(startedAt),
        freedConnections,
        leftOut: this.heldConnections.leftOut(),
      });
      claimEnded();
      this.busyLookups.listed(claim.listMs, this.clock.monotonicMs());
      this.heldConnections.passedOver(claim.passedOver, this.clock.monotonicMs());
      this.start(claim.posts);
      if (!scanFrom) this.noteFullScan(startedAt);
      this.scannedTo = claim.scannedTo;
      // Those whose next post found no place have moved `scannedTo` back to it.
      freedConnections.forEach((id) => this.freed.delete(id));
      return claim;
    } catch (error) {
      if (!scanFrom && isTooSlow(error)) this.noteFullScan(startedAt);
      throw error;
    } finally {
      attemptIds.forEach((id) => this.asked.delete(id));
    }
  }

  /** Null: from the very first. */
  private async scanFrom(): Promise<QueuePlace | null> {
    if (this.isFullScanDue) return null;
    return this.scannedTo ?? (await placeBefore(this.database, quickScanSeconds));
  }

  /** Also of one that reached the statement timeout: made again at once it would reach it again, and nothing would be claimed. */
  private noteFullScan(startedAt: number): void {
    this.isFullScanDue = false;
    const now = this.clock.monotonicMs();
    const tookMs = now - startedAt;
    this.nextFullScanAt = tookMs > fullScan.slowMs ? now + fullScan.pauseFactor * tookMs : now;
  }

  /** Goes on with attempts that were not sent: their worker died, or the platform needed time. */
  async resumeUnsent(): Promise<number> {
    const places = this.places();
    if (places <= 0 || this.jobs.isStopping) return 0;
    const claimed = await resumeUnsentAttempts(this.database, {
      workerId: this.worker.id,
      leaseSeconds: this.config.publishLeaseSeconds,
      limit: places,
      except: [...this.inFlightIds(), ...this.asked],
    });
    this.start(claimed);
    return claimed.length;
  }

  /** The attempts this process is working on; it never takes over its own. */
  inFlightIds(): string[] {
    return [...this.inFlight.keys()];
  }

  /** Keeps the leases of what is still being prepared; uploads may take longer than one lease. */
  async renewLeases(): Promise<number> {
    const ids = this.inFlightIds();
    if (ids.length === 0) return 0;
    await renewLeases(this.database, this.worker.id, ids, this.config.publishLeaseSeconds);
    return ids.length;
  }

  /** How many posts that was. */
  async failLatePosts(): Promise<number> {
    const hours = this.config.maxLatenessHours;
    const failed = await failLatePosts(this.database, {
      hours,
      message: `The post could not go out within ${hours} hours of its time, so it was not sent late. Give it a new time, or retry it.`,
      unknown: lateButMaybeLive,
    });
    for (const { id, tenantId } of failed)
      this.logger.warn({ message: 'A post missed its window', postId: id, tenantId });
    return failed.length;
  }

  /** Resolves when nothing is being sent by this process. */
  async drain(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.stop();
    await this.drain();
  }

  /**
   * Each post is in flight from here on: its lease is renewed and this process does not take it over from itself. A connection
   * whose token is being renewed keeps only its own post waiting.
   */
  private start(claimed: ClaimedPost[]): void {
    if (claimed.length === 0) return;
    const opening = this.tokens.openAccess(claimed.map(({ connectionId }) => connectionId));
    for (const post of claimed) {
      const run = opening.then((access) => this.runTraced(post, access.get(post.connectionId)));
      const ended = run.then(
        () => this.ended(post),
        (error: unknown) => {
          this.logger.error({ message: `An attempt broke off: ${describe(error)}`, ...namesOf(post) });
          this.ended(post);
        },
      );
      this.inFlight.set(post.attemptId, ended);
    }
  }

  private runTraced(post: ClaimedPost, opening: Promise<AccessResult> | undefined): Promise<void> {
    const { postId, attemptId, platform } = post;
    const facts = { 'social.post_id': postId, 'social.attempt_id': attemptId, 'social.platform': platform };
    return inSpan('publish attempt', facts, (span) => {
      span.addEvent('claimed');
      return this.runner.run(post, opening);
    });
  }

  /** A backlog of one connection would otherwise go out at one post a tick. */
  private ended({ attemptId, connectionId }: ClaimedPost): void {
    this.inFlight.delete(attemptId);
    this.turnover.ended(this.clock.monotonicMs());
    this.freed.add(connectionId);
    if (this.jobs.isStopping) return;
    this.nextRound ??= setTimeout(() => {
      this.nextRound = undefined;
      void this.jobs.run(publishDueJob, () => this.claimRound());
    }, nextRoundAfterMs).unref();
  }
}

/** The server ended the statement (query_canceled). */
function isTooSlow(error: unknown): boolean {
  return (error as { code?: unknown }).code === '57014';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
