import { uuidArray, type Sql } from '../database/database.ts';
import type { EventType } from './event-types.ts';

/** Something that happened, for whoever is to be told. */
export interface OutboxEvent {
  id: string;
  tenantId: string;
  type: EventType;
  connectionId: string | null;
  postId: string | null;
  data: Record<string, unknown>;
  occurredAt: Date;
}

const eventColumns = `o.id, o.tenant_id AS "tenantId", o.type, o.connection_id AS "connectionId", o.post_id AS "postId",
  o.data, o.occurred_at AS "occurredAt"`;

/** Who reads events: each has a column of its own that says when it did. */
const readers = { webhooks: 'webhooks_at', notices: 'noticed_at' } as const;

/**
 * Writes an event in the transaction that causes it; most are written by triggers instead. One with a `dedupeKey` that is known is
 * left out: undefined.
 */
export async function recordEvent(
  tx: Sql,
  tenantId: string,
  event: Pick<OutboxEvent, 'type' | 'data'> & { dedupeKey?: string },
): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `INSERT INTO "SocialOutboxEvent" (tenant_id, type, data, dedupe_key) VALUES ($1, $2, $3, $4)
     ON CONFLICT (dedupe_key) DO NOTHING
     RETURNING id`,
    [tenantId, event.type, JSON.stringify(event.data), event.dedupeKey ?? null],
  );
  return row?.id;
}

/** Whether `takeEvents` would find anything; what an idle worker pays. */
export async function isAnyEventWaiting(sql: Sql, reader: keyof typeof readers): Promise<boolean> {
  const [row] = await sql.rows<{ waiting: boolean }>(
    `SELECT EXISTS (SELECT FROM "SocialOutboxEvent" WHERE ${readers[reader]} IS NULL) AS waiting`,
  );
  return row?.waiting ?? false;
}

/**
 * Takes the oldest events that this reader has not seen, for good: what the reader makes of them belongs into the same transaction.
 * Several processes take different ones.
 */
export async function takeEvents(
  tx: Sql,
  reader: keyof typeof readers,
  limit: number,
): Promise<OutboxEvent[]> {
  const column = readers[reader];
  return await tx.rows(
    `UPDATE "SocialOutboxEvent" o SET ${column} = social_now()
     WHERE o.id = ANY (ARRAY(
       SELECT id FROM "SocialOutboxEvent" WHERE ${column} IS NULL
       ORDER BY ${column}, occurred_at LIMIT $1
       FOR UPDATE SKIP LOCKED))
     RETURNING ${eventColumns}`,
    [limit],
  );
}

/** Marks events as seen that were written for one reader to find elsewhere. */
export async function markSeen(tx: Sql, reader: keyof typeof readers, ids: string[]): Promise<void> {
  await tx.count(
    `UPDATE "SocialOutboxEvent" SET ${readers[reader]} = social_now() WHERE id = ANY($1::uuid[])`,
    [uuidArray(ids)],
  );
}

/**
 * Removes up to `limit` events older than `days` with their deliveries, and returns how many went. What an active endpoint still
 * waits for stays twice as long at most; what waits behind a paused one does not, nor does a notice of a month ago.
 */
export async function removeOldEvents(sql: Sql, wish: { days: number; limit: number }): Promise<number> {
  return await sql.count(
    `DELETE FROM "SocialOutboxEvent" WHERE id = ANY (ARRAY(
       SELECT o.id FROM "SocialOutboxEvent" o
       WHERE o.occurred_at < social_now() - make_interval(days => $1) AND o.webhooks_at IS NOT NULL
         AND (o.occurred_at < social_now() - make_interval(days => 2 * $1) OR NOT EXISTS (
           SELECT FROM "SocialWebhookDelivery" d JOIN "SocialWebhookEndpoint" e ON e.id = d.endpoint_id
           WHERE d.event_id = o.id AND d.status = 'PENDING' AND e.status = 'ACTIVE'))
       ORDER BY o.occurred_at LIMIT $2
       FOR UPDATE OF o SKIP LOCKED))`,
    [wish.days, wish.limit],
  );
}
