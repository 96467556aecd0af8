import type { FailureMeaning } from '../providers/provider.errors.ts';
import type { PublishClass } from '../providers/provider.port.ts';

const lookSoonSeconds = 2;

/**
 * How long after its deadline a send may still land, in seconds. A two-phase draft cannot be published twice, so nothing has
 * to be waited for.
 */
export function settleSeconds(publishClass: PublishClass, configured: number): number {
  return publishClass === 'two-phase' ? 0 : configured;
}

/** Seconds from the start of a send until the two looks that decide it are over: by then it has landed or not, and what landed is shown. */
export function shownAfterSeconds(times: {
  platformTimeoutMs: number;
  publishSettleSeconds: number;
}): number {
  return times.platformTimeoutMs / 1000 + 1.5 * times.publishSettleSeconds;
}

/** A send that ended without a usable answer, or with a refusal that an earlier send makes doubtful. */
export interface UnclearEnd {
  publishClass: PublishClass;
  meaning: FailureMeaning;
  /** An earlier send of this post could not be decided at once. */
  ambiguousBefore: boolean;
}

/**
 * Seconds from now until the account is looked at; null keeps what the mark promised. A refusal has nothing to settle itself,
 * but a draft was published again at once, so its earlier call may still land after the refusal of the later one.
 */
export function lookAfterSeconds(
  { publishClass, meaning, ambiguousBefore }: UnclearEnd,
  configured: number,
): number | null {
  const twoPhase = publishClass === 'two-phase';
  if (meaning === 'unknown') return twoPhase ? lookSoonSeconds : null;
  return twoPhase && ambiguousBefore && meaning !== 'duplicate' ? configured : lookSoonSeconds;
}
