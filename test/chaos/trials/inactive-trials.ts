import type { GivenConnection } from '../../support/given.ts';
import type { LedgerLine } from '../campaign/judge.ts';
import { SeededRandom } from '../campaign/seeded-random.ts';
import type { TrialOptions, TrialReport } from './trial-options.ts';
import { at, everyPlatform, linesBy, plannedPost, TrialStage, type PlannedPost } from './trial-stage.ts';

const connectionsPerRound = 400;
const postsPerConnection = 2;
/** Within a round: posts come due, and each connection is switched off at a moment of its own. */
const dueWithinMs = 3_000;
const offFromMs = 500;
const offToMs = 3_500;
const headStartMs = 1_500;
/** After the last one was switched off: what still leaves then is caught. */
const watchMs = 3_000;
/** Sends may start for that long after the commit; docs/runbook.md, Mark Connection Inactive. */
const graceMs = 1_000;
/** Uploads and containers take longer than the grace, so that posts stand between claim and send when the moment comes. */
const slowSteps = [
  { platform: 'INSTAGRAM', operation: 'prepare', fault: 'slow', ms: 700, times: null },
  { platform: 'TWITTER', operation: 'prepare', fault: 'slow', ms: 2_500, times: null },
];

/** A time at which a connection was off: from the answer to the operator's statement until before it was switched on again. */
interface Off {
  accountId: string;
  from: number;
  to: number;
}

/** Connections are switched off by the runbook's statement while their posts are due and under way. */
export async function inactiveTrials(options: TrialOptions): Promise<TrialReport> {
  const stage = await TrialStage.set();
  try {
    const clubs = await stage.connections(Math.min(connectionsPerRound, options.trials), everyPlatform);
    for (const rule of slowSteps) await stage.sandbox.client.control('faults', rule);
    await stage.start('worker');
    const random = new SeededRandom(options.seed, 'inactive');
    const offs: Off[] = [];
    let scheduled = 0;
    for (let round = 0; offs.length < options.trials; round += 1) {
      const turn = clubs.slice(0, options.trials - offs.length);
      const plan = planRound(turn, random, `Trial ${options.seed}, round ${round}`);
      scheduled += plan.posts.length;
      offs.push(...(await playRound(stage, plan)));
    }
    return judge(options, { offs, scheduled }, await stage.sandbox.ledger());
  } finally {
    await stage.clear();
  }
}

interface Round {
  posts: PlannedPost[];
  /** When each connection is switched off. */
  moments: { connection: GivenConnection; moment: number }[];
}

function planRound(clubs: GivenConnection[], random: SeededRandom, name: string): Round {
  const from = Date.now() + headStartMs;
  const posts = clubs.flatMap((connection, club) =>
    Array.from({ length: postsPerConnection }, (_, turn) =>
      plannedPost(connection, {
        content: `${name}, club ${club}, news ${turn}`,
        dueAt: from + random.between(0, dueWithinMs),
        hasImage: random.next() < 0.7,
      }),
    ),
  );
  const moments = clubs.map((connection) => ({
    connection,
    moment: from + random.between(offFromMs, offToMs),
  }));
  return { posts, moments };
}

async function playRound(stage: TrialStage, { posts, moments }: Round): Promise<Off[]> {
  await stage.schedule(posts);
  const switched = await Promise.all(
    moments.map(async ({ connection, moment }) => {
      await at(moment);
      const rows = await stage.operate('Mark Connection Inactive', { CONNECTION_ID: connection.id });
      if (rows !== 1) throw new Error(`The connection ${connection.id} was not switched off.`);
      return { accountId: connection.accountId, from: Date.now() };
    }),
  );
  await at(Math.max(...switched.map(({ from }) => from)) + watchMs);
  const to = Date.now();
  // What is left belongs to this round only.
  await stage.database.query(`UPDATE "SocialPost" SET status = 'CANCELLED' WHERE status = 'SCHEDULED'`);
  await stage.database.query(`UPDATE "SocialConnection" SET is_active = true WHERE NOT is_active`);
  return switched.map((off) => ({ ...off, to }));
}

function judge(
  options: TrialOptions,
  { offs, scheduled }: { offs: Off[]; scheduled: number },
  ledger: LedgerLine[],
): TrialReport {
  const byAccount = linesBy('accountId', ledger);
  const after = offs.flatMap(({ accountId, from, to }) =>
    (byAccount.get(accountId) ?? [])
      .filter(({ receivedAt }) => receivedAt > from && receivedAt < to)
      .map(({ text, receivedAt }) => ({ text, ms: receivedAt - from })),
  );
  const late = after.filter(({ ms }) => ms > graceMs);
  return {
    options,
    figures: [
      ['times switched off', offs.length],
      ['posts due meanwhile', scheduled],
      ['  of them sent', ledger.length],
      ['sends within the second after the commit', after.length - late.length],
      ['latest send after the commit, ms', after.reduce((most, { ms }) => Math.max(most, ms), 0)],
      ['sends more than a second after the commit', late.length],
    ],
    violations: late.map(
      ({ text, ms }) => `${text}: accepted ${ms} ms after its connection was switched off`,
    ),
  };
}
