import type { Sql } from '../../database/database.ts';
import type { MediaFacts } from '../../kernel/post-content.ts';

export interface StoredMedia {
  id: string;
  storageKey: string;
  /** Where it was fetched from; null: it was uploaded, or made here. */
  sourceUrl: string | null;
  facts: MediaFacts;
  keepUntil: Date;
}

const mediaColumns = `id, storage_key AS "storageKey", source_url AS "sourceUrl", facts, keep_until AS "keepUntil"`;

export interface NewMedia {
  id: string;
  tenantId: string;
  /** Where it was fetched from. */
  sourceUrl: string | null;
  /** Of a converted copy: what it was made from. */
  originalId: string | null;
  facts: MediaFacts;
}

/** Longer than any file takes on its way into the store; a row that is still RECEIVING then was left by a crash. */
const receivingSeconds = 3_600;

/** Says that bytes will come, before they do: a crash leaves a row to clean up, never bytes without one. */
export async function insertReceiving(sql: Sql, media: NewMedia): Promise<void> {
  const { id, tenantId, sourceUrl, originalId, facts } = media;
  await sql.count(
    `INSERT INTO "SocialMedia" (id, tenant_id, source_url, storage_key, original_id, facts, state, keep_until)
     VALUES ($1, $2, $3, $4, $5, $6, 'RECEIVING', social_now() + make_interval(secs => $7))`,
    [id, tenantId, sourceUrl, id, originalId, JSON.stringify(facts), receivingSeconds],
  );
}

/** How long a file stays: until both have passed. */
export interface Keep {
  seconds: number;
  until: Date | null;
}

/** The bytes are in the store. Undefined: the row is no longer waiting for them, and they are not to be used. */
export async function recordReady(sql: Sql, id: string, keep: Keep): Promise<StoredMedia | undefined> {
  const [row] = await sql.rows<StoredMedia>(
    `UPDATE "SocialMedia" SET state = 'READY', keep_until = GREATEST(social_now() + make_interval(secs => $2), $3)
     WHERE id = $1 AND state = 'RECEIVING' RETURNING ${mediaColumns}`,
    [id, keep.seconds, keep.until],
  );
  return row;
}

/** A file that the tenant has, and may use. */
export async function findReady(sql: Sql, tenantId: string, id: string): Promise<StoredMedia | undefined> {
  const [row] = await sql.rows<StoredMedia>(
    `SELECT ${mediaColumns} FROM "SocialMedia"
     WHERE id = $2 AND tenant_id = $1 AND state = 'READY' AND original_id IS NULL AND keep_until > social_now()`,
    [tenantId, id],
  );
  return row;
}

/** The file of a post that goes out, whatever its time: what such a post shows is not cleaned away. */
export async function findKept(sql: Sql, tenantId: string, id: string): Promise<StoredMedia | undefined> {
  const [row] = await sql.rows<StoredMedia>(
    `SELECT ${mediaColumns} FROM "SocialMedia"
     WHERE id = $2 AND tenant_id = $1 AND state = 'READY' AND original_id IS NULL`,
    [tenantId, id],
  );
  return row;
}

/** The converted copy of a file. */
export async function findCopy(
  sql: Sql,
  tenantId: string,
  originalId: string,
): Promise<StoredMedia | undefined> {
  const [row] = await sql.rows<StoredMedia>(
    `SELECT ${mediaColumns} FROM "SocialMedia"
     WHERE original_id = $2 AND tenant_id = $1 AND state = 'READY' ORDER BY id LIMIT 1`,
    [tenantId, originalId],
  );
  return row;
}

/** For a signed address, whose signature stands for the tenant. */
export async function findSigned(sql: Sql, id: string): Promise<StoredMedia | undefined> {
  const [row] = await sql.rows<StoredMedia>(
    `SELECT ${mediaColumns} FROM "SocialMedia" WHERE id = $1 AND state = 'READY'`,
    [id],
  );
  return row;
}

