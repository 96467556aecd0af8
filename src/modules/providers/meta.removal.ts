import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import { platformNames } from '../../kernel/platform.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess, mayCallAgain, metaFailure, type MetaPlatform } from './meta.failure.ts';
import type { ProviderFailure } from './provider.errors.ts';
import type { HttpOutcome } from './provider.http.ts';
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
    const failure = this.#failure(outcome, platform);
    return failure.meaning === 'gone'
      ? await this.#lookWhether(access, platformPostId, platform)
      : { status: 'failed', failure };
  }

  /**
   * "Does not exist, cannot be loaded due to missing permissions, or does not support this operation" is one answer with one number
   * (100/33). What can still be read is live, whatever it said; nobody would look again at a post that counts as taken off.
   */
  async #lookWhether(
    access: AccountAccess,
    platformPostId: string,
    platform: MetaPlatform,
  ): Promise<RemoveResult> {
    const outcome = await this.#api.call({
      method: 'GET',
      path: platformPostId,
      token: access.accessToken,
      params: { fields: 'id' },
    });
    if (isMetaSuccess(outcome)) return { status: 'failed', failure: notDeletable(platform) };
    const failure = this.#failure(outcome, platform);
    if (failure.meaning === 'gone') return { status: 'gone' };
    const isPassing = mayCallAgain(failure) || failure.meaning === 'rate-limited';
    return { status: 'failed', failure: isPassing ? { ...failure, meaning: 'unknown' } : failure };
  }

  #failure(outcome: HttpOutcome, platform: MetaPlatform): ProviderFailure {
    return metaFailure(outcome, { platform, now: this.#clock.now(), subject: 'post' });
  }
}

function notDeletable(platform: MetaPlatform): ProviderFailure {
  const name = platformNames[platform];
  return {
    meaning: 'configuration',
    code: `${platform}_NOT_DELETABLE`,
    message: `${name} does not let us delete this post, and it is still live. Delete it on ${name} itself.`,
    who: 'club-admin',
  };
}
