import { Injectable } from '@nestjs/common';
import { largestBatch } from '../meta.api.ts';
import { MetaFigures } from '../meta.figures.ts';
import type { AccountAccess, EngagementPort, EngagementResult, PublishedPost } from '../provider.port.ts';
import { countFields, instagramCounts, metrics } from './instagram-posts.ts';

@Injectable()
export class InstagramEngagement implements EngagementPort {
  readonly postsPerRead = largestBatch;
  readonly #figures: MetaFigures;

  constructor(figures: MetaFigures) {
    this.#figures = figures;
  }

  readEngagement(access: AccountAccess, posts: PublishedPost[]): Promise<Map<string, EngagementResult>> {
    return this.#figures.read({
      platform: 'INSTAGRAM',
      token: access.accessToken,
      posts,
      listEdge: `${access.accountId}/media`,
      counts: countFields,
      plainCounts: countFields,
      metrics: Object.values(metrics),
      countsOf: instagramCounts,
    });
  }
}
