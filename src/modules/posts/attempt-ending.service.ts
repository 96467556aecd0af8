import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { Clock } from '../../kernel/clock.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { TokenAccessService, type AccessResult } from '../connections/token-access.service.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { namesOf } from './attempt-names.ts';
import { leaveUnsettled } from './attempt.queries.ts';
import type { ClaimedPost } from './claim.queries.ts';
import type { AttemptEnd } from './record.queries.ts';
import { outcomeUnknown } from './outcome-unknown.ts';
import { RecorderService } from './recorder.service.ts';
import { planRetry, type RetryPlan } from './retry-plan.ts';
import { lookAfterSeconds } from './settle-time.ts';
import { WorkerIdentity } from './worker-identity.ts';

export type OpenAccess = Extract<AccessResult, { status: 'ok' }>;

/** Why a claimed post goes back unsent; nothing at all when this process merely stops or lost the claim. */
export type ReleaseReason =
  { inactive: string | undefined } | { failure: ProviderFailure } | Record<string, never>;

export interface LivePost {
  outcome: 'published' | 'adopted';
  platformPostId: string;
  permalink: string | null;
  /** What a look found live, where it is not what the attempt was to send. */
  live?: PostContent;
}

const accessPauseMs = 30_000;

/** Every way an attempt can end, and what it means for the post and its connection. */
@Injectable()
export class AttemptEndingService {
  private readonly logger = new Logger('Publishing');

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly worker: WorkerIdentity,
    private readonly providers: ProviderRegistry,
    private readonly connections: ConnectionsService,
    private readonly tokens: TokenAccessService,
    private readonly recorder: RecorderService,
    private readonly metrics: Metrics,
  ) {}

  async published(post: ClaimedPost, live: LivePost): Promise<void> {
    this.metrics.publishAttempts.inc({ platform: post.platform, result: live.outcome });
    // Before the record, which frees the connection for its next post.
    await this.holdIfUsedUp(post);
    await this.recorder.record({ ...this.ids(post), ...live, postStatus: 'PUBLISHED' });
  }

  /** Nothing was sent: the post goes back to the queue, where it parks if its connection is not usable. */
  async released(post: ClaimedPost, reason: ReleaseReason): Promise<void> {
    const failure =
      'failure' in reason ? reason.failure : 'inactive' in reason ? parked(reason.inactive) : undefined;
    await this.recorder.record({
      ...this.ids(post),
      outcome: 'never_sent',
      postStatus: 'SCHEDULED',
      wait: 'failure' in reason ? pauseAfter(reason.failure) : null,
      ...(failure && { failure }),
    });
  }

  /** Marked and not sent, because a person switched the connection off or took the post away: no try of the post. */
  async takenBack(post: ClaimedPost, failure: ProviderFailure): Promise<void> {
    const end = { outcome: 'rejected', postStatus: 'SCHEDULED', failure, wait: null } as const;
    await this.recorder.record({ ...this.ids(post), ...end });
  }

  /** A definite no, before or at the send. */
  async refused(post: ClaimedPost, access: OpenAccess, failure: ProviderFailure): Promise<void> {
    const end = await this.endAfter(post, access, failure);
    // What an earlier send may have used is kept: only it can tell whether that send landed.
    const isSpent = failure.meaning === 'content' || (failure.preparedAnew && !post.ambiguousBefore);
    const discard = isSpent ? ({ discardResume: true } as const) : {};
    await this.recorder.record({ ...this.ids(post), outcome: 'rejected', ...end, ...discard });
  }

  /** This service itself holds the post back; nothing was sent. */
  async notAllowed(post: ClaimedPost, access: OpenAccess, failure: ProviderFailure): Promise<void> {
    const end = await this.endAfter(post, access, failure);
    await this.recorder.record({ ...this.ids(post), outcome: 'never_sent', ...end });
  }

  /** The account had to be read before sending and could not be: nothing was sent, and an earlier send may be live. */
  async unreadable(post: ClaimedPost, access: OpenAccess, failure: ProviderFailure): Promise<void> {
    const end = await this.endAfter(post, access, failure);
    const unknown = outcomeUnknown(post.platform, 'the account could not be read');
    await this.recorder.record({
      ...this.ids(post),
      outcome: 'never_sent',
      ...end,
      ...(end.postStatus === 'FAILED' && { failure: { ...unknown, detail: failure.message } }),
    });
  }

  /** What becomes of the post by the meaning of the failure; tells the connection where it is concerned. */
  private async endAfter(post: ClaimedPost, access: OpenAccess, failure: ProviderFailure): Promise<PostEnd> {
    const now = this.clock.now();
    const plan = planRetry(failure, post.retryCount, { now, jitter: Math.random() });
    this.metrics.publishAttempts.inc({ platform: post.platform, result: failure.meaning });
    if (plan.kind === 'at') await this.hold(post, failure, plan.at);
    if (failure.meaning === 'permission') {
      const { tenantId, connectionId: id } = post;
      await this.connections.noteProblem({ tenantId, id, tokenVersion: access.tokenVersion }, failure);
    }
    return plan.kind === 'ask-connection'
      ? await this.askConnection(post, access, failure)
      : this.endOf(plan, failure);
  }

  private endOf(plan: Exclude<RetryPlan, { kind: 'ask-connection' }>, failure: ProviderFailure): PostEnd {
    switch (plan.kind) {
      case 'again':
        return {
          postStatus: 'SCHEDULED',
          failure,
          wait: { ms: plan.afterMs },
          retries: 1,
        };
      case 'at':
        return {
          postStatus: 'SCHEDULED',
          failure,
          wait: { until: plan.at, latenessHours: this.config.maxLatenessHours },
        };
      case 'fail':
        return { postStatus: 'FAILED', failure: plan.failure };
    }
  }

  /** The post may be live, from this send or an earlier one; the attempt stays open until the account was read. */
  async unsettled(post: ClaimedPost, failure: ProviderFailure): Promise<void> {
    this.metrics.publishAttempts.inc({ platform: post.platform, result: 'unsettled' });
    this.logger.warn({ message: 'A send has no certain outcome', code: failure.code, ...namesOf(post) });
    if (failure.retryAt) await this.hold(post, failure, failure.retryAt);
    const { publishing } = this.providers.require(post.platform);
    const publishClass = publishing.publishClass(post.payload);
    const { meaning } = failure;
    const { ambiguousBefore } = post;
    const settleSeconds = lookAfterSeconds(
      { publishClass, meaning, ambiguousBefore },
      this.config.publishSettleSeconds,
    );
    const owned = { attemptId: post.attemptId, workerId: this.worker.id };
    await leaveUnsettled(this.database, owned, { failure, settleSeconds });
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
        return { postStatus: 'SCHEDULED', failure, wait: null };
      case 'inactive':
        return { postStatus: 'SCHEDULED', failure: { ...failure, message: judged.message }, wait: null };
      case 'later':
        return { postStatus: 'SCHEDULED', failure: judged.failure, wait: pauseAfter(judged.failure) };
    }
  }

  /** Costs the next post a refusal if it fails, and nothing else. */
  private async holdIfUsedUp(post: ClaimedPost): Promise<void> {
    try {
      await this.connections.holdIfUsedUp({ ...post, id: post.connectionId });
    } catch (error) {
      this.logger.warn({ message: `A connection was not held back: ${String(error)}`, ...namesOf(post) });
    }
  }

  private async hold(post: ClaimedPost, failure: ProviderFailure, until: Date): Promise<void> {
    await this.connections.hold({ ...post, id: post.connectionId }, failure, until);
  }

  private ids(post: ClaimedPost) {
    return { ...namesOf(post), workerId: this.worker.id };
  }
}

/** Until access can be had again, as far as that is known. */
function pauseAfter({ retryAt }: ProviderFailure): { ms: number } | { until: Date } {
  return retryAt ? { until: retryAt } : { ms: accessPauseMs };
}

type PostEnd = Pick<AttemptEnd, 'postStatus' | 'failure' | 'wait' | 'retries'>;

function parked(message: string | undefined): ProviderFailure {
  return {
    meaning: 'auth',
    code: 'CONNECTION_INACTIVE',
    message: message ?? 'The connection is not active. Please reconnect.',
    who: 'club-admin',
  };
}
