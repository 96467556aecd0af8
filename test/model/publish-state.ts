import type { PublishClass } from '../../src/modules/providers/provider.port.ts';

/** One thing each that keeps a post from going out twice, or from being called what it is not. */
export const safeguards = [
  'an unknown outcome is looked up, not sent again',
  'a send settles before it is looked up',
  'one open attempt per post and connection',
  'only the owner closes an attempt',
  'the mark checks the owner',
  'the mark checks the lease',
  'an attempt is marked once',
  'the mark checks the status',
  'the mark checks is_active',
  'late truth wins',
  'a refusal after an unclear send is looked up',
  'giving up after an unclear send is looked up',
  'a refusal while preparing, after an unclear send, is looked up',
  'a refused draft settles before it is looked up',
  'a duplicate answer is looked up',
  'a live draft is looked up',
  'plain posts are looked up twice',
  'taking over changes the owner',
  'a process never takes over its own work',
  'the same draft is published again',
  'a post with a known id is looked up before it is sent',
  'a post that may be live is looked up before it is sent',
  'attempts that sent nothing do not hide an undecided one',
  'an account that cannot be read proves nothing',
  'a post that may be live is not called late',
  'a mark is young when it is used',
  'nothing is taken from a database that is not known',
  'what the lost time may have sent settles',
  'what the lost time may have sent is looked up',
  'what the lost time may have sent is not called late',
  'a cancelled post says what of it may be live',
  'a cancel waits for a mark that may be used',
  'what others published there is asked for',
  'a match waits for what others sent to the account',
  'a match waits until what was sent is shown',
  'a live post belongs to one row of its account',
] as const;

export type Safeguard = (typeof safeguards)[number];

export interface Scenario {
  publishClass: PublishClass;
  /** Rows with the same content on one account. */
  posts: 1 | 2;
  /** `one each`: several tenants connected the account, and each has one of the posts. */
  connections: 'one for all' | 'one each';
  /** Jobs that run at once. */
  workers: 2 | 3;
  /** Whether these jobs belong to one process, and so close each other's attempts. */
  processes: 'one each' | 'one for all';
  /**
   * `bounded`: a sent request lands or dies before its settle time, and can be read at the second look at the latest.
   * `none`: it may land at any time after, and be readable never.
   */
  timing: 'bounded' | 'none';
  most: { crashes: number; operator: number; claims: number; inFlight: number; restores: number };
  without: ReadonlySet<Safeguard>;
}

export type PostStatus = 'SCHEDULED' | 'PUBLISHING' | 'PUBLISHED' | 'FAILED' | 'CANCELLED';

export interface PostRow {
  status: PostStatus;
  /** error_code is OUTCOME_UNKNOWN, or LIVE_AFTER_CANCEL: the row says that it is, or may be, live. */
  outcomeUnknown: boolean;
  /** platform_post_id: the number of a live post, 0 for none. */
  liveId: number;
  /** connection_id; all connections are of one account. */
  connection: number;
  /** Not a column: the row is as a backup had it, and says what was true then. */
  fromBackup: boolean;
}

export type Outcome =
  'open' | 'never_sent' | 'published' | 'adopted' | 'rejected' | 'not_found' | 'undecided';

/** failure_meaning, as far as reading back asks for it. */
export type Failure = 'unknown' | 'duplicate' | 'refused';

export interface AttemptRow {
  post: number;
  /** worker_id; -1 once that process has died. */
  owner: number;
  leaseValid: boolean;
  /** send_started_at is set. */
  marked: boolean;
  /** Of two open sends to the account, the one whose send_started_at is the later. */
  sentAfter: boolean;
  outcome: Outcome;
  failure: Failure;
  negativeReads: number;
  /** The container in resume_state, 0 for none. */
  draft: number;
}

export type JobStep =
  | 'idle'
  // A run of an attempt, from the claim to the record.
  | 'claimed'
  | 'may-send'
  | 'releasing'
  | 'found'
  | 'unreadable'
  | 'draft-live'
  | 'refused-unsent'
  | 'marked'
  | 'marked-too-long-ago'
  | 'taking-back'
  | 'waiting'
  | 'told-live'
  | 'told-unknown'
  | 'told-duplicate'
  | 'told-refused'
  | 'told-later'
  // A look at the account, and what it led to.
  | 'looking'
  | 'adopt'
  | 'adopt-without-id'
  | 'resend'
  | 'fail'
  | 'undecided'
  | 'look-again';

export interface Job {
  step: JobStep;
  attempt: number;
  /** The live post that was found or made, 0 for none. */
  liveId: number;
}

/** A publish call on its way. */
export interface Request {
  attempt: number;
  post: number;
  draft: number;
  /** The worker that still waits for the answer, or -1. */
  awaitedBy: number;
}

