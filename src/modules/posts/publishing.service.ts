import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan } from '../../http/spans.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { othersThan, platforms, type Platform } from '../../kernel/platform.ts';
import { TokenAccessService, type AccessResult } from '../connections/token-access.service.ts';
import { namesOf } from './attempt-names.ts';
import { AttemptRunner } from './attempt-runner.service.ts';
import { renewLeases } from './attempt.queries.ts';
import { claimDuePosts, type Claim, type ClaimedPost } from './claim.queries.ts';
import { PublishLanes, type ClaimShare } from './publish-lanes.service.ts';
import { isAnythingDue, placeBefore } from './queue-place.queries.ts';
import { QueueView, type WhereToLook } from './queue-view.ts';
import { resumeUnsentAttempts } from './take-over.queries.ts';
import { failLatePosts, letGoOfLateAttempts } from './lateness.queries.ts';
import { WorkerIdentity } from './worker-identity.ts';

/** After a post ended, how long others may end too before the next round; its connection is free for the next post. */
const nextRoundAfterMs = 50;
/** Under one name, so that a tick and an early round never run side by side. */
export const publishDueJob = 'publish-due-posts';

/** A worker that had nothing to do for so long looks at every second tick only; most of an idle day is spent looking. */
const drowsyAfterMs = 5_000;

/** Where a quick scan starts while no scan has told how far it looked. */
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
  private readonly view = new QueueView();
  /** Of a claim whose answer is awaited: should it come after the lease, the attempts must not run twice in this process. */
  private readonly asked = new Set<string>();
  private nextRound: NodeJS.Timeout | undefined;
  private busyAt = 0;
  private ticks = 0;

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly tokens: TokenAccessService,
    private readonly worker: WorkerIdentity,
    private readonly runner: AttemptRunner,
    private readonly lanes: PublishLanes,
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
    this.view.wantFullScan(this.busyAt);
    return await this.claimRound(platforms);
  }

  /** A round over what has become due since the last one, and over the next posts of connections that became free. */
  private async claimRound(among: readonly Platform[]): Promise<number> {
    let started = 0;
    for (let left = among; left.length > 0;) {
      const shares = this.lanes.shares(left);
      if (shares.length === 0) return started;
      for (const share of shares) {
        if (this.jobs.isStopping) return started;
        const { posts, passedOver } = await this.claim(share);
        started += posts.length;
        // The next claim leaves out what was passed over, and sees what stands behind.
        const isExhausted = posts.length + passedOver.length === 0;
        if (isExhausted) left = left.filter((each) => !share.platforms.includes(each));
      }
    }
    return started;
  }

  /** A claim without an answer is left alone: what it took, if anything, is taken over when its leases end. */
  private async claim(share: ClaimShare): Promise<Claim> {
    const attemptIds = Array.from({ length: share.places }, () => uuidv7());
    const startedAt = this.clock.monotonicMs();
    const where = await this.view.next(share, startedAt, () => placeBefore(this.database, quickScanSeconds));
    const claimEnded = this.metrics.claimSeconds.startTimer();
    attemptIds.forEach((id) => this.asked.add(id));
    try {
      const claim = await claimDuePosts(this.database, {
        ...where,
        workerId: this.worker.id,
        attemptIds,
        leaseSeconds: this.config.publishLeaseSeconds,
        maxLatenessHours: this.config.maxLatenessHours,
      });
      claimEnded();
      this.start(claim.posts);
      this.view.claimed(share, where, claim, this.clock.monotonicMs());
      this.noteScan(share, where, startedAt);
      return claim;
    } catch (error) {
      if (isTooSlow(error)) this.noteScan(share, where, startedAt);
      throw error;
    } finally {
      attemptIds.forEach((id) => this.asked.delete(id));
    }
  }

  private noteScan(share: ClaimShare, { scanFrom }: WhereToLook, startedAt: number): void {
    if (scanFrom) return;
    const now = this.clock.monotonicMs();
    this.view.madeFullScan(share, now - startedAt, now);
  }

  /** Goes on with attempts that were not sent: their worker died, or the platform needed time. */
  async resumeUnsent(): Promise<number> {
    let resumed = 0;
    for (const share of this.lanes.shares(platforms)) {
      if (this.jobs.isStopping) return resumed;
      const claimed = await resumeUnsentAttempts(this.database, {
        workerId: this.worker.id,
        leaseSeconds: this.config.publishLeaseSeconds,
        limit: share.places,
        except: [...this.inFlightIds(), ...this.asked],
        leftOutPlatforms: othersThan(share.platforms),
        maxLatenessHours: this.config.maxLatenessHours,
      });
      this.start(claimed);
      resumed += claimed.length;
    }
    return resumed;
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
    await letGoOfLateAttempts(this.database, hours);
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
      this.lanes.started(post);
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
  private ended(post: ClaimedPost): void {
    this.inFlight.delete(post.attemptId);
    this.lanes.ended(post);
    this.view.freedConnection(post.connectionId, post.platform);
    if (this.jobs.isStopping) return;
    this.nextRound ??= setTimeout(() => {
      this.nextRound = undefined;
      void this.jobs.run(publishDueJob, () => this.claimRound(this.view.freedPlatforms()));
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
