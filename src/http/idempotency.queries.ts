import type { Sql } from '../database/database.ts';
import type { SealedToken } from '../security/token-cipher.ts';

/** The right to carry out one call, for as long as its lease lasts. */
export interface IdempotencyTicket {
  key: string;
  id: string;
  /** What an earlier carrier created before it died; null when nothing was. */
  created: unknown;
}

export interface IdempotentCall {
  tenantId: string;
  key: string;
  /** SHA-256 of route and body. */
  requestHash: Buffer;
}

const keptHours = 24;

const isOld = `k.created_at <= social_now() - interval '${keptHours} hours'`;

/** Takes a key that is new, too old to count, or whose carrier died. Undefined: somebody has it, or it is answered. */
export async function takeKey(
  sql: Sql,
  { tenantId, key, requestHash }: IdempotentCall,
  ticketId: string,
  leaseSeconds: number,
): Promise<IdempotencyTicket | undefined> {
  const [taken] = await sql.rows<IdempotencyTicket>(
    `INSERT INTO "SocialIdempotencyKey" AS k (tenant_id, key, request_hash, ticket, lease_until)
     VALUES ($1, $2, $3, $4, social_now() + make_interval(secs => $5))
     ON CONFLICT (tenant_id, key) DO UPDATE
     SET ticket = EXCLUDED.ticket, lease_until = EXCLUDED.lease_until, request_hash = EXCLUDED.request_hash,
       created = CASE WHEN ${isOld} THEN NULL ELSE k.created END,
       status = NULL, answer_sealed = NULL,
       created_at = CASE WHEN ${isOld} THEN EXCLUDED.created_at ELSE k.created_at END
     WHERE ${isOld}
       OR k.answer_sealed IS NULL AND k.lease_until <= social_now() AND k.request_hash = EXCLUDED.request_hash
     RETURNING k.key, k.ticket AS id, k.created`,
    [tenantId, key, requestHash, ticketId, leaseSeconds],
  );
  return taken;
}

export interface KnownCall {
  requestHash: Buffer;
  ticketId: string;
  status: number | null;
  answerSealed: string | null;
}

export async function findKey(sql: Sql, tenantId: string, key: string): Promise<KnownCall | undefined> {
  const [known] = await sql.rows<KnownCall>(
    `SELECT request_hash AS "requestHash", ticket AS "ticketId", status, answer_sealed AS "answerSealed"
     FROM "SocialIdempotencyKey" WHERE tenant_id = $1 AND key = $2`,
    [tenantId, key],
  );
  return known;
}

export async function storeAnswer(
  sql: Sql,
  tenantId: string,
  ticketId: string,
  { key, status, answer }: { key: string; status: number; answer: SealedToken },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialIdempotencyKey" SET status = $4, answer_sealed = $5
     WHERE tenant_id = $1 AND key = $2 AND ticket = $3`,
    [tenantId, key, ticketId, status, answer],
  );
}

/**
 * Writes down what the call created, in the transaction that creates it. False: its lease is over and another carrier was faster, so
 * nothing may be created.
 */
export async function noteCreated(
  tx: Sql,
  tenantId: string,
  { key, id }: IdempotencyTicket,
  created: unknown,
): Promise<boolean> {
  const noted = await tx.count(
    `UPDATE "SocialIdempotencyKey" SET created = $4
     WHERE tenant_id = $1 AND key = $2 AND ticket = $3 AND created IS NULL`,
    [tenantId, key, id, JSON.stringify(created)],
  );
  return noted > 0;
}

/** Gives back the key of a call that was refused; one that created something waits for the call that goes on from there. */
export async function releaseKey(sql: Sql, tenantId: string, key: string, ticketId: string): Promise<void> {
  await sql.count(
    `WITH gone AS (
       DELETE FROM "SocialIdempotencyKey" WHERE tenant_id = $1 AND key = $2 AND ticket = $3 AND created IS NULL
     )
     UPDATE "SocialIdempotencyKey" SET lease_until = social_now()
     WHERE tenant_id = $1 AND key = $2 AND ticket = $3 AND created IS NOT NULL`,
    [tenantId, key, ticketId],
  );
}

/** How many old keys went; as many as `limit` means that there may be more. */
export async function forgetOldKeys(sql: Sql, limit: number): Promise<number> {
  return await sql.count(
    `DELETE FROM "SocialIdempotencyKey" WHERE ctid = ANY (ARRAY(
       SELECT k.ctid FROM "SocialIdempotencyKey" k WHERE ${isOld} ORDER BY created_at LIMIT $1
       FOR UPDATE SKIP LOCKED))`,
    [limit],
  );
}
