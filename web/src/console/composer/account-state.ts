import type { Connection } from '@social-integration/client';

export type AccountState =
  | { status: 'ready' }
  /** Posts can be made, and wait until somebody reconnects it. */
  | { status: 'inactive'; reason: string | null }
  | { status: 'limited'; until: string }
  | { status: 'warned'; reason: string };

/** Whether an account can post at `nowMs`, and why not. */
export function accountState(account: Connection, nowMs: number): AccountState {
  const { isActive, errorMessage, rateLimitedUntil, warnings } = account;
  if (!isActive) return { status: 'inactive', reason: errorMessage };
  if (rateLimitedUntil !== null && Date.parse(rateLimitedUntil) > nowMs)
    return { status: 'limited', until: rateLimitedUntil };
  const [warning] = warnings;
  return warning ? { status: 'warned', reason: warning.message } : { status: 'ready' };
}
