import { uuidArray, type Sql } from '../../database/database.ts';

/** A delivery that this process sends until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  leaseId: string;
  tenantId: string;
  endpointId: string;
  eventType: string;
  occurredAt: Date;
  data: Record<string, unknown>;
  /** Tries since the plan of retries began. */
  retryStep: number;
  url: string;
  secretSealed: string;
  /** Null when only the present secret counts. */
  previousSecretSealed: string | null;
}

export interface ClaimDeliveriesWish {
  limit: number;
  leaseId: string;
  leaseSeconds: number;
  /** Most that this process has on their way to one endpoint, and to one whose last answer was a failure. */
  perEndpoint: number;
  perFailingEndpoint: number;
  /** How many it has on their way by now, by endpoint. */
  underWay: Map<string, number>;
}

/** Found by leaps along the index, one probe for each endpoint, so that a long backlog of one is not walked. */
const endpointsThatWait = `WITH RECURSIVE waiting AS (
       (SELECT endpoint_id FROM "SocialWebhookDelivery" WHERE status = 'PENDING' ORDER BY endpoint_id LIMIT 1)
       UNION ALL
       SELECT (SELECT d.endpoint_id FROM "SocialWebhookDelivery" d
               WHERE d.status = 'PENDING' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
       FROM waiting w WHERE w.endpoint_id IS NOT NULL
     )`;

/**
 * Whether there is anything to send now; all that an idle worker asks. What waits behind a paused endpoint, or for its next try, is
 * no work.
 */
export async function isAnythingToSend(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ waiting: boolean }>(
    `${endpointsThatWait}
     SELECT EXISTS (SELECT FROM "SocialOutboxEvent" WHERE webhooks_at IS NULL) OR EXISTS (
       SELECT FROM waiting w JOIN "SocialWebhookEndpoint" e ON e.id = w.endpoint_id AND e.status = 'ACTIVE'
       CROSS JOIN LATERAL (
         SELECT FROM "SocialWebhookDelivery" d
         WHERE d.endpoint_id = e.id AND d.status = 'PENDING' AND d.next_attempt_at <= social_now()
         ORDER BY d.next_attempt_at LIMIT 1
       ) due
     ) AS waiting`,
    [],
    'is-anything-to-send',
  );
  return row?.waiting ?? false;
}

/**
 * Takes due deliveries, endpoints in turn, each up to as many as may be on their way to it: a slow receiver fills its own places and
 * no others. What a dead process had on its way fills no place.
 */
export async function claimDeliveries(sql: Sql, wish: ClaimDeliveriesWish): Promise<ClaimedDelivery[]> {
  return await sql.rows<ClaimedDelivery>(
    `${endpointsThatWait}, open AS (
       SELECT e.id, CASE WHEN e.failing_since IS NULL THEN $4 ELSE $5 END::integer - COALESCE(busy.under_way, 0) AS places
       FROM waiting w
       CROSS JOIN LATERAL (
         SELECT * FROM "SocialWebhookEndpoint" e WHERE e.id = w.endpoint_id AND e.status = 'ACTIVE' OFFSET 0
       ) e
       LEFT JOIN unnest($6::uuid[], $7::integer[]) AS busy (id, under_way) ON busy.id = e.id
     ), due AS (
       SELECT next.id, row_number() OVER (PARTITION BY open.id ORDER BY next.next_attempt_at, next.id) AS turn
       FROM open CROSS JOIN LATERAL (
         SELECT d.id, d.next_attempt_at FROM "SocialWebhookDelivery" d
         WHERE d.endpoint_id = open.id AND d.status = 'PENDING' AND d.next_attempt_at <= social_now()
         ORDER BY d.next_attempt_at, d.id LIMIT GREATEST(open.places, 0)
       ) next
     ), locked AS (
       SELECT d.id FROM (SELECT id FROM due ORDER BY turn, random() LIMIT $1) chosen
       CROSS JOIN LATERAL (
         SELECT d.id FROM "SocialWebhookDelivery" d
         WHERE d.id = chosen.id AND d.status = 'PENDING' AND d.next_attempt_at <= social_now()
         FOR UPDATE SKIP LOCKED
       ) d
     ), leased AS (
       UPDATE "SocialWebhookDelivery" d
       SET lease_id = $2, attempts = attempts + 1, last_attempt_at = social_now(),
           next_attempt_at = social_now() + make_interval(secs => $3)
       WHERE d.id = ANY (ARRAY(SELECT id FROM locked))
       RETURNING d.*
     )
     SELECT d.id, d.lease_id AS "leaseId", d.tenant_id AS "tenantId", d.endpoint_id AS "endpointId",
       d.event_type AS "eventType", o.occurred_at AS "occurredAt", o.data, d.retry_step AS "retryStep", e.url,
       e.secret_sealed AS "secretSealed",
       CASE WHEN e.previous_secret_until > social_now() THEN e.previous_secret_sealed END AS "previousSecretSealed"
     FROM leased d
     CROSS JOIN LATERAL (SELECT * FROM "SocialOutboxEvent" o WHERE o.id = d.event_id OFFSET 0) o
     CROSS JOIN LATERAL (SELECT * FROM "SocialWebhookEndpoint" e WHERE e.id = d.endpoint_id OFFSET 0) e`,
    [
      wish.limit,
      wish.leaseId,
      wish.leaseSeconds,
      wish.perEndpoint,
      wish.perFailingEndpoint,
      uuidArray([...wish.underWay.keys()]),
      [...wish.underWay.values()],
    ],
    'claim-webhook-deliveries',
  );
}

