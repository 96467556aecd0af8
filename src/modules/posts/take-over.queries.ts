import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import { historyOf, type AttemptInHand, type ClaimedPost } from './claim.queries.ts';
import { isInWindow } from './lateness.queries.ts';
import { lostSince, mayBeForgotten, mustSettle, sameDatabase } from './quarantine.queries.ts';

const claimedColumns = `a.id AS "attemptId", a.post_id AS "postId", a.tenant_id AS "tenantId",
  a.connection_id AS "connectionId", c.platform, a.account_id AS "accountId", a.payload, a.resume_state AS resume,
  p.retry_count AS "retryCount", p.due_at AS "dueAt", p.platform_post_id AS "platformPostId"`;

export interface TakeOverWish {
  workerId: string;
  leaseSeconds: number;
  limit: number;
  /** Attempts this very process is working on. */
  except: string[];
}

export interface ResumeWish extends TakeOverWish {
  /** Platforms that there are no places for. */
  leftOutPlatforms: Platform[];
  maxLatenessHours: number;
}

/**
 * Takes over attempts that nobody works on and that have not been sent: the worker died, or the platform needed time. The
 * attempt goes on where its resume state says. One whose post is too late by now is left to `letGoOfLateAttempts`.
 */
export async function resumeUnsentAttempts(sql: Sql, wish: ResumeWish): Promise<ClaimedPost[]> {
  return await sql.rows<ClaimedPost>(
    `WITH free AS (
       SELECT id FROM "SocialPublishAttempt" a
       WHERE ${sameDatabase} AND NOT ${mustSettle('a')}
         AND closed_at IS NULL AND send_started_at IS NULL AND lease_until <= social_now()
         AND (resume_at IS NULL OR resume_at <= social_now())
         AND id <> ALL($4::uuid[])
         AND (SELECT platform FROM "SocialConnection" c WHERE c.id = a.connection_id) <> ALL($5::text[])
         AND (SELECT ${isInWindow('$6')} FROM "SocialPost" p WHERE p.id = a.post_id) IS NOT FALSE
       ORDER BY lease_until
       LIMIT $3
       FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE "SocialPublishAttempt" a
       SET worker_id = $1, lease_until = social_now() + make_interval(secs => $2), resume_at = NULL
       FROM free WHERE a.id = free.id
       RETURNING a.*
     )
     SELECT ${claimedColumns}, history.may_be_live AS "mayBeLive", history.ambiguous AS "ambiguousBefore"
     FROM taken a
     JOIN "SocialPost" p ON p.id = a.post_id
     JOIN "SocialConnection" c ON c.id = a.connection_id
     CROSS JOIN LATERAL (${historyOf('attempt')}) history`,
    [wish.workerId, wish.leaseSeconds, wish.limit, wish.except, wish.leftOutPlatforms, wish.maxLatenessHours],
  );
}

/** A send whose outcome is open, due to be looked up on the platform. */
export interface UnsettledSend extends AttemptInHand {
  negativeReads: number;
  /** Milliseconds since the first of the looks in a row that could not read the account; 0 before the first. */
  unreadableMs: number;
  /** A limit of the whole platform, or an outage, is on or has just ended. */
  isPlatformHeld: boolean;
  /** Earliest moment at which a send of this post that may have landed was started. */
  since: Date;
  sendStartedAt: Date;
  /** How many times this post has been sent without an answer, this attempt included. */
  sends: number;
  /** The definite refusal that this send ended with, where looking first was still needed. */
  failureMeaning: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  /** The database's clock at the time of the claim. */
  now: Date;
}

/** Takes sends with an open outcome whose settle time has passed, for one read-back each. */
export async function claimUnsettledSends(sql: Sql, wish: TakeOverWish): Promise<UnsettledSend[]> {
  return await sql.rows<UnsettledSend>(
    `WITH free AS (
       SELECT id FROM "SocialPublishAttempt" a
       WHERE ${sameDatabase} AND NOT ${mustSettle('a')}
         AND closed_at IS NULL AND send_started_at IS NOT NULL AND lease_until <= social_now()
         AND settle_until <= social_now()
         AND id <> ALL($4::uuid[])
       ORDER BY settle_until
       LIMIT $3
       FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE "SocialPublishAttempt" a SET worker_id = $1, lease_until = social_now() + make_interval(secs => $2)
       FROM free WHERE a.id = free.id
       RETURNING a.*
     )
     SELECT a.id AS "attemptId", a.post_id AS "postId", a.tenant_id AS "tenantId", a.connection_id AS "connectionId",
       c.platform, a.account_id AS "accountId", a.payload, a.resume_state AS resume,
       a.negative_reads AS "negativeReads",
       COALESCE(extract(epoch FROM social_now() - a.unreadable_since) * 1000, 0)::float8 AS "unreadableMs", a.send_started_at AS "sendStartedAt",
       EXISTS (SELECT FROM "SocialRateLimit" r WHERE r.platform = c.platform AND r.limited_until > social_now() - interval '2 minutes') AS "isPlatformHeld",
       LEAST(a.send_started_at, earlier.since, forgotten.since) AS since, 1 + earlier.sends AS sends,
       COALESCE(earlier.since, forgotten.since) IS NOT NULL AS "ambiguousBefore", a.failure_meaning AS "failureMeaning",
       a.error_code AS "errorCode", a.error_message AS "errorMessage", social_now() AS now
     FROM taken a
     JOIN "SocialPost" p ON p.id = a.post_id
     JOIN "SocialConnection" c ON c.id = a.connection_id
     CROSS JOIN LATERAL (SELECT CASE WHEN ${mayBeForgotten('p')} THEN ${lostSince} END AS since) forgotten
     CROSS JOIN LATERAL (
       SELECT min(send_started_at) FILTER (WHERE outcome IN ('not_found', 'undecided')) AS since,
         count(send_started_at) FILTER (WHERE outcome IN ('not_found', 'undecided'))::integer AS sends
       FROM "SocialPublishAttempt" e WHERE e.post_id = a.post_id AND e.outcome IS NOT NULL
     ) earlier`,
    [wish.workerId, wish.leaseSeconds, wish.limit, wish.except],
  );
}
