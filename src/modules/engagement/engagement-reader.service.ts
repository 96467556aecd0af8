import { Injectable, Logger } from '@nestjs/common';
import { platformNames, type Platform } from '../../kernel/platform.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { TokenAccessService } from '../connections/token-access.service.ts';
import { BudgetService } from '../posts/budget.service.ts';
import { ProviderError, type ProviderFailure } from '../providers/provider.errors.ts';
import type { AccountAccess, EngagementResult } from '../providers/provider.port.ts';
import { QuotasService } from '../providers/provider.quotas.service.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { callsKeptCode, chunksOf, unanswered } from './engagement-results.ts';
import type { PostToRead } from './engagement.queries.ts';

type ReadablePost = Pick<
  PostToRead,
  'id' | 'tenantId' | 'connectionId' | 'platform' | 'platformPostId' | 'publishedAt'
>;

export type ReadAnswer =
  /** By post id; one entry for every post asked for. */
  | { status: 'answered'; results: Map<string, EngagementResult> }
  /** The connection was switched off meanwhile; nothing was asked. */
  | { status: 'inactive'; message: string };

/**
 * Asks a platform about the posts of one connection. Whatever the platform answers, reading never switches a connection off:
 * a refused read says less about a token than a refused publish or refresh, and those happen often enough.
 */
@Injectable()
export class EngagementReader {
  private readonly logger = new Logger('Engagement');

  constructor(
    private readonly tokens: TokenAccessService,
    private readonly connections: ConnectionsService,
    private readonly providers: ProviderRegistry,
    private readonly budgets: BudgetService,
    private readonly quotas: QuotasService,
  ) {}

  /** All posts must be of one connection. Failures of the platform come as results; only our own faults are thrown. */
  async read(posts: [ReadablePost, ...ReadablePost[]]): Promise<ReadAnswer> {
    const { connectionId } = posts[0];
    const opened = (await this.tokens.requireAccess([connectionId])).get(connectionId);
    if (!opened) throw new Error(`The connection ${connectionId} does not exist.`);
    switch (opened.status) {
      case 'inactive':
        return opened;
      case 'later':
        return { status: 'answered', results: failedFor(posts, opened.failure) };
      case 'ok':
        return { status: 'answered', results: await this.readWithinBudget(opened.access, posts) };
    }
  }

  private async readWithinBudget(
    access: AccountAccess,
    posts: [ReadablePost, ...ReadablePost[]],
  ): Promise<Map<string, EngagementResult>> {
    const refusal = await this.budgets.readingRefusal(posts[0].tenantId, posts[0].platform);
    return refusal ? failedFor(posts, refusal) : await this.readInCalls(access, posts);
  }

  /** As few calls as the platform allows, one after the other; a limit ends them, and what is left waits with it. */
  private async readInCalls(
    access: AccountAccess,
    posts: [ReadablePost, ...ReadablePost[]],
  ): Promise<Map<string, EngagementResult>> {
    const { engagement } = this.providers.require(posts[0].platform);
    const results = new Map<string, EngagementResult>();
    let limit: ProviderFailure | undefined;
    for (const chunk of chunksOf(posts, engagement.postsPerRead)) {
      limit ??= this.keptForPosts(posts[0]);
      const answers = limit ? failedFor(chunk, limit) : await this.readOnce(access, chunk);
      for (const [id, result] of answers) results.set(id, result);
      limit ??= failuresIn(answers).find(({ meaning }) => meaning === 'rate-limited');
    }
    await this.tell(posts[0], failuresIn(results));
    return results;
  }

  private keptForPosts({ platform, connectionId }: ReadablePost): ProviderFailure | undefined {
    const retryAt = this.quotas.readingWait(platform, connectionId);
    return retryAt ? keptForPosts(platform, retryAt) : undefined;
  }

  private async readOnce(
    access: AccountAccess,
    posts: ReadablePost[],
  ): Promise<Map<string, EngagementResult>> {
    const [first] = posts;
    if (!first) return new Map();
    try {
      const answers = await this.providers.require(first.platform).engagement.readEngagement(access, posts);
      return new Map(posts.map((post) => [post.id, answers.get(post.platformPostId) ?? unanswered]));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return failedFor(posts, error.failure);
    }
  }

  /** A limit on every call holds the connection (or its platform) back, publishing included; other trouble is logged once for each of its codes. */
  private async tell(post: ReadablePost, failures: ProviderFailure[]): Promise<void> {
    const { tenantId, connectionId, platform } = post;
    const limit = failures.find(({ meaning }) => meaning === 'rate-limited');
    if (limit?.retryAt && limit.limitedCalls !== 'this-endpoint') {
      await this.connections.hold({ tenantId, id: connectionId, platform }, limit, limit.retryAt);
    }
    for (const [code, { meaning }] of new Map(failures.map((failure) => [failure.code, failure]))) {
      this.logger.warn({
        message: 'Reading engagement failed',
        tenantId,
        connectionId,
        platform,
        meaning,
        code,
      });
    }
  }
}

function keptForPosts(platform: Platform, retryAt: Date): ProviderFailure {
  const name = platformNames[platform];
  return {
    meaning: 'rate-limited',
    code: callsKeptCode,
    message: `${name}'s limit of calls is nearly used up, and what is left of it is kept for posts. Figures are read again after ${retryAt.toISOString()}.`,
    who: 'wait',
    retryAt,
    limitedCalls: 'this-endpoint',
  };
}

function failedFor(posts: ReadablePost[], failure: ProviderFailure): Map<string, EngagementResult> {
  return new Map(posts.map(({ id }) => [id, { status: 'failed', failure }]));
}

function failuresIn(results: Map<string, EngagementResult>): ProviderFailure[] {
  return [...results.values()].flatMap((result) => (result.status === 'failed' ? [result.failure] : []));
}
