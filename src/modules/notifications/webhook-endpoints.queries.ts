import type { Sql } from '../../database/database.ts';
import type { WebhookEndpointStatus } from '../../database/entities/social-webhook-endpoint.entity.ts';
import type { ListPosition } from '../../http/cursor-page.ts';
import type { SealedToken } from '../../security/token-cipher.ts';

/** An endpoint as the API shows it; no secret is in it. */
export interface WebhookEndpoint {
  id: string;
  tenantId: string;
  url: string;
  description: string | null;
  eventTypes: string[];
  status: WebhookEndpointStatus;
  pausedReason: string | null;
  pausedAt: Date | null;
  failingSince: Date | null;
  previousSecretValidUntil: Date | null;
  createdAt: Date;
}

const endpointColumns = `e.id, e.tenant_id AS "tenantId", e.url, e.description, e.event_types AS "eventTypes", e.status,
  e.paused_reason AS "pausedReason", e.paused_at AS "pausedAt", e.failing_since AS "failingSince",
  CASE WHEN e.previous_secret_until > social_now() THEN e.previous_secret_until END AS "previousSecretValidUntil",
  e.created_at AS "createdAt"`;

export async function listEndpoints(
  sql: Sql,
  tenantId: string,
  page: { limit: number; after: ListPosition | null },
): Promise<(WebhookEndpoint & { cursorAt: string })[]> {
  return await sql.rows(
    `SELECT ${endpointColumns}, to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
     FROM "SocialWebhookEndpoint" e
     WHERE e.tenant_id = $1 AND ($2::timestamptz IS NULL OR (e.created_at, e.id) < ($2::timestamptz, $3::uuid))
     ORDER BY e.created_at DESC, e.id DESC
     LIMIT $4`,
    [tenantId, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

export async function findEndpoint(
  sql: Sql,
  tenantId: string,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const [endpoint] = await sql.rows<WebhookEndpoint>(
    `SELECT ${endpointColumns} FROM "SocialWebhookEndpoint" e WHERE e.tenant_id = $1 AND e.id = $2`,
    [tenantId, id],
  );
  return endpoint;
}

export interface NewEndpoint {
  id: string;
  url: string;
  description: string | null;
  eventTypes: string[];
  secretSealed: SealedToken;
  createdBy: string;
}

/** False when the tenant has `most` endpoints already. One creation of a tenant waits for the other, so that both see the count. */
export async function insertEndpoint(
  tx: Sql,
  tenantId: string,
  endpoint: NewEndpoint,
  most: number,
): Promise<boolean> {
  await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`webhook-endpoints ${tenantId}`]);
  const inserted = await tx.count(
    `INSERT INTO "SocialWebhookEndpoint" (id, tenant_id, url, description, event_types, secret_sealed, created_by)
     SELECT $2, $1, $3, $4, $5, $6, $7
     WHERE (SELECT count(*) FROM "SocialWebhookEndpoint" WHERE tenant_id = $1) < $8`,
    [
      tenantId,
      endpoint.id,
      endpoint.url,
      endpoint.description,
      endpoint.eventTypes,
      endpoint.secretSealed,
      endpoint.createdBy,
      most,
    ],
  );
  return inserted > 0;
}

export interface EndpointEdit {
  url?: string;
  /** Null takes it away. */
  description?: string | null;
  eventTypes?: string[];
}

/** Whether it works is asked anew at another address. */
export async function updateEndpoint(
  sql: Sql,
  tenantId: string,
  id: string,
  edit: EndpointEdit,
): Promise<void> {
  await sql.count(
    `UPDATE "SocialWebhookEndpoint"
     SET url = COALESCE($3, url), description = CASE WHEN $6 THEN $4 ELSE description END, event_types = COALESCE($5::text[], event_types),
       failing_since = CASE WHEN $3 IS NULL OR $3 = url THEN failing_since END
     WHERE tenant_id = $1 AND id = $2`,
    [
      tenantId,
      id,
      edit.url ?? null,
      edit.description ?? null,
      edit.eventTypes ?? null,
      edit.description !== undefined,
    ],
  );
}

/** With its deliveries; what is being sent at this moment may still arrive. */
export async function deleteEndpoint(sql: Sql, tenantId: string, id: string): Promise<boolean> {
  const deleted = await sql.count(`DELETE FROM "SocialWebhookEndpoint" WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    id,
  ]);
  return deleted > 0;
}

/** Undefined when there is no such endpoint. Locked until the transaction ends. */
export async function lockSecret(tx: Sql, tenantId: string, id: string): Promise<string | undefined> {
  const [row] = await tx.rows<{ sealed: string }>(
    `SELECT secret_sealed AS sealed FROM "SocialWebhookEndpoint" WHERE tenant_id = $1 AND id = $2 FOR UPDATE`,
    [tenantId, id],
  );
  return row?.sealed;
}

export async function rotateSecret(
  tx: Sql,
  tenantId: string,
  id: string,
  secrets: { present: SealedToken; previous: SealedToken | null; previousHours: number },
): Promise<void> {
  await tx.count(
    `UPDATE "SocialWebhookEndpoint"
     SET secret_sealed = $3, previous_secret_sealed = $4::text,
       previous_secret_until = CASE WHEN $4::text IS NOT NULL THEN social_now() + make_interval(hours => $5) END
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, secrets.present, secrets.previous, secrets.previousHours],
  );
}

