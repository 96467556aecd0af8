import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import type { Secret } from '../../kernel/secret.ts';
import { listAt, numberAt, textAt } from './provider.json.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess, metaFailure, type MetaPlatform } from './meta.failure.ts';
import type { ProviderFailure } from './provider.errors.ts';
import type { HttpOutcome } from './provider.http.ts';
import type { EngagementCounts, EngagementResult, PublishedPost } from './provider.port.ts';

export interface FiguresWanted {
  platform: MetaPlatform;
  token: Secret;
  posts: PublishedPost[];
  /** The account's list of posts, for example `61…/published_posts`; null where no list holds them. */
  listEdge: string | null;
  /** Fields that hold counts. */
  counts: string;
  /** What is left of `counts` when the right to read the others is missing. */
  plainCounts: string;
  /** Insights metrics; each may be retired by Meta at any time. */
  metrics: readonly string[];
  countsOf(body: unknown): EngagementCounts;
}

/** One page of a list holds so many: developers.facebook.com/docs/graph-api/results. */
export const postsPerPage = 100;

const notRun: HttpOutcome = { kind: 'no-answer', cause: 'not run' };
/** Our time of publishing and Meta's differ by little; an hour also covers a daylight-saving mistake on either side. */
const aroundMs = 3_600_000;

interface Question {
  fields: string;
  metrics: readonly string[];
}

/**
 * Counts and insights of many objects. One metric that Meta has retired fails the whole request, so the dead one is looked
 * for, remembered until the process ends (the Graph version cannot change before), and the rest is read without it.
 */
@Injectable()
export class MetaFigures {
  readonly #retired = new Set<string>();
  readonly #api: MetaApi;
  readonly #clock: Clock;

  constructor(api: MetaApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async read(wanted: FiguresWanted): Promise<Map<string, EngagementResult>> {
    const first = await this.#firstReading(wanted);
    const withRetired = this.#failing(first, wanted, (failure) => failure.code.endsWith('_METRIC_RETIRED'));
    if (withRetired[0] !== undefined) {
      await this.#findRetired(wanted, withRetired[0]);
      const again = await this.#ask(wanted, withRetired, { fields: wanted.counts, metrics: wanted.metrics });
      for (const [id, outcome] of again) first.set(id, outcome);
    }
    await this.#askForLess(wanted, first);
    return new Map([...first].map(([id, outcome]) => [id, this.#resultOf(outcome, wanted)]));
  }

  /** Each item of a batch counts as a call and a list page as one, so the list is tried first; the batch reads the rest. */
  async #firstReading(wanted: FiguresWanted): Promise<Map<string, HttpOutcome>> {
    const ids = wanted.posts.map(({ platformPostId }) => platformPostId);
    const { listEdge } = wanted;
    const listed =
      listEdge !== null && ids.length > 1
        ? await this.#list(wanted, listEdge)
        : new Map<string, HttpOutcome>();
    const missing = ids.filter((id) => !listed.has(id));
    const question = { fields: wanted.counts, metrics: wanted.metrics };
    const read =
      missing.length > 0 ? await this.#ask(wanted, missing, question) : new Map<string, HttpOutcome>();
    return new Map(ids.map((id) => [id, listed.get(id) ?? read.get(id) ?? notRun]));
  }

  /**
   * The account's list around the posts wanted, page by page as long as a page may hold more than one of them: a page costs as
   * much as one post of a batch. Empty when only the list fails: the batch then says more.
   */
  async #list(wanted: FiguresWanted, path: string): Promise<Map<string, HttpOutcome>> {
    const times = wanted.posts.map(({ publishedAt }) => publishedAt.getTime());
    const found = new Map<string, HttpOutcome>();
    const missing = new Set(wanted.posts.map(({ platformPostId }) => platformPostId));
    let after: string | undefined;
    do {
      const outcome = await this.#api.call({
        method: 'GET',
        path,
        token: wanted.token,
        params: {
          fields: fieldsOf(`id,${wanted.counts}`, this.#alive(wanted.metrics)),
          since: unixSeconds(Math.min(...times) - aroundMs),
          until: unixSeconds(Math.max(...times) + aroundMs),
          limit: String(postsPerPage),
          ...(after && { after }),
        },
      });
      if (!isMetaSuccess(outcome)) return found.size > 0 ? found : this.#asForEach(outcome, wanted);
      for (const body of listAt(outcome.body, 'data')) {
        const id = textAt(body, 'id') ?? '';
        if (missing.delete(id)) found.set(id, { ...outcome, body });
      }
      const hasNext = textAt(outcome.body, 'paging', 'next') !== undefined;
      after = hasNext ? textAt(outcome.body, 'paging', 'cursors', 'after') : undefined;
    } while (after !== undefined && missing.size > 1);
    return found;
  }

  /** A token that is refused, a limit or silence holds for every post alike; asking on would only make a limit last longer. */
  #asForEach(outcome: HttpOutcome, wanted: FiguresWanted): Map<string, HttpOutcome> {
    const { meaning } = this.#failureOf(outcome, wanted);
    const holdsForAll = outcome.kind !== 'answer' || meaning === 'auth' || meaning === 'rate-limited';
    return new Map(holdsForAll ? wanted.posts.map(({ platformPostId }) => [platformPostId, outcome]) : []);
  }

