import { Injectable } from '@nestjs/common';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess } from '../meta.failure.ts';
import { MetaFigures, postsPerPage } from '../meta.figures.ts';
import { textAt } from '../provider.json.ts';
import type { AccountAccess, EngagementPort, EngagementResult, PublishedPost } from '../provider.port.ts';
import { countFields, facebookCounts, metrics, nodeCountFields, nodeCounts } from './facebook-posts.ts';

@Injectable()
export class FacebookEngagement implements EngagementPort {
  readonly postsPerRead = postsPerPage;
  readonly usdPerRead = null;
  readonly #api: MetaApi;
  readonly #figures: MetaFigures;

  constructor(api: MetaApi, figures: MetaFigures) {
    this.#api = api;
    this.#figures = figures;
  }

  /**
   * A video goes by its own id here, and its figures stand at the post that shows it, where there is one. What has no post (a
   * reel, a comment) tells its likes and comments by itself.
   */
  async readEngagement(
    access: AccountAccess,
    posts: PublishedPost[],
  ): Promise<Map<string, EngagementResult>> {
    const shownBy = await this.#postsOfVideos(access, posts.filter(isVideo));
    const isPost = ({ platformPostId }: PublishedPost) => platformPostId.startsWith(`${access.accountId}_`);
    const named = posts.map((post) => ({
      ...post,
      platformPostId: shownBy.get(post.platformPostId) ?? post.platformPostId,
    }));
    const read = new Map([
      ...(await this.#readPosts(access, named.filter(isPost))),
      ...(await this.#readNodes(
        access,
        named.filter((post) => !isPost(post)),
      )),
    ]);
    return new Map(
      posts.flatMap(({ platformPostId }): [string, EngagementResult][] => {
        const result = read.get(shownBy.get(platformPostId) ?? platformPostId);
        return result ? [[platformPostId, result]] : [];
      }),
    );
  }

  async #postsOfVideos(access: AccountAccess, videos: PublishedPost[]): Promise<Map<string, string>> {
    if (videos.length === 0) return new Map();
    const reads = videos.map(({ platformPostId }) => ({
      path: platformPostId,
      params: { fields: 'post_id' },
    }));
    const outcomes = await this.#api.batch(access.accessToken, reads);
    return new Map(
      videos.flatMap(({ platformPostId }, index): [string, string][] => {
        const outcome = outcomes[index];
        const postId = outcome && isMetaSuccess(outcome) ? textAt(outcome.body, 'post_id') : undefined;
        return postId ? [[platformPostId, `${access.accountId}_${postId.split('_').at(-1)}`]] : [];
      }),
    );
  }

  async #readPosts(access: AccountAccess, posts: PublishedPost[]): Promise<Map<string, EngagementResult>> {
    if (posts.length === 0) return new Map();
    return await this.#figures.read({
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

  async #readNodes(access: AccountAccess, posts: PublishedPost[]): Promise<Map<string, EngagementResult>> {
    if (posts.length === 0) return new Map();
    return await this.#figures.read({
      platform: 'FACEBOOK',
      token: access.accessToken,
      posts,
      listEdge: null,
      counts: nodeCountFields,
      plainCounts: 'id',
      metrics: [],
      countsOf: nodeCounts,
    });
  }
}

/** Posts and comments have two numbers in their ids. */
function isVideo({ platformPostId }: PublishedPost): boolean {
  return !platformPostId.includes('_');
}
