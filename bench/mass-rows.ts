import type { PoolClient } from 'pg';
import { textInSql } from './texts.ts';
import type { World } from './world.ts';

/** Of 100 rows, 95 went out over the past half year, with one attempt each, 2 came to nothing and 3 are planned. */
const insertPosts = `
  INSERT INTO "SocialPost" (id, group_id, tenant_id, connection_id, status, content, scheduled_at, published_at, error_message,
    platform_post_id, permalink, likes, comments, shares, created_at, updated_at)
  SELECT uuidv7(), uuidv7(), c.tenant_id, c.id, status, ${textInSql},
    CASE WHEN status = 'SCHEDULED' THEN now() + interval '60 days' * (n % 1000 + 1) / 1000 ELSE past END,
    CASE WHEN status = 'PUBLISHED' THEN past END, CASE WHEN status = 'FAILED' THEN 'The platform refused the post.' END,
    CASE WHEN status = 'PUBLISHED' THEN n::text END,
    CASE WHEN status = 'PUBLISHED' THEN 'https://x.com/i/web/status/' || n END, n % 90, n % 7, n % 5, past, past
  FROM (SELECT n, now() - interval '180 days' * ($1::integer - n) / $1::integer - interval '1 day' AS past,
          CASE WHEN n % 100 < 95 THEN 'PUBLISHED' WHEN n % 100 = 95 THEN 'FAILED' WHEN n % 100 = 96 THEN 'CANCELLED'
               ELSE 'SCHEDULED' END AS status
        FROM generate_series(1, $1::integer) n) rows
  JOIN (SELECT id, tenant_id, row_number() OVER (ORDER BY id) - 1 AS place FROM "SocialConnection") c
    ON c.place = n % (SELECT count(*) FROM "SocialConnection")`;

const insertAttempts = `
  INSERT INTO "SocialPublishAttempt" (id, post_id, tenant_id, connection_id, connection_turn, post_scheduled_at,
    account_id, worker_id, payload, payload_hash, lease_until, send_started_at, settle_until, outcome, platform_post_id, permalink, created_at, closed_at)
  SELECT uuidv7(), id, tenant_id, connection_id, row_number() OVER (PARTITION BY connection_id ORDER BY published_at, id), scheduled_at,
    '1234', gen_random_uuid()::text, jsonb_build_object('content', content, 'media', media, 'options', options),
    sha256(content::bytea), published_at, published_at, published_at, 'published', platform_post_id, permalink,
    published_at, published_at
  FROM "SocialPost" WHERE status = 'PUBLISHED'`;

/** 2,000 connections with 200,000 posts of the past: plans and indexes are those of tables in use. */
export async function fillLikeInUse(world: World): Promise<void> {
  await world.connections(2_000, 200);
  await fillTables(world, 200_000);
}

/** Fills the tables as they look after months. The indexes are built afterwards, the triggers and foreign keys left out. */
export async function fillTables(world: World, rows: number): Promise<void> {
  const client = await world.pool.connect();
  try {
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '512MB'`);
    const indexes = await dropIndexes(client);
    await client.query(insertPosts, [rows]);
    await client.query(insertAttempts);
    for (const index of indexes) await client.query(index);
    await client.query(`RESET session_replication_role; RESET maintenance_work_mem`);
  } finally {
    client.release();
  }
  await world.pool.query('VACUUM ANALYZE "SocialPost", "SocialPublishAttempt", "SocialConnection"');
}

/** All but the primary keys; returns the statements that build them again. */
async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; statement: string }>(
    `SELECT quote_ident(indexname) AS name, indexdef AS statement FROM pg_indexes
     WHERE tablename IN ('SocialPost', 'SocialPublishAttempt')
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ statement }) => statement);
}
