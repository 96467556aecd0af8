import type { AttemptOutcome } from '../../database/entities/social-publish-attempt.entity.ts';
import type { Sql } from '../../database/database.ts';

export interface ConnectionState {
  /** Why the tenant is paused; null: it is not. */
  pausedReason: string | null;
  pausedSince: Date | null;
  /** A limit of the whole platform; null: there is none now. */
  platformLimitedUntil: Date | null;
  platformLimitReason: string | null;
  /** The last refresh got no usable answer, and the next one waits: that, and no post, left the error on the row. */
  isRefreshPutOff: boolean;
  postsWaiting: number;
  /** Could have gone out for more than two minutes and were not taken up. */
  postsLate: number;
  /** When the oldest of those that are late was due. */
  lateSince: Date | null;
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
       platform.reason AS "platformLimitReason", c.refresh_not_before IS NOT NULL AS "isRefreshPutOff",
       posts.waiting AS "postsWaiting", late.posts AS "postsLate", late.since AS "lateSince", stuck.since AS "stuckSince"
     FROM "SocialConnection" c
     LEFT JOIN "SocialTenantPause" pause ON pause.tenant_id = c.tenant_id
     LEFT JOIN "SocialRateLimit" platform ON platform.platform = c.platform AND platform.limited_until > social_now()
     CROSS JOIN LATERAL (
       SELECT count(*)::integer AS waiting FROM "SocialPost" p WHERE p.connection_id = c.id AND p.status = 'SCHEDULED'
     ) posts
     CROSS JOIN LATERAL social_overdue_posts(c) late
     CROSS JOIN LATERAL (
       SELECT min(a.created_at) AS since FROM "SocialPublishAttempt" a
       WHERE a.connection_id = c.id AND a.closed_at IS NULL AND a.created_at < social_now() - interval '10 minutes'
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
  endedAt: Date;
  /** Whether the connection got another token since the try began, by a reconnect or a refresh. */
  token: 'present-token' | 'former-token';
}

/**
 * The attempts that ended last, newest first; what is only planned, or older than 90 days, does not tell how things are. Attempts have
 * no index by connection, so they are read by the posts that were written last and have been due.
 */
export async function listRecentAttempts(
  sql: Sql,
  tenantId: string,
  connectionId: string,
): Promise<RecentAttempt[]> {
  return await sql.rows(
    `SELECT a.outcome, a.failure_meaning AS "failureMeaning", a.error_code AS "errorCode", a.error_message AS "errorMessage",
       a.detail, a.closed_at AS "endedAt",
       CASE WHEN a.created_at < c.token_obtained_at THEN 'former-token' ELSE 'present-token' END AS token
     FROM (
       SELECT p.id FROM "SocialPost" p
       WHERE p.tenant_id = $1 AND p.connection_id = $2 AND p.scheduled_at <= social_now()
       ORDER BY p.created_at DESC, p.id DESC
       LIMIT 200
     ) recent
     JOIN "SocialPublishAttempt" a ON a.post_id = recent.id AND a.closed_at > social_now() - interval '90 days'
     JOIN "SocialConnection" c ON c.id = a.connection_id
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
