import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import { textAt, valueAt } from './provider.json.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess, type MetaContext, metaFailure, type MetaPlatform } from './meta.failure.ts';
import type { ProviderFailure } from './provider.errors.ts';
import type { AccountAccess, RecentPost } from './provider.port.ts';
import { completeList } from './provider.recent.ts';
import { tooManyPostsFailure, unreadableAnswerFailure } from './provider.failure.ts';

/** Ten pages of 50: far more than one account publishes between a send and its reading back. */
const mostPages = 10;
/** The platform's clock may be a little behind ours. */
const clockSkewMs = 5_000;

export type RecentList =
  { status: 'read'; posts: RecentPost[] } | { status: 'unreadable'; failure: ProviderFailure };

export interface RecentWanted {
  platform: MetaPlatform;
  /** For example `61…/published_posts`. */
  path: string;
  params: { fields: string } & Record<string, string>;
  since: Date;
  /** What the list belongs to. */
  subject: MetaContext['subject'];
  /** Entries of others, or of another kind, which prove nothing about ours, are passed over unread; absent: all are ours. */
  isOurs?: (entry: unknown) => boolean;
  postOf(entry: unknown): RecentPost | null;
}

/** Reads the list edge of an account from a moment on. */
@Injectable()
export class MetaRecentList {
  readonly #api: MetaApi;
  readonly #clock: Clock;

  constructor(api: MetaApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Reads all of it or says that it could not: half a list proves nothing about what is missing from it. */
  async since(access: AccountAccess, wanted: RecentWanted): Promise<RecentList> {
    const posts: RecentPost[] = [];
    const since = String(Math.floor((wanted.since.getTime() - clockSkewMs) / 1000));
    let cursor: Record<string, string> = {};
    for (let count = 0; count < mostPages; count += 1) {
      const outcome = await this.#api.call({
        method: 'GET',
        path: wanted.path,
        token: access.accessToken,
        params: { ...wanted.params, since, limit: '50', ...cursor },
      });
      if (!isMetaSuccess(outcome)) {
        const { platform, subject } = wanted;
        const context = { platform, now: this.#clock.now(), subject };
        return { status: 'unreadable', failure: metaFailure(outcome, context) };
      }
      const page = completeList(entriesOf(outcome.body, wanted), (entry) => wanted.postOf(entry));
      if (!page)
        return { status: 'unreadable', failure: unreadableAnswerFailure(wanted.platform, outcome.status) };
      posts.push(...page);
      const next = textAt(outcome.body, 'paging', 'next');
      if (!next) return { status: 'read', posts };
      cursor = placeIn(next);
      if (Object.keys(cursor).length === 0)
        return { status: 'unreadable', failure: unreadableAnswerFailure(wanted.platform, outcome.status) };
    }
    return { status: 'unreadable', failure: tooManyPostsFailure(wanted.platform) };
  }
}

const placeNames = ['after', 'until', '__paging_token'];

/**
 * Where a list goes on: behind a cursor, or before a time. Of the address only that is taken: it names another host than ours may be,
 * and holds the token. A page may be short, or empty, although there are more; only a missing `next` ends a list
 * (developers.facebook.com/docs/graph-api/results).
 */
function placeIn(next: string): Record<string, string> {
  const query = URL.canParse(next) ? new URL(next).searchParams : new URLSearchParams();
  return Object.fromEntries([...query].filter(([name]) => placeNames.includes(name)));
}

function entriesOf(body: unknown, wanted: RecentWanted): unknown {
  const entries = valueAt(body, 'data');
  const { isOurs } = wanted;
  return isOurs && Array.isArray(entries) ? (entries as unknown[]).filter((entry) => isOurs(entry)) : entries;
}
