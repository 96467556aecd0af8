import type { Sql } from '../../database/database.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { EngagementCounts } from '../providers/provider.port.ts';
import { lastReadDays } from './engagement-cadence.ts';
import { goneCode } from './engagement-results.ts';

/** A published post to read, with what is known of it. */
export interface PostToRead {
  id: string;
  tenantId: string;
  connectionId: string;
  platform: Platform;
  platformPostId: string;
  publishedAt: Date;
  counts: EngagementCounts;
  /** The database's clock when the row was read. */
  now: Date;
}

/** One that this worker alone reads until the lease ends. */
export interface ClaimedRead extends PostToRead {
  /** As the database prints it; nothing is written once the row says another moment. */
  leasedUntil: string;
}

/** What one statement took from the head of the queue. */
export interface ClaimedReads {
  /** Posts that were taken, with those that were put off. */
  taken: number;
  reads: ClaimedRead[];
}

/** Counts are bigint, which the driver gives as text; as double precision they are numbers, exact up to 2^53. */
const countColumns = `likes::float8 AS likes, comments::float8 AS comments, shares::float8 AS shares,
  reach::float8 AS reach, impressions::float8 AS impressions`;

/** Moments travel as text with microseconds: a JavaScript date would cut them and the lease would not be found again. */
const momentText = (moment: string) =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Takes posts whose read is due, the longest due first, and leases them by moving their due time forward: another worker
 * skips what is locked and no longer finds what is leased. A post whose connection cannot be read now is put off in the same
 * statement (until the limit ends, or for an hour), so that it does not stand at the head of the index on every run. One whose
 * connection is inactive is given up after its last read, or the dead connections of years would be looked through every hour.
 */
export async function claimDueReads(
  sql: Sql,
  wish: { limit: number; leaseSeconds: number },
): Promise<ClaimedReads> {
  const rows = await sql.rows<EngagementCounts & Omit<ClaimedRead, 'counts'> & { isReadable: boolean }>(
    `WITH due AS (
       SELECT p.id FROM "SocialPost" p
       WHERE p.engagement_due_at <= social_now() AND p.status = 'PUBLISHED' AND p.platform_post_id IS NOT NULL
       ORDER BY p.engagement_due_at
       LIMIT $1
       FOR UPDATE SKIP LOCKED
     ), state AS (
       SELECT due.id, c.id AS connection_id, c.platform, c.is_active,
         GREATEST(c.rate_limited_until, r.limited_until) AS limited_until
       FROM due
       JOIN "SocialPost" p ON p.id = due.id
       JOIN "SocialConnection" c ON c.id = p.connection_id
       LEFT JOIN "SocialRateLimit" r ON r.platform = c.platform
     ), leased AS (
       UPDATE "SocialPost" p
       SET engagement_due_at = CASE
         WHEN state.limited_until > social_now() THEN state.limited_until
         WHEN NOT state.is_active THEN
           CASE WHEN p.published_at > social_now() - make_interval(days => $3) THEN social_now() + interval '1 hour' END
         ELSE social_now() + make_interval(secs => $2) END
       FROM state WHERE p.id = state.id
       RETURNING p.*, state.platform,
         state.is_active AND (state.limited_until IS NULL OR state.limited_until <= social_now()) AS is_readable
     )
     SELECT id, tenant_id AS "tenantId", connection_id AS "connectionId", platform,
       platform_post_id AS "platformPostId", published_at AS "publishedAt", ${countColumns}, social_now() AS now,
       ${momentText('engagement_due_at')} AS "leasedUntil", is_readable AS "isReadable"
     FROM leased`,
    [wish.limit, wish.leaseSeconds, lastReadDays],
  );
  const readable = rows.filter(({ isReadable }) => isReadable);
  return {
    taken: rows.length,
    reads: readable.map(({ isReadable: _isReadable, ...row }) => withCounts(row)),
  };
}

/** What a person asked to read now. */
export interface AskedRead extends Omit<PostToRead, 'platformPostId' | 'publishedAt'> {
  status: PostStatus;
  platformPostId: string | null;
  publishedAt: Date | null;
  deletedOnPlatformAt: Date | null;
  /** When its figures were read last; null: never. */
  syncedAt: Date | null;
  /** The database's clock, as it prints it: what was learnt of the post since is newer than this read. */
  readAt: string;
  isActive: boolean;
  /** Why the connection is inactive. */
  connectionMessage: string | null;
  /** When the platform takes calls again; null when it does now. */
  limitedUntil: Date | null;
}

