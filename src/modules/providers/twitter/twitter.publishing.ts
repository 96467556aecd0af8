import { Injectable } from '@nestjs/common';
import type { PostContent } from '../../../kernel/post-content.ts';
import { numberAt, textAt, valueAt } from '../provider.json.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishingPort,
  PublishResult,
  ReadBackResult,
  RecentPost,
  RemoveResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { completeList } from '../provider.recent.ts';
import { tooManyPostsFailure, unreadableAnswerFailure } from '../provider.failure.ts';
import { uploadMissing } from '../provider.uploads.ts';
import { Clock } from '../../../kernel/clock.ts';
import { twitterProblems, twitterPublishClass } from './twitter-content.ts';
import { permalinkOf, recentPostOf } from './twitter-posts.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';
import { imagesIn, TwitterMedia, type UploadedImage } from './twitter.media.ts';

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
  readonly publishClass = twitterPublishClass;
  readonly #api: TwitterApi;
  readonly #media: TwitterMedia;
  readonly #clock: Clock;

  constructor(api: TwitterApi, media: TwitterMedia, clock: Clock) {
    this.#api = api;
    this.#media = media;
    this.#clock = clock;
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    return await uploadMissing<UploadedImage>(content.media, {
      earlier: imagesIn(progress.resume),
      now: this.#clock.now(),
      upload: (item) => this.#media.upload(access, item),
      stateOf: (images) => ({ images }),
      save: (resume) => progress.save(resume),
    });
  }

  async publish(
    access: AccountAccess,
    { content }: PostContent,
    resume: ResumeState,
  ): Promise<PublishResult> {
    const mediaIds = imagesIn(resume).map(({ mediaId }) => mediaId);
    const outcome = await this.#api.call({
      method: 'POST',
      path: '/2/tweets',
      token: access.accessToken,
      body: {
        json: {
          ...(content ? { text: content } : {}),
          ...(mediaIds.length > 0 ? { media: { media_ids: mediaIds } } : {}),
        },
      },
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
          'tweet.fields': 'created_at,entities,attachments,note_tweet',
          ...next,
        },
      });
      if (!isTwitterSuccess(outcome)) return { status: 'unreadable', failure: this.#api.failure(outcome) };
      const found = postsIn(outcome.body, sent.content.content);
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
    if (isTwitterSuccess(outcome)) return { status: 'removed' };
    const failure = this.#api.failure(outcome);
    return failure.meaning === 'gone' ? { status: 'gone' } : { status: 'failed', failure };
  }
}

/** Null: not the whole truth. Only a count of 0 makes a missing list an empty one; hidden accounts have neither. */
function postsIn(body: unknown, sentText: string): RecentPost[] | null {
  const isEmpty = numberAt(body, 'meta', 'result_count') === 0;
  return completeList(isEmpty ? [] : valueAt(body, 'data'), (entry) => recentPostOf(entry, sentText));
}
