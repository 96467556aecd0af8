import { uuidArray, type Sql } from '../../database/database.ts';
import type { NoticeCause, NoticeStatus } from '../../database/entities/social-notice.entity.ts';
import type { ListPosition } from '../../http/cursor-page.ts';
import { countedPosts, shownPosts, type NoticeFacts } from './notice-cause.ts';

/** What the platform said to the last try at each post. */
export async function findFailureMeanings(sql: Sql, postIds: string[]): Promise<Map<string, string>> {
  const rows = await sql.rows<{ postId: string; meaning: string }>(
    `SELECT DISTINCT ON (post_id) post_id AS "postId", failure_meaning AS meaning FROM "SocialPublishAttempt"
     WHERE post_id = ANY($1::uuid[]) ORDER BY post_id, created_at DESC, id DESC`,
    [uuidArray(postIds)],
  );
  return new Map(rows.map(({ postId, meaning }) => [postId, meaning]));
}

export interface NewNotice {
  tenantId: string;
  connectionId: string;
  cause: NoticeCause;
  postId: string | null;
}

/** In UTC: before people begin to work, and not in the middle of the night. */
const morning = '06:00';

/**
 * A notice for everybody who is to be told: the person who connected the account, and the tenant's contact. One of the same cause
 * and day is not written again; while it waits, it takes in the post, and one that was never sent because it had mended itself is
 * taken up again. A post that comes after the mail of its day, or finds it full, is told on the next morning.
 */
export async function insertNotice(tx: Sql, notice: NewNotice, delaySeconds: number): Promise<void> {
  await tx.count(
    `INSERT INTO "SocialNotice" AS known (id, tenant_id, connection_id, cause, day, recipient, post_ids, next_attempt_at)
     SELECT gen_random_uuid(), c.tenant_id, c.id, $3, CASE WHEN late.is_late THEN today + 1 ELSE today END, people.email,
       CASE WHEN $4::uuid IS NULL THEN '{}' ELSE ARRAY[$4::uuid] END,
       CASE WHEN late.is_late THEN (today + 1 + time '${morning}') AT TIME ZONE 'UTC'
         ELSE social_now() + make_interval(secs => $5) END
     FROM "SocialConnection" c
     CROSS JOIN LATERAL (
       SELECT lower(c.notify_email) AS email WHERE c.notify_email IS NOT NULL
       UNION
       SELECT lower(s.contact_email) FROM "SocialNoticeSettings" s
       WHERE s.tenant_id = c.tenant_id AND s.contact_email IS NOT NULL
     ) people
     CROSS JOIN LATERAL (SELECT (social_now() AT TIME ZONE 'UTC')::date AS today) days
     CROSS JOIN LATERAL (
       SELECT $4::uuid IS NOT NULL AND EXISTS (
         SELECT FROM "SocialNotice" told
         WHERE told.connection_id = c.id AND told.cause = $3 AND told.day = today AND told.recipient = people.email
           AND NOT told.post_ids @> ARRAY[$4::uuid]
           AND (told.status IN ('SENT', 'FAILED') OR cardinality(told.post_ids) >= 100)) AS is_late
     ) late
     WHERE c.tenant_id = $1 AND c.id = $2 AND c.disconnected_at IS NULL
     ON CONFLICT (connection_id, cause, day, recipient) DO UPDATE
     SET post_ids = CASE known.status WHEN 'MOOT' THEN EXCLUDED.post_ids ELSE known.post_ids || EXCLUDED.post_ids END,
       next_attempt_at = CASE known.status WHEN 'MOOT' THEN EXCLUDED.next_attempt_at ELSE known.next_attempt_at END,
       attempts = CASE known.status WHEN 'MOOT' THEN 0 ELSE known.attempts END,
       status = 'PENDING'
     WHERE known.status = 'MOOT' OR known.status = 'PENDING' AND cardinality(known.post_ids) < 100
       AND NOT known.post_ids @> EXCLUDED.post_ids`,
    [notice.tenantId, notice.connectionId, notice.cause, notice.postId, delaySeconds],
  );
}

export interface DueNotice extends Omit<NewNotice, 'postId'> {
  id: string;
  recipient: string;
  postIds: string[];
  /** Including the one that begins now. */
  attempts: number;
}

/** Takes notices whose time has come. Each is tried again only after the lease, whatever becomes of this process. */
export async function claimNotices(
  sql: Sql,
  wish: { limit: number; leaseSeconds: number },
): Promise<DueNotice[]> {
  return await sql.rows(
    `UPDATE "SocialNotice" SET attempts = attempts + 1, next_attempt_at = social_now() + make_interval(secs => $2)
     WHERE id = ANY (ARRAY(
       SELECT id FROM "SocialNotice" WHERE status = 'PENDING' AND next_attempt_at <= social_now()
       ORDER BY next_attempt_at LIMIT $1
       FOR UPDATE SKIP LOCKED))
     RETURNING id, tenant_id AS "tenantId", connection_id AS "connectionId", cause, recipient, post_ids AS "postIds", attempts`,
    [wish.limit, wish.leaseSeconds],
  );
}

