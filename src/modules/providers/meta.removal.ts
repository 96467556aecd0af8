import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess, metaFailure, type MetaPlatform } from './meta.failure.ts';
import type { AccountAccess, RemoveResult } from './provider.port.ts';

/**
 * Takes posts, videos and comments down by their id: developers.facebook.com/docs/pages-api/posts, "Delete", and
 * developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media. On Instagram it needs the permission
 * instagram_manage_contents (comments: instagram_manage_comments), and some kinds cannot be deleted by apps at all.
 */
@Injectable()
export class MetaRemoval {
  readonly #api: MetaApi;
  readonly #clock: Clock;

  constructor(api: MetaApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async remove(access: AccountAccess, platformPostId: string, platform: MetaPlatform): Promise<RemoveResult> {
    const outcome = await this.#api.call({
      method: 'DELETE',
      path: platformPostId,
      token: access.accessToken,
    });
    if (isMetaSuccess(outcome)) return { status: 'removed' };
    const failure = metaFailure(outcome, { platform, now: this.#clock.now(), subject: 'post' });
    return failure.meaning === 'gone' ? { status: 'gone' } : { status: 'failed', failure };
  }
}
