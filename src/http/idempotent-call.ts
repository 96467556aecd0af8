import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { keyUnusable } from './idempotency.errors.ts';
import type { IdempotentCall } from './idempotency.queries.ts';

/** What the header says; null without one. Throws VALIDATION_FAILED. */
export function idempotencyKeyOf({ headers }: FastifyRequest): string | null {
  const given = headers['idempotency-key'];
  if (given === undefined) return null;
  const key = String(given);
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw keyUnusable(key);
  return key;
}

/** What makes it the same request: route, parameters and body (its members in any order), or what stands for the body. */
export function idempotentCallOf(
  { method, url }: FastifyRequest,
  { tenantId, key, body }: { tenantId: string; key: string; body: unknown },
): IdempotentCall {
  const text = JSON.stringify([method, url, body], inOrder);
  return { tenantId, key, requestHash: createHash('sha256').update(text).digest() };
}

/** JSON leaves the order of members open (RFC 8259, section 4), and many programs write them in another one each time. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