/** How things stand now, for a mail that is true when it is sent. */
export async function findFacts(
  sql: Sql,
  { tenantId, connectionId, postIds }: DueNotice,
): Promise<NoticeFacts | undefined> {
  const shown = (posts: string) =>
    `(SELECT COALESCE(jsonb_agg(jsonb_build_object('id', p.id, 'content', left(p.content, 1000), 'scheduledAt', p.scheduled_at,
        'errorMessage', p.error_message) ORDER BY p.scheduled_at, p.id), '[]')
      FROM (SELECT * FROM "SocialPost" p WHERE p.connection_id = c.id AND ${posts}) p)`;
  const waiting = `p.status = 'SCHEDULED' AND p.scheduled_at <= social_now() + interval '48 hours'`;
  const [row] = await sql.rows<NoticeFacts>(
    `SELECT c.platform, c.account_name AS "accountName", c.is_active AS "isActive",
       c.disconnected_at IS NOT NULL AS "isDisconnected", c.error_message AS "errorMessage",
       CASE WHEN c.refresh_token_sealed IS NULL THEN c.token_expires_at END AS "endsAt", c.data_access_expires_at AS "figuresEndAt",
       ${shown(`${waiting} ORDER BY p.scheduled_at, p.id LIMIT ${shownPosts}`)} AS waiting,
       (SELECT count(*) FROM (SELECT FROM "SocialPost" p
          WHERE p.connection_id = c.id AND ${waiting} LIMIT ${countedPosts}) counted)::integer AS "waitingCount",
       ${shown(`p.id = ANY($3::uuid[]) AND p.status = 'FAILED'`)} AS failed,
       social_now() AS now
     FROM "SocialConnection" c WHERE c.tenant_id = $1 AND c.id = $2`,
    [tenantId, connectionId, uuidArray(postIds)],
  );
  return row && { ...row, waiting: row.waiting.map(withTime), failed: row.failed.map(withTime) };
}

function withTime(post: NoticeFacts['waiting'][number]): NoticeFacts['waiting'][number] {
  return { ...post, scheduledAt: post.scheduledAt && new Date(post.scheduledAt) };
}

export type NoticeEnd =
  | { status: 'SENT' | 'MOOT' }
  | { status: 'FAILED'; error: string }
  /** Another try, in seconds. */
  | { status: 'PENDING'; error: string; seconds: number };

/** A post that joined while the mail was on its way is in no mail yet: the notice waits on for it alone. */
export async function recordNotice(
  sql: Sql,
  { id, postIds }: Pick<DueNotice, 'id' | 'postIds'>,
  end: NoticeEnd,
): Promise<void> {
  await sql.count(
    `UPDATE "SocialNotice" n
     SET status = CASE WHEN more.came THEN 'PENDING' ELSE $2 END,
       sent_at = CASE WHEN $2 = 'SENT' AND NOT more.came THEN social_now() END, last_error = $3,
       post_ids = CASE WHEN more.came THEN more.ids ELSE n.post_ids END,
       attempts = CASE WHEN more.came THEN 0 ELSE n.attempts END,
       next_attempt_at = CASE WHEN more.came THEN social_now() ELSE COALESCE(social_now() + make_interval(secs => $4), n.next_attempt_at) END
     FROM (SELECT id, $2 <> 'PENDING' AND NOT post_ids <@ $5::uuid[] AS came,
             ARRAY(SELECT unnest(post_ids) EXCEPT SELECT unnest($5::uuid[])) AS ids
           FROM "SocialNotice" WHERE id = $1 FOR UPDATE) more
     WHERE n.id = more.id AND n.status = 'PENDING'`,
    [
      id,
      end.status,
      'error' in end ? end.error : null,
      'seconds' in end ? end.seconds : null,
      uuidArray(postIds),
    ],
  );
}

export interface Notice {
  id: string;
  connectionId: string;
  cause: NoticeCause;
  recipient: string;
  postIds: string[];
  status: NoticeStatus;
  attempts: number;
  lastError: string | null;
  sentAt: Date | null;
  createdAt: Date;
}

export async function listNotices(
  sql: Sql,
  tenantId: string,
  connectionId: string | undefined,
  page: { limit: number; after: ListPosition | null },
): Promise<(Notice & { cursorAt: string })[]> {
  return await sql.rows(
    `SELECT id, connection_id AS "connectionId", cause, recipient, post_ids AS "postIds", status, attempts,
       last_error AS "lastError", sent_at AS "sentAt", created_at AS "createdAt",
       to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
     FROM "SocialNotice"
     WHERE tenant_id = $1 AND ($2::uuid IS NULL OR connection_id = $2)
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3::timestamptz, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5`,
    [tenantId, connectionId ?? null, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

export async function findContact(sql: Sql, tenantId: string): Promise<string | null> {
  const [row] = await sql.rows<{ email: string | null }>(
    `SELECT contact_email AS email FROM "SocialNoticeSettings" WHERE tenant_id = $1`,
    [tenantId],
  );
  return row?.email ?? null;
}

export async function storeContact(sql: Sql, tenantId: string, email: string | null): Promise<void> {
  await sql.count(
    `INSERT INTO "SocialNoticeSettings" (tenant_id, contact_email) VALUES ($1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET contact_email = EXCLUDED.contact_email, updated_at = social_now()`,
    [tenantId, email],
  );
}

/** Mails of long ago, sent or not: addresses of people are not kept without need, and no try goes on for longer than a day. */
export async function forgetOldNotices(sql: Sql, days: number): Promise<number> {
  return await sql.count(
    `DELETE FROM "SocialNotice" WHERE created_at < social_now() - make_interval(days => $1)`,
    [days],
  );
}
