/** What the statements of the publish protocol do to the rows. Each function names the SQL that it mirrors. */
import type {
  AttemptRow,
  Failure,
  Outcome,
  PostRow,
  Rows,
  Safeguard,
  Scenario,
  State,
} from './publish-state.ts';

export function has({ without }: Scenario, safeguard: Safeguard): boolean {
  return !without.has(safeguard);
}

/** worker_id: each start of a process has its own. */
export function ownerOf(scenario: Scenario, worker: number): number {
  return scenario.processes === 'one each' ? worker : 0;
}

export function changePost(state: State, index: number, change: Partial<PostRow>): void {
  state.posts[index] = { ...state.posts[index]!, fromBackup: false, ...change };
}

export function changeAttempt(state: State, index: number, change: Partial<AttemptRow>): void {
  state.attempts[index] = { ...state.attempts[index]!, ...change };
}

export function openAttemptOf(state: State, post: number): AttemptRow | undefined {
  return state.attempts.find((each) => each.post === post && each.outcome === 'open');
}

/** `sameDatabase` of quarantine.queries.ts. */
function isKnownDatabase(scenario: Scenario, { database }: State): boolean {
  return database !== 'another' || !has(scenario, 'nothing is taken from a database that is not known');
}

/** The same with `mustSettle`, in each statement that takes something into a worker's hands. */
function mayTouch(scenario: Scenario, state: State, post: number): boolean {
  const { database, requests } = state;
  const waits = database === 'quarantined' && has(scenario, 'what the lost time may have sent settles');
  return isKnownDatabase(scenario, state) && !(waits && requests.some((each) => each.post === post));
}

/** `mayBeForgotten`: every post of the model is older than the quarantine. */
export function isForgotten({ database }: State): boolean {
  return database === 'quarantined';
}

/** claimDuePosts: status, is_active, no open attempt on the connection; the two unique indexes say the same. */
export function mayClaim(scenario: Scenario, state: State, post: number): boolean {
  return (
    mayTouch(scenario, state, post) &&
    state.posts[post]!.status === 'SCHEDULED' &&
    state.isActive[state.posts[post]!.connection]! &&
    state.attempts.length < scenario.most.claims &&
    (!has(scenario, 'one open attempt per post and connection') ||
      !state.attempts.some(
        ({ outcome, post: other }) => outcome === 'open' && onOneConnection(state, post, other),
      ))
  );
}

export function onOneConnection({ posts }: Rows, one: number, other: number): boolean {
  return posts[one]!.connection === posts[other]!.connection;
}

/** claimDuePosts: the new attempt inherits what the one before it had prepared, unless that went live under a known id. */
export function claim(state: State, post: number, owner: number): number {
  const last = state.attempts.findLast((each) => each.post === post);
  const wentLive = last?.outcome === 'published' || last?.outcome === 'adopted';
  const draft = wentLive && state.posts[post]!.liveId > 0 ? 0 : (last?.draft ?? 0);
  const row = { post, owner, draft, outcome: 'open', failure: 'unknown', negativeReads: 0 } as const;
  changePost(state, post, { status: 'PUBLISHING' });
  return state.attempts.push({ ...row, leaseValid: true, marked: false, sentAfter: false }) - 1;
}

/** resumeUnsentAttempts: open, not marked, lease over, and nothing that this process is working on. */
export function mayTakeOver(scenario: Scenario, state: State, attempt: number, worker: number): boolean {
  const { post, outcome, marked, leaseValid } = state.attempts[attempt]!;
  const isFree = outcome === 'open' && !marked && !leaseValid && !worksOn(scenario, state, attempt, worker);
  return isFree && mayTouch(scenario, state, post);
}

export function takeOver(scenario: Scenario, state: State, attempt: number, worker: number): void {
  const owner = has(scenario, 'taking over changes the owner') ? { owner: ownerOf(scenario, worker) } : {};
  changeAttempt(state, attempt, { leaseValid: true, ...owner });
}

/** claimUnsettledSends: open, marked, settled, and nothing that this process is working on. */
export function mayLookUp(scenario: Scenario, state: State, attempt: number, worker: number): boolean {
  const { post, outcome, marked } = state.attempts[attempt]!;
  return (
    outcome === 'open' &&
    marked &&
    mayTouch(scenario, state, post) &&
    !worksOn(scenario, state, attempt, worker) &&
    isSettled(scenario, state, attempt)
  );
}

