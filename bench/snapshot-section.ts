import { Client } from 'pg';
import { summary } from './claim-section.ts';
import { Claimer } from './claimer.ts';
import { median, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { World } from './world.ts';

const warmUp = 20;
const refillEvery = 10;
/** What the claims of both kinds take until the next one. */
const refill = 2 * refillEvery * 100;

interface Times {
  quick: number[];
  full: number[];
}

/** Claims before and after many posts went through while another session's snapshot keeps their dead index entries alive. */
export async function measureSnapshot({ snapshotPosts, claims }: Sizes): Promise<SectionResult> {
  const world = await World.create();
  await world.connections(2_000, 200);
  const claimer = await Claimer.open(world);
  const normal = await claimMany(world, claimer, claims);
  const holder = await holdSnapshot(world);
  await world.duePosts(snapshotPosts);
  const published = await claimer.publishEverything();
  const held = await claimMany(world, claimer, claims);
  await holder.end();
  await claimer.close();
  await world.close();
  return present({ normal, held }, { published, claims });
}

/** Claims of posts that have just come due, by quick and by full scans in turns. */
async function claimMany(world: World, claimer: Claimer, count: number): Promise<Times> {
  const times: Times = { quick: [], full: [] };
  for (let turn = -warmUp; turn < count; turn += 1) {
    if (turn % refillEvery === 0) await world.comingPosts(refill, { from: new Date(), stepMs: 0 });
    for (const scan of ['quick', 'full'] as const) {
      const tookMs = await claimer.timed(scan);
      if (turn >= 0) times[scan].push(tookMs);
    }
  }
  return times;
}

/** As a report or a backup that runs for hours does: nothing that dies from now on can be cleared away. */
async function holdSnapshot(world: World): Promise<Client> {
  const client = new Client({ connectionString: world.url, application_name: 'report' });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM "SocialConnection"');
  return client;
}

function present(
  { normal, held }: Record<'normal' | 'held', Times>,
  { published, claims }: { published: number; claims: number },
): SectionResult {
  const figures = [
    { when: 'before', quick: summary(normal.quick), full: summary(normal.full) },
    {
      when: `${published} posts later, snapshot held`,
      quick: summary(held.quick),
      full: summary(held.full),
    },
  ];
  const ratio = round(median(held.quick) / median(normal.quick), 2);
  const fullRatio = round(median(held.full) / median(normal.full), 2);
  return {
    title: `${claims} claims of 100 posts each way, in turns; over 2,000 connections: milliseconds`,
    columns: ['', 'p50', 'p99', 'full scan p50', 'full scan p99'],
    rows: figures.map(({ when, quick, full }) => [
      when,
      ...[quick.p50Ms, quick.p99Ms, full.p50Ms, full.p99Ms].map((ms) => ms.toFixed(2)),
    ]),
    notes: [
      `p50, held ÷ before: ${ratio} (must 1.5, aim 1.1); of the full scans, at most four a second: ${fullRatio}`,
    ],
    data: { claims, published, figures, ratio, fullRatio },
  };
}
