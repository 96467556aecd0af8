import { Injectable } from '@nestjs/common';
import type { PostContent } from '../../../kernel/post-content.ts';
import { listAt, numberAt, textAt, valueAt } from '../provider.json.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishClass,
  PublishingPort,
  PublishResult,
  ReadBackResult,
  RecentPost,
  RemoveResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import type { HttpAnswer } from '../provider.http.ts';
import { completeList } from '../provider.recent.ts';
import { tooManyPostsFailure, unreadableAnswerFailure } from '../provider.failure.ts';
import { twitterLinksIn, twitterProblems, twitterPublishClass } from './twitter-content.ts';
import { postBody } from './twitter-post-body.ts';
import { hasReferencesOf, permalinkOf, postsNamedIn, recentPostOf } from './twitter-posts.ts';
import { uploadsIn } from './twitter-upload-state.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';
import { TwitterUploads } from './twitter.uploads.ts';

/** X bills each post read, so the first page is the smallest there is and the next ones the largest. */
const firstPageSize = '5';
const nextPageSize = '100';
const mostPages = 10;
/** X's clock may be a little behind ours. */
const clockSkewMs = 5_000;

/** Posts on X: docs.x.com/x-api/posts/create-post. */
@Injectable()
export class TwitterPublishing implements PublishingPort {
  readonly check = twitterProblems;
  readonly #api: TwitterApi;
  readonly #uploads: TwitterUploads;

  constructor(api: TwitterApi, uploads: TwitterUploads) {
    this.#api = api;
    this.#uploads = uploads;
  }

  /** X is known to refuse a repeated text. Whether it refuses a repeated answer, poll or quote is written nowhere. */
  publishClass(content: PostContent): PublishClass {
    const { replyTo, poll, quotePostId } = content.options;
    const isQuote = quotePostId || postsNamedIn(content.content).length > 0;
    return replyTo || poll || isQuote ? 'plain' : twitterPublishClass(content);
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    return await this.#uploads.prepare(access, content.media, progress);
  }

  async publish(access: AccountAccess, content: PostContent, resume: ResumeState): Promise<PublishResult> {
    const mediaIds = uploadsIn(resume).flatMap((upload) => upload?.mediaId ?? []);
    const outcome = await this.#api.call({
      method: 'POST',
      path: '/2/tweets',
      token: access.accessToken,
      body: { json: postBody(content, mediaIds) },
    });
    if (!isTwitterSuccess(outcome)) return { status: 'failed', failure: this.#api.failure(outcome) };
    const platformPostId = textAt(outcome.body, 'data', 'id');
    if (!platformPostId)
      return { status: 'failed', failure: unreadableAnswerFailure('TWITTER', outcome.status) };
    return { status: 'published', platformPostId, permalink: permalinkOf(platformPostId) };
  }

  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    const posts: RecentPost[] = [];
    let next: Record<string, string> = { max_results: firstPageSize };
    for (let page = 0; page < mostPages; page += 1) {
      const outcome = await this.#api.call({
        method: 'GET',
        path: `/2/users/${access.accountId}/tweets`,
        token: access.accessToken,
        query: {
          start_time: new Date(sent.since.getTime() - clockSkewMs).toISOString().replace(/\.\d+/, ''),
          exclude: 'retweets',
          'tweet.fields': 'created_at,entities,attachments,note_tweet,referenced_tweets',
          ...next,
        },
      });
      if (!isTwitterSuccess(outcome)) return { status: 'unreadable', failure: this.#api.failure(outcome) };
      const found = postsIn(outcome.body, sent.content);
      if (!found)
        return { status: 'unreadable', failure: unreadableAnswerFailure('TWITTER', outcome.status) };
      posts.push(...found);
      const token = textAt(outcome.body, 'meta', 'next_token');
      if (!token) return { status: 'read', posts, draft: 'none' };
      next = { max_results: nextPageSize, pagination_token: token };
    }
    return { status: 'unreadable', failure: tooManyPostsFailure('TWITTER') };
  }

  /** docs.x.com/x-api/posts/delete-post. */
  async remove(access: AccountAccess, { platformPostId }: { platformPostId: string }): Promise<RemoveResult> {
    const outcome = await this.#api.call({
      method: 'DELETE',
      path: `/2/tweets/${platformPostId}`,
      token: access.accessToken,
    });
    if (isTwitterSuccess(outcome)) return removalIn(outcome);
    const failure = this.#api.failure(outcome);
    return failure.meaning === 'gone' ? { status: 'gone' } : { status: 'failed', failure };
  }
}

/** Null: not the whole truth. Only a count of 0 makes a missing list an empty one; hidden accounts have neither. */
function postsIn(body: unknown, sent: PostContent): RecentPost[] | null {
  const isEmpty = numberAt(body, 'meta', 'result_count') === 0;
  const { content: text, options } = sent;
  const said = { text, quotePostId: options.quotePostId, links: twitterLinksIn(text) };
  const posts = completeList(isEmpty ? [] : valueAt(body, 'data'), (entry) => recentPostOf(entry, said));
  return posts && withReferencesOf(sent, posts, listAt(body, 'data'));
}

/** The same words may stand below another post, or on their own; that is not the post that was sent. */
function withReferencesOf(sent: PostContent, posts: RecentPost[], entries: unknown[]): RecentPost[] {
  return posts.filter((_post, index) => hasReferencesOf(entries[index], sent));
}

/** `removed` is what X itself says and nothing less. */
function removalIn({ status, body }: HttpAnswer): RemoveResult {
  if (valueAt(body, 'data', 'deleted') === true) return { status: 'removed' };
  return { status: 'failed', failure: unreadableAnswerFailure('TWITTER', status) };
}
