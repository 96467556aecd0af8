/**
 * The publish protocol as a finite system: workers, rows, the platform and the operators, each taking one step at a time in
 * any order. Time is not counted: a worker that is slow for ever is a crashed one, and one that is slow for long a zombie.
 */
import type { Model, Step } from './explore.ts';
import { holds, invariants, type Invariant } from './publish-invariants.ts';
import { platformSteps } from './publish-platform.ts';
import {
  changePost,
  claim,
  expire,
  isAmbiguous,
  leaveOpen,
  mark,
  mayCancel,
  mayClaim,
  mayBeLiveUntold,
  mayExpire,
  mayLookUp,
  mayTakeOver,
  maySendNow,
  ownerOf,
  record,
  takeOver,
  changeAttempt,
  has,
  type End,
} from './publish-rows.ts';
import { afterReading, lookBeforeSending } from './publish-reading.ts';
import { restoreSteps } from './publish-restore.ts';
import {
  copyOf,
  idle,
  initialState,
  keyOf,
  type Job,
  type Scenario,
  type State,
  type Take,
} from './publish-state.ts';

export function publishProtocol(
  scenario: Scenario,
  watched: readonly Invariant[] = invariants,
): Model<State> {
  return {
    initial: initialState(scenario),
    key: keyOf,
    steps: (state) => stepsOf(scenario, state),
    broken: (state) => watched.find((each) => !holds(each, state)) ?? null,
    isFinal: (state) => isFinal(scenario, state),
  };
}

function isFinal({ most }: Scenario, { posts, attempts, jobs }: State): boolean {
  const decided = posts.every(
    ({ status }) =>
      status === 'PUBLISHED' ||
      status === 'FAILED' ||
      status === 'CANCELLED' ||
      (status === 'SCHEDULED' && attempts.length >= most.claims),
  );
  return (
    decided && attempts.every(({ outcome }) => outcome !== 'open') && jobs.every((job) => job.step === 'idle')
  );
}

function stepsOf(scenario: Scenario, state: State): Step<State>[] {
  const steps: Step<State>[] = [];
  const take: Take = (name, change) => {
    const next = copyOf(state);
    change(next);
    forgetWhatCannotMatter(scenario, next);
    steps.push({ name, next });
  };
  for (const [worker, job] of state.jobs.entries()) {
    if (job.step === 'idle') startWork(scenario, state, worker, take);
    else work(scenario, state, worker, take);
  }
  crash(scenario, state, take);
  expireLeases(state, take);
  platformSteps(scenario, state, take);
  restoreSteps(scenario, state, take);
  operate(scenario, state, take);
  return steps;
}

/** Fewer states, the same futures: what no statement and no decision will ask for again is cleared. */
function forgetWhatCannotMatter(scenario: Scenario, next: State): void {
  const fenced =
    has(scenario, 'only the owner closes an attempt') &&
    has(scenario, 'taking over changes the owner') &&
    has(scenario, 'the mark checks the owner');
  for (const [worker, { step, attempt }] of next.jobs.entries()) {
    if (step === 'idle' || step === 'marked' || step === 'waiting' || step === 'told-live') continue;
    const { outcome, owner } = next.attempts[attempt]!;
    const mayWrite = outcome === 'open' && owner === ownerOf(scenario, worker);
    if (fenced && !mayWrite) next.jobs[worker] = idle;
  }
  for (const [index, { outcome, marked, owner, leaseValid, sentAfter }] of next.attempts.entries()) {
    if (outcome !== 'open') {
      if (owner >= 0) changeAttempt(next, index, closed);
      continue;
    }
    const held = next.jobs.some(
      (job, worker) => job.attempt === index && ownerOf(scenario, worker) === owner,
    );
    if (owner >= 0 && !held) changeAttempt(next, index, { owner: -1 });
    if (marked && leaseValid) changeAttempt(next, index, { leaseValid: false });
    if (sentAfter && !isSecondOpen(next, index)) changeAttempt(next, index, { sentAfter: false });
  }
}

/** What nobody asks an ended attempt for. */
const closed = {
  owner: -1,
  failure: 'unknown',
  negativeReads: 0,
  leaseValid: false,
  sentAfter: false,
} as const;

