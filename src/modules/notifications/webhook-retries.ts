const hour = 3_600;

/** Seconds between the tries of one delivery, about three days in all. */
const waits = [5, 30, 120, 600, 1_800, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 24 * hour];
const longestWait = 24 * hour;

/** For how long nothing but failure may come before an endpoint is paused. */
export const failingDays = 5;

/**
 * Seconds until the next try after one that failed; null when it was the last. `step` counts the tries since the plan began, from 0.
 * `spread` (0 to 1) moves each wait between half and one and a half of itself, so that what failed together does not come back
 * together. What the receiver asks for counts when it is later, up to a day.
 */
export function secondsToRetry(
  step: number,
  { spread, askedSeconds }: { spread: number; askedSeconds: number | null },
): number | null {
  const wait = waits[step];
  if (wait === undefined) return null;
  return Math.max(wait * (0.5 + spread), Math.min(askedSeconds ?? 0, longestWait));
}

/** What a Retry-After header asks for, in seconds; null where it says nothing. RFC 9110, section 10.2.3 */
export function askedWait(retryAfter: string | null, now: Date): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const moment = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : Math.max(0, (moment - now.getTime()) / 1000);
}
