import type { LedgerLine } from '../campaign/judge.ts';
import { SeededRandom } from '../campaign/seeded-random.ts';
import type { TrialOptions, TrialReport } from './trial-options.ts';
import { at, everyPlatform, linesBy, plannedPost, TrialStage, type PlannedPost } from './trial-stage.ts';

const postsPerSecond = 120;
/** A connection sends one post after the other; it must be free again before its next one is due. */
const connections = 360;
const headStartMs = 3_000;
/** When the cancel comes, against the due time: most claims fall into this window. */
const cancelWindowMs = { from: -60, to: 140 };
/** What a send that was under way may still take to show. */
const calmMs = 60_000;

interface Cancelled {
  post: PlannedPost;
  /** What the cancel said: 1 is the promise that nothing of this post is sent from now on. */
  rows: number;
  askedAt: number;
  /** By the machine's clock when the answer was there, in milliseconds. */
  answeredAt: number;
}

/** Each post is cancelled once, by the runbook's statement, around the moment at which a worker takes it. */
export async function cancelTrials(options: TrialOptions): Promise<TrialReport> {
  const stage = await TrialStage.set();
  try {
    const clubs = await stage.connections(Math.min(connections, options.trials), everyPlatform);
    await stage.start('worker');
    const random = new SeededRandom(options.seed, 'cancel');
    const from = Date.now() + headStartMs + options.trials / 10;
    const posts = Array.from({ length: options.trials }, (_, turn) =>
      plannedPost(clubs[turn % clubs.length]!, {
        content: `Trial ${options.seed}, cancel ${turn}: the match begins at six`,
        dueAt: from + (turn * 1000) / postsPerSecond,
        hasImage: false,
      }),
    );
    await stage.schedule(posts);
    const cancels = await Promise.all(
      posts.map(
        async (post) =>
          await cancelAround(stage, post, random.between(cancelWindowMs.from, cancelWindowMs.to)),
      ),
    );
    await stage.untilDecided(calmMs);
    return judge(options, cancels, await stage.sandbox.ledger());
  } finally {
    await stage.clear();
  }
}

async function cancelAround(stage: TrialStage, post: PlannedPost, afterDueMs: number): Promise<Cancelled> {
  await at(post.dueAt + afterDueMs);
  const askedAt = Date.now();
  const rows = await stage.operate('Cancel Scheduled Post', { POST_ID: post.id });
  return { post, rows, askedAt, answeredAt: Date.now() };
}

/** Nothing is sent twice here and no answer is lost, so that a cancelled post is never live, before or after. */
function judge(options: TrialOptions, cancels: Cancelled[], ledger: LedgerLine[]): TrialReport {
  const live = linesBy('text', ledger);
  const promised = cancels.filter(({ rows }) => rows === 1);
  const violations = cancels.flatMap(({ post, rows, answeredAt }) => {
    const copies = live.get(post.content) ?? [];
    if (rows === 1 && copies.length > 0)
      return [`${post.content}: cancelled, and accepted ${copies[0]!.receivedAt - answeredAt} ms after that`];
    if (rows === 0 && copies.length !== 1)
      return [`${post.content}: too late to cancel, and accepted ${copies.length} times`];
    return [];
  });
  return {
    options,
    figures: [
      ['cancels', cancels.length],
      ['returned their row', promised.length],
      [
        '  of them when the post was due already',
        promised.filter(({ post, askedAt }) => askedAt > post.dueAt).length,
      ],
      ['came too late', cancels.length - promised.length],
      [
        'sends after a cancel that returned its row',
        violations.filter((text) => text.includes('cancelled')).length,
      ],
    ],
    violations,
  };
}
