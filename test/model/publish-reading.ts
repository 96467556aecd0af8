/** Looking at the account: before a send that may be a second one, and after a send without a usable answer. */
import {
  decideReadBack,
  patienceMs,
  type ReadBackDecision,
} from '../../src/modules/posts/read-back-decision.ts';
import type { RecentPost } from '../../src/modules/providers/provider.port.ts';
import {
  changeAttempt,
  has,
  isAmbiguous,
  isForgotten,
  isReadable,
  mayStartToSend,
  onOneConnection,
  ownerOf,
} from './publish-rows.ts';
import { idle, type JobStep, type Outcome, type Scenario, type State, type Take } from './publish-state.ts';

/** PreflightService.check, then the provider's prepare. */
export function lookBeforeSending(scenario: Scenario, state: State, worker: number, take: Take): void {
  const { attempt } = state.jobs[worker]!;
  const { post } = state.attempts[attempt]!;
  const looks = mustLook(scenario, state, attempt);
  if (!looks) return prepare(scenario, state, worker, take);
  const go = (what: string, step: JobStep, liveId: number) =>
    take(`worker ${worker + 1} ${what}`, (next) => {
      next.jobs[worker] = { step, attempt, liveId };
    });
  go('cannot read the account before it sends', 'unreadable', 0);
  if (looks === 'by id') return go('finds the known post live', 'found', state.posts[post]!.liveId);
  if (scenario.timing === 'bounded' && !isReadable(state, post)) return;
  const [oldest] = matches(scenario, state, post, earlierSends(state, post));
  if (oldest && othersOnTheirWay(scenario, state, attempt) > 0) return;
  if (oldest) return go(`finds live post ${oldest}`, 'found', oldest);
  prepare(scenario, state, worker, take);
}

function mustLook(scenario: Scenario, state: State, attempt: number): 'by id' | 'by content' | null {
  const { post } = state.attempts[attempt]!;
  if (state.posts[post]!.liveId > 0 && has(scenario, 'a post with a known id is looked up before it is sent'))
    return 'by id';
  if (!has(scenario, 'a post that may be live is looked up before it is sent')) return null;
  if (isForgotten(state) && has(scenario, 'what the lost time may have sent is looked up'))
    return 'by content';
  const closed = state.attempts.filter((each) => each.post === post && each.outcome !== 'open');
  // `may_be_live` of claimDuePosts.
  const remembered = has(scenario, 'attempts that sent nothing do not hide an undecided one')
    ? closed
    : closed.slice(-1);
  return remembered.some(({ outcome }) => mayBeLive.includes(outcome)) ? 'by content' : null;
}

const mayBeLive: Outcome[] = ['published', 'adopted', 'undecided'];

function prepare(scenario: Scenario, state: State, worker: number, take: Take): void {
  const job = state.jobs[worker]!;
  const go = (what: string, step: JobStep, change: (next: State) => void = () => undefined) =>
    take(`worker ${worker + 1} ${what}`, (next) => {
      next.jobs[worker] = { ...job, step };
      change(next);
    });
  const kept = has(scenario, 'the same draft is published again') ? state.attempts[job.attempt]!.draft : 0;
  if (kept > 0) {
    return state.live.some(({ draft }) => draft === kept)
      ? go('finds its draft published', 'draft-live')
      : go('prepares the same draft', 'may-send');
  }
  go('cannot prepare the post, for good', 'refused-unsent');
  if (scenario.publishClass !== 'two-phase') return go('prepares the post', 'may-send');
  go('makes a draft', 'may-send', (next) => saveDraft(scenario, next, worker));
}

/** saveResumeState: only while the attempt is ours, open and not sent. */
function saveDraft(scenario: Scenario, next: State, worker: number): void {
  const { attempt } = next.jobs[worker]!;
  const { owner, outcome, marked } = next.attempts[attempt]!;
  next.drafts += 1;
  if (owner === ownerOf(scenario, worker) && outcome === 'open' && !marked)
    changeAttempt(next, attempt, { draft: next.drafts });
}

/** ReconcileService.reconcile: one read, one decision; writing it down is a step of its own. */
export function afterReading(scenario: Scenario, state: State, worker: number, take: Take): void {
  const { attempt } = state.jobs[worker]!;
  const go = (what: string, step: JobStep, liveId = 0) =>
    take(`worker ${worker + 1} ${what}`, (next) => {
      next.jobs[worker] = step === 'idle' ? idle : { step, attempt, liveId };
    });
  if (othersSettled(scenario, state, attempt)) go('cannot read the account, for too long', 'undecided');
  const decisions = [decide(scenario, state, attempt, 0), decide(scenario, state, attempt, patienceMs + 1)];
  for (const decision of decisions.filter((each, at) => at === 0 || each.kind !== decisions[0]?.kind)) {
    if (decision.kind === 'look-again') go('sees nothing yet', decision.counted ? 'look-again' : 'idle');
    else if (decision.kind === 'adopt') go('finds the post', 'adopt', Number(decision.post.platformPostId));
    else go(`reads the account and decides: ${decision.kind}`, decision.kind);
  }
}

