import type { ProviderFailure } from '../providers/provider.errors.ts';

/** What becomes of a post after a try that did not publish it, and that surely left nothing on the platform. */
export type RetryPlan =
  | { kind: 'again'; afterMs: number }
  /** Wait for the platform's own reset time; costs no retry. */
  | { kind: 'at'; at: Date }
  /** The token was refused: the connection decides whether there is another try. */
  | { kind: 'ask-connection' }
  | { kind: 'fail'; failure: ProviderFailure };

const second = 1_000;
const minute = 60 * second;

/** Before the 1st, 2nd … retry. */
const backoffMs = [30 * second, 2 * minute, 10 * minute, 30 * minute, 120 * minute];
const defaultLimitMs = 15 * minute;

export const maxRetries = backoffMs.length;

/**
 * Decides by the failure's meaning alone. `jitter` between 0 and 1 spreads posts that failed together.
 */
export function planRetry(
  failure: ProviderFailure,
  retryCount: number,
  at: { now: Date; jitter: number },
): RetryPlan {
  switch (failure.meaning) {
    case 'auth':
      return { kind: 'ask-connection' };
    case 'rate-limited':
      return { kind: 'at', at: failure.retryAt ?? new Date(at.now.getTime() + defaultLimitMs) };
    case 'unknown':
      // A block that names no end but a time to stay away.
      if (failure.retryAt) return { kind: 'at', at: failure.retryAt };
      return retryLater(failure, retryCount, at.jitter);
    case 'unavailable':
      return retryLater(failure, retryCount, at.jitter);
    case 'content':
      return failure.remake && retryCount === 0 ? { kind: 'again', afterMs: 0 } : { kind: 'fail', failure };
    case 'duplicate':
    case 'permission':
    case 'configuration':
    case 'gone':
      return { kind: 'fail', failure };
  }
}

/** Whether the post would be FAILED after this. */
export function isLastTry(failure: ProviderFailure, retryCount: number): boolean {
  return planRetry(failure, retryCount, { now: epoch, jitter: 0 }).kind === 'fail';
}

const epoch = new Date(0);

function retryLater(failure: ProviderFailure, retryCount: number, jitter: number): RetryPlan {
  const wait = backoffMs[retryCount];
  if (wait === undefined) return { kind: 'fail', failure: givenUp(failure) };
  return { kind: 'again', afterMs: wait * (1 + jitter / 5) };
}

function givenUp(failure: ProviderFailure): ProviderFailure {
  return {
    ...failure,
    who: 'administrator',
    message: `${failure.message} We tried ${maxRetries + 1} times and gave up. Retry the post when the platform works again.`,
  };
}
