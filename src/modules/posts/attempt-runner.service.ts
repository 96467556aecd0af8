import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan } from '../../http/spans.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { tokenWhile } from '../../kernel/secret.ts';
import type { AccessResult } from '../connections/token-access.service.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type {
  AccountAccess,
  PrepareResult,
  Provider,
  PublishResult,
  ResumeState,
} from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { namesOf } from './attempt-names.ts';
import { AttemptEndingService, type OpenAccess } from './attempt-ending.service.ts';
import { markSends, parkAttempt, saveResumeState, type MarkWish } from './attempt.queries.ts';
import { BudgetService } from './budget.service.ts';
import type { ClaimedPost } from './claim.queries.ts';
import { mustLookAfterPreparing, mustLookAfterSending } from './look-first.ts';
import { FreshMark } from './fresh-mark.ts';
import { MicroBatch } from './micro-batch.ts';
import { markBatches } from './write-batches.ts';
import { PreflightService } from './preflight.service.ts';
import { PublishLanes } from './publish-lanes.service.ts';
import { settleSeconds } from './settle-time.ts';
import { WorkerIdentity } from './worker-identity.ts';

/**
 * A mark older than this is made again: the process may have slept since, and a connection that was switched off must not send
 * more than a second later. A cancellation of what may be marked waits as long (social_post_cancelled_after_mark).
 */
const longestMarkAgeMs = 1_000;
/** Marks in a row that came too late, or whose connection did; then the post goes back and is tried again later. */
const mostMarks = 5;

