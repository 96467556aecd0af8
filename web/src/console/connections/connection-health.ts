import type { Connection } from '@social-integration/client';

/** Worst first: what needs a person stands above what passes by itself, and that above what works. */
const healths = ['STOPPED', 'TROUBLED', 'ENDING', 'LIMITED', 'WORKING'] as const;

export type Health = (typeof healths)[number];

export function healthOf(connection: Connection, nowMs: number): Health {
  if (!connection.isActive) return 'STOPPED';
  if (connection.errorCode !== null) return 'TROUBLED';
  if (connection.warnings.length > 0) return 'ENDING';
  return isLimited(connection, nowMs) ? 'LIMITED' : 'WORKING';
}

export function needsPerson(health: Health): boolean {
  return health === 'STOPPED' || health === 'TROUBLED' || health === 'ENDING';
}

/** Whether the platform lets posts wait at this moment. */
export function isLimited({ rateLimitedUntil }: Connection, nowMs: number): boolean {
  return rateLimitedUntil !== null && Date.parse(rateLimitedUntil) > nowMs;
}

export interface ConnectionRow {
  connection: Connection;
  health: Health;
  /** Posts behind it; null: not known (yet). */
  waiting: { scheduled: number; due: number; nextAt: string | null } | null;
}

/** Those first that need a person; of equal ones, those behind which more is overdue; then by name. */
export function worstFirst(one: ConnectionRow, other: ConnectionRow): number {
  return (
    healths.indexOf(one.health) - healths.indexOf(other.health) ||
    (other.waiting?.due ?? 0) - (one.waiting?.due ?? 0) ||
    one.connection.accountName.localeCompare(other.connection.accountName) ||
    one.connection.id.localeCompare(other.connection.id)
  );
}

/** The colour that goes with a health; the word beside it says the same. */
export const toneOf: Record<Health, 'good' | 'warn' | 'bad'> = {
  STOPPED: 'bad',
  TROUBLED: 'bad',
  ENDING: 'warn',
  LIMITED: 'warn',
  WORKING: 'good',
};
