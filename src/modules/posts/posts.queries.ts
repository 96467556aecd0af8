import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import type { Sql } from '../../database/database.ts';
import type { ListPosition } from '../../http/cursor-page.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { MediaItem, PostContent, PostOptions } from '../../kernel/post-content.ts';
import { spacingSeconds } from './usable-connection.queries.ts';
import type { Post } from './post.ts';

/** What follows a post need not keep its distance. */
const spacedUntil = `(CASE WHEN p.root_post_id IS NULL AND ${spacingSeconds} > 0
    THEN c.last_post_at + make_interval(secs => ${spacingSeconds}) END)`;

/** Only the newest attempt of a connection can be open, and it is found in one step. */
const isBehindAnother = `COALESCE((SELECT a.closed_at IS NULL AND a.post_id <> p.id FROM "SocialPublishAttempt" a
    WHERE a.connection_id = p.connection_id ORDER BY a.connection_turn DESC LIMIT 1), false)`;

export const postColumns = `p.id, p.tenant_id AS "tenantId", p.group_id AS "groupId", p.connection_id AS "connectionId",
  c.platform, p.status, p.content, p.media, p.options, p.scheduled_at AS "scheduledAt", p.due_at AS "dueAt",
  p.published_at AS "publishedAt", p.platform_post_id AS "platformPostId", p.permalink, p.root_post_id AS "rootPostId", p.part,
  p.deleted_on_platform_at AS "deletedOnPlatformAt",
  p.error_message AS "errorMessage", p.error_code AS "errorCode", p.retry_count AS "retryCount",
  p.likes::float8 AS likes, p.comments::float8 AS comments, p.shares::float8 AS shares, p.reach::float8 AS reach,
  p.impressions::float8 AS impressions, p.engagement_synced_at AS "engagementSyncedAt",
  p.client_reference AS "clientReference", p.created_by AS "createdBy", p.estimated_cost_usd::float8 AS "estimatedCostUsd", p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  c.is_active AS "connectionActive", c.error_message AS "connectionError",
  GREATEST(c.rate_limited_until, ${spacedUntil},
    (SELECT r.limited_until FROM "SocialRateLimit" r WHERE r.platform = c.platform)) AS "connectionFreeAt",
  CASE WHEN ${spacedUntil} > GREATEST(social_now(), p.due_at) THEN ${spacedUntil} END AS "spacedUntil",
  CASE WHEN p.status = 'SCHEDULED' AND p.due_at <= social_now() THEN ${isBehindAnother} ELSE false END AS "isBehindAnother",
  COALESCE(
    (SELECT 'An operator has paused all posts: ' || pause.reason FROM "SocialTenantPause" pause WHERE pause.tenant_id = p.tenant_id),
    CASE WHEN c.rate_limited_until > social_now() THEN c.rate_limit_reason
      ELSE (SELECT r.reason FROM "SocialRateLimit" r WHERE r.platform = c.platform AND r.limited_until > social_now())
    END) AS "limitReason"`;

const fromPosts = `FROM "SocialPost" p JOIN "SocialConnection" c ON c.id = p.connection_id`;

export interface PostFilter {
  status?: PostStatus;
  connectionId?: string;
  platform?: Platform;
  groupId?: string;
  rootPostId?: string;
  /** Scheduled at or after. */
  from?: Date;
  /** Scheduled before. */
  to?: Date;
}

/** A condition for each thing that is asked for, and none for the rest: the planner then sees which index leads along the page. */
const conditions: Record<keyof PostFilter, (value: string) => string> = {
  status: (value) => `p.status = ${value}`,
  connectionId: (value) => `p.connection_id = ${value}`,
  platform: (value) => `c.platform = ${value}`,
  groupId: (value) => `p.group_id = ${value}`,
  rootPostId: (value) => `p.root_post_id = ${value}`,
  from: (value) => `p.scheduled_at >= ${value}`,
  to: (value) => `p.scheduled_at < ${value}`,
};