/** Lets files (and their copies) stay at least until then; gives those that are there. What was not cleaned away yet still counts. */
export async function extendKeep(
  sql: Sql,
  tenantId: string,
  wanted: { id: string; until: Date }[],
): Promise<StoredMedia[]> {
  return await sql.rows<StoredMedia>(
    `WITH wanted AS (
       SELECT id, max(until) AS until FROM jsonb_to_recordset($2::jsonb) AS each (id uuid, until timestamptz) GROUP BY id
     ), files AS (
       SELECT m.id, wanted.until FROM wanted JOIN "SocialMedia" m ON m.id = wanted.id
       UNION ALL SELECT m.id, wanted.until FROM wanted JOIN "SocialMedia" m ON m.original_id = wanted.id
     ), extended AS (
       UPDATE "SocialMedia" m SET keep_until = GREATEST(m.keep_until, files.until) FROM files
       WHERE m.id = files.id AND m.tenant_id = $1 AND m.state = 'READY'
       RETURNING m.*
     )
     SELECT ${mediaColumns} FROM extended WHERE original_id IS NULL`,
    [tenantId, JSON.stringify(wanted)],
  );
}

/**
 * Takes a file (and its copies) away from everybody; the cleaning job removes the bytes. Undefined: there is none, or a post that has
 * not gone out needs it.
 */
export async function markRemoving(sql: Sql, tenantId: string, id: string): Promise<StoredMedia | undefined> {
  const [row] = await sql.rows<StoredMedia>(
    `WITH removed AS (
       UPDATE "SocialMedia" SET state = 'REMOVING', keep_until = social_now()
       WHERE tenant_id = $1 AND state = 'READY' AND keep_until > social_now() AND (id = $2 OR original_id = $2)
         AND NOT EXISTS (
           SELECT FROM "SocialPost" p
           WHERE p.tenant_id = $1 AND p.status IN ('SCHEDULED', 'PUBLISHING')
             AND (p.media @> $3 OR p.options->'thread' @> $4))
       RETURNING *
     )
     SELECT ${mediaColumns} FROM removed WHERE original_id IS NULL`,
    [tenantId, id, JSON.stringify([{ uploadId: id }]), JSON.stringify([{ media: [{ uploadId: id }] }])],
  );
  return row;
}

/** How long one process has to remove what it claimed before another one tries. */
const removingSeconds = 600;
/** What a waiting post shows stays this much longer, so that the post can be tried again after it failed. */
const stillShownDays = 30;

/** What posts show that have not gone out; of their tenants alone, because the whole queue is long. */
const shownUploads = `SELECT DISTINCT p.tenant_id, lower(upload #>> '{}') AS id
  FROM (
    SELECT p.tenant_id, p.media, p.options
    FROM (SELECT DISTINCT tenant_id FROM expired WHERE state = 'READY') t
    JOIN "SocialPost" p ON p.tenant_id = t.tenant_id AND p.status = 'SCHEDULED'
    UNION ALL
    SELECT p.tenant_id, p.media, p.options
    FROM "SocialPublishAttempt" a JOIN "SocialPost" p ON p.id = a.post_id WHERE a.closed_at IS NULL
  ) p, LATERAL (
    SELECT jsonb_path_query(p.media, '$[*].uploadId')
    UNION ALL SELECT jsonb_path_query(p.options, '$.thread[*].media[*].uploadId')
  ) AS named (upload)`;

/**
 * Takes files whose time has passed; from here on nobody is given them. What a post still shows stays, however the post came to be later
 * than its file.
 */
export async function claimExpired(
  sql: Sql,
  limit: number,
): Promise<Pick<StoredMedia, 'id' | 'storageKey'>[]> {
  return await sql.rows(
    `WITH expired AS MATERIALIZED (
       SELECT id, tenant_id, state, COALESCE(original_id, id)::text AS shown_id FROM "SocialMedia"
       WHERE keep_until <= social_now() ORDER BY keep_until LIMIT $1 FOR UPDATE SKIP LOCKED
     ), shown AS MATERIALIZED (
       ${shownUploads}
     ), needed AS MATERIALIZED (
       SELECT e.id FROM expired e JOIN shown s ON s.tenant_id = e.tenant_id AND s.id = e.shown_id WHERE e.state = 'READY'
     ), prolonged AS (
       UPDATE "SocialMedia" SET keep_until = social_now() + make_interval(days => $3)
       WHERE id IN (SELECT id FROM needed)
     )
     UPDATE "SocialMedia" SET state = 'REMOVING', keep_until = social_now() + make_interval(secs => $2)
     WHERE id IN (SELECT id FROM expired EXCEPT SELECT id FROM needed)
     RETURNING id, storage_key AS "storageKey"`,
    [limit, removingSeconds, stillShownDays],
  );
}

/** The bytes are gone, so the row may go. */
export async function deleteRemoved(sql: Sql, id: string): Promise<void> {
  await sql.count(`DELETE FROM "SocialMedia" WHERE id = $1 AND state = 'REMOVING'`, [id]);
}
