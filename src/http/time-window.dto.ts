import { IsISO8601, Matches } from 'class-validator';
import { invalidFields, type AppError } from '../kernel/app-error.ts';
import { ExistingTime } from './text-rules.ts';

/** Times without an offset mean another moment to each reader. */
export const withOffset = /(Z|[+-]\d{2}:?\d{2})$/i;
export const offsetMessage = { message: 'must end with Z or an offset such as +02:00' };

/** Two months as any calendar shows them, with the weeks at their edges. */
const mostDays = 62;
/** Where summer time ends in between, as many days of the calendar last an hour or two longer. */
const longerByHours = 3;

export class TimeWindowQuery {
  /** At or after, with offset. */
  @IsISO8601({ strict: true })
  @Matches(withOffset, offsetMessage)
  @ExistingTime()
  from: string;

  /** Before, with offset; at most 62 days after `from`. */
  @IsISO8601({ strict: true })
  @Matches(withOffset, offsetMessage)
  @ExistingTime()
  to: string;
}

/** The times of a list that may be left open. Throws VALIDATION_FAILED where nothing can lie between them. */
export function rangeOf({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from?: Date;
  to?: Date;
} {
  const range = { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
  if (!range.from || !range.to || range.from < range.to) return range;
  throw windowInvalid(`It must be after \`from\` (${from}); it was ${to}.`);
}

/** Throws VALIDATION_FAILED when the window is empty or longer than 62 days. */
export function windowOf({ from, to }: TimeWindowQuery): { from: Date; to: Date } {
  const window = { from: new Date(from), to: new Date(to) };
  const days = (window.to.getTime() - window.from.getTime()) / 86_400_000;
  if (days > 0 && days <= mostDays + longerByHours / 24) return window;
  const came = days > 0 ? `${Math.ceil(days)} days after it` : 'not after it';
  throw windowInvalid(`It must be after \`from\`, by at most ${mostDays} days; it was ${came}.`);
}

function windowInvalid(message: string): AppError {
  return invalidFields([{ field: 'to', code: 'WINDOW_INVALID', message }]);
}
