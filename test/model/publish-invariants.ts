import { openAttemptOf } from './publish-rows.ts';
import type { State } from './publish-state.ts';

export const invariants = [
  'a post is live at most once',
  'PUBLISHED means live',
  'FAILED means not live, unless OUTCOME_UNKNOWN',
  'CANCELLED means not live, unless the row says so',
  'one open attempt per connection',
  'nothing is sent after a cancel that came in time',
  'nothing is marked on a connection that is off',
  'what a sender learned reaches the row',
] as const;

export type Invariant = (typeof invariants)[number];

export function holds(invariant: Invariant, state: State): boolean {
  const { posts, live, attempts } = state;
  switch (invariant) {
    case 'a post is live at most once':
      return posts.every((_, index) => live.filter(({ post }) => post === index).length <= 1);
    case 'PUBLISHED means live':
      return posts.every(({ status }, index) => status !== 'PUBLISHED' || isLive(state, index));
    case 'FAILED means not live, unless OUTCOME_UNKNOWN':
      return posts.every((_, index) => !isWronglyFailed(state, index));
    case 'CANCELLED means not live, unless the row says so':
      return posts.every((_, index) => !isSilentlyLive(state, index));
    case 'one open attempt per connection':
      return attempts.filter(({ outcome }) => outcome === 'open').length <= 1;
    default:
      return state.broken !== invariant;
  }
}

function isLive({ posts, live }: State, index: number): boolean {
  const { liveId } = posts[index]!;
  if (liveId > 0) return posts.every((row, at) => at === index || row.liveId !== liveId);
  return live.some(({ post }) => post === index);
}

/**
 * While an attempt is open, or a worker holds the answer in its hands, the last word has not been spoken. What failed before a backup
 * and was retried after it cannot be told from what was never retried; the look comes with the next retry.
 */
function isWronglyFailed(state: State, index: number): boolean {
  const { status, outcomeUnknown, fromBackup } = state.posts[index]!;
  if (status !== 'FAILED' || outcomeUnknown || fromBackup || openAttemptOf(state, index)) return false;
  const known = state.jobs.some(
    ({ step, attempt }) => step === 'told-live' && state.attempts[attempt]!.post === index,
  );
  return !known && state.live.some(({ post }, at) => post === index && !boundElsewhere(state, index, at + 1));
}

function isSilentlyLive(state: State, index: number): boolean {
  const { status, outcomeUnknown, liveId } = state.posts[index]!;
  if (status !== 'CANCELLED' || outcomeUnknown || liveId > 0 || openAttemptOf(state, index)) return false;
  const known = state.jobs.some(
    ({ step, attempt }) => step === 'told-live' && state.attempts[attempt]!.post === index,
  );
  return !known && state.live.some(({ post }, at) => post === index && !boundElsewhere(state, index, at + 1));
}

function boundElsewhere({ posts }: State, index: number, id: number): boolean {
  return posts.some((row, at) => at !== index && row.liveId === id);
}
