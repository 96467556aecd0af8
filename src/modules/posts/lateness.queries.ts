import type { Sql } from '../../database/database.ts';
import { platformNames } from '../../kernel/platform.ts';
import { mayBeForgotten, sameDatabase } from './quarantine.queries.ts';

/**
 * How much later a post may still go out that was put off over the end of its time. A day's limit is noticed when a post is tried, a
 * little after its time, and would otherwise always end a little after a day's window.
 */
const heldOverMinutes = 15;

const windowEnd = (hours: string) =>
  `(GREATEST(p.scheduled_at, p.requeued_at) + make_interval(hours => ${hours}))`;

/** The very last moment at which a post may go out; null without hours. `p` and the hours are names of the statement around it. */
export const lastStart = (hours: string) => `(${windowEnd(hours)} + interval '${heldOverMinutes} minutes')`;

/** Whether the time is not over in which the post may go out. By the row alone, which the claim has at hand. */
export const isInWindow = (hours: string) => `(${windowEnd(hours)} > social_now()
    OR (p.not_before >= ${windowEnd(hours)}) IS TRUE AND ${lastStart(hours)} > social_now())`;

/**
 * Ends attempts that nobody works on, that have not been sent, and whose post is too late by now: the workers were down for a day, or
 * the platform never came to an end with a file. The post goes back, where `failLatePosts` says what became of it, and the next one
 * of its connection may go out. Returns how many.
 */
export async function letGoOfLateAttempts(sql: Sql, hours: number): Promise<number> {
  return await sql.count(
    `WITH late AS (
       SELECT a.id, a.post_id FROM "SocialPublishAttempt" a
       WHERE ${sameDatabase} AND a.closed_at IS NULL AND a.send_started_at IS NULL AND a.lease_until <= social_now()
         AND NOT (SELECT ${isInWindow('$1')} FROM "SocialPost" p WHERE p.id = a.post_id)
       FOR UPDATE OF a SKIP LOCKED
     ), posts AS (
       SELECT id FROM "SocialPost" WHERE id = ANY (ARRAY(SELECT post_id FROM late)) FOR UPDATE SKIP LOCKED
     ), let_go AS (
       UPDATE "SocialPublishAttempt" a SET outcome = 'never_sent', closed_at = social_now(), resume_at = NULL
       FROM late JOIN posts ON posts.id = late.post_id WHERE a.id = late.id
       RETURNING a.post_id
     ), put_back AS (
       UPDATE "SocialPost" SET status = 'SCHEDULED' WHERE id = ANY (ARRAY(SELECT post_id FROM let_go)) AND status = 'PUBLISHING'
     )
     SELECT FROM let_go`,
    [hours],
  );
}

export interface LatenessLimit {
  hours: number;
  message: string;
  unknown: { code: string; message: string };
}

/**
 * Turns posts that waited past the lateness limit into failures that say so. One that may be live from an earlier send is not
 * called unsent, and one with an open attempt waits for it.
 *
 * Where a limit of the platform held the post when its time was over, the failure says that, and until when; if the limit ends in a
 * moment, the post waits for it.
 */
export async function failLatePosts(
  sql: Sql,
  limit: LatenessLimit,
): Promise<{ id: string; tenantId: string }[]> {
  return await sql.rows(
    `WITH late AS (
       SELECT p.id, p.platform_post_id IS NOT NULL OR COALESCE(history.may_be_live, false)
         OR ${mayBeForgotten('p')} AS unknown,
         held.until AS held_until, held.platform, ${windowEnd('$1')} AS ended_at,
         COALESCE(held.until < ${lastStart('$1')} AND ${lastStart('$1')} > social_now(), false) AS may_wait
       FROM "SocialPost" p
       CROSS JOIN LATERAL (
         SELECT bool_or(a.outcome IS NULL) AS open,
           bool_or(a.outcome IN ('published', 'adopted', 'not_found', 'undecided')) AS may_be_live
         FROM "SocialPublishAttempt" a WHERE a.post_id = p.id
       ) history
       LEFT JOIN LATERAL (
         SELECT c.platform, GREATEST(c.rate_limited_until,
           (SELECT r.limited_until FROM "SocialRateLimit" r WHERE r.platform = c.platform)) AS until
         FROM "SocialConnection" c WHERE c.id = p.connection_id AND c.is_active
       ) held ON held.until >= ${windowEnd('$1')} AND (p.not_before >= ${windowEnd('$1')} OR ${lastStart('$1')} > social_now())
       WHERE ${sameDatabase} AND p.status = 'SCHEDULED' AND p.due_at <= social_now()
         AND NOT ${isInWindow('$1')} AND history.open IS NOT TRUE
       FOR UPDATE OF p SKIP LOCKED
     ), put_off AS (
       UPDATE "SocialPost" p SET not_before = late.held_until FROM late WHERE p.id = late.id AND late.may_wait
     )
     UPDATE "SocialPost" p
     SET status = 'FAILED', error_code = CASE WHEN late.unknown THEN $3 ELSE 'MISSED_WINDOW' END,
       error_message = CASE WHEN late.unknown THEN $4 WHEN late.held_until IS NULL THEN $2
         ELSE ($5::jsonb ->> late.platform) || ' took no more posts from this account before ' || ${moment('late.held_until')}
           || ', and this post was to go out by ' || ${moment('late.ended_at')}
           || ' at the latest, so it was not sent late. Give it a new time, or retry it; then it goes out as soon as ' || ($5::jsonb ->> late.platform) || ' takes posts.' END
     FROM late WHERE p.id = late.id AND NOT late.may_wait
     RETURNING p.id, p.tenant_id AS "tenantId"`,
    [limit.hours, limit.message, limit.unknown.code, limit.unknown.message, JSON.stringify(platformNames)],
  );
}

function moment(value: string): string {
  return `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')`;
}
