import type { ProviderFailure } from '../providers/provider.errors.ts';
import { isLastTry } from './retry-plan.ts';

/** What is known of the post that failed. */
export interface TriedPost {
  /** An earlier send of this post could not be decided at once. */
  ambiguousBefore: boolean;
  retryCount: number;
}

/** After any of these the post may be live, from this send or an earlier one; the account is read before anything else. */
export function mustLookAfterSending(failure: ProviderFailure, post: TriedPost): boolean {
  return failure.meaning === 'unknown' || mustLookAfterPreparing(failure, post);
}

/** Nothing visible was sent this time. What would end as FAILED proves nothing about an earlier send that may have landed. */
export function mustLookAfterPreparing(failure: ProviderFailure, post: TriedPost): boolean {
  return failure.meaning === 'duplicate' || (post.ambiguousBefore && isLastTry(failure, post.retryCount));
}
