import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import { TokenAccessService, type AccessResult } from '../connections/token-access.service.ts';
import { PlatformClocks } from '../providers/provider.clocks.service.ts';
import type { FailureMeaning, ProviderFailure } from '../providers/provider.errors.ts';
import type { ReadBackResult } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { namesOf } from './attempt-names.ts';
import { lookAgain } from './attempt.queries.ts';
import { claimUnsettledSends, type UnsettledSend } from './take-over.queries.ts';
import { readOthersOnAccount } from './earlier-sends.queries.ts';
import { looksLike, matchPublished } from './match-published.ts';
import { outcomeUnknown } from './outcome-unknown.ts';
import {
  decideReadBack,
  decideUnreadable,
  isWaitedFor,
  type LookLimit,
  type ReadBackDecision,
} from './read-back-decision.ts';
import { PublishLanes } from './publish-lanes.service.ts';
import { PublishingService } from './publishing.service.ts';
import { shownAfterSeconds } from './settle-time.ts';
import type { AttemptEnd } from './record.queries.ts';
import { RecorderService } from './recorder.service.ts';
import { WorkerIdentity } from './worker-identity.ts';

const readsPerRun = 50;
/** Accounts that are read at once, those included that a silent platform keeps waiting. */
const mostLooks = 400;
/** A run does not wait longer for the slowest of its looks; the next one goes on beside them. */
const longestRunMs = 2_000;

/** Decides sends whose answer was lost, by reading the account back. Reads only, until the decision is written. */
@Injectable()
export class ReconcileService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconcile');
  private readonly looking = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly providers: ProviderRegistry,
    private readonly tokens: TokenAccessService,
    private readonly worker: WorkerIdentity,
    private readonly publishing: PublishingService,
    private readonly lanes: PublishLanes,
    private readonly recorder: RecorderService,
    private readonly jobs: JobRunner,
    private readonly metrics: Metrics,
    private readonly clocks: PlatformClocks,
  ) {}

  /** Looks up every send that has settled. Returns how many were looked at. */
  async reconcileSettled(): Promise<number> {
    if (this.jobs.isStopping || this.looking.size >= mostLooks) return 0;
    const sends = await claimUnsettledSends(this.database, {
      workerId: this.worker.id,
      leaseSeconds: this.config.publishLeaseSeconds,
      limit: Math.min(readsPerRun, mostLooks - this.looking.size),
      except: [...this.publishing.inFlightIds(), ...this.looking.keys()],
    });
    if (sends.length === 0) return 0;
    const datedByPlatform = sends.map((send) => this.dated(send));
    const access = await this.tokens.openAccess(sends.map(({ connectionId }) => connectionId));
    for (const send of datedByPlatform) this.look(send, access.get(send.connectionId));
    await Promise.race([this.drain(), pause(longestRunMs, undefined, { ref: false })]);
    return sends.length;
  }

  /** Resolves when no account is being read any more. */
  async drain(): Promise<void> {
    await Promise.all(this.looking.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.stop();
    await this.drain();
  }

  /** At once: what is said of the clocks compares this moment. */
  private dated(send: UnsettledSend): UnsettledSend {
    return { ...send, since: new Date(send.since.getTime() - this.clocks.aheadOf(send.platform, send.now)) };
  }

  private look(send: UnsettledSend, access: Promise<AccessResult> | undefined): void {
    const look = (async () => await this.reconcile(send, await access))()
      .catch((error: unknown) => {
        this.logger.error({ message: `A look broke off: ${String(error)}`, ...namesOf(send) });
      })
      .finally(() => this.looking.delete(send.attemptId));
    this.looking.set(send.attemptId, look);
  }

  private async reconcile(send: UnsettledSend, access: AccessResult | undefined): Promise<void> {
    const ageMs = send.now.getTime() - send.sendStartedAt.getTime();
    const read = await this.read(send, access);
    const limit = read.status === 'unreadable' ? limitIn(read.failure, send.now) : null;
    const decision =
      read.status === 'unreadable'
        ? decideUnreadable({ ...send, ageMs, limit })
        : await this.decide(send, read, ageMs);
    this.metrics.publishAttempts.inc({ platform: send.platform, result: `read_back_${decision.kind}` });
    const isUnreadable = read.status === 'unreadable' && !isWaitedFor(limit, ageMs);
    await this.carryOut(send, decision, { isUnreadable });
    if (read.status === 'unreadable') await this.tell(send, access, read.failure);
  }

  /** Who else is concerned by what kept the account from being read: nobody else uses the connection while a send of it is open. */
  private async tell(
    send: UnsettledSend,
    access: AccessResult | undefined,
    failure: ProviderFailure,
  ): Promise<void> {
    if (failure.meaning === 'auth' && access?.status === 'ok')
      await this.tokens.afterAuthFailure(send.connectionId, access.tokenVersion, failure);
    await this.lanes.readFailed(send, failure);
  }

  private async read(send: UnsettledSend, access: AccessResult | undefined): Promise<ReadBackResult> {
    if (access?.status !== 'ok') return { status: 'unreadable', failure: notReadable };
    // Bound to another account since: that account's posts prove nothing about this send.
    if (access.access.accountId !== send.accountId) return { status: 'unreadable', failure: notReadable };
    const sent = { content: send.payload, resume: send.resume, since: send.since };
    try {
      return await this.providers.require(send.platform).publishing.readBack(access.access, sent);
    } catch (error) {
      this.logger.error({ message: `Reading back broke off: ${String(error)}`, ...namesOf(send) });
      return { status: 'unreadable', failure: notReadable };
    }
  }

  private async decide(
    send: UnsettledSend,
    read: Extract<ReadBackResult, { status: 'read' }>,
    ageMs: number,
  ): Promise<ReadBackDecision> {
    const platformPostIds = read.posts.map(({ platformPostId }) => platformPostId);
    const { boundIds, onTheirWay } = await readOthersOnAccount(this.database, {
      ...send,
      platformPostIds,
      shownAfterSeconds: shownAfterSeconds(this.config),
    });
    const refused = send.failureMeaning !== null && send.failureMeaning !== 'unknown';
    return decideReadBack(
      {
        publishClass: this.providers.require(send.platform).publishing.publishClass(send.payload),
        draft: read.draft,
        matches: matchPublished({ content: send.payload, since: send.since }, read.posts, boundIds),
        othersOnTheirWay: onTheirWay.filter((other) => looksLike(other, send.payload)).length,
        negativeReads: send.negativeReads,
        sends: send.sends,
        ageMs,
        refused,
        refusedAsDuplicate: send.failureMeaning === 'duplicate',
        ambiguousBefore: send.ambiguousBefore,
      },
      this.config.publishSettleSeconds / 2,
    );
  }

  private async carryOut(
    send: UnsettledSend,
    decision: ReadBackDecision,
    { isUnreadable }: { isUnreadable: boolean },
  ): Promise<void> {
    const { attemptId } = send;
    const end = { ...namesOf(send), workerId: this.worker.id };
    switch (decision.kind) {
      case 'adopt': {
        const { platformPostId, permalink, publishedAt } = decision.post;
        return await this.record({
          ...end,
          outcome: 'adopted',
          postStatus: 'PUBLISHED',
          platformPostId,
          permalink,
          publishedAt,
        });
      }
      case 'adopt-without-id':
        return await this.record({
          ...end,
          outcome: 'adopted',
          postStatus: 'PUBLISHED',
          ...(hasFollowUp(send.payload) && { failure: followUpNotSent }),
        });
      case 'resend':
        return await this.record({
          ...end,
          outcome: 'not_found',
          postStatus: 'SCHEDULED',
          wait: null,
          retries: 1,
        });
      case 'fail':
        return await this.record({
          ...end,
          outcome: 'rejected',
          postStatus: 'FAILED',
          failure: failureOf(send),
        });
      case 'undecided':
        return await this.record({
          ...end,
          outcome: 'undecided',
          postStatus: 'FAILED',
          failure: outcomeUnknown(send.platform, decision.reason),
        });
      case 'look-again': {
        const negativeReads = send.negativeReads + (decision.counted ? 1 : 0);
        const owned = { attemptId, workerId: this.worker.id };
        return await lookAgain(this.database, owned, {
          seconds: decision.seconds,
          negativeReads,
          isUnreadable,
        });
      }
    }
  }

  private async record(end: AttemptEnd): Promise<void> {
    await this.recorder.record(end);
    this.logger.log({
      message: 'A send was decided by reading back',
      outcome: end.outcome,
      ...namesOf(end),
    });
  }
}