function isSecondOpen({ attempts }: State, index: number): boolean {
  return attempts.some(({ outcome, marked }, at) => at !== index && outcome === 'open' && marked);
}

function startWork(scenario: Scenario, state: State, worker: number, take: Take): void {
  const name = `worker ${worker + 1}`;
  const begin = (next: State, step: Job['step'], attempt: number) => {
    next.jobs[worker] = { step, attempt, liveId: 0 };
  };
  for (const post of state.posts.keys()) {
    if (isAlikeAnother(scenario, state, post)) continue;
    if (!mayClaim(scenario, state, post)) continue;
    take(`${name} claims post ${post + 1} (attempt ${state.attempts.length + 1})`, (next) => {
      begin(next, 'claimed', claim(next, post, ownerOf(scenario, worker)));
    });
  }
  for (const attempt of state.attempts.keys()) {
    if (mayTakeOver(scenario, state, attempt, worker)) {
      take(`${name} takes over attempt ${attempt + 1}, not sent`, (next) => {
        takeOver(scenario, next, attempt, worker);
        begin(next, 'claimed', attempt);
      });
    }
    if (mayLookUp(scenario, state, attempt, worker)) {
      take(`${name} takes attempt ${attempt + 1} to look it up`, (next) => {
        changeAttempt(next, attempt, { owner: ownerOf(scenario, worker) });
        begin(next, 'looking', attempt);
      });
    }
  }
}

/** Of two tenants whose posts nobody has touched, it does not matter whose goes first. */
function isAlikeAnother({ connections }: Scenario, { attempts, operator }: State, post: number): boolean {
  return connections === 'one each' && attempts.length === 0 && operator === 0 && post > 0;
}

