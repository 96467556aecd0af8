import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { PostContentService } from './post-content.service.ts';
import {
  applySpacing,
  countByHour,
  previewSpacing,
  type HourCount,
  type SpacedPost,
  type SpacingWish,
} from './spacing.queries.ts';

/** How often a connection posts, and how to spread what it still has to post. */
@Injectable()
export class SpacingService {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionsService,
    private readonly contents: PostContentService,
  ) {}

  /** Throws CONNECTION_NOT_FOUND. */
  async frequency(tenantId: string, connectionId: string): Promise<HourCount[]> {
    await this.connections.require(tenantId, connectionId);
    return await countByHour(this.database, tenantId, connectionId);
  }

  /** What spreading would do; changes nothing. Throws CONNECTION_NOT_FOUND. */
  async preview(tenantId: string, wish: SpacingWish): Promise<SpacedPost[]> {
    await this.connections.require(tenantId, wish.connectionId);
    return await previewSpacing(this.database, tenantId, wish);
  }

  /** Throws CONNECTION_NOT_FOUND. */
  async spread(tenantId: string, wish: SpacingWish): Promise<SpacedPost[]> {
    await this.connections.require(tenantId, wish.connectionId);
    return await this.database.transaction(async (tx) => {
      const moved = await applySpacing(tx, tenantId, wish);
      await this.contents.retainMoved(tx, tenantId, moved);
      return moved.map(({ uploads: _uploads, ...post }) => post);
    });
  }
}
