import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { TokenAccessService, type AccessResult } from '../connections/token-access.service.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type {
  AccountAccess,
  PrepareResult,
  Provider,
  PublishResult,
  ResumeState,
} from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { leaveUnsettled, markSends, parkAttempt, saveResumeState, type MarkWish } from './attempt.queries.ts';
import type { ClaimedPost } from './claim.queries.ts';
import { MicroBatch } from './micro-batch.ts';
import { PreflightService } from './preflight.service.ts';
import type { AttemptEnd } from './record.queries.ts';
import { RecorderService } from './recorder.service.ts';
import { planRetry, type RetryPlan } from './retry-plan.ts';
import { settleSeconds } from './settle-time.ts';

type OpenAccess = Extract<AccessResult, { status: 'ok' }>;

/** A mark older than this is made again: the process may have slept between the mark and the send. */
const longestMarkAgeMs = 5_000;
const accessPauseMs = 30_000;
const lookSoonSeconds = 2;

/** Brings one claimed post through the protocol: prepare, mark, send, record. Every way out writes what is true. */
@Injectable()
export class AttemptRunner {
  /** Who this process is in the attempts it owns; a new one each start, so that no claim outlives its process. */
  readonly workerId = uuidv7();

  private readonly logger = new Logger('Publishing');
  private readonly marks: MicroBatch<MarkWish, boolean>;

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly providers: ProviderRegistry,
    private readonly connections: ConnectionsService,
    private readonly tokens: TokenAccessService,
    private readonly preflight: PreflightService,
    private readonly recorder: RecorderService,
    private readonly jobs: JobRunner,
    private readonly metrics: Metrics,
  ) {
    this.marks = new MicroBatch((wishes) => this.mark(wishes), { maxItems: 64, maxWaitMs: 3 });
  }

  async run(post: ClaimedPost, access: AccessResult | undefined): Promise<void> {
    if (!access || access.status === 'inactive')
      return await this.release(post, { parkedBy: access?.message });
    if (access.status === 'later')
      return await this.release(post, { failure: access.failure, waitMs: accessPauseMs });
    const provider = this.providers.require(post.platform);
    const known = await this.preflight.check(provider, post, access.access);
    if (known.status === 'live') return await this.adopt(post, known);
    if (known.status === 'unreadable') return await this.afterFailure(post, access, known.failure);
    await this.prepareAndSend(provider, post, access);
  }

  private async prepareAndSend(provider: Provider, post: ClaimedPost, access: OpenAccess): Promise<void> {
    const prepared = await this.prepare(provider, post, access.access);
    switch (prepared.status) {
      case 'failed':
        return await this.afterFailure(post, access, prepared.failure, { discardResume: true });
      case 'waiting':
        return await parkAttempt(this.database, this.owned(post), prepared);
      case 'ready':
        await this.save(post, prepared.resume);
        return await this.send(provider, { ...post, resume: prepared.resume }, access);
    }
  }

  private async send(provider: Provider, post: ClaimedPost, access: OpenAccess): Promise<void> {
    if (this.jobs.isStopping) return await this.release(post, {});
    if (!(await this.passTheMark(provider, post))) return await this.release(post, {});
    this.observeLateness(post);
    const result = await this.publish(provider, post, access.access);
    if (result.status === 'published') {
      return await this.recordPublished(post, { outcome: 'published', ...result });
    }
    if (mustLookFirst(result.failure, post)) return await this.leaveUnsettled(provider, post, result.failure);
    await this.afterFailure(post, access, result.failure);
  }

  /** Nothing visible happens in here, so a mistake of ours is a try that failed, not an open question. */
  private async prepare(
    provider: Provider,
    post: ClaimedPost,
    access: AccountAccess,
  ): Promise<PrepareResult> {
    const save = async (resume: ResumeState) => await this.save(post, resume);
    try {
      return await provider.publishing.prepare(access, post.payload, { resume: post.resume, save });
    } catch (error) {
      this.logger.error(`Preparing attempt ${post.attemptId} broke off: ${describe(error)}`);
      return { status: 'failed', failure: { ...brokeOff, meaning: 'unavailable' } };
    }
  }

  /** Whatever goes wrong in here may have happened after the platform accepted. */
  private async publish(
    provider: Provider,
    post: ClaimedPost,
    access: AccountAccess,
  ): Promise<PublishResult> {
    try {
      return await provider.publishing.publish(access, post.payload, post.resume);
    } catch (error) {
      this.logger.error(`Sending attempt ${post.attemptId} broke off: ${describe(error)}`);
      return { status: 'failed', failure: { ...brokeOff, meaning: 'unknown' } };
    }
  }

  /** False: the attempt is no longer ours, the post was cancelled, or the connection was switched off. Nothing was sent. */
  private async passTheMark(provider: Provider, post: ClaimedPost): Promise<boolean> {
    const wish = {
      attemptId: post.attemptId,
      settleSeconds: settleSeconds(
        provider.publishing.publishClass(post.payload),
        this.config.publishSettleSeconds,
      ),
    };
    for (;;) {
      const askedAt = this.clock.monotonicMs();
      if (!(await this.marks.add(wish))) return false;
      if (this.clock.monotonicMs() - askedAt < longestMarkAgeMs) return true;
    }
  }

  private async mark(wishes: MarkWish[]): Promise<boolean[]> {
    const marked = await markSends(this.database, this.workerId, wishes, {
      leaseSeconds: this.config.publishLeaseSeconds,
      deadlineSeconds: this.config.platformTimeoutMs / 1000,
    });
    return wishes.map(({ attemptId }) => marked.has(attemptId));
  }

  private async afterFailure(
    post: ClaimedPost,
    access: OpenAccess,
    failure: ProviderFailure,
    discard: { discardResume?: true } = {},
  ): Promise<void> {
    const now = this.clock.now();
    const plan = planRetry(failure, post.retryCount, { now, jitter: Math.random() });
    this.metrics.publishAttempts.inc({ platform: post.platform, result: failure.meaning });
    if (plan.kind === 'at') await this.connections.hold({ ...post, id: post.connectionId }, failure, plan.at);
    if (failure.meaning === 'permission')
      await this.connections.noteProblem(post.tenantId, post.connectionId, failure);
    const settled =
      plan.kind === 'ask-connection'
        ? await this.askConnection(post, access, failure)
        : endOf(plan, failure, now);
    await this.recorder.record({
      ...this.ids(post),
      outcome: 'rejected',
      ...settled,
      ...discardable(failure, discard),
    });
  }

  /** The token was refused: with a newer or renewed one the post goes again at once, otherwise it parks. */
  private async askConnection(
    post: ClaimedPost,
    access: OpenAccess,
    failure: ProviderFailure,
  ): Promise<PostEnd> {
    const judged = await this.tokens.afterAuthFailure(post.connectionId, access.tokenVersion, failure);
    switch (judged.status) {
      case 'ok':
        return { postStatus: 'SCHEDULED', failure, notBefore: null };
      case 'inactive':
        return { postStatus: 'SCHEDULED', failure: { ...failure, message: judged.message }, notBefore: null };
      case 'later':
        return { postStatus: 'SCHEDULED', failure: judged.failure, notBefore: this.clock.in(accessPauseMs) };
    }
  }

  /** Nothing was sent: the post goes back to the queue, where it parks if its connection is not usable. */
  private async release(
    post: ClaimedPost,
    why: { parkedBy?: string | undefined; failure?: ProviderFailure; waitMs?: number },
  ): Promise<void> {
    const failure = why.failure ?? (why.parkedBy ? parked(why.parkedBy) : undefined);
    await this.recorder.record({
      ...this.ids(post),
      outcome: 'never_sent',
      postStatus: 'SCHEDULED',
      notBefore: why.waitMs === undefined ? null : this.clock.in(why.waitMs),
      ...(failure && { failure }),
    });
  }

  private async adopt(
    post: ClaimedPost,
    live: { platformPostId: string; permalink: string | null },
  ): Promise<void> {
    await this.recordPublished(post, { outcome: 'adopted', ...live });
  }

  private async recordPublished(
    post: ClaimedPost,
    live: Pick<AttemptEnd, 'outcome' | 'platformPostId' | 'permalink'>,
  ): Promise<void> {
    const { outcome, platformPostId, permalink } = live;
    this.metrics.publishAttempts.inc({ platform: post.platform, result: outcome });
    await this.recorder.record({
      ...this.ids(post),
      outcome,
      platformPostId,
      permalink,
      postStatus: 'PUBLISHED',
    } as AttemptEnd);
  }

  private async leaveUnsettled(
    provider: Provider,
    post: ClaimedPost,
    failure: ProviderFailure,
  ): Promise<void> {
    this.metrics.publishAttempts.inc({ platform: post.platform, result: 'unsettled' });
    this.logger.warn({
      message: 'A send has no certain outcome; it is looked up',
      postId: post.postId,
      code: failure.code,
    });
    const twoPhase = provider.publishing.publishClass(post.payload) === 'two-phase';
    // A refusal has nothing to settle (only an earlier send can have landed), and a draft cannot be published twice.
    const settle = failure.meaning !== 'unknown' || twoPhase ? lookSoonSeconds : null;
    await leaveUnsettled(this.database, this.owned(post), { failure, settleSeconds: settle });
  }

  private async save(post: ClaimedPost, resume: ResumeState): Promise<void> {
    const leaseSeconds = this.config.publishLeaseSeconds;
    await saveResumeState(this.database, this.owned(post), { resume, leaseSeconds });
  }

  private observeLateness({ platform, dueAt }: ClaimedPost): void {
    const seconds = (this.clock.now().getTime() - dueAt.getTime()) / 1000;
    this.metrics.publishLateness.observe({ platform }, Math.max(seconds, 0));
  }

  private owned({ attemptId }: ClaimedPost) {
    return { attemptId, workerId: this.workerId };
  }

  private ids({ attemptId, postId, connectionId }: ClaimedPost) {
    return { attemptId, workerId: this.workerId, postId, connectionId };
  }
}

