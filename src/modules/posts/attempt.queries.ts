import { uuidArray, type Sql } from '../../database/database.ts';
import type { AttemptOutcome } from '../../database/entities/social-publish-attempt.entity.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { ResumeState } from '../providers/provider.port.ts';
import { pausedTenants } from './usable-connection.queries.ts';

/** An attempt as its owner addresses it; a worker that lost its lease addresses nothing. */
export interface OwnedAttempt {
  attemptId: string;
  workerId: string;
}

/** Stores what the invisible steps made, and keeps the lease alive. False: the attempt is somebody else's now. */
export async function saveResumeState(
  sql: Sql,
  { attemptId, workerId }: OwnedAttempt,
  saved: { resume: ResumeState; leaseSeconds: number },
): Promise<boolean> {
  const stored = await sql.count(
    `UPDATE "SocialPublishAttempt"
     SET resume_state = $3, lease_until = social_now() + make_interval(secs => $4)
     WHERE id = $1 AND worker_id = $2 AND outcome IS NULL AND send_started_at IS NULL`,
    [attemptId, workerId, saved.resume, saved.leaseSeconds],
  );
  return stored > 0;
}

/** The platform needs time: the attempt waits outside any worker's hands. */
export async function parkAttempt(
  sql: Sql,
  { attemptId, workerId }: OwnedAttempt,
  parked: { resume: ResumeState; seconds: number },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialPublishAttempt"
     SET resume_state = $3, resume_at = social_now() + make_interval(secs => $4), lease_until = social_now()
     WHERE id = $1 AND worker_id = $2 AND outcome IS NULL AND send_started_at IS NULL`,
    [attemptId, workerId, parked.resume, parked.seconds],
  );
}

/** Keeps the leases of everything this worker is still preparing. A send that has started is never prolonged, nor what waits. */
export async function renewLeases(
  sql: Sql,
  workerId: string,
  attemptIds: string[],
  leaseSeconds: number,
): Promise<void> {
  await sql.count(
    `UPDATE "SocialPublishAttempt" SET lease_until = social_now() + make_interval(secs => $3)
     WHERE id = ANY($1::uuid[]) AND worker_id = $2 AND outcome IS NULL AND send_started_at IS NULL
       AND resume_at IS NULL`,
    [attemptIds, workerId, leaseSeconds],
  );
}

export interface MarkWish {
  attemptId: string;
  /** How long after the call's deadline the send may still land, in seconds. */
  settleSeconds: number;
  /** `again`: marked a moment ago by the same caller, who has not sent. Anybody else's mark means that it may have been sent. */
  mark: 'first' | 'again';
}

/**
 * The point of no return, for many sends at once. Returns the attempts that may be sent now: still ours, lease valid, never
 * marked before, the row still PUBLISHING, the connection still active and its tenant not paused. From here on only the platform knows.
 */
export async function markSends(
  sql: Sql,
  workerId: string,
  wishes: MarkWish[],
  times: { leaseSeconds: number; deadlineSeconds: number },
): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    `UPDATE "SocialPublishAttempt" a
     SET send_started_at = COALESCE(a.send_started_at, social_now()),
         lease_until = social_now() + make_interval(secs => $4),
         settle_until = social_now() + make_interval(secs => $5 + ($3::jsonb ->> a.id::text)::float8)
     WHERE a.id = ANY($2::uuid[]) AND a.worker_id = $1 AND a.outcome IS NULL AND a.lease_until > social_now()
       AND (a.send_started_at IS NULL OR a.id = ANY($6::uuid[]))
       AND (SELECT p.status = 'PUBLISHING' AND p.connection_id = a.connection_id FROM "SocialPost" p WHERE p.id = a.post_id)
       AND (SELECT c.is_active AND c.tenant_id <> ALL (${pausedTenants}) FROM "SocialConnection" c WHERE c.id = a.connection_id)
     RETURNING a.id`,
    [
      workerId,
      uuidArray(wishes.map(({ attemptId }) => attemptId)),
      Object.fromEntries(wishes.map(({ attemptId, settleSeconds }) => [attemptId, settleSeconds])),
      times.leaseSeconds,
      times.deadlineSeconds,
      uuidArray(wishes.filter(({ mark }) => mark === 'again').map(({ attemptId }) => attemptId)),
    ],
    'mark-sends',
  );
  return new Set(rows.map(({ id }) => id));
}

/** A send without a usable answer: nobody holds it, and it is looked up once it has settled. */
export async function leaveUnsettled(
  sql: Sql,
  { attemptId, workerId }: OwnedAttempt,
  left: { failure: ProviderFailure; settleSeconds: number | null },
): Promise<void> {
  const { failure } = left;
  await sql.count(
    `UPDATE "SocialPublishAttempt"
     SET lease_until = social_now(),
         settle_until = CASE WHEN $3::float8 IS NULL THEN settle_until
                             ELSE social_now() + make_interval(secs => $3::float8) END,
         failure_meaning = $4, error_code = $5, error_message = $6, http_status = $7, platform_code = $8,
         platform_request_id = $9, detail = $10
     WHERE id = $1 AND worker_id = $2 AND outcome IS NULL`,
    [
      attemptId,
      workerId,
      left.settleSeconds,
      failure.meaning,
      failure.code,
      failure.message,
      failure.httpStatus ?? null,
      failure.platformCode ?? null,
      failure.platformRequestId ?? null,
      failure.detail ?? null,
    ],
  );
}

/** Read back, nothing found (or nothing readable): look again later. */
export async function lookAgain(
  sql: Sql,
  { attemptId, workerId }: OwnedAttempt,
  again: { seconds: number; negativeReads: number; isUnreadable: boolean },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialPublishAttempt"
     SET lease_until = social_now(), settle_until = social_now() + make_interval(secs => $3), negative_reads = $4,
         unreadable_since = CASE WHEN $5 THEN COALESCE(unreadable_since, social_now()) END
     WHERE id = $1 AND worker_id = $2 AND outcome IS NULL`,
    [attemptId, workerId, again.seconds, again.negativeReads, again.isUnreadable],
  );
}

export interface AttemptView {
  id: string;
  outcome: AttemptOutcome | null;
  createdAt: Date;
  sendStartedAt: Date | null;
  closedAt: Date | null;
  platformPostId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  httpStatus: number | null;
  platformCode: string | null;
  platformRequestId: string | null;
  detail: string | null;
}

export async function listAttempts(sql: Sql, tenantId: string, postId: string): Promise<AttemptView[]> {
  return await sql.rows(
    `SELECT id, outcome, created_at AS "createdAt", send_started_at AS "sendStartedAt", closed_at AS "closedAt",
       platform_post_id AS "platformPostId", error_code AS "errorCode", error_message AS "errorMessage",
       http_status AS "httpStatus", platform_code AS "platformCode", platform_request_id AS "platformRequestId", detail
     FROM "SocialPublishAttempt" WHERE tenant_id = $1 AND post_id = $2 ORDER BY created_at, id`,
    [tenantId, postId],
  );
}
