import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { EngagementCounts } from '../providers/provider.port.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Reads within a day of publishing: how long after it, and the grid the moment is put on. Posts of one account that were
 * published close together meet on the grid and share a call; no read moves by more than its grid.
 */
const firstDayReads = [
  { afterMs: 15 * minuteMs, gridMs: 5 * minuteMs },
  { afterMs: hourMs, gridMs: 5 * minuteMs },
  { afterMs: 3 * hourMs, gridMs: 15 * minuteMs },
  { afterMs: 6 * hourMs, gridMs: 30 * minuteMs },
  { afterMs: 12 * hourMs, gridMs: hourMs },
  { afterMs: dayMs, gridMs: hourMs },
];

/** Later reads: on which UTC day after the day of publishing. */
const laterReadDays = [2, 3, 5, 8, 13, 21, 30];

/** Nothing is read any more this many days after publishing, whatever went wrong before. */
export const lastReadDays = 32;

/** A post that moved by less than this share since the last read is left alone for one read. */
const stillShare = 0.01;

export interface ReadTiming {
  connectionId: string;
  publishedAt: Date;
  /** When the post was read, by the database's clock. */
  now: Date;
  /** How much the counts moved since the read before, as `changeBetween` tells it; null when there was none. */
  change: number | null;
}

/**
 * When a post is read next: 15 min, 1, 3, 6, 12 and 24 h after publishing, then on the UTC days 2, 3, 5, 8, 13, 21 and 30
 * after that day. Null after the last.
 *
 * A later read comes at its account's own minute of the UTC day, so that one call reads all posts of the account, and never
 * twice on one UTC day: X charges a post once per UTC day (docs.x.com/x-api/getting-started/pricing).
 */
export function nextReadAt({ connectionId, publishedAt, now, change }: ReadTiming): Date | null {
  const moments = readMoments(publishedAt, accountMomentMs(connectionId));
  const ahead = moments.filter((moment) => isAhead(moment, now.getTime()));
  const [next, afterNext] = ahead;
  if (next === undefined) return null;
  // The last read is never left out: it is what remains in the statistics.
  return new Date(isStill(change) ? (afterNext ?? next).atMs : next.atMs);
}

interface ReadMoment {
  atMs: number;
  /** Within this read, at most one a UTC day. */
  oncePerDay: boolean;
}

function readMoments(publishedAt: Date, momentMs: number): ReadMoment[] {
  const publishedMs = publishedAt.getTime();
  const early = firstDayReads.map(({ afterMs, gridMs }) => {
    const exactMs = publishedMs + afterMs;
    return { atMs: exactMs - ((exactMs - (momentMs % gridMs)) % gridMs), oncePerDay: false };
  });
  const late = laterReadDays.map((days) => ({
    atMs: (utcDay(publishedMs) + days) * dayMs + momentMs,
    oncePerDay: true,
  }));
  return [...early, ...late];
}

function isAhead({ atMs, oncePerDay }: ReadMoment, nowMs: number): boolean {
  return oncePerDay ? utcDay(atMs) > utcDay(nowMs) : atMs > nowMs;
}

function isStill(change: number | null): boolean {
  return change !== null && change < stillShare;
}

function utcDay(atMs: number): number {
  return Math.floor(atMs / dayMs);
}

/** The account's moment of the UTC day, spread over all accounts; an hour off midnight, so that a late read stays in its day. */
function accountMomentMs(connectionId: string): number {
  const spread = Number.parseInt(connectionId.replaceAll('-', '').slice(-8), 16);
  return hourMs + (spread % (22 * hourMs));
}

const countNames = ['likes', 'comments', 'shares', 'reach', 'impressions'] as const;

/** The largest share by which a count moved; 1 when one became known; null when nothing was known before. */
export function changeBetween(before: EngagementCounts, after: EngagementCounts): number | null {
  if (countNames.every((name) => before[name] === null)) return null;
  return Math.max(...countNames.map((name) => shareMoved(before[name], after[name])));
}

function shareMoved(before: number | null, after: number | null): number {
  if (after === null) return 0;
  if (before === null) return 1;
  return Math.abs(after - before) / Math.max(before, 1);
}

/**
 * How long a post waits after a read that failed. A refused token or a missing right does not mend itself in minutes, and
 * asking again would not help; the connection is left as it is, because only publishing and refreshing may judge it.
 */
export function secondsAfterFailure({ meaning }: ProviderFailure): number {
  switch (meaning) {
    case 'auth':
      return 3_600;
    case 'permission':
    case 'configuration':
      return 6 * 3_600;
    case 'rate-limited':
      return 15 * 60;
    case 'unavailable':
    case 'unknown':
    case 'content':
    case 'duplicate':
    case 'gone':
      return 30 * 60;
  }
}
