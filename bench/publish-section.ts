import { fullPipeline, rawUndici, type Pipeline } from './pipelines.ts';
import { fillLikeInUse } from './mass-rows.ts';
import { bullMq, graphileWorker, pgBoss } from './queues.ts';
import { median, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { requireEachOnce, startStub, World, type Stub } from './world.ts';

interface Row {
  name: string;
  perSecond: number[];
  transactionsPer1000: number[];
}

/** The ceiling, the service and three queues in turns, on one stub, one database and the same connections. */
export async function measurePublishing({ posts, rounds }: Sizes): Promise<SectionResult> {
  const world = await World.create();
  const stub = await startStub(0);
  // Every round leaves its posts there.
  await fillLikeInUse(world);
  const pipelines = [
    rawUndici(stub.url),
    await fullPipeline(world, stub.url),
    await pgBoss(world, stub.url),
    await graphileWorker(world, stub.url),
    await bullMq(world, stub.url),
  ].filter((pipeline) => pipeline !== null);
  const rows: Row[] = pipelines.map(({ name }) => ({ name, perSecond: [], transactionsPer1000: [] }));
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const [index, pipeline] of pipelines.entries()) {
      const measured = await measure({ world, stub, posts }, pipeline);
      // The first round warms up: connections, caches, compiled code.
      if (turn === 0) continue;
      rows[index]?.perSecond.push(measured.perSecond);
      rows[index]?.transactionsPer1000.push(measured.transactionsPer1000);
    }
  }
  for (const pipeline of pipelines) await pipeline.close();
  stub.stop();
  await world.close();
  return present(rows, { posts, rounds });
}

async function measure(
  { world, stub, posts }: { world: World; stub: Stub; posts: number },
  pipeline: Pipeline,
) {
  await stub.reset();
  const publishedBefore = await world.publishedCount();
  await pipeline.fill(posts);
  const [before, startedAt] = [await world.transactions(), performance.now()];
  await pipeline.run();
  const seconds = (performance.now() - startedAt) / 1000;
  const committed = (await world.transactions()) - before;
  const published = (await world.publishedCount()) - publishedBefore;
  if (pipeline.name !== 'raw undici' && published !== posts) {
    throw new Error(`${pipeline.name} left ${posts - published} of ${posts} rows unpublished.`);
  }
  await requireEachOnce(stub, pipeline.name, posts);
  return { perSecond: posts / seconds, transactionsPer1000: (committed / posts) * 1000 };
}

function present(rows: Row[], { posts, rounds }: { posts: number; rounds: number }): SectionResult {
  const [raw, own, ...queues] = rows.map(({ perSecond }) => median(perSecond));
  const best = Math.max(...queues);
  const toRaw = round(own! / raw!, 3);
  const toBest = round(own! / best, 3);
  const notRun = rows.some(({ name }) => name === 'BullMQ')
    ? []
    : ['BullMQ: not run, there is no Redis here.'];
  return {
    title: `${posts} posts a round, ${rounds} rounds in turns: posts a second`,
    columns: ['', 'median', 'min-max', '÷ raw', 'service ÷ it', 'transactions per 1,000 posts'],
    rows: rows.map(({ name, perSecond, transactionsPer1000 }) => [
      name,
      String(Math.round(median(perSecond))),
      `${Math.round(Math.min(...perSecond))}-${Math.round(Math.max(...perSecond))}`,
      (median(perSecond) / raw!).toFixed(2),
      (own! / median(perSecond)).toFixed(2),
      String(Math.round(median(transactionsPer1000))),
    ]),
    notes: [
      `service ÷ raw undici ${toRaw} (must 0.30, aim 0.45)`,
      `service ÷ best queue ${toBest} (must 2, aim 4)`,
      ...notRun,
    ],
    data: { posts, rounds, serviceToRaw: toRaw, serviceToBestQueue: toBest, rows },
  };
}
