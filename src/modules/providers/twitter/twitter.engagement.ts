import { Injectable } from '@nestjs/common';
import { listAt, textAt } from '../provider.json.ts';
import type { AccountAccess, EngagementPort, EngagementResult, PublishedPost } from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { twitterCounts } from './twitter-posts.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';

/** Most ids of one GET /2/tweets: docs.x.com/x-api/posts/get-posts-by-ids. */
const mostIds = 100;

@Injectable()
export class TwitterEngagement implements EngagementPort {
  readonly postsPerRead = mostIds;
  readonly #api: TwitterApi;

  constructor(api: TwitterApi) {
    this.#api = api;
  }

  async readEngagement(
    access: AccountAccess,
    posts: PublishedPost[],
  ): Promise<Map<string, EngagementResult>> {
    const ids = posts.map(({ platformPostId }) => platformPostId);
    const outcome = await this.#api.call({
      method: 'GET',
      path: '/2/tweets',
      token: access.accessToken,
      query: { ids: ids.join(','), 'tweet.fields': 'public_metrics' },
    });
    if (!isTwitterSuccess(outcome)) {
      const failed: EngagementResult = { status: 'failed', failure: this.#api.failure(outcome) };
      return new Map(ids.map((id) => [id, failed]));
    }
    const read = resultsIn(outcome.body);
    const untold: EngagementResult = {
      status: 'failed',
      failure: unreadableAnswerFailure('TWITTER', outcome.status),
    };
    return new Map(ids.map((id) => [id, read.get(id) ?? untold]));
  }
}

/** Posts that are gone or hidden stand under `errors` of an answer with status 200. */
function resultsIn(body: unknown): Map<string, EngagementResult> {
  const gone = listAt(body, 'errors')
    .filter((error) => isAboutPost(textAt(error, 'type') ?? ''))
    .map((error): [string, EngagementResult] => [
      textAt(error, 'resource_id') ?? textAt(error, 'value') ?? '',
      { status: 'gone' },
    ]);
  const read = listAt(body, 'data').map((post): [string, EngagementResult] => [
    textAt(post, 'id') ?? '',
    { status: 'read', counts: twitterCounts(post) },
  ]);
  return new Map([...gone, ...read]);
}

function isAboutPost(problemType: string): boolean {
  return /\/(resource-not-found|not-authorized-for-resource|resource-unavailable)$/.test(problemType);
}
