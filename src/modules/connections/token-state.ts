import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { AccountAccess } from '../providers/provider.port.ts';
import { mustRefreshBeforeUse } from './refresh-timing.ts';
import type { TokenRow } from './token-access.queries.ts';

export type AccessResult =
  | { status: 'ok'; access: AccountAccess; tokenVersion: number }
  /** Switched off; only a reconnect helps. */
  | { status: 'inactive'; message: string }
  /** The token cannot be renewed right now; nobody is to blame and nothing is lost. */
  | { status: 'later'; failure: ProviderFailure };

/** What a definite no to a refresh token means: the end of the connection, or, for somebody who only looks, an answer to show. */
type AfterRefusal = 'switch-off' | 'tell';

export interface RefreshOrder {
  afterRefusal: AfterRefusal;
  /** A person asked for it, who does not wait as long as our clocks do. */
  isByHand: boolean;
}

export const byClock: RefreshOrder = { afterRefusal: 'switch-off', isByHand: false };

/** The right to refresh, as long as the lease lasts. `row` is as it was before. */
export interface RefreshLease {
  row: TokenRow;
  attemptId: string;
  afterRefusal: AfterRefusal;
}

/** A token that is refused right after a refresh is not mended by another one. */
const freshTokenMs = 60_000;

export function justObtained({ tokenObtainedAt, tokenVersion, now }: TokenRow): boolean {
  const refreshed = tokenVersion > 1 && tokenObtainedAt !== null;
  return refreshed && now.getTime() - tokenObtainedAt.getTime() < freshTokenMs;
}

export function stillUsable({ tokenExpiresAt, now }: TokenRow): boolean {
  return !mustRefreshBeforeUse(tokenExpiresAt, now);
}

/** A refresh began and nobody knows how it ended: its process died, or the answer was lost on the way. */
export function maybeSpent({ refreshAttemptId, leased }: TokenRow): boolean {
  return refreshAttemptId !== null && !leased;
}

export function inactive(row: TokenRow): AccessResult {
  return {
    status: 'inactive',
    message: row.errorMessage ?? 'The connection is not active. Please reconnect.',
  };
}