export async function findAskedRead(sql: Sql, tenantId: string, id: string): Promise<AskedRead | undefined> {
  const [row] = await sql.rows<EngagementCounts & Omit<AskedRead, 'counts'>>(
    `SELECT p.id, p.tenant_id AS "tenantId", p.connection_id AS "connectionId", c.platform, p.status,
       p.platform_post_id AS "platformPostId", p.published_at AS "publishedAt", ${countColumns}, social_now() AS now,
       p.deleted_on_platform_at AS "deletedOnPlatformAt", p.engagement_synced_at AS "syncedAt",
       ${momentText('social_now()')} AS "readAt", c.is_active AS "isActive", c.error_message AS "connectionMessage",
       NULLIF(GREATEST(c.rate_limited_until, r.limited_until, social_now()), social_now()) AS "limitedUntil"
     FROM "SocialPost" p
     JOIN "SocialConnection" c ON c.id = p.connection_id
     LEFT JOIN "SocialRateLimit" r ON r.platform = c.platform
     WHERE p.tenant_id = $1 AND p.id = $2`,
    [tenantId, id],
  );
  return row && withCounts(row);
}

function withCounts<Row extends EngagementCounts>(
  row: Row,
): Omit<Row, keyof EngagementCounts> & { counts: EngagementCounts } {
  const { likes, comments, shares, reach, impressions, ...rest } = row;
  return { ...rest, counts: { likes, comments, shares, reach, impressions } };
}

/** Which row a result belongs to. A read without a lease is written over what was known when it began. */
export interface ReadTarget {
  id: string;
  platformPostId: string;
  leasedUntil?: string;
  readAt?: string;
}

export interface ReadCounts extends ReadTarget {
  counts: EngagementCounts;
  /** Null ends the cadence. */
  nextAt: Date | null;
}

/**
 * A result is for the post as it was when it was read: published, under that id, and leased by the reader, or with nothing learnt of it
 * since.
 */
const stillMeant = `p.id = e.id AND p.status = 'PUBLISHED' AND p.platform_post_id = e."platformPostId"
  AND (e."leasedUntil" IS NULL OR p.engagement_due_at = e."leasedUntil")
  AND (e."readAt" IS NULL OR GREATEST(p.engagement_synced_at, p.deleted_on_platform_at, '-infinity') <= e."readAt")`;

const targetColumns = `id uuid, "platformPostId" text, "leasedUntil" timestamptz, "readAt" timestamptz`;

/** What the row of a post holds after a read. */
export interface StoredEngagement extends EngagementCounts {
  postId: string;
  syncedAt: Date;
}

/**
 * Writes what was read, on the posts and into their history, in one statement.
 *
 * Null means that the platform does not tell now (a retired metric, insights that are late), so the post keeps the last number
 * known, while the history stores the null: it says what was seen at that moment. 0 is a number like any other.
 */
export async function recordReads(sql: Sql, reads: ReadCounts[]): Promise<StoredEngagement[]> {
  if (reads.length === 0) return [];
  return await sql.rows<StoredEngagement>(
    `WITH e AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS e (${targetColumns}, "nextAt" timestamptz,
         likes bigint, comments bigint, shares bigint, reach bigint, impressions bigint)
     ), written AS (
       UPDATE "SocialPost" p
       SET likes = COALESCE(e.likes, p.likes), comments = COALESCE(e.comments, p.comments),
           shares = COALESCE(e.shares, p.shares), reach = COALESCE(e.reach, p.reach),
           impressions = COALESCE(e.impressions, p.impressions),
           engagement_synced_at = social_now(), engagement_due_at = e."nextAt",
           deleted_on_platform_at = NULL,
           error_message = CASE WHEN p.error_code = '${goneCode}' THEN NULL ELSE p.error_message END,
           error_code = NULLIF(p.error_code, '${goneCode}')
       FROM e WHERE ${stillMeant}
       RETURNING p.*
     ), history AS (
       INSERT INTO "SocialEngagementSnapshot"
         (post_id, tenant_id, taken_at, likes, comments, shares, reach, impressions)
       SELECT w.id, w.tenant_id, w.engagement_synced_at, e.likes, e.comments, e.shares, e.reach, e.impressions
       FROM written w JOIN e ON e.id = w.id
       ON CONFLICT (post_id, taken_at) DO UPDATE
       SET likes = EXCLUDED.likes, comments = EXCLUDED.comments, shares = EXCLUDED.shares, reach = EXCLUDED.reach,
           impressions = EXCLUDED.impressions
     )
     SELECT id AS "postId", ${countColumns}, engagement_synced_at AS "syncedAt" FROM written`,
    [JSON.stringify(reads.map(({ counts, ...read }) => ({ ...read, ...counts })))],
  );
}

