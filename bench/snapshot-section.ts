import { Client } from 'pg';
import { summary } from './claim-section.ts';
import { Claimer } from './claimer.ts';
import { median, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { World } from './world.ts';

const duePosts = 4_000;
const warmUp = 20;
const refillEvery = 10;

/** Claims before and after many posts went through while another session's snapshot keeps their dead index entries alive. */
export async function measureSnapshot({ snapshotPosts, claims }: Sizes): Promise<SectionResult> {
  const world = await World.create();
  await world.connections(2_000, 200);
  await world.duePosts(duePosts);
  const claimer = await Claimer.open(world);
  const normal = await claimMany(world, claimer, claims);
  const holder = await holdSnapshot(world);
  await world.duePosts(snapshotPosts);
  const published = await claimer.publishEverything();
  await world.duePosts(duePosts);
  const held = await claimMany(world, claimer, claims);
  await holder.end();
  await world.pool.query('VACUUM');
  const after = await claimMany(world, claimer, claims);
  await claimer.close();
  await world.close();
  return present({ normal, held, after }, { published, claims });
}

/** The number of due posts stays about the same. */
async function claimMany(world: World, claimer: Claimer, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = -warmUp; turn < count; turn += 1) {
    if (turn % refillEvery === 0) await world.duePosts(refillEvery * 100);
    const tookMs = await claimer.timed();
    if (turn >= 0) times.push(tookMs);
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
  { normal, held, after }: Record<'normal' | 'held' | 'after', number[]>,
  { published, claims }: { published: number; claims: number },
): SectionResult {
  const figures = [
    { when: 'before', ...summary(normal) },
    { when: `${published} posts later, snapshot held`, ...summary(held) },
    { when: 'snapshot gone, vacuumed', ...summary(after) },
  ];
  const ratio = round(median(held) / median(normal), 2);
  return {
    title: `${claims} claims of 100 posts each, ${duePosts} due over 2,000 connections: milliseconds`,
    columns: ['', 'p50', 'p99'],
    rows: figures.map(({ when, p50Ms, p99Ms }) => [when, p50Ms.toFixed(2), p99Ms.toFixed(2)]),
    notes: [`p50, held ÷ before: ${ratio} (must 1.5, aim 1.1)`],
    data: { claims, published, figures, ratio },
  };
}
