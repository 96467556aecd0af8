import type { Sql } from '../../database/database.ts';

export interface HourCount {
  /** Start of the hour. */
  hour: Date;
  posts: number;
}

/** Posts that went live in the last 24 hours, by the hour they went live in; hours without a post are left out. */
export async function countByHour(sql: Sql, tenantId: string, connectionId: string): Promise<HourCount[]> {
  return await sql.rows(
    `SELECT date_trunc('hour', published_at) AS hour, count(*)::integer AS posts
     FROM "SocialPost"
     WHERE tenant_id = $1 AND connection_id = $2 AND published_at > social_now() - interval '24 hours'
     GROUP BY 1 ORDER BY 1`,
    [tenantId, connectionId],
  );
}

export interface SpacingWish {
  connectionId: string;
  spacingMinutes: number;
  /** Null: the time of the first of them, or now where that has passed. */
  startAt: Date | null;
}

export interface SpacedPost {
  id: string;
  content: string;
  scheduledAt: Date;
  /** Where it stands, or would stand, in the new row of posts. */
  newScheduledAt: Date;
}

/** In their present order. What follows another post goes with it, and has no time of its own. */
const spaced = `SELECT p.id, p.content, p.scheduled_at,
    GREATEST(COALESCE($4, min(p.scheduled_at) OVER ()), social_now())
      + (row_number() OVER (ORDER BY p.scheduled_at, p.id) - 1) * make_interval(mins => $3) AS new_at
  FROM "SocialPost" p
  WHERE p.tenant_id = $1 AND p.connection_id = $2 AND p.status = 'SCHEDULED' AND p.root_post_id IS NULL`;

export async function previewSpacing(sql: Sql, tenantId: string, wish: SpacingWish): Promise<SpacedPost[]> {
  return await sql.rows(
    `SELECT id, content, scheduled_at AS "scheduledAt", new_at AS "newScheduledAt" FROM (${spaced}) planned ORDER BY new_at`,
    [tenantId, wish.connectionId, wish.spacingMinutes, wish.startAt],
  );
}

export interface MovedPost extends SpacedPost {
  /** The ids of the files it shows, as they stand in the row. */
  uploads: unknown[];
}

/**
 * Moves what is still scheduled at the moment of writing; a post that is taken up meanwhile goes out as it was.
 *
 * Each is found by its key. Statistics that know of no scheduled post yet make the index of those look empty; the planner would then
 * go through all that is scheduled, and plan the spread anew for each. It does not see a status in what is put together.
 */
export async function applySpacing(sql: Sql, tenantId: string, wish: SpacingWish): Promise<MovedPost[]> {
  const moved = await sql.rows<MovedPost>(
    `WITH planned AS MATERIALIZED (${spaced})
     UPDATE "SocialPost" p SET scheduled_at = planned.new_at, not_before = NULL
     FROM planned WHERE p.id = planned.id AND p.status || '' = 'SCHEDULED' AND p.scheduled_at = planned.scheduled_at
     RETURNING p.id, p.content, planned.scheduled_at AS "scheduledAt", planned.new_at AS "newScheduledAt",
       jsonb_path_query_array(p.media, '$[*].uploadId')
         || jsonb_path_query_array(p.options, '$.thread[*].media[*].uploadId') AS uploads`,
    [tenantId, wish.connectionId, wish.spacingMinutes, wish.startAt],
  );
  return moved.toSorted((one, other) => one.newScheduledAt.getTime() - other.newScheduledAt.getTime());
}
