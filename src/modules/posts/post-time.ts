import type { FieldProblem } from '../../kernel/app-error.ts';

/** A time this little in the past is a slow caller, not a mistake. */
const pastSlackMs = 60_000;
const furthestAheadYears = 2;

/** What is wrong with the time a post is wanted for. */
export function timeProblems(scheduledAt: Date | null, now: Date, field = 'scheduledAt'): FieldProblem[] {
  if (!scheduledAt) return [];
  const aheadMs = scheduledAt.getTime() - now.getTime();
  if (Number.isNaN(aheadMs))
    return [{ field, code: 'TIME_INVALID', message: 'It must be a time that exists.' }];
  const came = `it was ${scheduledAt.toISOString()}.`;
  if (aheadMs < -pastSlackMs)
    return [{ field, code: 'TIME_IN_THE_PAST', message: `It must lie in the future; ${came}` }];
  if (isTooFar(scheduledAt, now))
    return [{ field, code: 'TIME_TOO_FAR', message: `It must lie within two years; ${came}` }];
  return [];
}

/** What is wrong with a spread whose last post would go out then. */
export function spreadProblems(last: Date | undefined, now: Date): FieldProblem[] {
  if (!last || !isTooFar(last, now)) return [];
  const message = `The last post would go out at ${last.toISOString()}; it must lie within two years. Take a smaller spacing or an earlier start.`;
  return [{ field: 'spacingMinutes', code: 'TIME_TOO_FAR', message }];
}

/** By the calendar, in UTC: a year is not always 365 days. */
function isTooFar(time: Date, now: Date): boolean {
  const furthest = new Date(now);
  furthest.setUTCFullYear(now.getUTCFullYear() + furthestAheadYears);
  return time > furthest;
}
