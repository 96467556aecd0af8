import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { listAt, textAt } from '../provider.json.ts';
import type { HttpOutcome } from '../provider.http.ts';
import type { AccountAccess, EngagementPort, EngagementResult, PublishedPost } from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { twitterCounts } from './twitter-posts.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';

/** Most ids of one GET /2/tweets: docs.x.com/x-api/posts/get-posts-by-ids. */
const mostIds = 100;

/** X shows an author the private figures for 30 days (docs.x.com/x-api/fundamentals/metrics); an hour off for its clock. */
const privateMetricsMs = (30 * 24 - 1) * 3_600_000;

const publicFields = 'public_metrics';
const allFields = 'public_metrics,non_public_metrics,organic_metrics';

type Results = Map<string, EngagementResult>;

/**
 * Reads up to 100 posts a call: young ones with their private figures, older ones without, because one post that is too old would
 * take the others' figures away. Posts that X withholds for their private figures are asked for once more without.
 */
@Injectable()
export class TwitterEngagement implements EngagementPort {
  readonly postsPerRead = mostIds;
  /** A post of one's own: docs.x.com/x-api/getting-started/pricing. */
  readonly usdPerRead = 0.001;
  readonly #api: TwitterApi;
  readonly #clock: Clock;

  constructor(api: TwitterApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async readEngagement(access: AccountAccess, posts: PublishedPost[]): Promise<Results> {
    const bound = this.#clock.now().getTime() - privateMetricsMs;
    const isYoung = ({ publishedAt }: PublishedPost) => publishedAt.getTime() > bound;
    const groups = [
      await this.#readYoung(access, idsOf(posts.filter(isYoung))),
      await this.#read(access, idsOf(posts.filter((post) => !isYoung(post))), publicFields),
    ];
    return new Map(groups.flatMap(({ results }) => [...results]));
  }

  async #readYoung(access: AccountAccess, ids: string[]): Promise<Read> {
    const { results, withheld } = await this.#read(access, ids, allFields);
    const again = await this.#read(access, withheld, publicFields);
    return { results: new Map([...results, ...again.results]), withheld: [] };
  }

  async #read(access: AccountAccess, ids: string[], fields: string): Promise<Read> {
    if (ids.length === 0) return { results: new Map(), withheld: [] };
    const outcome = await this.#api.call({
      method: 'GET',
      path: '/2/tweets',
      token: access.accessToken,
      query: { ids: ids.join(','), 'tweet.fields': fields },
    });
    if (isFieldRefusal(outcome)) return { results: new Map(), withheld: ids };
    if (!isTwitterSuccess(outcome)) {
      const failed: EngagementResult = { status: 'failed', failure: this.#api.failure(outcome) };
      return { results: new Map(ids.map((id) => [id, failed])), withheld: [] };
    }
    const read = resultsIn(outcome.body);
    const untold: EngagementResult = {
      status: 'failed',
      failure: unreadableAnswerFailure('TWITTER', outcome.status),
    };
    const withheld = withheldIn(outcome.body);
    return {
      results: new Map(ids.map((id) => [id, read.get(id) ?? untold])),
      withheld: ids.filter((id) => !read.has(id) && withheld.has(id)),
    };
  }
}

interface Read {
  results: Results;
  /** Posts of which X showed nothing because of a field that it does not show. */
  withheld: string[];
}

function idsOf(posts: PublishedPost[]): string[] {
  return posts.map(({ platformPostId }) => platformPostId);
}

/** Posts that are gone or hidden stand under `errors` of an answer with status 200. */
function resultsIn(body: unknown): Results {
  const gone = problemsIn(body, /\/(resource-not-found|not-authorized-for-resource|resource-unavailable)$/);
  const read = listAt(body, 'data').map((post): [string, EngagementResult] => [
    textAt(post, 'id') ?? '',
    { status: 'read', counts: twitterCounts(post) },
  ]);
  return new Map([...gone.map((id): [string, EngagementResult] => [id, { status: 'gone' }]), ...read]);
}

function withheldIn(body: unknown): Set<string> {
  return new Set(problemsIn(body, fieldProblem));
}

const fieldProblem = /\/not-authorized-for-field$/;

function isFieldRefusal(outcome: HttpOutcome): boolean {
  if (outcome.kind !== 'answer' || outcome.status < 400) return false;
  const types = [outcome.body, ...listAt(outcome.body, 'errors')].map((entry) => textAt(entry, 'type') ?? '');
  return types.some((type) => fieldProblem.test(type));
}

/** The ids of the posts that have such a problem. */
function problemsIn(body: unknown, type: RegExp): string[] {
  return listAt(body, 'errors')
    .filter((error) => type.test(textAt(error, 'type') ?? ''))
    .map((error) => textAt(error, 'resource_id') ?? textAt(error, 'value') ?? '');
}
