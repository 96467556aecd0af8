import type { Sql } from '../../database/database.ts';

/** What waits behind a connection. Beyond `countedAtMost` nobody counts on. */
export interface WaitingPosts {
  connectionId: string;
  /** Scheduled, due or not. */
  scheduled: number;
  /** Of those, the ones whose time has come. */
  due: number;
  nextAt: Date | null;
}

export const countedAtMost = 1_000;

/** Of these connections of the tenant, or of all of them; one row for each behind which something waits. */
export async function countWaiting(
  sql: Sql,
  tenantId: string,
  connectionIds: string[] | null,
): Promise<WaitingPosts[]> {
  return await sql.rows(
    `SELECT c.id AS "connectionId", w.scheduled, w.due, w."nextAt"
     FROM "SocialConnection" c, LATERAL (
       SELECT count(*)::integer AS scheduled, count(*) FILTER (WHERE p.scheduled_at <= social_now())::integer AS due,
         min(p.scheduled_at) AS "nextAt"
       FROM (SELECT scheduled_at FROM "SocialPost"
             WHERE connection_id = c.id AND status = 'SCHEDULED' ORDER BY scheduled_at, id LIMIT $3) p) w
     WHERE c.tenant_id = $1 AND ($2::uuid[] IS NULL OR c.id = ANY($2)) AND w.scheduled > 0`,
    [tenantId, connectionIds, countedAtMost],
  );
}
