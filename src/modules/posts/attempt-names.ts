import type { AttemptInHand } from './claim.queries.ts';

type Names = Pick<AttemptInHand, 'postId' | 'attemptId' | 'connectionId' | 'tenantId'>;

/** What every log line about an attempt carries, so that one search finds all of them. */
export function namesOf({ postId, attemptId, connectionId, tenantId }: Names) {
  return { postId, attemptId, connectionId, tenantId };
}
