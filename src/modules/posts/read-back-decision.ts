import type { DraftState, PublishClass, RecentPost } from '../providers/provider.port.ts';

/** What reading back showed, and what is known about the send. */
export interface ReadBackEvidence {
  publishClass: PublishClass;
  draft: DraftState;
  matches: RecentPost[];
  /** Sends of other posts on the account that said the same and are not decided yet; a match may be theirs. */
  othersOnTheirWay: number;
  /** Times the post was not there before this read. */
  negativeReads: number;
  /** Sends of this post so far that had no usable answer. */
  sends: number;
  /** Milliseconds since the send started. */
  ageMs: number;
  /** The platform refused this very send with certainty; only an earlier one can have landed. */
  refused: boolean;
  refusedAsDuplicate: boolean;
  ambiguousBefore: boolean;
}

export type ReadBackDecision =
  | { kind: 'adopt'; post: RecentPost }
  /** The draft is live, but the list does not tell which post it is: it shows none after long enough a wait, or several. */
  | { kind: 'adopt-without-id' }
  | { kind: 'resend' }
  | { kind: 'look-again'; seconds: number; counted: boolean }
  | { kind: 'fail' }
  | { kind: 'undecided'; reason: string };

const secondLookSeconds = 60;
const liveDraftSeconds = 15;
const othersSeconds = 15;
const maxSends = 4;

/**
 * How long after the 1st, 2nd … send without an answer a draft is published again. It is known within seconds not to be live, so a
 * platform that errs for minutes would use up all sends at once. The attempt stays open meanwhile: an earlier call may still land.
 */
const draftAgainMs = [0, 30_000, 120_000, 300_000];

/** How long after a refusal as a copy the post is looked for, in milliseconds. */
const lagOfListsMs = 10 * 60_000;

/** How long to go on when nothing can be read, or a live draft does not show its id, in milliseconds. */
export const patienceMs = 30 * 60_000;

/** Pure: evidence in, decision out. `secondLook` is the least time between two negative reads, in seconds. */
export function decideReadBack(
  evidence: ReadBackEvidence,
  secondLook: number = secondLookSeconds,
): ReadBackDecision {
  const [match, ...more] = evidence.matches;
  if (match && evidence.othersOnTheirWay > 0)
    return { kind: 'look-again', seconds: othersSeconds, counted: false };
  if (match && more.length === 0) return { kind: 'adopt', post: match };
  // Its own draft says that it is live, and no other draft was ever sent: the rest is somebody else's.
  if (match && evidence.draft === 'live' && evidence.sends === 1 && !evidence.ambiguousBefore)
    return { kind: 'adopt-without-id' };
  if (match)
    return {
      kind: 'undecided',
      reason: `${evidence.matches.length} posts on the account look like this one`,
    };
  if (evidence.draft === 'live') {
    return evidence.ageMs > patienceMs
      ? { kind: 'adopt-without-id' }
      : { kind: 'look-again', seconds: liveDraftSeconds, counted: false };
  }
  if (evidence.refused) return afterRefusal(evidence, secondLook);
  const isDraft = evidence.publishClass === 'two-phase' && evidence.draft === 'ready';
  const againMs = isDraft ? draftAgainMs[evidence.sends - 1] : 0;
  if (againMs === undefined || (!isDraft && evidence.sends >= maxSends))
    return { kind: 'undecided', reason: `${evidence.sends} sends ended without an answer` };
  if (needsSecondLook(evidence) && evidence.negativeReads < 1) {
    return { kind: 'look-again', seconds: secondLook, counted: true };
  }
  const leftMs = againMs - evidence.ageMs;
  return leftMs > 0 ? { kind: 'look-again', seconds: leftMs / 1000, counted: false } : { kind: 'resend' };
}

/**
 * A class that rests on drafts proves less where the send had none (it left before drafts were switched on), or where the platform
 * no longer knows the draft.
 */
function needsSecondLook({ publishClass, draft }: ReadBackEvidence): boolean {
  return publishClass === 'plain' || (publishClass === 'two-phase' && draft !== 'ready');
}

/** A copy that is refused is as good as the post itself, and a list that lags shows it in a while. */
function afterRefusal(
  { refusedAsDuplicate, ambiguousBefore, ageMs }: ReadBackEvidence,
  secondLook: number,
): ReadBackDecision {
  if (!refusedAsDuplicate || !ambiguousBefore) return { kind: 'fail' };
  if (ageMs < lagOfListsMs) return { kind: 'look-again', seconds: secondLook, counted: false };
  return { kind: 'undecided', reason: 'the platform says the post exists, but does not show it' };
}

/** A look that could not read the account. */
export interface UnreadableLook {
  /** Milliseconds since the first such look in a row; 0 at it. */
  unreadableMs: number;
  /** The platform takes nothing from anybody, or did not a moment ago: a person could not look either. */
  isPlatformHeld: boolean;
  /** Milliseconds since the send started. */
  ageMs: number;
  /** The limit that the look ran into; null: it failed for another reason. */
  limit: LookLimit | null;
}

export interface LookLimit {
  /** Milliseconds until its end. */
  leftMs: number;
  /** Nothing can be posted before its end either. */
  isOnEveryCall: boolean;
}

/** The least time between two looks that cannot read the account, in milliseconds. */
const unreadableAgainMs = 30_000;
/** A limit that ends later than this after the send is not waited for; the longest that the platforms speak of is a day. */
const longestLimitMs = 25 * 3_600_000;

/**
 * Nothing could be read: wait, and after half an hour of that ask a person. A limit on every call is waited for, because nothing of the
 * account could go out meanwhile; one on looks alone keeps the account's next post waiting, so it gets the half hour and no more. Until
 * either ends there is no look: at Meta each makes the limit last longer. One that lasts too long is for a person even while the platform is
 * held: the looks themselves would hold it for ever, and whoever looks by hand has no such limit.
 */
export function decideUnreadable({
  unreadableMs,
  isPlatformHeld,
  ageMs,
  limit,
}: UnreadableLook): ReadBackDecision {
  const leftMs = Math.max(limit?.leftMs ?? 0, unreadableAgainMs);
  if (isWaitedFor(limit, ageMs)) return { kind: 'look-again', seconds: leftMs / 1000, counted: false };
  const isTooLong = limit?.isOnEveryCall === true;
  if (unreadableMs > patienceMs && (isTooLong || !isPlatformHeld))
    return { kind: 'undecided', reason: 'the platform could not be read for half an hour' };
  const patienceLeftMs = Math.max(patienceMs - unreadableMs, 0) + 1_000;
  const againMs = Math.max(Math.min(leftMs, patienceLeftMs), unreadableAgainMs);
  return { kind: 'look-again', seconds: againMs / 1000, counted: false };
}

/** Whether the time until the end of a limit is no part of the half hour. */
export function isWaitedFor(limit: LookLimit | null, ageMs: number): boolean {
  return limit !== null && limit.isOnEveryCall && ageMs + limit.leftMs <= longestLimitMs;
}
