import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import { PlatformClocks } from '../providers/provider.clocks.service.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { AccountAccess, Provider, SentPost } from '../providers/provider.port.ts';
import { namesOf } from './attempt-names.ts';
import { readEarlierSends, readFirstSend, readOthersOnAccount, readSentAs } from './earlier-sends.queries.ts';
import { type ClaimedPost } from './claim.queries.ts';
import { looksLike, matchPublished } from './match-published.ts';
import { shownAfterSeconds } from './settle-time.ts';

export type PreflightResult =
  | {
      status: 'live';
      platformPostId: string;
      permalink: string | null;
      /** What is live; left out where nobody remembers what was sent. */
      live?: PostContent;
    }
  | { status: 'not-live' }
  | { status: 'unreadable'; failure: ProviderFailure };

/** Looks before sending a post that may be live already: one set back by hand, or one whose outcome nobody could decide. */
@Injectable()
export class PreflightService {
  private readonly logger = new Logger('Publishing');

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clocks: PlatformClocks,
  ) {}

  async check(provider: Provider, post: ClaimedPost, access: AccountAccess): Promise<PreflightResult> {
    try {
      if (post.platformPostId) return await this.checkKnownId(provider, access, post);
      return post.mayBeLive ? await this.checkByContent(provider, access, post) : { status: 'not-live' };
    } catch (error) {
      this.logger.error({ message: `Looking for a post broke off: ${String(error)}`, ...namesOf(post) });
      return { status: 'unreadable', failure: nothingTold };
    }
  }

  private async checkKnownId(
    provider: Provider,
    access: AccountAccess,
    post: ClaimedPost,
  ): Promise<PreflightResult> {
    const id = post.platformPostId ?? '';
    const read = await provider.engagement.readEngagement(access, [
      { platformPostId: id, publishedAt: new Date(0) },
    ]);
    const found = read.get(id) ?? { status: 'failed', failure: nothingTold };
    switch (found.status) {
      case 'read':
        return { status: 'live', platformPostId: id, permalink: null, ...(await this.sentAs(post, id)) };
      case 'gone':
        // Meta says the same of a post that we may not see; the list tells the two apart.
        return await this.checkByContent(provider, access, post);
      case 'failed':
        return { status: 'unreadable', failure: found.failure };
    }
  }

  private async checkByContent(
    provider: Provider,
    access: AccountAccess,
    post: ClaimedPost,
  ): Promise<PreflightResult> {
    const since = await readFirstSend(this.database, post.postId);
    if (!since) return { status: 'not-live' };
    const { payloads, lastAgoSeconds, now } = await readEarlierSends(this.database, post.postId);
    const shownSince = new Date(since.getTime() - this.clocks.aheadOf(post.platform, now));
    for (const content of wordings(post.payload, payloads)) {
      const found = await this.lookFor(provider, access, post, {
        content,
        resume: post.resume,
        since: shownSince,
      });
      if (found.status !== 'not-live') return found;
    }
    // What was sent a moment ago may be live without being shown yet: before the settle time is over, its absence proves nothing.
    return lastAgoSeconds !== null && lastAgoSeconds < shownAfterSeconds(this.config)
      ? { status: 'unreadable', failure: nothingTold }
      : { status: 'not-live' };
  }

  private async lookFor(
    provider: Provider,
    access: AccountAccess,
    post: ClaimedPost,
    sent: SentPost,
  ): Promise<PreflightResult> {
    const read = await provider.publishing.readBack(access, sent);
    if (read.status === 'unreadable') return { status: 'unreadable', failure: read.failure };
    const known = read.posts.find(({ platformPostId }) => platformPostId === post.platformPostId);
    if (known) {
      const { platformPostId, permalink } = known;
      return { status: 'live', platformPostId, permalink, ...(await this.sentAs(post, platformPostId)) };
    }
    const platformPostIds = read.posts.map(({ platformPostId }) => platformPostId);
    const { boundIds, onTheirWay } = await readOthersOnAccount(this.database, {
      ...post,
      accountId: access.accountId,
      platformPostIds,
      shownAfterSeconds: shownAfterSeconds(this.config),
    });
    // More than one candidate: any of them proves that the post is out; the oldest is the first copy.
    const match = matchPublished(sent, read.posts, boundIds).at(-1);
    if (!match) return { status: 'not-live' };
    // It may be of another post that said the same and is not decided yet.
    if (onTheirWay.some((other) => looksLike(other, sent.content)))
      return { status: 'unreadable', failure: nothingTold };
    const { platformPostId, permalink } = match;
    return { status: 'live', platformPostId, permalink, live: sent.content };
  }

  private async sentAs({ postId }: ClaimedPost, platformPostId: string): Promise<{ live?: PostContent }> {
    const live = await readSentAs(this.database, postId, platformPostId);
    return live ? { live } : {};
  }
}

/** Everything the post may be live as: the words of the row, and those that went out before somebody edited it. */
function wordings(now: PostContent, earlier: PostContent[]): PostContent[] {
  return [now, ...earlier.filter((each) => !isDeepStrictEqual(each, now))];
}

const nothingTold: ProviderFailure = {
  meaning: 'unavailable',
  code: 'POST_NOT_READABLE',
  message: 'The platform did not say whether the post is live. The service looks again before it sends.',
  who: 'wait',
};
