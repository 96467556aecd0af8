import type { AttemptOutcome } from '../../database/entities/social-publish-attempt.entity.ts';
import type { Sql } from '../../database/database.ts';

export interface ConnectionState {
  /** Why the tenant is paused; null: it is not. */
  pausedReason: string | null;
  pausedSince: Date | null;
  /** A limit of the whole platform; null: there is none now. */
  platformLimitedUntil: Date | null;
  platformLimitReason: string | null;
  postsWaiting: number;
  /** Due for more than two minutes and still not taken up. */
  postsLate: number;
  oldestDueAt: Date | null;
  /** An attempt that nobody has ended for more than ten minutes. */
  stuckSince: Date | null;
}

export async function readConnectionState(
  sql: Sql,
  tenantId: string,
  connectionId: string,
): Promise<ConnectionState | undefined> {
  const [state] = await sql.rows<ConnectionState>(
    `SELECT pause.reason AS "pausedReason", pause.paused_at AS "pausedSince", platform.limited_until AS "platformLimitedUntil",
       platform.reason AS "platformLimitReason", posts.waiting AS "postsWaiting", posts.late AS "postsLate",
       posts.oldest AS "oldestDueAt", stuck.since AS "stuckSince"
     FROM "SocialConnection" c
     LEFT JOIN "SocialTenantPause" pause ON pause.tenant_id = c.tenant_id
     LEFT JOIN "SocialRateLimit" platform ON platform.platform = c.platform AND platform.limited_until > social_now()
     CROSS JOIN LATERAL (
       SELECT count(*)::integer AS waiting,
         count(*) FILTER (WHERE p.due_at < social_now() - interval '2 minutes')::integer AS late, min(p.due_at) AS oldest
       FROM "SocialPost" p WHERE p.connection_id = c.id AND p.status = 'SCHEDULED'
     ) posts
     CROSS JOIN LATERAL (
       SELECT min(a.created_at) AS since FROM "SocialPublishAttempt" a
       WHERE a.connection_id = c.id AND a.outcome IS NULL AND a.created_at < social_now() - interval '10 minutes'
     ) stuck
     WHERE c.tenant_id = $1 AND c.id = $2`,
    [tenantId, connectionId],
  );
  return state;
}

export interface RecentAttempt {
  outcome: AttemptOutcome;
  failureMeaning: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  detail: string | null;
}

/** The attempts that ended last, newest first; what is only planned, or older than 90 days, does not tell how things are. */
export async function listRecentAttempts(
  sql: Sql,
  tenantId: string,
  connectionId: string,
): Promise<RecentAttempt[]> {
  return await sql.rows(
    `SELECT a.outcome, a.failure_meaning AS "failureMeaning", a.error_code AS "errorCode", a.error_message AS "errorMessage",
       a.detail
     FROM (
       SELECT p.id FROM "SocialPost" p
       WHERE p.tenant_id = $1 AND p.connection_id = $2 AND p.created_at > social_now() - interval '90 days'
         AND p.scheduled_at <= social_now()
       ORDER BY p.created_at DESC, p.id DESC
       LIMIT 20
     ) recent
     JOIN "SocialPublishAttempt" a ON a.post_id = recent.id AND a.outcome IS NOT NULL
     ORDER BY a.closed_at DESC, a.id DESC
     LIMIT 5`,
    [tenantId, connectionId],
  );
}

/** A limit that is used up. */
export interface Limit {
  endpoint: string;
  window: string;
  resetsAt: Date;
}
