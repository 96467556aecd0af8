import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import { listAt, textAt } from './json-reading.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess, metaFailure, type MetaPlatform } from './meta.failure.ts';
import type { ProviderFailure } from './provider.errors.ts';
import type { AccountAccess } from './provider.port.ts';
import { tooManyPostsFailure } from './wire-failure.ts';

/** Ten pages of 50: far more than one account publishes between a send and its reading back. */
const mostPages = 10;
/** The platform's clock may be a little behind ours. */
const clockSkewMs = 5_000;

export type RecentList =
  { status: 'read'; entries: unknown[] } | { status: 'unreadable'; failure: ProviderFailure };

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
  async since(
    access: AccountAccess,
    wanted: { platform: MetaPlatform; edge: string; fields: string; since: Date },
  ): Promise<RecentList> {
    const entries: unknown[] = [];
    const since = String(Math.floor((wanted.since.getTime() - clockSkewMs) / 1000));
    let cursor: Record<string, string> = {};
    for (let page = 0; page < mostPages; page += 1) {
      const outcome = await this.#api.call({
        method: 'GET',
        path: `${access.accountId}/${wanted.edge}`,
        token: access.accessToken,
        params: { fields: wanted.fields, since, limit: '50', ...cursor },
      });
      if (!isMetaSuccess(outcome)) {
        const context = { platform: wanted.platform, now: this.#clock.now(), subject: 'account' } as const;
        return { status: 'unreadable', failure: metaFailure(outcome, context) };
      }
      entries.push(...listAt(outcome.body, 'data'));
      const after =
        textAt(outcome.body, 'paging', 'next') && textAt(outcome.body, 'paging', 'cursors', 'after');
      if (!after) return { status: 'read', entries };
      cursor = { after };
    }
    return { status: 'unreadable', failure: tooManyPostsFailure(wanted.platform) };
  }
}