/** The next thing a busy worker does; AttemptRunner, AttemptEnding and ReconcileService, step by step. */
function work(scenario: Scenario, state: State, worker: number, take: Take): void {
  const job = state.jobs[worker]!;
  const { post } = state.attempts[job.attempt]!;
  const name = `worker ${worker + 1}`;
  const goTo = (next: State, step: Job['step']) => {
    next.jobs[worker] = step === 'idle' ? idle : { ...job, step };
  };
  const say = (what: string, step: Job['step']) => take(`${name} ${what}`, (next) => goTo(next, step));
  const end = (what: string, how: Omit<End, 'attempt' | 'owner'>) =>
    take(`${name} ${what}`, (next) => {
      record(scenario, next, { attempt: job.attempt, owner: ownerOf(scenario, worker), ...how });
      goTo(next, 'idle');
    });
  const leave = (what: string, change: Parameters<typeof leaveOpen>[3]) =>
    take(`${name} ${what}`, (next) => {
      leaveOpen(next, job.attempt, ownerOf(scenario, worker), change);
      goTo(next, 'idle');
    });
  const passMark = (then: Job['step']) =>
    take(`${name} marks attempt ${job.attempt + 1}`, (next) => {
      const passed = mark(scenario, next, job.attempt, worker);
      goTo(next, passed ? then : 'releasing');
      if (passed && then === 'marked') noteForbiddenSend(next, post);
    });
  const ambiguous = isAmbiguous(state, post);
  const giveUp = (what: string) => {
    const looks = ambiguous && has(scenario, 'giving up after an unclear send is looked up');
    if (looks) leave(`${what}; leaves it to be looked up`, { failure: 'refused' });
    else end(`${what}: FAILED`, { outcome: 'rejected', status: 'FAILED' });
  };

  switch (job.step) {
    case 'idle':
      return;
    case 'claimed':
      say('cannot use the connection now', 'releasing');
      if (state.isActive[state.posts[post]!.connection]) lookBeforeSending(scenario, state, worker, take);
      return;
    case 'releasing':
      return end('gives the post back, nothing was sent', { outcome: 'never_sent', status: 'SCHEDULED' });
    case 'found':
      return end('adopts the live post', { outcome: 'adopted', status: 'PUBLISHED', liveId: job.liveId });
    case 'unreadable': {
      end('puts the post off', { outcome: 'never_sent', status: 'SCHEDULED' });
      const proves = !has(scenario, 'an account that cannot be read proves nothing');
      return proves
        ? end('gives up on an account that it cannot read: FAILED', { outcome: 'rejected', status: 'FAILED' })
        : end('cannot decide: OUTCOME_UNKNOWN', {
            outcome: 'never_sent',
            status: 'FAILED',
            outcomeUnknown: true,
          });
    }
    case 'refused-unsent':
      if (ambiguous && has(scenario, 'a refusal while preparing, after an unclear send, is looked up'))
        return passMark('told-refused');
      return end('could not prepare the post: FAILED', { outcome: 'rejected', status: 'FAILED' });
    case 'draft-live':
      if (has(scenario, 'a live draft is looked up')) return passMark('told-duplicate');
      return end('takes the live draft as a refusal: FAILED', { outcome: 'rejected', status: 'FAILED' });
    case 'may-send':
      return passMark('marked');
    case 'marked':
      say('lets its mark grow too old', 'marked-too-long-ago');
      return send(scenario, state, worker, take);
    case 'marked-too-long-ago':
      say('has marked often enough, and has not sent', 'told-later');
      return take(`${name} marks attempt ${job.attempt + 1} again`, (next) => {
        const passed = maySendNow(scenario, next, job.attempt, worker);
        goTo(next, passed ? 'marked' : 'taking-back');
        if (passed) noteForbiddenSend(next, post);
      });
    case 'taking-back':
      return end('takes the post back, nothing was sent', { outcome: 'rejected', status: 'SCHEDULED' });
    case 'waiting':
      return take(`${name} gets no answer in time`, (next) => {
        goTo(next, 'told-unknown');
        next.requests = next.requests.map((each) =>
          each.awaitedBy === worker ? { ...each, awaitedBy: -1 } : each,
        );
      });
    case 'told-live':
      return take(`${name} records that the post is live`, (next) => {
        const how = { outcome: 'published', status: 'PUBLISHED', liveId: job.liveId } as const;
        record(scenario, next, { attempt: job.attempt, owner: ownerOf(scenario, worker), ...how });
        goTo(next, 'idle');
        noteLostTruth(next, job.attempt, job.liveId);
      });
    case 'told-unknown':
      if (has(scenario, 'an unknown outcome is looked up, not sent again'))
        return leave('leaves the send to be looked up', { failure: 'unknown' });
      return end('puts the post back to be sent again', { outcome: 'rejected', status: 'SCHEDULED' });
    case 'told-duplicate':
      if (has(scenario, 'a duplicate answer is looked up'))
        return leave('leaves the duplicate to be looked up', { failure: 'duplicate' });
      return end('takes the duplicate as a refusal: FAILED', { outcome: 'rejected', status: 'FAILED' });
    case 'told-refused':
      if (ambiguous && has(scenario, 'a refusal after an unclear send is looked up'))
        return leave('leaves the refusal to be looked up', { failure: 'refused' });
      return end('takes the refusal as final: FAILED', { outcome: 'rejected', status: 'FAILED' });
    case 'told-later':
      end('puts the post off', { outcome: 'rejected', status: 'SCHEDULED' });
      return giveUp('has tried often enough');
    case 'looking':
      return afterReading(scenario, state, worker, take);
    case 'adopt':
      return end('adopts the live post', { outcome: 'adopted', status: 'PUBLISHED', liveId: job.liveId });
    case 'adopt-without-id':
      return end('adopts the live draft', { outcome: 'adopted', status: 'PUBLISHED' });
    case 'resend':
      return end('puts the post back to be sent again', { outcome: 'not_found', status: 'SCHEDULED' });
    case 'fail':
      return end('confirms the refusal: FAILED', { outcome: 'rejected', status: 'FAILED' });
    case 'undecided':
      return end('cannot decide: OUTCOME_UNKNOWN', {
        outcome: 'undecided',
        status: 'FAILED',
        outcomeUnknown: true,
      });
    case 'look-again': {
      const negativeReads = state.attempts[job.attempt]!.negativeReads + 1;
      return leave('will look once more', { negativeReads });
    }
  }
}

