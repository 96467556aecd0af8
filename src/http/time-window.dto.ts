import { IsISO8601, Matches } from 'class-validator';
import { invalidFields } from '../kernel/app-error.ts';
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

/** Throws VALIDATION_FAILED when the window is empty or longer than 62 days. */
export function windowOf({ from, to }: TimeWindowQuery): { from: Date; to: Date } {
  const window = { from: new Date(from), to: new Date(to) };
  const days = (window.to.getTime() - window.from.getTime()) / 86_400_000;
  if (days > 0 && days <= mostDays + longerByHours / 24) return window;
  const came = days > 0 ? `${Math.ceil(days)} days after it` : 'not after it';
  throw invalidFields([
    {
      field: 'to',
      code: 'WINDOW_INVALID',
      message: `It must be after \`from\`, by at most ${mostDays} days; it was ${came}.`,
    },
  ]);
}
