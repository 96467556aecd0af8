import type { Sql } from '../../database/database.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface CalendarPost {
  id: string;
  groupId: string;
  connectionId: string;
  platform: Platform;
  accountName: string;
  status: PostStatus;
  at: Date;
  content: string;
  hasMedia: boolean;
}

export interface CalendarWish {
  from: Date;
  to: Date;
  connectionId: string | null;
  platform: Platform | null;
  limit: number;
}

/**
 * The posts of some days, by the moment they went out at or are meant to. Each part is one of the indexes there are for other reasons:
 * what waits and what went out by connection and time, what is on its way by the connection's newest attempt, the rest (few, and soon
 * of the past) by tenant and status.
 */
export async function findCalendar(
  sql: Sql,
  tenantId: string,
  { from, to, connectionId, platform, limit }: CalendarWish,
): Promise<CalendarPost[]> {
  return await sql.rows(
    `WITH c AS MATERIALIZED (
       SELECT id, platform, account_name FROM "SocialConnection"
       WHERE tenant_id = $1 AND ($4::uuid IS NULL OR id = $4) AND ($5::text IS NULL OR platform = $5)
     ), p AS (
       SELECT w.* FROM c, LATERAL (
         SELECT *, scheduled_at AS at FROM "SocialPost"
         WHERE connection_id = c.id AND status = 'SCHEDULED' AND scheduled_at >= $2 AND scheduled_at < $3
           AND root_post_id IS NULL ORDER BY scheduled_at, id LIMIT $6) w
       UNION ALL
       SELECT p.*, p.scheduled_at AS at FROM c CROSS JOIN LATERAL (
         SELECT post_id FROM "SocialPublishAttempt" a WHERE a.connection_id = c.id ORDER BY a.connection_turn DESC LIMIT 1) newest
       JOIN "SocialPost" p ON p.id = newest.post_id
       WHERE p.status = 'PUBLISHING' AND p.scheduled_at >= $2 AND p.scheduled_at < $3 AND p.root_post_id IS NULL
       UNION ALL
       SELECT w.* FROM c, LATERAL (
         SELECT *, published_at AS at FROM "SocialPost"
         WHERE connection_id = c.id AND published_at >= $2 AND published_at < $3 AND status = 'PUBLISHED'
           AND root_post_id IS NULL ORDER BY published_at, id LIMIT $6) w
       UNION ALL
       SELECT *, scheduled_at AS at FROM "SocialPost"
       WHERE tenant_id = $1 AND status IN ('DRAFT', 'FAILED', 'CANCELLED') AND scheduled_at >= $2 AND scheduled_at < $3
         AND root_post_id IS NULL
     )
     SELECT p.id, p.group_id AS "groupId", p.connection_id AS "connectionId", c.platform, c.account_name AS "accountName",
       p.status, p.at, left(p.content, 120) AS content, p.media <> '[]' AS "hasMedia"
     FROM p JOIN c ON c.id = p.connection_id
     ORDER BY p.at, p.id LIMIT $6`,
    [tenantId, from, to, connectionId, platform, limit],
  );
}
