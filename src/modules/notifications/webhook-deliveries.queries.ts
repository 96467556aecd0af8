import { uuidArray, type Sql } from '../../database/database.ts';
import type { WebhookDeliveryStatus } from '../../database/entities/social-webhook-delivery.entity.ts';
import type { ListPosition } from '../../http/cursor-page.ts';

export interface WebhookDelivery {
  id: string;
  tenantId: string;
  endpointId: string;
  eventType: string;
  status: WebhookDeliveryStatus;
  attempts: number;
  lastAttemptAt: Date | null;
  lastStatusCode: number | null;
  lastError: string | null;
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;
}

const deliveryColumns = `d.id, d.tenant_id AS "tenantId", d.endpoint_id AS "endpointId", d.event_type AS "eventType", d.status,
  d.attempts, d.last_attempt_at AS "lastAttemptAt", d.last_status_code AS "lastStatusCode", d.last_error AS "lastError",
  CASE WHEN d.status = 'PENDING' AND e.status = 'ACTIVE' THEN d.next_attempt_at END AS "nextAttemptAt",
  d.delivered_at AS "deliveredAt", d.created_at AS "createdAt"`;

export interface DeliveryFilter {
  endpointId?: string;
  status?: WebhookDeliveryStatus;
  eventType?: string;
}

/** Newest first. */
export async function listDeliveries(
  sql: Sql,
  tenantId: string,
  filter: DeliveryFilter,
  page: { limit: number; after: ListPosition | null },
): Promise<(WebhookDelivery & { cursorAt: string })[]> {
  return await sql.rows(
    `SELECT ${deliveryColumns}, to_char(d.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
     FROM "SocialWebhookDelivery" d JOIN "SocialWebhookEndpoint" e ON e.id = d.endpoint_id
     WHERE d.tenant_id = $1
       AND ($2::uuid IS NULL OR d.endpoint_id = $2)
       AND ($3::text IS NULL OR d.status = $3)
       AND ($4::text IS NULL OR d.event_type = $4)
       AND ($5::timestamptz IS NULL OR (d.created_at, d.id) < ($5::timestamptz, $6::uuid))
     ORDER BY d.created_at DESC, d.id DESC
     LIMIT $7`,
    [
      tenantId,
      filter.endpointId ?? null,
      filter.status ?? null,
      filter.eventType ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit + 1,
    ],
  );
}

export interface WebhookDeliveryWithEvent extends WebhookDelivery {
  occurredAt: Date;
  data: Record<string, unknown>;
}

export async function findDelivery(
  sql: Sql,
  tenantId: string,
  id: string,
): Promise<WebhookDeliveryWithEvent | undefined> {
  const [delivery] = await sql.rows<WebhookDeliveryWithEvent>(
    `SELECT ${deliveryColumns}, o.occurred_at AS "occurredAt", o.data
     FROM "SocialWebhookDelivery" d
     JOIN "SocialWebhookEndpoint" e ON e.id = d.endpoint_id
     JOIN "SocialOutboxEvent" o ON o.id = d.event_id
     WHERE d.tenant_id = $1 AND d.id = $2`,
    [tenantId, id],
  );
  return delivery;
}

/** Sends it again, with the whole plan of retries before it. What is being sent at this moment ends first. */
export async function replayDelivery(sql: Sql, tenantId: string, id: string): Promise<void> {
  await sql.count(
    `UPDATE "SocialWebhookDelivery"
     SET status = 'PENDING', retry_step = 0, delivered_at = NULL,
         next_attempt_at = CASE WHEN lease_id IS NULL THEN social_now() ELSE next_attempt_at END
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
}

/** The same for the same event and endpoint, whoever makes it, whenever. A UUID of version 8 (RFC 9562, section 5.8). */
const deliveryId = `overlay(overlay(md5(o.id::text || e.id::text) PLACING '8' FROM 13) PLACING 'a' FROM 17)::uuid`;

/** One delivery for each event and endpoint that wants it; what happened first is sent first, as far as it can be. An endpoint hears of nothing that was before it, nor that it was paused. */
export async function insertDeliveries(tx: Sql, eventIds: string[]): Promise<number> {
  return await tx.count(
    `INSERT INTO "SocialWebhookDelivery" (id, tenant_id, event_id, endpoint_id, event_type, next_attempt_at)
     SELECT ${deliveryId}, o.tenant_id, o.id, e.id, o.type, o.occurred_at
     FROM "SocialOutboxEvent" o
     JOIN "SocialWebhookEndpoint" e ON e.tenant_id = o.tenant_id AND e.created_at <= o.occurred_at
       AND (e.event_types = '{}' OR o.type = ANY (e.event_types))
     WHERE o.id = ANY ($1::uuid[])
       AND NOT (o.type = 'endpoint.paused' AND o.data->>'endpointId' = e.id::text)
     ON CONFLICT DO NOTHING`,
    [uuidArray(eventIds)],
  );
}

/** For an event that is meant for one endpoint, whatever types it chose. Returns the delivery's id. */
export async function insertDeliveryTo(
  tx: Sql,
  tenantId: string,
  target: { eventId: string; endpointId: string },
): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `INSERT INTO "SocialWebhookDelivery" (id, tenant_id, event_id, endpoint_id, event_type)
     SELECT ${deliveryId}, o.tenant_id, o.id, e.id, o.type
     FROM "SocialOutboxEvent" o, "SocialWebhookEndpoint" e
     WHERE o.tenant_id = $1 AND e.tenant_id = $1 AND o.id = $2 AND e.id = $3
     RETURNING id`,
    [tenantId, target.eventId, target.endpointId],
  );
  return row?.id;
}

export interface Backlog {
  endpoint: 'active' | 'paused';
  deliveries: number;
  oldestSeconds: number;
}

/** What waits, by whether its endpoint takes anything. */
export async function measureBacklog(sql: Sql): Promise<Backlog[]> {
  return await sql.rows(
    `SELECT lower(e.status) AS endpoint, count(*)::integer AS deliveries,
       extract(epoch FROM social_now() - min(d.created_at))::float8 AS "oldestSeconds"
     FROM "SocialWebhookDelivery" d JOIN "SocialWebhookEndpoint" e ON e.id = d.endpoint_id
     WHERE d.status = 'PENDING'
     GROUP BY e.status`,
  );
}
