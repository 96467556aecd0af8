import { describe, expect, it } from '@jest/globals';
import { judge, type AttemptRow, type Evidence, type PostRow } from './campaign/judge.ts';

const sentAt = Date.parse('2026-11-22T12:00:00Z');

/** Two posts that went well: one with its answer, one that was found by reading back. */
function soundEvidence(): Evidence {
  const post = (id: string, content: string): PostRow => ({
    id,
    connectionId: 'club',
    content,
    status: 'PUBLISHED',
    errorCode: null,
    errorMessage: null,
    platformPostId: `live-${id}`,
  });
  const attempt = (postId: string, outcome: string): AttemptRow => ({
    id: `attempt-${postId}`,
    postId,
    connectionId: 'club',
    outcome,
    sendStartedAt: new Date(sentAt),
    closedAt: new Date(sentAt + 3_000),
    failureMeaning: null,
    errorCode: null,
    platformPostId: `live-${postId}`,
  });
  const line = (seq: number, id: string, text: string) => ({
    seq,
    accountId: 'a',
    id: `live-${id}`,
    text,
    receivedAt: sentAt + 100,
  });
  return {
    posts: [post('one', 'Match at six'), post('two', 'Match at seven')],
    attempts: [attempt('one', 'published'), attempt('two', 'adopted')],
    ledger: [line(1, 'one', 'Match at six'), line(2, 'two', 'Match at seven')],
    inactiveConnections: [],
    promises: { cancelled: new Map(), off: [] },
    crashes: [],
  };
}

type Doctor = (evidence: Evidence) => void;

const doctored: [string, string, Doctor][] = [
  [
    'a text that was accepted twice',
    'duplicate',
    ({ ledger }) => ledger.push({ ...ledger[0]!, seq: 3, id: 'live-again' }),
  ],
  [
    'a post that never left',
    'lost',
    ({ posts, ledger }) => {
      Object.assign(posts[0]!, { status: 'SCHEDULED', platformPostId: null });
      ledger.shift();
    },
  ],
  [
    'a live post whose row never ended',
    'stuck',
    ({ posts }) => Object.assign(posts[0]!, { status: 'PUBLISHING', platformPostId: null }),
  ],
  ['an attempt that stays open', 'stuck', ({ attempts }) => (attempts[0]!.outcome = null)],
  ['PUBLISHED without a live post', 'published-but-not-live', ({ ledger }) => ledger.shift()],
  [
    'PUBLISHED under the id of another post',
    'published-but-not-live',
    ({ posts }) => (posts[0]!.platformPostId = 'live-two'),
  ],
  [
    'FAILED with a live post',
    'failed-but-live',
    ({ posts }) => Object.assign(posts[0]!, { status: 'FAILED', errorCode: 'PLATFORM_REFUSED' }),
  ],
  [
    'FAILED although nothing was wrong with the post',
    'failed-in-vain',
    ({ posts, ledger }) => {
      Object.assign(posts[0]!, { status: 'FAILED', errorCode: 'INTERNAL_ERROR' });
      ledger.shift();
    },
  ],
  [
    'a send that nobody could decide',
    'undecided',
    ({ posts }) => Object.assign(posts[0]!, { status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' }),
  ],
  [
    'a post sent after its cancel',
    'sent-after-cancel',
    ({ posts, promises }) => {
      Object.assign(posts[0]!, { status: 'CANCELLED', errorCode: 'LIVE_AFTER_CANCEL' });
      promises.cancelled.set('one', sentAt);
    },
  ],
  [
    'a cancelled post that is live and does not say so',
    'live-after-cancel-untold',
    ({ posts }) => (posts[0]!.status = 'CANCELLED'),
  ],
  [
    'a send more than a second after its connection was switched off',
    'sent-while-off',
    ({ promises }) => promises.off.push({ connectionId: 'club', from: sentAt - 1_001, to: sentAt + 5_000 }),
  ],
  ['a live post that no row asked for', 'not-ours', ({ ledger }) => (ledger[0]!.text = 'Somebody else')],
  [
    'a healthy connection that was switched off',
    'connection-deactivated',
    ({ inactiveConnections }) => inactiveConnections.push('club'),
  ],
  ['a worker that ended by itself', 'worker-crashed', ({ crashes }) => crashes.push('Unhandled error')],
];

describe('the judge of the campaign', () => {
  it('finds nothing where every post is live once and every row true', () => {
    const verdict = judge(soundEvidence());

    expect(verdict).toMatchObject({
      violations: [],
      live: 2,
      published: 2,
      sends: 2,
      ambiguous: 1,
      decided: 1,
    });
    expect([verdict.slowestDecision, verdict.slowestLanding]).toEqual([3, 0.1]);
  });

  it.each(doctored)('recognises %s', (_what, kind, doctor) => {
    const evidence = soundEvidence();
    doctor(evidence);

    const { violations } = judge(evidence);

    expect(violations.map((violation) => violation.kind)).toContain(kind);
  });

  it('lets a send in the first second after the switch pass, and a cancel of what was live before', () => {
    const evidence = soundEvidence();
    evidence.promises.off.push({ connectionId: 'club', from: sentAt - 900, to: sentAt + 5_000 });
    Object.assign(evidence.posts[0]!, { status: 'CANCELLED', errorCode: 'LIVE_AFTER_CANCEL' });
    evidence.promises.cancelled.set('one', sentAt + 200);

    expect(judge(evidence).violations).toEqual([]);
  });
});