/** PublishingService.inFlightIds, the `except` of both statements. */
function worksOn(scenario: Scenario, state: State, attempt: number, worker: number): boolean {
  return (
    has(scenario, 'a process never takes over its own work') &&
    state.jobs.some(
      (job, other) => job.attempt === attempt && ownerOf(scenario, other) === ownerOf(scenario, worker),
    )
  );
}

/** settle_until has passed. What that promises is the timing assumption; without it, nothing. */
function isSettled(scenario: Scenario, state: State, attempt: number): boolean {
  if (scenario.timing === 'none' || !has(scenario, 'a send settles before it is looked up')) return true;
  const { post, failure, negativeReads } = state.attempts[attempt]!;
  if (mayStartToSend(scenario, state, attempt)) return false;
  const again = negativeReads > 0 || isAmbiguous(state, post);
  if (again && !isReadable(state, post)) return false;
  return !mustSettle(scenario, failure) || !state.requests.some((each) => each.post === post);
}

/** A mark that is young; whoever holds it starts to send in that second, or not without another. */
export function mayStartToSend(scenario: Scenario, { jobs }: State, attempt: number): boolean {
  const isHeld = jobs.some((job) => job.step === 'marked' && job.attempt === attempt);
  return isHeld && has(scenario, 'a mark is young when it is used');
}

/** settleSeconds and AttemptEnding.unsettled: a draft cannot be published twice, so it is looked up at once. */
function mustSettle(scenario: Scenario, failure: Failure): boolean {
  if (scenario.publishClass !== 'two-phase') return true;
  return failure === 'refused' && has(scenario, 'a refused draft settles before it is looked up');
}

export function isReadable(state: State, post: number): boolean {
  return state.live.every((each) => each.visible || each.post !== post);
}

/** `ambiguous` of claimDuePosts: an earlier send could not be decided at once, or may have been forgotten. */
export function isAmbiguous(state: State, post: number): boolean {
  const isOpenStill = ({ outcome }: AttemptRow) => outcome === 'not_found' || outcome === 'undecided';
  return isForgotten(state) || state.attempts.some((each) => each.post === post && isOpenStill(each));
}

/** markSends: still ours, lease valid, never marked before, the row still PUBLISHING, the connection still active. */
export function mark(scenario: Scenario, state: State, attempt: number, worker: number): boolean {
  const { post, leaseValid, marked } = state.attempts[attempt]!;
  const passes =
    maySendNow(scenario, state, attempt, worker) &&
    (leaseValid || !has(scenario, 'the mark checks the lease')) &&
    (!marked || !has(scenario, 'an attempt is marked once'));
  const sentAfter = state.attempts.some(
    (each) => each.outcome === 'open' && each.marked && !onOneConnection(state, post, each.post),
  );
  if (passes) changeAttempt(state, attempt, { marked: true, leaseValid: true, sentAfter });
  return passes;
}

/** The same for who marked it and has not sent. Its lease may be over, which no time is counted for here: a new mark passes all the same. */
export function maySendNow(scenario: Scenario, state: State, attempt: number, worker: number): boolean {
  const { post, owner, outcome } = state.attempts[attempt]!;
  const { status, connection } = state.posts[post]!;
  return (
    outcome === 'open' &&
    (owner === ownerOf(scenario, worker) || !has(scenario, 'the mark checks the owner')) &&
    (status === 'PUBLISHING' || !has(scenario, 'the mark checks the status')) &&
    (state.isActive[connection]! || !has(scenario, 'the mark checks is_active'))
  );
}

/** leaveUnsettled and lookAgain: open and still ours. */
export function leaveOpen(
  state: State,
  attempt: number,
  owner: number,
  change: Partial<Pick<AttemptRow, 'failure' | 'negativeReads'>>,
): void {
  const row = state.attempts[attempt]!;
  if (row.outcome === 'open' && row.owner === owner) changeAttempt(state, attempt, change);
}

export interface End {
  attempt: number;
  owner: number;
  outcome: Exclude<Outcome, 'open'>;
  status: 'PUBLISHED' | 'SCHEDULED' | 'FAILED';
  liveId?: number;
  /** The failure's code is OUTCOME_UNKNOWN. */
  outcomeUnknown?: true;
}

