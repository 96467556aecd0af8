import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { countWaiting, type WaitingPosts } from './waiting-posts.queries.ts';

/** What waits behind the connections of a tenant. */
@Injectable()
export class WaitingPostsService {
  constructor(private readonly database: Database) {}

  /** Null: nothing waits behind this connection. */
  async behind(tenantId: string, connectionId: string): Promise<WaitingPosts | null> {
    return (await countWaiting(this.database, tenantId, [connectionId]))[0] ?? null;
  }

  async behindAll(tenantId: string): Promise<WaitingPosts[]> {
    return await countWaiting(this.database, tenantId, null);
  }
}