/** X limits each endpoint by itself: whoever may not look may post. */
function limitIn({ meaning, retryAt, limitedCalls }: ProviderFailure, now: Date): LookLimit | null {
  if (meaning !== 'rate-limited' || !retryAt) return null;
  return { leftMs: retryAt.getTime() - now.getTime(), isOnEveryCall: limitedCalls !== 'this-endpoint' };
}

/** What follows a post needs its id. */
function hasFollowUp({ options }: PostContent): boolean {
  return options.firstComment !== undefined || (options.thread ?? []).length > 0;
}

const followUpNotSent: ProviderFailure = {
  meaning: 'unknown',
  code: 'FOLLOW_UP_NOT_SENT',
  message:
    'The post is live, but which one of the account it is could not be told, so what was to follow it (first comment, thread) could not be sent. Add it on the platform.',
  who: 'author',
};

const notReadable: ProviderFailure = {
  meaning: 'unavailable',
  code: 'CONNECTION_NOT_READABLE',
  message: 'The account cannot be read at the moment.',
  who: 'wait',
};

function failureOf({ failureMeaning, errorCode, errorMessage }: UnsettledSend): ProviderFailure {
  return {
    meaning: (failureMeaning ?? 'unknown') as FailureMeaning,
    code: errorCode ?? 'PLATFORM_REFUSED',
    message: errorMessage ?? 'The platform refused the post.',
    who: 'author',
  };
}