const brokeOff = {
  code: 'INTERNAL_ERROR',
  message: 'Something went wrong in this service while the post was on its way.',
  who: 'wait',
} as const;

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

type PostEnd = Pick<AttemptEnd, 'postStatus' | 'failure' | 'notBefore' | 'retries'>;

function endOf(
  plan: Exclude<RetryPlan, { kind: 'ask-connection' }>,
  failure: ProviderFailure,
  now: Date,
): PostEnd {
  switch (plan.kind) {
    case 'again':
      return {
        postStatus: 'SCHEDULED',
        failure,
        notBefore: new Date(now.getTime() + plan.afterMs),
        retries: 1,
      };
    case 'at':
      return { postStatus: 'SCHEDULED', failure, notBefore: plan.at };
    case 'fail':
      return { postStatus: 'FAILED', failure: plan.failure };
  }
}

/** After any of these the post may be live, from this send or an earlier one; the platform is asked before anything else. */
function mustLookFirst(failure: ProviderFailure, { ambiguousBefore }: ClaimedPost): boolean {
  if (failure.meaning === 'unknown' || failure.meaning === 'duplicate') return true;
  const final =
    failure.meaning !== 'unavailable' && failure.meaning !== 'rate-limited' && failure.meaning !== 'auth';
  return ambiguousBefore && final;
}

/** What was prepared is worth keeping after a wait, not after the platform refused the content. */
function discardable(
  failure: ProviderFailure,
  { discardResume }: { discardResume?: true },
): { discardResume?: true } {
  const waits = failure.meaning === 'rate-limited' || failure.meaning === 'auth';
  return discardResume && !waits ? { discardResume } : {};
}

function parked(message: string): ProviderFailure {
  return { meaning: 'auth', code: 'CONNECTION_INACTIVE', message, who: 'club-admin' };
}
