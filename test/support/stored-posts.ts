import { v7 as uuidv7 } from 'uuid';
import type { MediaItem, PostOptions } from '../../src/kernel/post-content.ts';
import type { TestDatabase } from './database.ts';
import type { GivenConnection } from './given.ts';

export interface StoredPost {
  content: string;
  media?: MediaItem[];
  options?: PostOptions;
}

export interface StoredRow {
  id: string;
  status: string;
  content: string;
  platformPostId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  part: number | null;
  retryCount: number;
}

/** Due posts as rows, with whatever a CRM may write into them. Returns their ids. */
export async function storePosts(
  database: TestDatabase,
  connection: GivenConnection,
  posts: StoredPost[],
): Promise<string[]> {
  const ids = posts.map(() => uuidv7());
  for (const [index, { content, media = [], options = {} }] of posts.entries()) {
    await database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, media, options, scheduled_at)
       VALUES ($1, $2, $3, 'SCHEDULED', $4, $5::jsonb, $6::jsonb, social_now() - interval '1 second')`,
      [
        ids[index],
        connection.tenantId,
        connection.id,
        content,
        JSON.stringify(media),
        JSON.stringify(options),
      ],
    );
  }
  return ids;
}

/** The rows of a connection: posts and what follows them. */
export async function storedRows(database: TestDatabase, connection: GivenConnection): Promise<StoredRow[]> {
  return await database.query<StoredRow & Record<string, unknown>>(
    `SELECT id, status, content, platform_post_id AS "platformPostId", error_code AS "errorCode", error_message AS "errorMessage",
       part, retry_count AS "retryCount"
     FROM "SocialPost" WHERE connection_id = $1 ORDER BY created_at, id`,
    [connection.id],
  );
}