/** Nothing more is taken up for it; what is being sent at this moment may still arrive. */
export async function pauseEndpoint(sql: Sql, tenantId: string, id: string, reason: string): Promise<void> {
  await sql.count(
    `UPDATE "SocialWebhookEndpoint"
     SET status = 'PAUSED', paused_reason = $3, paused_at = social_now()
     WHERE tenant_id = $1 AND id = $2 AND status = 'ACTIVE'`,
    [tenantId, id, reason],
  );
}

/** What waited goes out now, with the whole plan of retries before it. */
export async function enableEndpoint(tx: Sql, tenantId: string, id: string): Promise<void> {
  const enabled = await tx.count(
    `UPDATE "SocialWebhookEndpoint"
     SET status = 'ACTIVE', paused_reason = NULL, paused_at = NULL, failing_since = NULL
     WHERE tenant_id = $1 AND id = $2 AND status = 'PAUSED'`,
    [tenantId, id],
  );
  if (enabled === 0) return;
  await tx.count(
    `UPDATE "SocialWebhookDelivery" SET next_attempt_at = LEAST(next_attempt_at, social_now()), retry_step = 0
     WHERE tenant_id = $1 AND endpoint_id = $2 AND status = 'PENDING' AND lease_id IS NULL`,
    [tenantId, id],
  );
}

export interface SealedSecrets {
  id: string;
  tenantId: string;
  secretSealed: string;
  previousSecretSealed: string | null;
}

/** Endpoints after `afterId` with a secret that another key than `kid` sealed. */
export async function findStaleSecrets(
  sql: Sql,
  wanted: { kid: string; afterId: string; limit: number },
): Promise<SealedSecrets[]> {
  return await sql.rows(
    `SELECT id, tenant_id AS "tenantId", secret_sealed AS "secretSealed",
       previous_secret_sealed AS "previousSecretSealed"
     FROM "SocialWebhookEndpoint"
     WHERE id > $2 AND (split_part(secret_sealed, '.', 2) <> $1 OR split_part(previous_secret_sealed, '.', 2) <> $1)
     ORDER BY id LIMIT $3`,
    [wanted.kid, wanted.afterId, wanted.limit],
  );
}

/** Replaces the seals that were opened, unless the secret was rotated meanwhile. */
export async function storeSecretSeals(
  sql: Sql,
  opened: SealedSecrets,
  seals: { present: SealedToken; previous: SealedToken | null },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialWebhookEndpoint" SET secret_sealed = $3, previous_secret_sealed = $4
     WHERE id = $1 AND secret_sealed = $2`,
    [opened.id, opened.secretSealed, seals.present, seals.previous],
  );
}
