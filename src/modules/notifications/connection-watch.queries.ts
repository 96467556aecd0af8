import type { Sql } from '../../database/database.ts';

/**
 * Writes `connection.expiring` for what ends within 7, 3 and 1 days and nobody but a person can renew: once for each connection,
 * kind, threshold and end. A token that this service refreshes is none of it. Where several thresholds are passed at once only the
 * nearest is told.
 */
export async function recordExpiring(sql: Sql, limit: number): Promise<number> {
  return await sql.count(
    `WITH ending AS (
       SELECT c.id, 'TOKEN' AS kind, c.token_expires_at AS ends_at FROM "SocialConnection" c
       WHERE c.is_active AND c.refresh_token_sealed IS NULL AND ${withinAWeek('c.token_expires_at')}
       UNION ALL
       SELECT c.id, 'DATA_ACCESS', c.data_access_expires_at FROM "SocialConnection" c
       WHERE c.is_active AND ${withinAWeek('c.data_access_expires_at')}
     ), told AS (
       SELECT id, kind, ends_at, days,
         concat_ws(' ', 'connection.expiring', id, kind, days, social_time_text(ends_at)) AS dedupe_key
       FROM (SELECT *, CASE WHEN ends_at <= social_now() + interval '1 day' THEN 1
                       WHEN ends_at <= social_now() + interval '3 days' THEN 3 ELSE 7 END AS days
             FROM ending) due
     ), news AS (
       SELECT * FROM told
       WHERE NOT EXISTS (SELECT FROM "SocialOutboxEvent" o WHERE o.dedupe_key = told.dedupe_key)
       LIMIT $1
     )
     INSERT INTO "SocialOutboxEvent" (tenant_id, type, connection_id, data, dedupe_key)
     SELECT c.tenant_id, 'connection.expiring', c.id, social_connection_data(c)
         || jsonb_build_object('kind', kind, 'endsAt', social_time_text(ends_at), 'withinDays', days), dedupe_key
     FROM news JOIN "SocialConnection" c ON c.id = news.id
     ON CONFLICT (dedupe_key) DO NOTHING`,
    [limit],
  );
}

/**
 * Writes `connection.at_risk` for connections with posts of the next 48 hours that cannot go out as things are: the connection is
 * inactive, or its token ends before them and nobody but a person can renew it. Once for each connection, cause and UTC day.
 */
export async function recordAtRisk(sql: Sql, limit: number): Promise<number> {
  return await sql.count(
    `WITH broken AS (
       SELECT c.id, 'INACTIVE' AS cause, social_now() AS fails_from FROM "SocialConnection" c WHERE NOT c.is_active
       UNION ALL
       SELECT c.id, 'TOKEN_ENDING', c.token_expires_at FROM "SocialConnection" c
       WHERE c.is_active AND c.refresh_token_sealed IS NULL
         AND c.token_expires_at <= social_now() + interval '48 hours'
     ), told AS (
       SELECT *, concat_ws(' ', 'connection.at_risk', id, cause, left(social_time_text(social_now()), 10)) AS dedupe_key
       FROM broken
     ), news AS (
       SELECT told.*, posts.* FROM told
       CROSS JOIN LATERAL (
         SELECT count(*)::integer AS at_risk, min(p.scheduled_at) AS first_at,
           (array_agg(p.id ORDER BY p.scheduled_at, p.id))[1] AS first_id
         FROM "SocialPost" p
         WHERE p.connection_id = told.id AND p.status = 'SCHEDULED'
           AND p.scheduled_at > GREATEST(told.fails_from, social_now())
           AND p.scheduled_at <= social_now() + interval '48 hours'
       ) posts
       WHERE NOT EXISTS (SELECT FROM "SocialOutboxEvent" o WHERE o.dedupe_key = told.dedupe_key) AND posts.at_risk > 0
       LIMIT $1
     )
     INSERT INTO "SocialOutboxEvent" (tenant_id, type, connection_id, data, dedupe_key)
     SELECT c.tenant_id, 'connection.at_risk', c.id, social_connection_data(c)
         || jsonb_build_object('cause', cause, 'postsAtRisk', at_risk, 'firstPostAt', social_time_text(first_at),
              'firstPostId', first_id), dedupe_key
     FROM news JOIN "SocialConnection" c ON c.id = news.id
     ON CONFLICT (dedupe_key) DO NOTHING`,
    [limit],
  );
}

function withinAWeek(moment: 'c.token_expires_at' | 'c.data_access_expires_at'): string {
  return `${moment} > social_now() AND ${moment} <= social_now() + interval '7 days'`;
}