/** Ends the cadence of posts that the platform does not have any more; what was read before stays. */
export async function recordGone(sql: Sql, gone: (ReadTarget & { message: string })[]): Promise<number> {
  if (gone.length === 0) return 0;
  return await sql.count(
    `UPDATE "SocialPost" p
     SET engagement_due_at = NULL, engagement_synced_at = social_now(), error_code = '${goneCode}',
         error_message = e.message, deleted_on_platform_at = COALESCE(p.deleted_on_platform_at, social_now())
     FROM jsonb_to_recordset($1::jsonb) AS e (${targetColumns}, message text)
     WHERE ${stillMeant}`,
    [JSON.stringify(gone)],
  );
}

export interface PostponedRead extends ReadTarget {
  seconds: number;
  /** When the platform takes calls again, if that is later. */
  retryAt: Date | null;
}

/** Puts reads off after trouble. A post past its last read is left alone, so that trouble does not make it eternal. */
export async function postponeReads(sql: Sql, postponed: PostponedRead[]): Promise<number> {
  if (postponed.length === 0) return 0;
  return await sql.count(
    `UPDATE "SocialPost" p
     SET engagement_due_at = CASE WHEN p.published_at > social_now() - make_interval(days => $2)
       THEN GREATEST(social_now() + make_interval(secs => e.seconds), e."retryAt") END
     FROM jsonb_to_recordset($1::jsonb) AS e (${targetColumns}, seconds integer, "retryAt" timestamptz)
     WHERE ${stillMeant}`,
    [JSON.stringify(postponed), lastReadDays],
  );
}

export interface Snapshot extends EngagementCounts {
  takenAt: Date;
}

/** The newest `limit` snapshots of a post, oldest first; undefined when this tenant has no such post. */
export async function findHistory(
  sql: Sql,
  tenantId: string,
  wanted: { postId: string; limit: number },
): Promise<Snapshot[] | undefined> {
  const rows = await sql.rows<EngagementCounts & { takenAt: Date | null }>(
    `SELECT s.* FROM "SocialPost" p
     LEFT JOIN LATERAL (
       SELECT taken_at AS "takenAt", ${countColumns} FROM "SocialEngagementSnapshot"
       WHERE post_id = p.id AND tenant_id = p.tenant_id
       ORDER BY taken_at DESC LIMIT $3
     ) s ON true
     WHERE p.tenant_id = $1 AND p.id = $2
     ORDER BY s."takenAt"`,
    [tenantId, wanted.postId, wanted.limit],
  );
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is Snapshot => row.takenAt !== null);
}

/** In every tenant that has connected the account: the event of a platform names no tenant. */
export async function makeReadDue(
  sql: Sql,
  platform: Platform,
  post: { accountId: string; platformPostId: string },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialPost" p SET engagement_due_at = social_now()
     FROM "SocialConnection" c
     WHERE c.platform = $1 AND c.account_id = $2 AND p.connection_id = c.id AND p.platform_post_id = $3
       AND p.status = 'PUBLISHED' AND p.deleted_on_platform_at IS NULL`,
    [platform, post.accountId, post.platformPostId],
  );
}

/** Sums over the posts that went out on one day on one platform. */
export interface DayOfPosts {
  day: string;
  platform: Platform;
  posts: number;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;
}

/** Days are those of the time zone. PostgreSQL's error 22023 means that it does not know it. */
export async function sumByDay(
  sql: Sql,
  tenantId: string,
  wish: { from: Date; to: Date; timeZone: string; platform: Platform | null },
): Promise<DayOfPosts[]> {
  return await sql.rows(
    `SELECT to_char(p.published_at AT TIME ZONE $4, 'YYYY-MM-DD') AS day, c.platform, count(*)::integer AS posts,
       sum(p.likes)::float8 AS likes, sum(p.comments)::float8 AS comments, sum(p.shares)::float8 AS shares,
       sum(p.reach)::float8 AS reach, sum(p.impressions)::float8 AS impressions
     FROM "SocialConnection" c JOIN "SocialPost" p ON p.connection_id = c.id
     WHERE c.tenant_id = $1 AND ($5::text IS NULL OR c.platform = $5)
       AND p.published_at >= $2 AND p.published_at < $3 AND p.status = 'PUBLISHED' AND p.root_post_id IS NULL
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [tenantId, wish.from, wish.to, wish.timeZone, wish.platform],
  );
}
