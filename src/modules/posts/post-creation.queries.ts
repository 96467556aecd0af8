import type { Sql } from '../../database/database.ts';
import { storableJson } from '../../database/storable-json.ts';
import type { IdempotencyTicket } from '../../http/idempotency.queries.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { Post } from './post.ts';
import { postColumns } from './posts.queries.ts';

export interface NewPost extends PostContent {
  id: string;
  connectionId: string;
  costUsd: number | null;
}

/** The rows of one `POST /posts`: one for each connection. */
export interface NewPosts {
  groupId: string;
  status: 'DRAFT' | 'SCHEDULED';
  /** Null with SCHEDULED means now, by the database's clock. */
  scheduledAt: Date | null;
  clientReference: string | null;
  createdBy: string;
  posts: NewPost[];
}

/** What is written on the idempotency key of the call that creates. */
export interface CreationNote {
  ticket: IdempotencyTicket;
  created: unknown;
}

/**
 * The rows of all groups, in one statement: all or none. With a ticket they come into being together with the note on the
 * idempotency key that they did, and only while nobody else has carried out the same call; nothing comes back then,
 * nor when one of the connections is not there any more.
 */
export async function insertGroups(
  sql: Sql,
  tenantId: string,
  groups: NewPosts[],
  note: CreationNote | null,
): Promise<Post[]> {
  return await sql.rows(
    `WITH new AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($4::jsonb) AS new (id uuid, "connectionId" uuid, "groupId" uuid, status text,
         content text, media jsonb, options jsonb, "scheduledAt" timestamptz, "clientReference" text, "createdBy" text,
         "costUsd" numeric)
     ), gone AS (
       SELECT FROM new WHERE NOT EXISTS (SELECT FROM "SocialConnection" c
         WHERE c.id = new."connectionId" AND c.tenant_id = $1 AND c.disconnected_at IS NULL)
     ), fence AS (
       UPDATE "SocialIdempotencyKey" SET created = $3
       WHERE tenant_id = $1 AND key = $5 AND ticket = $2 AND created IS NULL
         AND NOT EXISTS (SELECT FROM gone)
       RETURNING ticket
     ), p AS (
       INSERT INTO "SocialPost" (id, tenant_id, connection_id, group_id, status, content, media, options, scheduled_at,
         client_reference, created_by, estimated_cost_usd, created_at)
       SELECT id, $1, "connectionId", "groupId", status, content, media, options, "scheduledAt", "clientReference",
         "createdBy", "costUsd", social_now()
       FROM new
       WHERE NOT EXISTS (SELECT FROM gone) AND ($2::uuid IS NULL OR EXISTS (SELECT FROM fence))
       RETURNING *
     )
     SELECT ${postColumns} FROM p JOIN "SocialConnection" c ON c.id = p.connection_id ORDER BY p.id`,
    [
      tenantId,
      note?.ticket.id ?? null,
      note ? storableJson(note.created) : null,
      asRows(groups),
      note?.ticket.key ?? null,
    ],
    'insert-groups',
  );
}

/** Posts of these connections that already have one of these names. */
export async function findByReference(
  sql: Sql,
  tenantId: string,
  names: { connectionId: string; clientReference: string }[],
): Promise<{ id: string; connectionId: string; clientReference: string }[]> {
  if (names.length === 0) return [];
  return await sql.rows(
    `SELECT p.id, p.connection_id AS "connectionId", p.client_reference AS "clientReference"
     FROM jsonb_to_recordset($2::jsonb) AS wanted ("connectionId" uuid, "clientReference" text)
     JOIN "SocialPost" p ON p.connection_id = wanted."connectionId" AND p.client_reference = wanted."clientReference"
     WHERE p.tenant_id = $1`,
    [tenantId, JSON.stringify(names)],
  );
}

function asRows(groups: NewPosts[]): string {
  return JSON.stringify(
    groups.flatMap(({ posts, ...ofGroup }) => posts.map((post) => ({ ...post, ...ofGroup }))),
  );
}
