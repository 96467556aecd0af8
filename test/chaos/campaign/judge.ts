/** One line of the sandbox's ledger: a post that became visible. */
export interface LedgerLine {
  seq: number;
  accountId: string;
  id: string;
  text: string;
  /** By the machine's clock, in milliseconds. */
  receivedAt: number;
}

export interface PostRow {
  id: string;
  connectionId: string;
  content: string;
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
  platformPostId: string | null;
}

export interface AttemptRow {
  id: string;
  postId: string;
  connectionId: string;
  outcome: string | null;
  sendStartedAt: Date | null;
  closedAt: Date | null;
  failureMeaning: string | null;
  errorCode: string | null;
  platformPostId: string | null;
}

/** What the operators' statements promised: times are the machine's clock when the answer was there, in milliseconds. */
export interface Promises {
  cancelled: Map<string, number>;
  /** Each time a connection was off; sends may start for one more second. */
  off: { connectionId: string; from: number; to: number }[];
}

export interface Evidence {
  ledger: LedgerLine[];
  /** Every text in the campaign belongs to one row. */
  posts: PostRow[];
  attempts: AttemptRow[];
  inactiveConnections: string[];
  promises: Promises;
  /** What workers said that ended without being killed. */
  crashes: string[];
}

export const violationKinds = [
  'duplicate',
  'lost',
  'stuck',
  'published-but-not-live',
  'failed-but-live',
  'failed-in-vain',
  'sent-after-cancel',
  'live-after-cancel-untold',
  'sent-while-off',
  'not-ours',
  'undecided',
  'connection-deactivated',
  'worker-crashed',
] as const;
export type ViolationKind = (typeof violationKinds)[number];

export interface Violation {
  kind: ViolationKind;
  /** Null where it is not about one post. */
  postId: string | null;
  detail: string;
}

export interface Verdict {
  violations: Violation[];
  live: number;
  published: number;
  failed: number;
  cancelled: number;
  outcomeUnknown: number;
  sends: number;
  /** Sends that had to be looked up. */
  ambiguous: number;
  decided: number;
  /** From the start of an ambiguous send to its decision, in seconds. */
  slowestDecision: number;
  /**
   * From the start of a send to its acceptance, in seconds. Plain sends are safe only while this stays below deadline plus
   * settle time; beyond it, a duplicate says more about the machine than about the service.
   */
  slowestLanding: number;
}

const offGraceMs = 1_000;

/** Compares what the platforms accepted with what our rows say. The ledger is believed, our rows are not. */
export function judge(evidence: Evidence): Verdict {
  const byText = groupByText(evidence.ledger);
  const open = new Set(
    evidence.attempts.filter(({ outcome }) => outcome === null).map(({ postId }) => postId),
  );
  const violations = [
    ...evidence.posts.flatMap((post) =>
      judgePost(post, {
        live: byText.get(post.content) ?? [],
        cancelledAt: evidence.promises.cancelled.get(post.id),
        hasOpenAttempt: open.has(post.id),
      }),
    ),
    ...strangers(evidence),
    ...sendsWhileOff(evidence),
    ...evidence.inactiveConnections.map((id) => about(null, 'connection-deactivated', `connection ${id}`)),
    ...evidence.crashes.map((said) => about(null, 'worker-crashed', said)),
  ];
  const count = (status: string) => evidence.posts.filter((post) => post.status === status).length;
  return {
    violations,
    live: evidence.ledger.length,
    ...counted(count),
    ...ambiguity(evidence),
    slowestLanding: slowestLanding(evidence, byText),
  };
}

function groupByText(ledger: LedgerLine[]): Map<string, LedgerLine[]> {
  const groups = new Map<string, LedgerLine[]>();
  for (const line of ledger) groups.set(line.text, [...(groups.get(line.text) ?? []), line]);
  return groups;
}

function counted(count: (status: string) => number) {
  return { published: count('PUBLISHED'), failed: count('FAILED'), cancelled: count('CANCELLED') };
}

interface Known {
  live: LedgerLine[];
  cancelledAt: number | undefined;
  hasOpenAttempt: boolean;
}

