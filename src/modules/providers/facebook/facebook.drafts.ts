import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess, metaFailure, metaSendFailure, type MetaContext } from '../meta.failure.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import type { HttpOutcome } from '../provider.http.ts';
import { textAt } from '../provider.json.ts';
import type { AccountAccess, DraftState, PublishResult, RecentPost } from '../provider.port.ts';
import { draftStateOf, recentFields, recentPostOf } from './facebook-posts.ts';

export type DraftMade = { status: 'made'; draftId: string } | { status: 'failed'; failure: ProviderFailure };

export type DraftRead =
  | { status: 'read'; draft: DraftState; post: RecentPost | null }
  | { status: 'unreadable'; failure: ProviderFailure };

/**
 * Posts that are made with `published=false` and shown later under the id they have
 * (developers.facebook.com/docs/pages-api/posts, "Publish a draft"): publishing one a second time changes nothing. How the live
 * platform behaves was not tried; the setting FACEBOOK_TWO_PHASE is off unless somebody turns it on.
 */
@Injectable()
export class FacebookDrafts {
  readonly #api: MetaApi;
  readonly #clock: Clock;

  constructor(api: MetaApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Invisible: a draft whose id is lost is never shown, and another one is made. */
  async make(access: AccountAccess, params: Record<string, string>): Promise<DraftMade> {
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/feed`,
      token: access.accessToken,
      params: { ...params, published: 'false' },
    });
    if (!isMetaSuccess(outcome)) return { status: 'failed', failure: this.#failure(outcome, 'account') };
    const draftId = textAt(outcome.body, 'id');
    return draftId
      ? { status: 'made', draftId }
      : { status: 'failed', failure: unreadableAnswerFailure('FACEBOOK', outcome.status) };
  }

  async publish(access: AccountAccess, draftId: string): Promise<PublishResult> {
    const outcome = await this.#api.call({
      method: 'POST',
      path: draftId,
      token: access.accessToken,
      params: { is_published: 'true' },
    });
    return isMetaSuccess(outcome)
      ? { status: 'published', platformPostId: draftId, permalink: `https://www.facebook.com/${draftId}` }
      : { status: 'failed', failure: this.#failure(outcome, 'account', metaSendFailure) };
  }

  /** `gone` where Facebook does not know the id (any more): then it cannot be published either. */
  async read(access: AccountAccess, draftId: string, sentText: string): Promise<DraftRead> {
    const outcome = await this.#api.call({
      method: 'GET',
      path: draftId,
      token: access.accessToken,
      params: { fields: `is_published,${recentFields}` },
    });
    if (!isMetaSuccess(outcome)) {
      const failure = this.#failure(outcome, 'post');
      return failure.meaning === 'gone'
        ? { status: 'read', draft: 'gone', post: null }
        : { status: 'unreadable', failure };
    }
    const draft = draftStateOf(outcome.body);
    return draft
      ? { status: 'read', draft, post: recentPostOf(outcome.body, sentText) }
      : { status: 'unreadable', failure: unreadableAnswerFailure('FACEBOOK', outcome.status) };
  }

  #failure(outcome: HttpOutcome, subject: MetaContext['subject'], judge = metaFailure): ProviderFailure {
    return judge(outcome, { platform: 'FACEBOOK', now: this.#clock.now(), subject });
  }
}