export interface LivePost {
  post: number;
  draft: number;
  visible: boolean;
  /** A bit for each attempt that was marked when this landed: the time window of a match. */
  after: number;
}

export interface Rows {
  posts: PostRow[];
  attempts: AttemptRow[];
}

export interface State extends Rows {
  /** What a backup holds; null before it was made, and after it was played back. */
  backup: Rows | null;
  /** `another`: a backup was played back, and no worker has noticed; `quarantined`: one has, and knows that time was lost. */
  database: 'known' | 'another' | 'quarantined';
  jobs: Job[];
  requests: Request[];
  live: LivePost[];
  /** is_active of each connection. */
  isActive: boolean[];
  crashes: number;
  operator: number;
  drafts: number;
  /** An invariant about a step rather than a state, once it was broken. */
  broken: string | null;
}

/** Adds a step: its name, and what it changes in a copy of the state. */
export type Take = (name: string, change: (next: State) => void) => void;

export const idle: Job = { step: 'idle', attempt: -1, liveId: 0 };

export function initialState({ posts, workers, connections }: Scenario): State {
  const connectionOf = (post: number) => (connections === 'one each' ? post : 0);
  return {
    posts: Array.from({ length: posts }, (_, index) => ({
      status: 'SCHEDULED' as const,
      outcomeUnknown: false,
      liveId: 0,
      connection: connectionOf(index),
      fromBackup: false,
    })),
    attempts: [],
    backup: null,
    database: 'known',
    jobs: Array.from({ length: workers }, () => idle),
    requests: [],
    live: [],
    isActive: Array.from({ length: connectionOf(posts - 1) + 1 }, () => true),
    crashes: 0,
    operator: 0,
    drafts: 0,
    broken: null,
  };
}

/** Rows are copied when they are written, so a shallow copy is a snapshot. */
export function copyOf(state: State): State {
  return {
    ...state,
    posts: state.posts.slice(),
    attempts: state.attempts.slice(),
    jobs: state.jobs.slice(),
    requests: state.requests.slice(),
    live: state.live.slice(),
    isActive: state.isActive.slice(),
  };
}

const codes = new Map<string, number>();

/** A short code for a word, so that keys stay short. */
function codeOf(word: string): number {
  let code = codes.get(word);
  if (code === undefined) {
    code = codes.size + 1;
    codes.set(word, code);
  }
  return code;
}

/** Workers are alike: states that differ only by which worker does what are one state. */
export function keyOf(state: State): string {
  const out: number[] = [
    state.crashes + state.operator * 8 + state.drafts * 64,
    state.live.length * 8 + codeOf(state.database) * 64,
    state.isActive.reduce((bits, isActive, index) => bits | (isActive ? 1 << index : 0), 0),
    ...rowsKey(state),
    ...(state.backup ? rowsKey(state.backup) : []),
  ];
  for (const { post, draft, visible, after } of state.live) {
    out.push(post + draft * 2 + (visible ? 64 : 0) + after * 128);
  }
  const jobs = state.jobs.map((_, worker) => jobKey(state, worker));
  const requests = state.requests.map(requestKey);
  return (
    String.fromCharCode(...out, ...jobs.sort(byNumber), ...requests.sort(byNumber)) + (state.broken ?? '')
  );
}

function rowsKey({ posts, attempts }: Rows): number[] {
  const out = [attempts.length];
  for (const { status, liveId, outcomeUnknown, fromBackup } of posts) {
    const notes = (outcomeUnknown ? 512 : 0) + (fromBackup ? 1024 : 0);
    out.push(codeOf(status) + liveId * 64 + notes);
  }
  for (const each of attempts) {
    const facts = each.post + (each.leaseValid ? 2 : 0) + (each.marked ? 4 : 0) + each.negativeReads * 8;
    const sent = codeOf(each.failure) + each.draft * 64 + (each.sentAfter ? 4096 : 0);
    out.push(facts + codeOf(each.outcome) * 64, sent);
  }
  return out;
}

function jobKey({ jobs, attempts, requests }: State, worker: number): number {
  const { step, attempt, liveId } = jobs[worker]!;
  if (step === 'idle') return 0;
  const owns = attempts[attempt]!.owner === worker;
  const awaited = requests.find(({ awaitedBy }) => awaitedBy === worker);
  return codeOf(step) + attempt * 64 + liveId * 256 + (owns ? 1024 : 0) + (awaited?.draft ?? 0) * 4096;
}

function requestKey({ attempt, draft, awaitedBy }: Request): number {
  return attempt + draft * 8 + (awaitedBy >= 0 ? 64 : 0);
}

function byNumber(one: number, other: number): number {
  return one - other;
}