/**
 * Half an hour is longer than anything takes to leave, to land and to be shown that was on its way when it began: within it the lease of what is
 * marked ends, so that it is not marked again.
 */
function othersSettled({ timing }: Scenario, state: State, attempt: number): boolean {
  const { attempts, jobs, requests, live } = state;
  const isOther = ({ post }: { post: number }) => post !== attempts[attempt]!.post;
  const isLeaving = jobs.some(
    ({ step, attempt: of }) =>
      (step === 'marked' || step === 'marked-too-long-ago') && isOther(attempts[of]!),
  );
  const isComing = requests.some(isOther) || live.some((each) => isOther(each) && !each.visible);
  return timing === 'none' || !(isLeaving || isComing);
}

function decide(scenario: Scenario, state: State, attempt: number, ageMs: number): ReadBackDecision {
  const { post, draft, failure, negativeReads } = state.attempts[attempt]!;
  const sent = earlierSends(state, post);
  const once = !has(scenario, 'plain posts are looked up twice');
  return decideReadBack({
    publishClass: scenario.publishClass,
    draft: draftState(state, draft),
    matches: matches(scenario, state, post, sent | (1 << attempt)).map(recentPost),
    othersOnTheirWay: othersOnTheirWay(scenario, state, attempt),
    negativeReads: once ? 1 : negativeReads,
    sends: state.attempts.filter((each) => each.post === post && each.marked).length,
    ageMs,
    refused: failure === 'duplicate' || failure === 'refused',
    refusedAsDuplicate: failure === 'duplicate',
    ambiguousBefore: isAmbiguous(state, post),
  });
}

function draftState({ live }: State, wanted: number): 'none' | 'live' | 'ready' {
  if (wanted === 0) return 'none';
  return live.some(({ draft }) => draft === wanted) ? 'live' : 'ready';
}

const mayHaveLanded: Outcome[] = ['published', 'adopted', 'not_found', 'undecided'];

/** Stands for the sends that no attempt tells of any more. */
const lostSends = 1 << 6;

/** readFirstSend, and `since` of claimUnsettledSends: a bit for each attempt whose send may have landed. */
function earlierSends(state: State, post: number): number {
  return state.attempts.reduce(
    (bits, each, index) =>
      each.post === post && each.marked && mayHaveLanded.includes(each.outcome) ? bits | (1 << index) : bits,
    isForgotten(state) ? lostSends : 0,
  );
}

/** matchPublished with `boundIds` of readOthersOnAccount: readable, in the time window, and of no other row. */
function matches(scenario: Scenario, state: State, post: number, sends: number): number[] {
  const { live, posts } = state;
  const asksAll = has(scenario, 'what others published there is asked for');
  const isBound = (id: number) =>
    posts.some(
      (row, at) => at !== post && row.liveId === id && (asksAll || onOneConnection(state, post, at)),
    );
  const numbers = live.map(({ visible, after }, index) => (visible && (after & sends) !== 0 ? index + 1 : 0));
  return numbers.filter((id) => id > 0 && !isBound(id));
}

/** `onTheirWay` of readOthersOnAccount. The row of a cancelled post counts as well: its attempt is open still. */
function othersOnTheirWay(scenario: Scenario, state: State, attempt: number): number {
  if (!has(scenario, 'a match waits for what others sent to the account')) return 0;
  const mine = state.attempts[attempt]!;
  return state.attempts.filter((other, at) => {
    if (other.outcome !== 'open' || other.post === mine.post) return false;
    return other.marked
      ? !mine.marked || !other.sentAfter || mayBeAnswered(scenario, state, at)
      : !mine.marked && at < attempt && earlierSends(state, other.post) !== 0;
  }).length;
}

/** `shownAfterSeconds` are not over: the send may still land, or what landed of the two is not shown yet. */
function mayBeAnswered(scenario: Scenario, state: State, attempt: number): boolean {
  const isOnItsWay =
    mayStartToSend(scenario, state, attempt) || state.requests.some((request) => request.attempt === attempt);
  const isHidden = state.live.some(({ visible }) => !visible);
  return isOnItsWay || (isHidden && has(scenario, 'a match waits until what was sent is shown'));
}

function recentPost(id: number): RecentPost {
  return { platformPostId: String(id), permalink: null, text: '', mediaCount: 0, publishedAt: epoch };
}

const epoch = new Date(0);
