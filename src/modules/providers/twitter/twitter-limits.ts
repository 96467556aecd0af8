/** One window of calls as X states it with every answer of an endpoint. */
export interface TwitterLimit {
  /** `15min`: this endpoint and account. `24h-user`: the same over a day. `24h-app`: this endpoint for all accounts of the app. */
  window: '15min' | '24h-app' | '24h-user';
  limit: number;
  remaining: number;
  resetAt: Date;
}

const prefixes = [
  ['15min', 'x-rate-limit'],
  ['24h-app', 'x-app-limit-24hour'],
  ['24h-user', 'x-user-limit-24hour'],
] as const;

/** A day, and five minutes for clocks that differ. */
const longestWindowMs = (24 * 60 + 5) * 60_000;

/**
 * The windows in the headers of an answer (names in lower case), and none that is not stated whole. `x-rate-limit-*`:
 * docs.x.com/x-api/fundamentals/rate-limits; the 24-hour ones are not documented and only some accounts get them, they are read as
 * twitter-api-v2 does. Resets are in seconds since 1970, and none counts for longer than the longest window: a wrong one would hold
 * everybody until then.
 */
export function limitsIn(headers: Record<string, string>, now: Date): TwitterLimit[] {
  return prefixes.flatMap(([window, prefix]) => {
    const limit = countIn(headers[`${prefix}-limit`]);
    const remaining = countIn(headers[`${prefix}-remaining`]);
    const resetAt = resetIn(headers[`${prefix}-reset`], now);
    if (limit === undefined || remaining === undefined || resetAt === undefined) return [];
    return [{ window, limit, remaining, resetAt }];
  });
}

/** When the window of an endpoint ends, also where the answer tells nothing else about it. */
export function windowEndIn(headers: Record<string, string>, now: Date): Date | undefined {
  return resetIn(headers['x-rate-limit-reset'], now);
}

function resetIn(header: string | undefined, now: Date): Date | undefined {
  const reset = countIn(header);
  return reset === undefined ? undefined : new Date(Math.min(reset * 1000, now.getTime() + longestWindowMs));
}

/** A repeated header is joined by a comma and says nothing certain. */
function countIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,11}$/.test(header) ? Number(header) : undefined;
}
