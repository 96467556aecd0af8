import { Injectable } from '@nestjs/common';
import { largestBatch } from '../meta.api.ts';
import { MetaFigures } from '../meta.figures.ts';
import type { AccountAccess, EngagementPort, EngagementResult, PublishedPost } from '../provider.port.ts';
import { countFields, facebookCounts, metrics } from './facebook-posts.ts';

@Injectable()
export class FacebookEngagement implements EngagementPort {
  readonly postsPerRead = largestBatch;
  readonly #figures: MetaFigures;

  constructor(figures: MetaFigures) {
    this.#figures = figures;
  }

  readEngagement(access: AccountAccess, posts: PublishedPost[]): Promise<Map<string, EngagementResult>> {
    return this.#figures.read({
      platform: 'FACEBOOK',
      token: access.accessToken,
      posts,
      listEdge: `${access.accountId}/published_posts`,
      counts: countFields,
      plainCounts: 'shares',
      metrics: Object.values(metrics),
      countsOf: facebookCounts,
    });
  }
}
