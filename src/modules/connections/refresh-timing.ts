import type { ProviderFailure } from '../providers/provider.errors.ts';

const minute = 60_000;

/** A token with less than this left is not used for a send: it could end between our check and the platform's. */
export const tooShortToUseMs = 2 * minute;

/** True when a call made now should wait for a refresh first. `expiresAt` null: the token does not expire. */
export function mustRefreshBeforeUse(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < tooShortToUseMs;
}

const firstBackoffMs = 30_000;
const longestBackoffMs = 15 * minute;

/** No limit lasts longer; a time beyond it is a mistake. */
const longestNamedMs = 24 * 60 * minute;

/**
 * How long to leave the token endpoint alone after the nth failure in a row that was not the token's fault; at least until the
 * moment that the platform named.
 */
export function refreshBackoffMs(failures: number, named?: { retryAt: Date; now: Date }): number {
  const backoffMs = Math.min(firstBackoffMs * 2 ** Math.max(failures - 1, 0), longestBackoffMs);
  if (!named) return backoffMs;
  return Math.max(backoffMs, Math.min(named.retryAt.getTime() - named.now.getTime(), longestNamedMs));
}

/**
 * True when a refresh that failed may have spent the refresh token all the same: no usable answer, or a 5xx, which gateways give for
 * calls that went through. A connection that was never made proves that it did not.
 */
export function mayHaveSpent({ meaning, httpStatus }: ProviderFailure): boolean {
  return meaning === 'unknown' || (httpStatus ?? 0) >= 500;
}
