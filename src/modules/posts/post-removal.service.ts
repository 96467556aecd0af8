import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { notFound } from '../../kernel/app-error.ts';
import { TokenAccessService } from '../connections/token-access.service.ts';
import type { RemoveResult } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import type { Post } from './post.ts';
import { deletePost, noteRemoval } from './post-removal.queries.ts';
import { connectionUnusable, historyStays, mayBeLive, notOnPlatform, notRemoved } from './posts.errors.ts';
import { PostsService } from './posts.service.ts';

/** Deleting: the row of what never went out, or the post on its platform. */
@Injectable()
export class PostRemovalService {
  constructor(
    private readonly database: Database,
    private readonly posts: PostsService,
    private readonly tokens: TokenAccessService,
    private readonly providers: ProviderRegistry,
  ) {}

  /**
   * Deletes a row of which nothing is live. Throws POST_NOT_FOUND, POST_WRONG_STATUS, OUTCOME_UNKNOWN, and POST_CHANGED where it is
   * not the version that the caller has read (null: whatever version it is).
   */
  async deleteRow(tenantId: string, id: string, expectedVersion: number | null): Promise<void> {
    await this.posts.requireUnchanged(tenantId, id, expectedVersion);
    const deleted = await deletePost(this.database, tenantId, id, expectedVersion);
    if (deleted) return;
    const post = await this.posts.requireUnchanged(tenantId, id, expectedVersion);
    throw ['DRAFT', 'FAILED', 'CANCELLED'].includes(post.status) ? mayBeLive() : historyStays(post);
  }

  /**
   * Takes a live post off its platform; the row stays and says when. Once more changes nothing. Throws POST_NOT_FOUND,
   * POST_CHANGED, POST_NOT_PUBLISHED, RECONNECT_REQUIRED, and the platform's own code when it refuses or does not answer.
   */
  async removeFromPlatform(tenantId: string, id: string, expectedVersion: number | null): Promise<Post> {
    const post = await this.posts.requireUnchanged(tenantId, id, expectedVersion);
    const { platformPostId } = post;
    const isLive = post.status === 'PUBLISHED' || post.errorCode === 'LIVE_AFTER_CANCEL';
    if (!isLive || platformPostId === null) throw notOnPlatform(post);
    if (post.deletedOnPlatformAt === null) {
      const result = await this.remove(post, platformPostId);
      if (result.status === 'failed') throw notRemoved(post.platform, result.failure);
      await noteRemoval(this.database, tenantId, { id, platformPostId });
    }
    return await this.posts.require(tenantId, id);
  }

  private async remove(post: Post, platformPostId: string): Promise<RemoveResult> {
    const { connectionId, platform, options } = post;
    const opened = (await this.tokens.requireAccess([connectionId])).get(connectionId);
    if (!opened) throw notFound('Connection', connectionId);
    switch (opened.status) {
      case 'inactive':
        throw connectionUnusable(opened.message);
      case 'later':
        return { status: 'failed', failure: opened.failure };
      case 'ok':
        return await this.providers
          .require(platform)
          .publishing.remove(opened.access, { platformPostId, options });
    }
  }
}