export async function listPosts(
  sql: Sql,
  tenantId: string,
  filter: PostFilter,
  page: { limit: number; after: ListPosition | null },
): Promise<(Post & { cursorAt: string })[]> {
  const values: unknown[] = [tenantId, page.limit + 1];
  const where = ['p.tenant_id = $1'];
  let name = 'list-posts';
  for (const [field, condition] of Object.entries(conditions)) {
    const value = filter[field as keyof PostFilter];
    if (value === undefined) continue;
    where.push(condition(`$${values.push(value)}`));
    // PostgreSQL tells names apart by their first 63 bytes.
    name += ` ${field.slice(0, 4)}`;
  }
  if (page.after) {
    name += ' after';
    const [createdAt, id] = [values.push(page.after.createdAt), values.push(page.after.id)];
    where.push(`(p.created_at, p.id) < ($${createdAt}::timestamptz, $${id}::uuid)`);
  }
  return await sql.rows(
    `SELECT ${postColumns}, to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
     ${fromPosts}
     WHERE ${where.join(' AND ')}
     ORDER BY p.created_at DESC, p.id DESC
     LIMIT $2`,
    values,
    name,
  );
}

export async function findPosts(sql: Sql, tenantId: string, ids: string[]): Promise<Post[]> {
  return await sql.rows(
    `SELECT ${postColumns} ${fromPosts} WHERE p.tenant_id = $1 AND p.id = ANY($2::uuid[]) ORDER BY p.id`,
    [tenantId, ids],
    'find-posts',
  );
}

/** The posts of whole groups, without what followed them later. */
export async function findGroups(sql: Sql, tenantId: string, groupIds: string[]): Promise<Post[]> {
  return await sql.rows(
    `SELECT ${postColumns} ${fromPosts}
     WHERE p.tenant_id = $1 AND p.group_id = ANY($2::uuid[]) AND p.root_post_id IS NULL ORDER BY p.id`,
    [tenantId, groupIds],
    'find-groups',
  );
}

export interface PostEdit extends PostContent {
  /** The row as it was read. */
  version: number;
  costUsd: number | null;
  scheduledAt?: Date;
}

/** Writes an edit while the row is still the version that was read and nobody is sending it. */
export async function editPost(sql: Sql, tenantId: string, id: string, edit: PostEdit): Promise<boolean> {
  const edited = await sql.count(
    `UPDATE "SocialPost"
     SET content = $4, media = $5, options = $6, estimated_cost_usd = $8,
         not_before = CASE WHEN $7::timestamptz IS NULL THEN not_before ELSE NULL END,
         scheduled_at = COALESCE($7, scheduled_at)
     WHERE tenant_id = $1 AND id = $2 AND version = $3 AND status IN ('DRAFT', 'SCHEDULED', 'FAILED')`,
    [
      tenantId,
      id,
      edit.version,
      edit.content,
      JSON.stringify(edit.media),
      JSON.stringify(edit.options),
      edit.scheduledAt ?? null,
      edit.costUsd,
    ],
  );
  return edited > 0;
}

/** Puts a post into the queue: at `at`, or now. Only from the given states, decided by the database. */
export async function schedulePost(
  sql: Sql,
  tenantId: string,
  id: string,
  wish: { from: PostStatus[]; at: Date | null; media: MediaItem[]; options: PostOptions; version: number },
): Promise<boolean> {
  const scheduled = await sql.count(
    `UPDATE "SocialPost"
     SET status = 'SCHEDULED', scheduled_at = COALESCE($4, social_now()), not_before = NULL, error_message = NULL,
         error_code = NULL, retry_count = 0, media = $5, options = $6
     WHERE tenant_id = $1 AND id = $2 AND status = ANY($3::text[]) AND version = $7`,
    [
      tenantId,
      id,
      wish.from,
      wish.at,
      JSON.stringify(wish.media),
      JSON.stringify(wish.options),
      wish.version,
    ],
  );
  return scheduled > 0;
}

const isExpectedVersion = `($3::integer IS NULL OR version = $3)`;

/** The runbook's retry: the time it was meant for stays. Only of the version that is expected; null: of any. */
export async function retryPost(
  sql: Sql,
  tenantId: string,
  id: string,
  expectedVersion: number | null,
): Promise<boolean> {
  const retried = await sql.count(
    `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0
     WHERE tenant_id = $1 AND id = $2 AND status = 'FAILED' AND ${isExpectedVersion}`,
    [tenantId, id, expectedVersion],
  );
  return retried > 0;
}

export async function cancelPost(
  sql: Sql,
  tenantId: string,
  id: string,
  expectedVersion: number | null,
): Promise<boolean> {
  const cancelled = await sql.count(
    `UPDATE "SocialPost" SET status = 'CANCELLED'
     WHERE tenant_id = $1 AND id = $2 AND status IN ('DRAFT', 'SCHEDULED') AND ${isExpectedVersion}`,
    [tenantId, id, expectedVersion],
  );
  return cancelled > 0;
}
