import type { Connection, ConnectionWarning } from '../connections/connections.service.ts';
import type { LookResult } from '../connections/token-look.service.ts';
import type { Finding } from '../providers/provider.port.ts';
import type { ConnectionState, Limit, RecentAttempt } from './diagnosis.queries.ts';

/** Everything that is known about one connection at one moment; nothing is asked for any more from here on. */
export interface DiagnosisFacts {
  connection: Connection;
  warnings: ConnectionWarning[];
  state: ConnectionState;
  attempts: RecentAttempt[];
  /** Limits that are used up, as last seen. */
  usedUp: Limit[];
  /** Null: the row says enough, and no token was opened. */
  look: LookResult | null;
  /** What the platform told; `not-asked` says why it was not asked. */
  inspection: { findings: Finding[] } | { notAsked: string };
  /** The month's budget of the tenant where one is set. */
  budget: { monthlyUsd: number; spentUsd: number; usdPerPost: number; usdPerPostWithLink: number } | null;
  links: { reconnect: string; clubAdmin: string; administrator: string };
}

export type Who = 'club-admin' | 'operator' | 'platform' | 'author' | 'wait';

export interface Cause {
  code: string;
  message: string;
  who: Who;
  /** Where to act; null: nowhere. */
  link: string | null;
}

/**
 * What one check found. `unasked` shows as a warning and is no cause: that a platform did not answer says nothing about the
 * connection.
 */
export type Verdict = { detail?: string } & (
  | { status: 'passed' | 'skipped' | 'unasked'; message: string }
  | { status: 'failed' | 'warning'; cause: Cause }
);

export type CheckOf = (facts: DiagnosisFacts) => Verdict;

export function failed(cause: Cause): Verdict {
  return { status: 'failed', cause };
}

export function passed(message: string): Verdict {
  return { status: 'passed', message };
}

export function skipped(message: string): Verdict {
  return { status: 'skipped', message };
}

/** A moment as people read it: `2026-11-22 14:30 UTC`. */
export function timeOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
