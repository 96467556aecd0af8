import { openAttemptOf } from './publish-rows.ts';
import type { State } from './publish-state.ts';

export const invariants = [
  'a post is live at most once',
  'PUBLISHED means live',
  'FAILED means not live, unless OUTCOME_UNKNOWN',
  'CANCELLED means not live, unless the row says so',
  'one open attempt per connection',
  'nothing is sent after a cancel that returned its row',
  'nothing is marked on a connection that is off',
  'what a sender learned reaches the row',
] as const;

export type Invariant = (typeof invariants)[number];

export function holds(invariant: Invariant, state: State): boolean {
  const { posts, live } = state;
  switch (invariant) {
    case 'a post is live at most once':
      return posts.every((_, index) => live.filter((_, at) => isOf(state, index, at + 1)).length <= 1);
    case 'PUBLISHED means live':
      return posts.every(({ status }, index) => status !== 'PUBLISHED' || isLive(state, index));
    case 'FAILED means not live, unless OUTCOME_UNKNOWN':
      return posts.every((_, index) => !isWronglyFailed(state, index));
    case 'CANCELLED means not live, unless the row says so':
      return posts.every((_, index) => !isSilentlyLive(state, index));
    case 'one open attempt per connection':
      return posts.every(({ connection }) => openOn(state, connection) <= 1);
    default:
      return state.broken !== invariant;
  }
}

function isLive(state: State, index: number): boolean {
  const { posts, live } = state;
  const { liveId } = posts[index]!;
  if (liveId > 0) return posts.every((row, at) => at === index || row.liveId !== liveId);
  return live.some((_, at) => isOf(state, index, at + 1));
}

/**
 * Rows that say the same may swap their live posts. One that a row holds is of that row. Any other is of the row that sent it, or, where
 * that row holds one that another row sent, of that other row.
 */
function isOf({ posts, live }: State, index: number, id: number): boolean {
  if (posts.some((row) => row.liveId === id)) return posts[index]!.liveId === id;
  const sender = live[id - 1]!.post;
  const held = posts[sender]!.liveId;
  return index === (held > 0 ? live[held - 1]!.post : sender);
}

function openOn({ posts, attempts }: State, connection: number): number {
  return attempts.filter(({ outcome, post }) => outcome === 'open' && posts[post]!.connection === connection)
    .length;
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
  return !known && state.live.some((_, at) => isOf(state, index, at + 1));
}

function isSilentlyLive(state: State, index: number): boolean {
  const { status, outcomeUnknown, liveId } = state.posts[index]!;
  if (status !== 'CANCELLED' || outcomeUnknown || liveId > 0 || openAttemptOf(state, index)) return false;
  const known = state.jobs.some(
    ({ step, attempt }) => step === 'told-live' && state.attempts[attempt]!.post === index,
  );
  return !known && state.live.some((_, at) => isOf(state, index, at + 1));
}
