import type { Sql } from '../../database/database.ts';

/**
 * Marks due posts that wait for an inactive connection, each once a blockage; a trigger writes the event. Starts from connections
 * that are inactive, so that the queue itself is not walked. A connection that is switched on at this moment is waited for or comes
 * later: the lock on it keeps a post from being called blocked after its connection works again. Returns how many were marked.
 */
export async function markBlockedPosts(sql: Sql, limit: number): Promise<number> {
  return await sql.count(
    `WITH stuck AS MATERIALIZED (
       SELECT c.id FROM "SocialConnection" c
       WHERE NOT c.is_active AND EXISTS (${blockedPosts})
       LIMIT $1
       FOR SHARE OF c SKIP LOCKED
     ), blocked AS (
       SELECT p.id FROM stuck c
       CROSS JOIN LATERAL (${blockedPosts} ORDER BY p.scheduled_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED) p
       LIMIT $1
     )
     UPDATE "SocialPost" p SET blocked_at = social_now() FROM blocked WHERE p.id = blocked.id`,
    [limit],
  );
}

const blockedPosts = `SELECT p.id FROM "SocialPost" p
         WHERE p.connection_id = c.id AND p.status = 'SCHEDULED' AND p.scheduled_at <= social_now()
           AND p.due_at <= social_now() AND p.blocked_at IS NULL`;
