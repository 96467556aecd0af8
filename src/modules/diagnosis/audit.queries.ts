import type { Sql } from '../../database/database.ts';
import type { ListPosition } from '../../http/cursor-page.ts';

export interface AuditEvent {
  id: string;
  table: string;
  /** Null: a row of which a tenant has one, or one for each platform; `change` says which. */
  rowId: string | null;
  actor: string;
  change: Record<string, unknown>;
  occurredAt: Date;
}

export interface AuditFilter {
  connectionId?: string;
  postId?: string;
  /** At or after. */
  from?: Date;
  /** Before. */
  to?: Date;
}

export async function listAuditEvents(
  sql: Sql,
  tenantId: string,
  filter: AuditFilter,
  page: { limit: number; after: ListPosition | null },
): Promise<(AuditEvent & { cursorAt: string })[]> {
  return await sql.rows(
    `SELECT id, table_name AS "table", row_id AS "rowId", actor, change, occurred_at AS "occurredAt",
       to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
     FROM "SocialAuditEvent"
     WHERE tenant_id = $1
       AND ($2::uuid IS NULL OR table_name = 'SocialConnection' AND row_id = $2)
       AND ($3::uuid IS NULL OR table_name = 'SocialPost' AND row_id = $3)
       AND ($4::timestamptz IS NULL OR occurred_at >= $4)
       AND ($5::timestamptz IS NULL OR occurred_at < $5)
       AND ($6::timestamptz IS NULL OR (occurred_at, id) < ($6::timestamptz, $7::uuid))
     ORDER BY occurred_at DESC, id DESC
     LIMIT $8`,
    [
      tenantId,
      filter.connectionId ?? null,
      filter.postId ?? null,
      filter.from ?? null,
      filter.to ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit + 1,
    ],
  );
}

export interface NewAuditEvent {
  table:
    | 'SocialBudget'
    | 'SocialConnection'
    | 'SocialMedia'
    | 'SocialNoticeSettings'
    | 'SocialOAuthSession'
    | 'SocialPost'
    | 'SocialWebhookEndpoint';
  rowId: string | null;
  actor: string;
  change: Record<string, unknown>;
}

/** All in one statement: the notes of one call are there together or not at all. */
export async function insertAuditEvents(sql: Sql, tenantId: string, events: NewAuditEvent[]): Promise<void> {
  await sql.count(
    `INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
     SELECT $1, e."table", e."rowId", e.actor, e.change, social_now()
     FROM jsonb_to_recordset($2::jsonb) AS e ("table" text, "rowId" uuid, actor text, change jsonb)`,
    [tenantId, JSON.stringify(events)],
  );
}