/** How one try ended. */
export interface DeliveryEnd {
  id: string;
  leaseId: string;
  /** `unsent`: by our own fault it never reached the receiver. */
  outcome: 'delivered' | 'failed' | 'gone' | 'unsent';
  statusCode: number | null;
  error: string | null;
  /** Before the next try; null when there is none. */
  waitSeconds: number | null;
}

export interface WrittenEnd {
  endpointId: string;
  outcome: DeliveryEnd['outcome'];
}

/**
 * Writes how tries ended, while their leases hold. A receiver that is gone keeps its deliveries waiting: it will be paused. What
 * was not sent counts as no try. Returns what was written.
 */
export async function recordDeliveryEnds(tx: Sql, ends: DeliveryEnd[]): Promise<WrittenEnd[]> {
  return await tx.rows<WrittenEnd & Record<string, unknown>>(
    `UPDATE "SocialWebhookDelivery" d
     SET status = CASE WHEN r.outcome = 'delivered' THEN 'DELIVERED'
           WHEN r.outcome = 'failed' AND r."waitSeconds" IS NULL THEN 'FAILED' ELSE 'PENDING' END,
         delivered_at = CASE WHEN r.outcome = 'delivered' THEN social_now() END,
         last_status_code = r."statusCode", last_error = r.error,
         retry_step = d.retry_step + CASE r.outcome WHEN 'unsent' THEN 0 ELSE 1 END,
         attempts = d.attempts - CASE r.outcome WHEN 'unsent' THEN 1 ELSE 0 END,
         next_attempt_at = social_now() + make_interval(secs => COALESCE(r."waitSeconds", 0)),
         lease_id = NULL
     FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, "leaseId" uuid, outcome text, "statusCode" integer, error text,
       "waitSeconds" float8)
     WHERE d.id = ANY ($2::uuid[]) AND d.id = r.id AND d.lease_id = r."leaseId" AND d.status = 'PENDING'
     RETURNING d.endpoint_id AS "endpointId", r.outcome`,
    [JSON.stringify(ends), uuidArray(ends.map(({ id }) => id))],
  );
}

/** Whether an endpoint works counts from its last answers: a success ends a row of failures, and the first failure begins one. */
export async function noteEndpointHealth(
  tx: Sql,
  { working, failing }: { working: string[]; failing: string[] },
): Promise<void> {
  await tx.count(
    `UPDATE "SocialWebhookEndpoint"
     SET failing_since = CASE WHEN id = ANY ($2::uuid[]) THEN social_now() END
     WHERE id = ANY ($1::uuid[]) AND failing_since IS NOT NULL OR id = ANY ($2::uuid[]) AND failing_since IS NULL`,
    [uuidArray(working), uuidArray(failing)],
  );
}

export interface PausedEndpoint {
  id: string;
  tenantId: string;
  url: string;
  reason: string;
}

/** Pauses endpoints that are gone, and of the failing ones those that have done nothing but fail for `days`. */
export async function pauseEndpoints(
  tx: Sql,
  found: { gone: string[]; goneReason: string; failing: string[]; failingReason: string; days: number },
): Promise<PausedEndpoint[]> {
  return await tx.rows<PausedEndpoint & Record<string, unknown>>(
    `UPDATE "SocialWebhookEndpoint"
     SET status = 'PAUSED', paused_at = social_now(),
         paused_reason = CASE WHEN id = ANY ($1::uuid[]) THEN $2 ELSE $4 END
     WHERE status = 'ACTIVE' AND (id = ANY ($1::uuid[])
       OR id = ANY ($3::uuid[]) AND failing_since <= social_now() - make_interval(days => $5))
     RETURNING id, tenant_id AS "tenantId", url, paused_reason AS reason`,
    [uuidArray(found.gone), found.goneReason, uuidArray(found.failing), found.failingReason, found.days],
  );
}