function judgePost(post: PostRow, known: Known): Violation[] {
  const found: Violation[] = [];
  const note = (kind: ViolationKind, detail: string) => found.push(about(post.id, kind, detail));
  const { live, cancelledAt } = known;
  if (live.length > 1) note('duplicate', `accepted ${live.length} times`);
  if (known.hasOpenAttempt) note('stuck', `an attempt is still open; the row is ${post.status}`);
  const late = cancelledAt === undefined ? [] : live.filter(({ receivedAt }) => receivedAt > cancelledAt);
  if (late.length > 0)
    note('sent-after-cancel', `accepted ${late[0]!.receivedAt - cancelledAt!} ms after the cancel`);
  switch (post.status) {
    case 'PUBLISHED':
      if (!live.some(({ id }) => id === post.platformPostId))
        note('published-but-not-live', `${post.platformPostId} is not among ${live.length} accepted`);
      break;
    case 'FAILED':
      if (post.errorCode === 'OUTCOME_UNKNOWN') note('undecided', post.errorMessage ?? '');
      else if (live.length > 0) note('failed-but-live', `${post.errorCode}: ${post.errorMessage}`);
      else note('failed-in-vain', `${post.errorCode}: ${post.errorMessage}`);
      break;
    case 'CANCELLED':
      if (live.length > 0 && !['LIVE_AFTER_CANCEL', 'OUTCOME_UNKNOWN'].includes(post.errorCode ?? ''))
        note('live-after-cancel-untold', `live as ${live[0]!.id}, and the row does not say so`);
      break;
    default:
      note(live.length > 0 ? 'stuck' : 'lost', `${post.status}, ${live.length} accepted`);
  }
  return found;
}

/** Posts on the accounts that no row asked for. */
function strangers({ ledger, posts }: Evidence): Violation[] {
  const texts = new Set(posts.map(({ content }) => content));
  return ledger
    .filter(({ text }) => !texts.has(text))
    .map(({ id, text }) => about(null, 'not-ours', `${id}: ${text}`));
}

function sendsWhileOff({ attempts, promises }: Evidence): Violation[] {
  return attempts.flatMap((attempt) => {
    const sentAt = attempt.sendStartedAt?.getTime();
    if (sentAt === undefined) return [];
    const broken = promises.off.find(
      ({ connectionId, from, to }) =>
        connectionId === attempt.connectionId && sentAt > from + offGraceMs && sentAt < to,
    );
    return broken
      ? [
          about(
            attempt.postId,
            'sent-while-off',
            `${sentAt - broken.from} ms after the connection was switched off`,
          ),
        ]
      : [];
  });
}

/** An attempt that was sent and closed by reading the account back had no usable answer. */
function ambiguity({ attempts, posts }: Evidence) {
  const sent = attempts.filter(({ sendStartedAt }) => sendStartedAt !== null);
  const ambiguous = sent.filter(
    ({ outcome, failureMeaning }) =>
      ['adopted', 'not_found', 'undecided'].includes(outcome ?? '') ||
      (outcome === 'rejected' && failureMeaning === 'duplicate'),
  );
  const seconds = ambiguous.map(({ sendStartedAt, closedAt }) =>
    closedAt ? (closedAt.getTime() - sendStartedAt!.getTime()) / 1000 : Infinity,
  );
  return {
    sends: sent.length,
    ambiguous: ambiguous.length,
    decided: ambiguous.filter(({ outcome }) => outcome !== 'undecided').length,
    slowestDecision: seconds.reduce((longest, each) => Math.max(longest, each), 0),
    outcomeUnknown: posts.filter(({ errorCode }) => errorCode === 'OUTCOME_UNKNOWN').length,
  };
}

/** Which send a line belongs to is not recorded: the first line is given to the first send, the second to the second. */
function slowestLanding({ posts, attempts }: Evidence, byText: Map<string, LedgerLine[]>): number {
  const sent = new Map<string, number[]>();
  for (const { postId, sendStartedAt, outcome } of attempts) {
    if (sendStartedAt && outcome !== 'rejected')
      sent.set(postId, [...(sent.get(postId) ?? []), sendStartedAt.getTime()]);
  }
  const delays = posts.flatMap(({ id, content }) => {
    const starts = sent.get(id) ?? [];
    return (byText.get(content) ?? []).map(({ receivedAt }, turn) => {
      const before = starts.filter((start) => start <= receivedAt);
      const start = starts.length > 1 && turn > 0 ? before[turn] : before.at(-1);
      return (receivedAt - (start ?? receivedAt)) / 1000;
    });
  });
  return delays.reduce((longest, delay) => Math.max(longest, delay), 0);
}

/** So that a rare kind is not hidden behind a frequent one. */
export function firstOfEachKind(violations: Violation[], most: number): Violation[] {
  return violationKinds.flatMap((wanted) => violations.filter(({ kind }) => kind === wanted).slice(0, most));
}

function about(postId: string | null, kind: ViolationKind, detail: string): Violation {
  return { kind, postId, detail };
}