/** recordEnds: the attempt, then its post, in one statement. */
export function record(scenario: Scenario, state: State, end: End): void {
  const { post } = state.attempts[end.attempt]!;
  if (!mayClose(scenario, state.attempts[end.attempt]!, end)) return;
  const boundElsewhere = state.posts.some(
    (row, at) =>
      at !== post && end.liveId && row.liveId === end.liveId && excludes(scenario, state, post, at),
  );
  if (boundElsewhere) return record(scenario, state, unrecordable(end));
  changeAttempt(state, end.attempt, { outcome: end.outcome, leaseValid: false });
  settlePost(state, post, end);
}

/** The index social_post_live_once, and for other connections of the account the trigger social_post_live_once_on_account. */
function excludes(scenario: Scenario, state: State, post: number, other: number): boolean {
  return (
    onOneConnection(state, post, other) || has(scenario, 'a live post belongs to one row of its account')
  );
}

/** RecorderService.writeAlone: an id that another row holds is refused. */
function unrecordable({ attempt, owner }: End): End {
  return { attempt, owner, outcome: 'undecided', status: 'FAILED', outcomeUnknown: true };
}

/** mayClose of recordEnds. */
function mayClose(scenario: Scenario, { outcome, owner, marked }: AttemptRow, end: End): boolean {
  const isOwn = owner === end.owner || !has(scenario, 'only the owner closes an attempt');
  if (outcome === 'open' && isOwn && (end.outcome !== 'never_sent' || !marked)) return true;
  const overwritable = ['open', 'never_sent', 'not_found', 'undecided'].includes(outcome);
  return end.outcome === 'published' && overwritable && has(scenario, 'late truth wins');
}

/** recordEnds: a live post is PUBLISHED whatever the row said; a cancelled row stays cancelled. */
function settlePost(state: State, index: number, { status, outcomeUnknown, liveId }: End): void {
  const row = state.posts[index]!;
  if (row.status !== 'PUBLISHING' && (status !== 'PUBLISHED' || row.status === 'PUBLISHED')) return;
  changePost(state, index, {
    status: row.status === 'CANCELLED' ? 'CANCELLED' : status,
    liveId: liveId || row.liveId,
    // LIVE_AFTER_CANCEL says as much.
    outcomeUnknown: outcomeUnknown ?? row.status === 'CANCELLED',
  });
}

/** The trigger social_post_cancelled_after_mark: the lease of an attempt lasts longer than a mark may be used. */
export function mayCancel(scenario: Scenario, state: State, post: number): boolean {
  const waits =
    has(scenario, 'a cancel waits for a mark that may be used') &&
    state.attempts.some(
      ({ post: of, outcome }, attempt) =>
        of === post && outcome === 'open' && mayStartToSend(scenario, state, attempt),
    );
  return state.posts[post]!.status === 'SCHEDULED' && !waits;
}

/** The trigger social_post_cancelled_unsure. */
export function mayBeLiveUntold(scenario: Scenario, state: State, post: number): boolean {
  return (
    has(scenario, 'a cancelled post says what of it may be live') &&
    state.attempts.some(
      (each) =>
        each.post === post &&
        (['undecided', 'adopted', 'not_found'].includes(each.outcome) ||
          (each.outcome === 'open' && each.marked)),
    )
  );
}

/** failLatePosts. */
export function mayExpire(scenario: Scenario, state: State, post: number): boolean {
  const careful = has(scenario, 'a post that may be live is not called late');
  return (
    isKnownDatabase(scenario, state) &&
    state.posts[post]!.status === 'SCHEDULED' &&
    !(careful && openAttemptOf(state, post))
  );
}

export function expire(scenario: Scenario, state: State, post: number): void {
  const wasSent = state.attempts.some(
    (each) => each.post === post && ['published', 'adopted', 'not_found', 'undecided'].includes(each.outcome),
  );
  const forgotten =
    isForgotten(state) && has(scenario, 'what the lost time may have sent is not called late');
  const mayBeLive = wasSent || state.posts[post]!.liveId > 0 || forgotten;
  const careful = has(scenario, 'a post that may be live is not called late');
  changePost(state, post, { status: 'FAILED', outcomeUnknown: careful && mayBeLive });
}