/** Brings one claimed post through the protocol: prepare, mark, send. Every way out writes what is true. */
@Injectable()
export class AttemptRunner {
  private readonly logger = new Logger('Publishing');
  private readonly marks: MicroBatch<MarkWish, boolean>;

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly worker: WorkerIdentity,
    private readonly providers: ProviderRegistry,
    private readonly preflight: PreflightService,
    private readonly budget: BudgetService,
    private readonly ending: AttemptEndingService,
    private readonly lanes: PublishLanes,
    private readonly jobs: JobRunner,
    private readonly metrics: Metrics,
  ) {
    this.marks = new MicroBatch((wishes) => this.mark(wishes), markBatches);
  }

  async run(post: ClaimedPost, opening: Promise<AccessResult> | undefined): Promise<void> {
    const access = await opening;
    if (!access || access.status === 'inactive') {
      return await this.ending.released(post, { inactive: access?.message });
    }
    if (access.status === 'later') return await this.ending.released(post, { failure: access.failure });
    const provider = this.providers.require(post.platform);
    const found = await this.preflight.check(provider, post, access.access);
    switch (found.status) {
      case 'live':
        return await this.ending.published(post, { ...found, outcome: 'adopted' });
      case 'unreadable':
        await this.ending.unreadable(post, access, found.failure);
        return await this.lanes.failed(post, found.failure);
      case 'not-live':
        return await this.payPrepareAndSend(provider, post, access);
    }
  }

  private async payPrepareAndSend(provider: Provider, post: ClaimedPost, access: OpenAccess): Promise<void> {
    const refusal = await this.budget.refusal(post);
    if (refusal) return await this.endUnsent(provider, post, { access, failure: refusal, as: 'notAllowed' });
    try {
      const prepared = await this.prepare(provider, post, access.access);
      switch (prepared.status) {
        case 'failed':
          await this.endUnsent(provider, post, { access, failure: prepared.failure, as: 'refused' });
          return await this.lanes.failed(post, prepared.failure);
        case 'waiting':
          this.lanes.answered(post);
          return await parkAttempt(this.database, this.owned(post), prepared);
        case 'ready':
          // Providers save what they make as they make it; most posts prepare nothing, and cost no statement here.
          return await this.send(provider, { ...post, resume: prepared.resume }, access);
      }
    } finally {
      this.budget.ended(post);
    }
  }

  private async send(provider: Provider, post: ClaimedPost, access: OpenAccess): Promise<void> {
    const result = await this.lanes.during(post, () => this.markAndPublish(provider, post, access.access));
    if (result.status === 'not-sent') return await this.ending.released(post, {});
    if (result.status === 'taken-back') return await this.ending.takenBack(post, heldBack);
    if (result.status === 'published') {
      this.lanes.answered(post);
      const { platformPostId, permalink } = result;
      return await this.ending.published(post, { outcome: 'published', platformPostId, permalink });
    }
    const { failure } = result;
    if (mustLookAfterSending(failure, post)) await this.ending.unsettled(post, failure);
    else await this.ending.refused(post, access, failure);
    await this.lanes.failed(post, failure);
  }

  private async markAndPublish(
    provider: Provider,
    post: ClaimedPost,
    access: AccountAccess,
  ): Promise<PublishResult | { status: 'not-sent' } | { status: 'taken-back' }> {
    if (this.jobs.isStopping) return { status: 'not-sent' };
    const askedAtMs = this.clock.monotonicMs();
    let mark = await inSpan('mark', {}, () => this.passTheMark(provider, post, 'first'));
    this.lanes.marked(post, this.clock.monotonicMs() - askedAtMs);
    if (mark === 'refused') return { status: 'not-sent' };
    this.observeLateness(post);
    for (let tried = 1; mark instanceof FreshMark; tried += 1) {
      const { mayStart } = mark;
      const result = await inSpan('send', {}, () => this.publish(provider, post, access, mayStart));
      if (!mark.cameTooLate || tried === mostMarks) return result;
      mark = await inSpan('mark', {}, () => this.passTheMark(provider, post, 'again'));
    }
    return mark === 'held-back' ? { status: 'failed', failure: heldBack } : { status: 'taken-back' };
  }

  /** Nothing is sent this time; an earlier send may be live all the same. */
  private async endUnsent(
    provider: Provider,
    post: ClaimedPost,
    { access, failure, as }: { access: OpenAccess; failure: ProviderFailure; as: 'notAllowed' | 'refused' },
  ): Promise<void> {
    return mustLookAfterPreparing(failure, post)
      ? await this.leaveToBeLookedUp(provider, post, failure)
      : await this.ending[as](post, access, failure);
  }

  /** A live draft landed after it had been given up, and so may an earlier send: the attempt counts as sent and is read back. */
  private async leaveToBeLookedUp(
    provider: Provider,
    post: ClaimedPost,
    failure: ProviderFailure,
  ): Promise<void> {
    return (await this.passTheMark(provider, post, 'first')) === 'refused'
      ? await this.ending.released(post, {})
      : await this.ending.unsettled(post, failure);
  }

  /** Nothing visible happens in here, so a mistake of ours is a try that failed, not an open question. */
  private async prepare(
    provider: Provider,
    post: ClaimedPost,
    access: AccountAccess,
  ): Promise<PrepareResult> {
    let isStored = true;
    const save = async (resume: ResumeState) => {
      isStored = await this.saveProgress(post, resume);
    };
    try {
      const prepared = await provider.publishing.prepare(access, post.payload, { resume: post.resume, save });
      // A draft that only this process knows could not be asked for after a crash.
      if (prepared.status === 'ready' && !isStored) await this.save(post, prepared.resume);
      return prepared;
    } catch (error) {
      this.logger.error({ message: `A preparation broke off: ${describe(error)}`, ...namesOf(post) });
      return { status: 'failed', failure: { ...brokeOff, meaning: 'unavailable' } };
    }
  }

  /** Whatever goes wrong in here may have happened after the platform accepted. */
  private async publish(
    provider: Provider,
    post: ClaimedPost,
    access: AccountAccess,
    mayStart: () => boolean,
  ): Promise<PublishResult> {
    const inTime = { ...access, accessToken: tokenWhile(access.accessToken, mayStart) };
    try {
      return await provider.publishing.publish(inTime, post.payload, post.resume);
    } catch (error) {
      this.logger.error({ message: `A send broke off: ${describe(error)}`, ...namesOf(post) });
      return { status: 'failed', failure: { ...brokeOff, meaning: 'unknown' } };
    }
  }

  /**
   * Refused: the attempt is no longer ours, the post was cancelled, or the connection was switched off. Taken back: so it was after it
   * had been marked. Held back: it is marked, by us, but each mark was too old when it came. Nothing was sent in all three cases.
   */
  private async passTheMark(
    provider: Provider,
    post: ClaimedPost,
    first: MarkWish['mark'],
  ): Promise<FreshMark | 'refused' | 'taken-back' | 'held-back'> {
    const publishClass = provider.publishing.publishClass(post.payload);
    const settle = settleSeconds(publishClass, this.config.publishSettleSeconds);
    for (let tried = 1; tried <= mostMarks; tried += 1) {
      const fresh = new FreshMark(this.clock.stopwatch(), this.longestMarkAgeMs());
      const mark = tried === 1 ? first : 'again';
      const isMarked = await this.marks.add({ attemptId: post.attemptId, settleSeconds: settle, mark });
      if (!isMarked) return mark === 'first' ? 'refused' : 'taken-back';
      if (fresh.mayStart()) return fresh;
    }
    return 'held-back';
  }

  /** The call must have ended by its deadline before the lease does. */
  private longestMarkAgeMs(): number {
    const { publishLeaseSeconds, platformTimeoutMs } = this.config;
    return Math.min(longestMarkAgeMs, publishLeaseSeconds * 1000 - platformTimeoutMs);
  }

  private async mark(wishes: MarkWish[]): Promise<boolean[]> {
    const marked = await markSends(this.database, this.worker.id, wishes, {
      leaseSeconds: this.config.publishLeaseSeconds,
      deadlineSeconds: this.config.platformTimeoutMs / 1000,
    });
    return wishes.map(({ attemptId }) => marked.has(attemptId));
  }

  /** Without it a crash now would only leave an invisible draft behind; what counts is saved again before the send. */
  private async saveProgress(post: ClaimedPost, resume: ResumeState): Promise<boolean> {
    try {
      await this.save(post, resume);
      return true;
    } catch (error) {
      this.logger.warn({ message: `Progress was not stored: ${String(error)}`, ...namesOf(post) });
      return false;
    }
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
    return { attemptId, workerId: this.worker.id };
  }
}

/** Marked and not sent: this very process knows, so nobody has to look. */
const heldBack = {
  meaning: 'unavailable',
  code: 'HELD_BACK',
  message:
    'The post was not sent, because it was held back at the last moment. The service tries again by itself.',
  who: 'wait',
} as const;

const brokeOff = {
  code: 'INTERNAL_ERROR',
  message: 'Something went wrong in this service while the post was on its way.',
  who: 'wait',
} as const;

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
