import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import { platformNames } from '../../kernel/platform.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess, metaFailure, metaSendFailure, type MetaPlatform } from './meta.failure.ts';
import { MetaRecentList } from './meta.list.ts';
import type { ProviderFailure } from './provider.errors.ts';
import { unreadableAnswerFailure } from './provider.failure.ts';
import type { HttpOutcome } from './provider.http.ts';
import { momentAt, textAt } from './provider.json.ts';
import type { AccountAccess, PublishResult, ReadBackResult, RecentPost, SentPost } from './provider.port.ts';
import { asSent } from './provider.text.ts';

/** What a platform calls the parts of a comment, and who wrote it. */
export interface CommentRules {
  platform: MetaPlatform;
  fields: string;
  /** Extra parameters that put the newest first. */
  order: Record<string, string>;
  textField: string;
  timeField: string;
  isOurs(entry: unknown): boolean;
}

/**
 * The first comment below a post: developers.facebook.com/docs/graph-api/reference/object/comments and
 * developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments. Nobody refuses the same
 * comment twice and there are no drafts of it, so only reading back can tell whether it is there.
 */
@Injectable()
export class MetaComments {
  readonly #api: MetaApi;
  readonly #recent: MetaRecentList;
  readonly #clock: Clock;

  constructor(api: MetaApi, recent: MetaRecentList, clock: Clock) {
    this.#api = api;
    this.#recent = recent;
    this.#clock = clock;
  }

  async publish(
    access: AccountAccess,
    comment: { platform: MetaPlatform; postId: string; text: string },
  ): Promise<PublishResult> {
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${comment.postId}/comments`,
      token: access.accessToken,
      params: { message: comment.text },
    });
    if (!isMetaSuccess(outcome))
      return { status: 'failed', failure: this.#failure(outcome, comment.platform) };
    const platformPostId = textAt(outcome.body, 'id');
    return platformPostId
      ? { status: 'published', platformPostId, permalink: null }
      : { status: 'failed', failure: unreadableAnswerFailure(comment.platform, outcome.status) };
  }

  /**
   * The comments that the account itself wrote below the post since then. Below a post that is gone there are none; below one that can
   * be read there may be some, though Meta says of its comments what it says of a post that is gone (100/33, "or we may not see it").
   */
  async readBack(
    access: AccountAccess,
    sent: SentPost & { postId: string },
    rules: CommentRules,
  ): Promise<ReadBackResult> {
    const list = await this.#recent.since(access, {
      platform: rules.platform,
      path: `${sent.postId}/comments`,
      params: { fields: rules.fields, ...rules.order },
      since: sent.since,
      subject: 'post',
      isOurs: (entry) => rules.isOurs(entry),
      postOf: (entry) => commentOf(entry, rules, sent.content.content),
    });
    if (list.status === 'read') return { ...list, draft: 'none' };
    if (list.failure.meaning !== 'gone') return list;
    const post = await this.#api.call({
      method: 'GET',
      path: sent.postId,
      token: access.accessToken,
      params: { fields: 'id' },
    });
    if (isMetaSuccess(post)) return { status: 'unreadable', failure: commentsHidden(rules.platform) };
    const context = { platform: rules.platform, now: this.#clock.now(), subject: 'post' } as const;
    const failure = metaFailure(post, context);
    return failure.meaning === 'gone'
      ? { status: 'read', posts: [], draft: 'none' }
      : { status: 'unreadable', failure };
  }

  #failure(outcome: HttpOutcome, platform: MetaPlatform): ProviderFailure {
    return metaSendFailure(outcome, { platform, now: this.#clock.now(), subject: 'post' });
  }
}

function commentsHidden(platform: MetaPlatform): ProviderFailure {
  return {
    meaning: 'permission',
    code: `${platform}_COMMENTS_HIDDEN`,
    message: `${platformNames[platform]} does not show us the comments below a post of this account. Reconnect and allow everything Facebook asks.`,
    who: 'club-admin',
  };
}

function commentOf(entry: unknown, rules: CommentRules, sentText: string): RecentPost | null {
  const platformPostId = textAt(entry, 'id');
  const publishedAt = momentAt(entry, rules.timeField);
  if (!platformPostId || !publishedAt) return null;
  return {
    platformPostId,
    permalink: textAt(entry, 'permalink_url') ?? null,
    text: asSent(textAt(entry, rules.textField) ?? '', sentText),
    mediaCount: 0,
    publishedAt,
  };
}