  /** Insights and foreign likes need rights of their own; what can be read without them is still worth having. */
  async #askForLess(wanted: FiguresWanted, outcomes: Map<string, HttpOutcome>): Promise<void> {
    const questions: Question[] = [
      { fields: wanted.counts, metrics: [] },
      { fields: wanted.plainCounts, metrics: wanted.metrics },
      { fields: wanted.plainCounts, metrics: [] },
    ];
    for (const question of questions) {
      const refused = this.#failing(
        outcomes,
        wanted,
        ({ meaning, code }) => meaning === 'permission' || code.endsWith('_METRIC_RETIRED'),
      );
      if (refused.length === 0) return;
      for (const [id, outcome] of await this.#ask(wanted, refused, question)) {
        if (isMetaSuccess(outcome)) outcomes.set(id, outcome);
      }
    }
  }

  async #findRetired(wanted: FiguresWanted, id: string): Promise<void> {
    for (const metric of this.#alive(wanted.metrics)) {
      const outcome = await this.#api.call({
        method: 'GET',
        path: id,
        token: wanted.token,
        params: { fields: fieldsOf('id', [metric]) },
      });
      if (isMetaSuccess(outcome)) continue;
      if (this.#failureOf(outcome, wanted).code.endsWith('_METRIC_RETIRED')) this.#retired.add(metric);
    }
  }

  async #ask(wanted: FiguresWanted, ids: string[], question: Question): Promise<Map<string, HttpOutcome>> {
    const fields = fieldsOf(question.fields, this.#alive(question.metrics));
    const outcomes = await this.#api.batch(
      wanted.token,
      ids.map((id) => ({ path: id, params: { fields } })),
    );
    return new Map(ids.map((id, index) => [id, outcomes[index] ?? notRun]));
  }

  #alive(metrics: readonly string[]): string[] {
    return metrics.filter((metric) => !this.#retired.has(metric));
  }

  #failing(
    outcomes: Map<string, HttpOutcome>,
    wanted: FiguresWanted,
    isMeant: (failure: ProviderFailure) => boolean,
  ): string[] {
    return [...outcomes]
      .filter(([, outcome]) => !isMetaSuccess(outcome) && isMeant(this.#failureOf(outcome, wanted)))
      .map(([id]) => id);
  }

  #resultOf(outcome: HttpOutcome, wanted: FiguresWanted): EngagementResult {
    if (isMetaSuccess(outcome)) return { status: 'read', counts: wanted.countsOf(outcome.body) };
    const failure = this.#failureOf(outcome, wanted);
    return failure.meaning === 'gone' ? { status: 'gone' } : { status: 'failed', failure };
  }

  #failureOf(outcome: HttpOutcome, { platform }: FiguresWanted): ProviderFailure {
    return metaFailure(outcome, { platform, now: this.#clock.now(), subject: 'post' });
  }
}

function unixSeconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}

function fieldsOf(counts: string, metrics: readonly string[]): string {
  return metrics.length === 0 ? counts : `${counts},insights.metric(${metrics.join(',')})`;
}

/** The lifetime value of a metric in an answer; null when Meta sent none, which happens for young and small posts. */
export function insightOf(body: unknown, metric: string): number | null {
  const entry = listAt(body, 'insights', 'data').find((candidate) => textAt(candidate, 'name') === metric);
  return numberAt(entry, 'values', 0, 'value') ?? numberAt(entry, 'total_value', 'value') ?? null;
}
