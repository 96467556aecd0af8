const minute = 60_000;

/** A token with less than this left is not used for a send: it could end between our check and the platform's. */
const tooShortToUseMs = 2 * minute;

/** True when a call made now should wait for a refresh first. `expiresAt` null: the token does not expire. */
export function mustRefreshBeforeUse(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < tooShortToUseMs;
}

const firstBackoffMs = 30_000;
const longestBackoffMs = 15 * minute;

/** How long to leave the token endpoint alone after the nth failure in a row that was not the token's fault. */
export function refreshBackoffMs(failures: number): number {
  return Math.min(firstBackoffMs * 2 ** Math.max(failures - 1, 0), longestBackoffMs);
}
