import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess } from '../meta.failure.ts';
import { MetaRecentList } from '../meta.list.ts';
import { listAt, numberAt } from '../provider.json.ts';
import type { AccountAccess } from '../provider.port.ts';
import { QuotasService } from '../provider.quotas.service.ts';
import { recentFields, recentPostOf } from './instagram-posts.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Accounts remembered at most; one that is forgotten is only asked for anew. */
const mostAccounts = 10_000;

interface Known {
  remaining: number;
  readAtMs: number;
}

/**
 * How many posts an account may still publish: an account has a number for the last 24 hours, which differs and changes, so it is
 * asked for (developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit).
 */
@Injectable()
export class InstagramQuota {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly api: MetaApi,
    private readonly recent: MetaRecentList,
    private readonly quotas: QuotasService,
    private readonly clock: Clock,
  ) {}

  /** After a post went out: asks where it was not asked for an hour, or where the number may be used up by now. */
  async noteAfterPost(access: AccountAccess): Promise<void> {
    const known = this.#known.get(access.accountId);
    const isFresh = known && this.clock.now().getTime() - known.readAtMs < hourMs;
    if (isFresh && known.remaining > 1) {
      known.remaining -= 1;
      return;
    }
    await this.#read(access);
  }

  /** When the oldest post of the last 24 hours leaves them, and with it the next place is free; null where nobody can tell. */
  async freeAt(access: AccountAccess): Promise<Date | null> {
    const list = await this.recent.since(access, {
      platform: 'INSTAGRAM',
      path: `${access.accountId}/media`,
      params: { fields: recentFields },
      since: new Date(this.clock.now().getTime() - dayMs),
      subject: 'account',
      postOf: (entry) => recentPostOf(entry, ''),
    });
    const oldest = list.status === 'read' ? list.posts.at(-1) : undefined;
    return oldest ? new Date(oldest.publishedAt.getTime() + dayMs) : null;
  }

  /** One that cannot be read changes nothing: Instagram then says it by refusing. */
  async #read(access: AccountAccess): Promise<void> {
    const outcome = await this.api.call({
      method: 'GET',
      path: `${access.accountId}/content_publishing_limit`,
      token: access.accessToken,
      params: { fields: 'quota_usage,config' },
    });
    const [entry] = isMetaSuccess(outcome) ? listAt(outcome.body, 'data') : [];
    const usage = numberAt(entry, 'quota_usage');
    const limit = numberAt(entry, 'config', 'quota_total');
    if (usage === undefined || limit === undefined) return;
    const now = this.clock.now();
    const remaining = Math.max(0, limit - usage);
    if (this.#known.size >= mostAccounts) this.#known.clear();
    this.#known.set(access.accountId, { remaining, readAtMs: now.getTime() });
    const freeAt = remaining === 0 ? await this.freeAt(access) : null;
    this.quotas.note('INSTAGRAM', access.connectionId, [
      {
        scope: 'connection',
        endpoint: 'POST /media_publish',
        window: '24h',
        windowSeconds: numberAt(entry, 'config', 'quota_duration') ?? dayMs / 1000,
        limit,
        remaining,
        usedPercent: null,
        resetsAt: remaining === 0 ? (freeAt ?? new Date(now.getTime() + hourMs)) : null,
        isForPublishing: true,
      },
    ]);
  }
}
