import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import type { PostContent, PostOptions } from '../../../kernel/post-content.ts';
import { MetaApi } from '../meta.api.ts';
import { MetaComments } from '../meta.comments.ts';
import { isMetaSuccess, metaFailure, metaSendFailure } from '../meta.failure.ts';
import { MetaRecentList } from '../meta.list.ts';
import { MetaRemoval } from '../meta.removal.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import { nextTry, unreadableAnswerFailure } from '../provider.failure.ts';
import type { HttpOutcome } from '../provider.http.ts';
import { textAt } from '../provider.json.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishClass,
  PublishingPort,
  PublishResult,
  ReadBackResult,
  RemoveResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { containerIn } from './instagram-containers.ts';
import { instagramProblems } from './instagram-content.ts';
import { recentFields, recentPostOf } from './instagram-posts.ts';
import { InstagramContainers } from './instagram.containers.ts';
import { InstagramPreparing } from './instagram.preparing.ts';
import { InstagramQuota } from './instagram.quota.ts';

/**
 * Containers first, then media_publish of the one that holds the post, which cannot go out twice:
 * developers.facebook.com/docs/instagram-platform/content-publishing. A comment has no container.
 */
@Injectable()
export class InstagramPublishing implements PublishingPort {
  readonly check = instagramProblems;

  constructor(
    private readonly api: MetaApi,
    private readonly recent: MetaRecentList,
    private readonly containers: InstagramContainers,
    private readonly preparing: InstagramPreparing,
    private readonly quota: InstagramQuota,
    private readonly comments: MetaComments,
    private readonly removal: MetaRemoval,
    private readonly clock: Clock,
  ) {}

  publishClass({ options }: PostContent): PublishClass {
    return options.replyTo === undefined ? 'two-phase' : 'plain';
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    if (content.options.replyTo !== undefined) return { status: 'ready', resume: {} };
    try {
      return await this.preparing.prepare(access, content, progress);
    } catch (error) {
      if (error instanceof ProviderError) return { status: 'failed', failure: error.failure };
      throw error;
    }
  }

  async publish(access: AccountAccess, content: PostContent, resume: ResumeState): Promise<PublishResult> {
    const { replyTo } = content.options;
    if (replyTo === undefined) return await this.#publishContainer(access, resume);
    const comment = { platform: 'INSTAGRAM', postId: replyTo, text: content.content } as const;
    return await this.comments.publish(access, comment);
  }

  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    const { replyTo } = sent.content.options;
    if (replyTo !== undefined) return await this.#readBackComment(access, { ...sent, postId: replyTo });
    const reading = await this.containers.readDraft(access, containerIn(sent.resume));
    if (reading.status === 'unreadable') return reading;
    const isStory = sent.content.options.kind === 'STORY';
    // A story shows no words to be known by: only its container can tell that one of those in the list is ours.
    if (isStory && reading.draft !== 'live') return { status: 'read', posts: [], draft: reading.draft };
    const list = await this.recent.since(access, {
      platform: 'INSTAGRAM',
      path: `${access.accountId}/${isStory ? 'stories' : 'media'}`,
      params: { fields: recentFields },
      since: sent.since,
      subject: 'account',
      postOf: (entry) => recentPostOf(entry, sent.content.content),
    });
    if (list.status === 'unreadable') return list;
    const posts = isStory ? list.posts.map((post) => ({ ...post, text: sent.content.content })) : list.posts;
    return { status: 'read', posts, draft: reading.draft };
  }

  async remove(
    access: AccountAccess,
    { platformPostId }: { platformPostId: string; options: PostOptions },
  ): Promise<RemoveResult> {
    return await this.removal.remove(access, platformPostId, 'INSTAGRAM');
  }

  async #publishContainer(access: AccountAccess, resume: ResumeState): Promise<PublishResult> {
    const container = containerIn(resume);
    if (!container) throw new Error('An Instagram post was to be published before it was prepared.');
    const outcome = await this.api.call({
      method: 'POST',
      path: `${access.accountId}/media_publish`,
      token: access.accessToken,
      params: { creation_id: container.containerId },
    });
    if (!isMetaSuccess(outcome)) return { status: 'failed', failure: await this.#refusal(access, outcome) };
    const platformPostId = textAt(outcome.body, 'id');
    if (!platformPostId)
      return { status: 'failed', failure: unreadableAnswerFailure('INSTAGRAM', outcome.status) };
    const permalink = await this.#permalink(access, platformPostId);
    await this.quota.noteAfterPost(access);
    return { status: 'published', platformPostId, permalink };
  }

  /** The daily number is counted over the last 24 hours, so the next place is free when the oldest post of that time leaves it. */
  async #refusal(access: AccountAccess, outcome: HttpOutcome): Promise<ProviderFailure> {
    const now = this.clock.now();
    const failure = metaSendFailure(outcome, { platform: 'INSTAGRAM', now, subject: 'account' });
    if (failure.code !== 'INSTAGRAM_DAILY_POSTS') return failure;
    const freeAt = await this.quota.freeAt(access);
    return freeAt ? freeFrom(failure, { freeAtMs: freeAt.getTime(), now }) : failure;
  }

  /** Instagram names the writer of a comment, not their id. */
  async #readBackComment(
    access: AccountAccess,
    sent: SentPost & { postId: string },
  ): Promise<ReadBackResult> {
    const { accountId, accessToken: token } = access;
    const fields = 'username';
    const outcome = await this.api.call({ method: 'GET', path: accountId, token, params: { fields } });
    if (!isMetaSuccess(outcome)) {
      const context = { platform: 'INSTAGRAM', now: this.clock.now(), subject: 'account' } as const;
      return { status: 'unreadable', failure: metaFailure(outcome, context) };
    }
    const ourName = textAt(outcome.body, 'username');
    return await this.comments.readBack(access, sent, {
      platform: 'INSTAGRAM',
      fields: 'id,text,timestamp,username',
      order: {},
      textField: 'text',
      timeField: 'timestamp',
      isOurs: (entry) => [ourName, undefined].includes(textAt(entry, 'username')),
    });
  }

  /** Null when it cannot be read: the post is live all the same. */
  async #permalink(access: AccountAccess, mediaId: string): Promise<string | null> {
    const outcome = await this.api.call({
      method: 'GET',
      path: mediaId,
      token: access.accessToken,
      params: { fields: 'permalink' },
    });
    return isMetaSuccess(outcome) ? (textAt(outcome.body, 'permalink') ?? null) : null;
  }
}

/** Never sooner than in a minute: the clocks of both sides differ a little. */
function freeFrom(
  failure: ProviderFailure,
  { freeAtMs, now }: { freeAtMs: number; now: Date },
): ProviderFailure {
  const retryAt = new Date(Math.max(freeAtMs, now.getTime() + 60_000));
  const told = failure.retryAt ? nextTry(failure.retryAt) : '';
  return { ...failure, retryAt, message: failure.message.replace(told, nextTry(retryAt)) };
}
