import { Injectable } from '@nestjs/common';
import { MetaFigures, postsPerPage } from '../meta.figures.ts';
import type { AccountAccess, EngagementPort, EngagementResult, PublishedPost } from '../provider.port.ts';
import { commentCountFields, countFields, instagramCounts, metrics } from './instagram-posts.ts';

@Injectable()
export class InstagramEngagement implements EngagementPort {
  readonly postsPerRead = postsPerPage;
  readonly usdPerRead = null;
  readonly #figures: MetaFigures;

  constructor(figures: MetaFigures) {
    this.#figures = figures;
  }

  async readEngagement(
    access: AccountAccess,
    posts: PublishedPost[],
  ): Promise<Map<string, EngagementResult>> {
    const wanted = {
      platform: 'INSTAGRAM',
      token: access.accessToken,
      posts,
      countsOf: instagramCounts,
    } as const;
    const read = await this.#figures.read({
      ...wanted,
      listEdge: `${access.accountId}/media`,
      counts: countFields,
      plainCounts: countFields,
      metrics: Object.values(metrics),
    });
    // The id of a comment looks like that of a post, and Instagram refuses the fields that a comment does not have.
    const refused = posts.filter(({ platformPostId }) => isRefused(read.get(platformPostId)));
    if (refused.length === 0) return read;
    const comments = { counts: commentCountFields, plainCounts: commentCountFields, metrics: [] };
    const again = await this.#figures.read({ ...wanted, ...comments, posts: refused, listEdge: null });
    return new Map([...read, ...again]);
  }
}

function isRefused(result: EngagementResult | undefined): boolean {
  return result?.status === 'failed' && result.failure.code === 'INSTAGRAM_REQUEST_REFUSED';
}
