import { SocialProblem } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';

export interface Failure {
  /** In the service's own words where it has said anything. */
  reason: string;
  /** The number for support. */
  requestId: string | null;
}

export function failureOf(error: Error): Failure {
  if (!(error instanceof SocialProblem)) return { reason: texts.words.networkTrouble, requestId: null };
  // Something between us and the service answered in its place.
  if (!error.problem) return { reason: texts.words.serviceTrouble, requestId: null };
  return { reason: error.message, requestId: error.problem.requestId ?? null };
}

/** Not there, another club's, or an address that nothing can have. */
export function isUnknown(error: Error): boolean {
  return error instanceof SocialProblem && (error.status === 404 || error.status === 400);
}