function send({ most, timing }: Scenario, state: State, worker: number, take: Take): void {
  const { attempt } = state.jobs[worker]!;
  const { draft, post } = state.attempts[attempt]!;
  if (state.requests.length >= most.inFlight) return;
  take(`worker ${worker + 1} sends attempt ${attempt + 1}`, (next) => {
    next.requests.push({ attempt, post, draft, awaitedBy: worker });
    next.jobs[worker] = { step: 'waiting', attempt, liveId: 0 };
    if (timing === 'bounded' && next.posts[post]!.status === 'CANCELLED') next.broken = sendAfterCancel;
  });
}

const sendAfterCancel: Invariant = 'nothing is sent after a cancel that returned its row';

function noteForbiddenSend(next: State, post: number): void {
  const { status, connection } = next.posts[post]!;
  if (status === 'CANCELLED') next.broken = sendAfterCancel;
  if (!next.isActive[connection])
    next.broken = 'nothing is marked on a connection that is off' satisfies Invariant;
}

/** Rows that say the same may swap their live posts; one that another row adopted is not lost. */
function noteLostTruth(next: State, attempt: number, told: number): void {
  const { post, outcome } = next.attempts[attempt]!;
  const { status, liveId } = next.posts[post]!;
  const reached = liveId > 0 || status === 'PUBLISHED' || status === 'CANCELLED' || outcome === 'adopted';
  const swapped = next.posts.some((row) => row.liveId === told);
  if (!reached && !swapped) next.broken = 'what a sender learned reaches the row' satisfies Invariant;
}

function crash(scenario: Scenario, state: State, take: Take): void {
  if (state.crashes >= scenario.most.crashes) return;
  for (const [worker, job] of state.jobs.entries()) {
    if (job.step === 'idle') continue;
    take(`worker ${worker + 1} crashes`, (next) => {
      next.crashes += 1;
      const died = ownerOf(scenario, worker);
      const dies = (other: number) => other >= 0 && ownerOf(scenario, other) === died;
      next.jobs = next.jobs.map((each, other) => (dies(other) ? idle : each));
      next.attempts = next.attempts.map((each) => (each.owner === died ? { ...each, owner: -1 } : each));
      next.requests = next.requests.map((each) => (dies(each.awaitedBy) ? { ...each, awaitedBy: -1 } : each));
    });
  }
}

/** A sent attempt can be looked up whenever it has settled, so only the lease of an unsent one matters. */
function expireLeases(state: State, take: Take): void {
  for (const [index, { outcome, marked, leaseValid }] of state.attempts.entries()) {
    if (outcome !== 'open' || marked || !leaseValid) continue;
    take(`the lease of attempt ${index + 1} ends`, (next) =>
      changeAttempt(next, index, { leaseValid: false }),
    );
  }
}

/** The runbook's SQL at any moment, and the job that fails late posts. */
function operate(scenario: Scenario, state: State, take: Take): void {
  for (const [index, isActive] of state.isActive.entries())
    if (!isActive)
      take(`connection ${index + 1} is switched on`, (next) => void (next.isActive[index] = true));
  if (state.operator >= scenario.most.operator) return;
  const act: Take = (name, change) =>
    take(name, (next) => {
      next.operator += 1;
      change(next);
    });
  for (const [index, isActive] of state.isActive.entries())
    if (isActive)
      act(`connection ${index + 1} is switched off`, (next) => void (next.isActive[index] = false));
  for (const [index, { status }] of state.posts.entries()) {
    const name = `post ${index + 1}`;
    if (status === 'SCHEDULED') {
      const outcomeUnknown = mayBeLiveUntold(scenario, state, index);
      if (mayCancel(scenario, state, index))
        act(`an operator cancels ${name}`, (next) =>
          changePost(next, index, { status: 'CANCELLED', outcomeUnknown }),
        );
    } else {
      act(`an operator sets ${name} back to SCHEDULED`, (next) =>
        changePost(next, index, { status: 'SCHEDULED', outcomeUnknown: false }),
      );
    }
    if (mayExpire(scenario, state, index))
      act(`${name} misses its window`, (next) => expire(scenario, next, index));
  }
}
