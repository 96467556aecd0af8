import { fillLikeInUse } from './mass-rows.ts';
import { fullPipeline, rawUndici, type Pipeline } from './pipelines.ts';
import { cpuSeconds, postgresCpuSeconds } from './process-cost.ts';
import { median, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { requireEachOnce, startStub, World, type Stub } from './world.ts';

/** What publishing itself does not read: the lists of the API, the figures of posts, and the key that keeps a live id single. */
const indexesForOthers = [
  'social_post_by_tenant',
  'social_post_group',
  'social_post_list_of_connection',
  'social_post_unpublished_by_status',
  'social_post_published_by_connection',
  'social_post_engagement_due',
  'social_post_live_once',
];

/** Microseconds of processor time a post, and the posts a second that came of them. */
interface Cost {
  caller: number;
  postgres: number;
  stub: number;
  perSecond: number;
}

interface Variant {
  name: string;
  world: World;
  pipeline: Pipeline;
  costs: Cost[];
}

/**
 * What a post costs and whom: a bare call, the service, and the service on tables that nobody guards, which shows how much of the
 * distance to the bare call the guards are. The caller is this process in all three.
 */
export async function measureCost({ posts, rounds }: Sizes): Promise<SectionResult> {
  const guarded = await World.create();
  const bare = await guarded.sibling('bare');
  const stub = await startStub(0);
  for (const world of [guarded, bare]) await fillLikeInUse(world);
  await takeGuardsAway(bare);
  const variants: Variant[] = [
    { name: 'raw undici', world: guarded, pipeline: rawUndici(stub.url), costs: [] },
    { name: 'service', world: guarded, pipeline: await fullPipeline(guarded, stub.url), costs: [] },
    { name: 'service, bare tables', world: bare, pipeline: await fullPipeline(bare, stub.url), costs: [] },
  ];
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const variant of variants) {
      const cost = await measure(variant, stub, posts);
      // The first round warms up.
      if (turn > 0) variant.costs.push(cost);
    }
  }
  for (const { pipeline } of variants) await pipeline.close();
  stub.stop();
  await bare.close();
  await guarded.close();
  return present(variants, { posts, rounds });
}

/** Triggers, foreign keys and every index that publishing can do without. Only ever in a scratch database. */
async function takeGuardsAway({ pool }: World): Promise<void> {
  for (const table of ['SocialPost', 'SocialPublishAttempt', 'SocialConnection']) {
    await pool.query(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`);
  }
  for (const index of indexesForOthers) await pool.query(`DROP INDEX ${index}`);
}

async function measure({ name, world, pipeline }: Variant, stub: Stub, posts: number): Promise<Cost> {
  await stub.reset();
  await pipeline.fill(posts);
  const spent = () => ({
    caller: cpuSeconds(process.pid),
    postgres: postgresCpuSeconds(world),
    stub: cpuSeconds(stub.pid),
    seconds: performance.now() / 1000,
  });
  const before = spent();
  await pipeline.run();
  const after = spent();
  await requireEachOnce(stub, name, posts);
  const perPost = (who: 'caller' | 'postgres' | 'stub') => ((after[who] - before[who]) / posts) * 1e6;
  return {
    caller: perPost('caller'),
    postgres: perPost('postgres'),
    stub: perPost('stub'),
    perSecond: posts / (after.seconds - before.seconds),
  };
}

function present(variants: Variant[], { posts, rounds }: { posts: number; rounds: number }): SectionResult {
  const figures = variants.map(({ name, costs }) => {
    const middle = (of: keyof Cost) => Math.round(median(costs.map((cost) => cost[of])));
    return {
      name,
      microsecondsAPost: { caller: middle('caller'), postgres: middle('postgres'), stub: middle('stub') },
      perSecond: middle('perSecond'),
    };
  });
  const [raw, service, bare] = figures.map(({ perSecond }) => perSecond);
  // One thread calls: however little everything else cost, it could not send more than this.
  const callerAlone = 1e6 / figures[1]!.microsecondsAPost.caller;
  const ratios = {
    serviceToRaw: round(service! / raw!, 2),
    bareToRaw: round(bare! / raw!, 2),
    callerAloneToRaw: round(callerAlone / raw!, 2),
  };
  return {
    title: `${posts} posts a round, ${rounds} rounds in turns: microseconds of processor time a post`,
    columns: ['', 'caller', 'PostgreSQL', 'stub', 'all', 'posts/s', '÷ raw'],
    rows: figures.map(({ name, microsecondsAPost: { caller, postgres, stub }, perSecond }) =>
      [name, caller, postgres, stub, caller + postgres + stub, perSecond, (perSecond / raw!).toFixed(2)].map(
        String,
      ),
    ),
    notes: [
      `The worker's own thread could send ${Math.round(callerAlone)} a second if the database cost nothing: ${ratios.callerAloneToRaw} of raw undici.`,
    ],
    data: { posts, rounds, figures, ratios },
  };
}
