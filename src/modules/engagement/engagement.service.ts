import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { notFound } from '../../kernel/app-error.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { EngagementResult } from '../providers/provider.port.ts';
import { changeBetween, nextReadAt, secondsAfterFailure } from './engagement-cadence.ts';
import { EngagementReader } from './engagement-reader.service.ts';
import {
  brokenRead,
  connectionOff,
  goneMessage,
  groupByConnection,
  unanswered,
} from './engagement-results.ts';
import {
  deletedOnPlatform,
  limited,
  notPublished,
  reconnectRequired,
  unreadable,
} from './engagement.errors.ts';
import {
  claimDueReads,
  findAskedRead,
  findHistory,
  makeReadDue,
  postponeReads,
  recordGone,
  recordReads,
  type AskedRead,
  type ClaimedRead,
  type PostToRead,
  type ReadCounts,
  type Snapshot,
  type StoredEngagement,
} from './engagement.queries.ts';

const postsPerRun = 200;
/** Longer than a run can take: all its connections at their deadline, `connectionsAtOnce` at a time. */
const leaseSeconds = 600;
const connectionsAtOnce = 16;
const historyLimit = 500;

/** Reads what became of published posts: by the cadence, and when somebody asks. */
@Injectable()
export class EngagementService {
  private readonly logger = new Logger('Engagement');

  constructor(
    private readonly database: Database,
    private readonly reader: EngagementReader,
    private readonly jobs: JobRunner,
  ) {}

  /** Reads until nothing is due. Returns how many posts were taken; one connection's trouble does not stop the others. */
  async syncDue(): Promise<number> {
    let taken = 0;
    while (!this.jobs.isStopping) {
      const claimed = await claimDueReads(this.database, { limit: postsPerRun, leaseSeconds });
      if (claimed.taken === 0) break;
      await this.syncConnections(groupByConnection(claimed.reads));
      taken += claimed.taken;
    }
    return taken;
  }

  /**
   * Reads one post now. Throws POST_NOT_FOUND, POST_NOT_PUBLISHED, RECONNECT_REQUIRED, DELETED_ON_PLATFORM, and the
   * platform's own code as unavailable when it cannot be read.
   */
  async syncPost(tenantId: string, postId: string): Promise<StoredEngagement> {
    const post = requireReadable(await findAskedRead(this.database, tenantId, postId), postId);
    const answer = await this.reader.read([post]);
    if (answer.status === 'inactive') throw reconnectRequired(answer.message);
    const result = answer.results.get(post.id) ?? unanswered;
    switch (result.status) {
      case 'read':
        return await this.storeAsked(post, result);
      case 'gone':
        await recordGone(this.database, [
          { ...targetOf(post), readAt: post.readAt, message: goneMessage(post.platform) },
        ]);
        throw deletedOnPlatform(goneMessage(post.platform));
      case 'failed':
        throw unreadable(post.platform, result.failure);
    }
  }

  /** The platform says that something happened to a post; the next run looks. */
  async readSoon(platform: Platform, post: { accountId: string; platformPostId: string }): Promise<void> {
    await makeReadDue(this.database, platform, post);
  }

  /** The newest snapshots, oldest first. Throws POST_NOT_FOUND, also for another tenant's. */
  async history(tenantId: string, postId: string): Promise<Snapshot[]> {
    const snapshots = await findHistory(this.database, tenantId, { postId, limit: historyLimit });
    if (!snapshots) throw notFound('Post', postId);
    return snapshots;
  }

  private async storeAsked(
    post: ReadableNow,
    result: Extract<EngagementResult, { status: 'read' }>,
  ): Promise<StoredEngagement> {
    const [stored] = await recordReads(this.database, [{ ...readOf(post, result), readAt: post.readAt }]);
    return stored ?? (await this.learntMeanwhile(post));
  }

  /** Somebody else read the post, deleted it or put it back while it was read. */
  private async learntMeanwhile({
    tenantId,
    id,
    platform,
    platformPostId,
  }: ReadableNow): Promise<StoredEngagement> {
    const now = await findAskedRead(this.database, tenantId, id);
    if (now?.status !== 'PUBLISHED' || now.platformPostId !== platformPostId)
      throw notPublished('it was changed while it was read');
    if (now.deletedOnPlatformAt || !now.syncedAt) throw deletedOnPlatform(goneMessage(platform));
    return { postId: id, ...now.counts, syncedAt: now.syncedAt };
  }

  private async syncConnections(connections: ReadGroup[]): Promise<void> {
    const waiting = [...connections];
    const workNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.syncConnection(next);
    };
    await Promise.all(Array.from({ length: connectionsAtOnce }, workNext));
  }

  private async syncConnection(posts: ReadGroup): Promise<void> {
    try {
      const answer = await this.reader.read(posts);
      const results = answer.status === 'answered' ? answer.results : new Map<string, EngagementResult>();
      const missing = answer.status === 'answered' ? unanswered : connectionOff;
      await this.record(posts.map((post) => ({ post, result: results.get(post.id) ?? missing })));
    } catch (error) {
      const { connectionId } = posts[0];
      this.logger.error(`Reading the posts of connection ${connectionId} broke off: ${describe(error)}`);
      await this.record(posts.map((post) => ({ post, result: { status: 'failed', failure: brokenRead } })));
    }
  }

  private async record(outcomes: { post: ClaimedRead; result: EngagementResult }[]): Promise<void> {
    const reads: ReadCounts[] = [];
    const gone: Parameters<typeof recordGone>[1] = [];
    const postponed: Parameters<typeof postponeReads>[1] = [];
    for (const { post, result } of outcomes) {
      const target = { ...targetOf(post), leasedUntil: post.leasedUntil };
      if (result.status === 'read') reads.push({ ...readOf(post, result), ...target });
      else if (result.status === 'gone') gone.push({ ...target, message: goneMessage(post.platform) });
      else {
        const { failure } = result;
        postponed.push({
          ...target,
          seconds: secondsAfterFailure(failure),
          retryAt: failure.retryAt ?? null,
        });
      }
    }
    await recordReads(this.database, reads);
    await recordGone(this.database, gone);
    await postponeReads(this.database, postponed);
  }
}

type ReadableNow = PostToRead & Pick<AskedRead, 'readAt'>;

type ReadGroup = [ClaimedRead, ...ClaimedRead[]];

function requireReadable(post: AskedRead | undefined, id: string): ReadableNow {
  if (!post) throw notFound('Post', id);
  const { status, platformPostId, publishedAt, isActive, connectionMessage, limitedUntil, ...rest } = post;
  if (status !== 'PUBLISHED' || publishedAt === null) throw notPublished(`it is ${status}`);
  if (platformPostId === null) throw notPublished('its id on the platform is not known');
  if (!isActive) throw reconnectRequired(connectionMessage);
  if (limitedUntil) throw limited(limitedUntil);
  return { ...rest, platformPostId, publishedAt };
}

function readOf(post: PostToRead, { counts }: Extract<EngagementResult, { status: 'read' }>): ReadCounts {
  const { connectionId, publishedAt, now } = post;
  const change = changeBetween(post.counts, counts);
  return { ...targetOf(post), counts, nextAt: nextReadAt({ connectionId, publishedAt, now, change }) };
}

function targetOf({ id, platformPostId }: PostToRead): { id: string; platformPostId: string } {
  return { id, platformPostId };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
