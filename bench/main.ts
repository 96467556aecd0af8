import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { fullPipeline, rawUndici, type Pipeline } from './pipelines.ts';
import { bullMq, graphileWorker, pgBoss } from './queues.ts';
import { startStub, World, type Stub } from './world.ts';

// npm run bench -- [--posts 5000] [--rounds 5] [--json bench/results/publish.json]
const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
});
const posts = Number(values.posts);
const rounds = Number(values.rounds);

interface Row {
  name: string;
  perSecond: number[];
  transactionsPer1000: number[];
}

async function main(): Promise<void> {
  const world = await World.create();
  const stub = await startStub(0);
  await world.connections(2_000, 200);
  const pipelines = [
    rawUndici(stub.url),
    await fullPipeline(world, stub.url),
    await pgBoss(world, stub.url),
    await graphileWorker(world, stub.url),
    await bullMq(world, stub.url),
  ].filter((pipeline) => pipeline !== null);
  const rows: Row[] = pipelines.map(({ name }) => ({ name, perSecond: [], transactionsPer1000: [] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, pipeline] of pipelines.entries()) {
      const measured = await measure(world, stub, pipeline);
      // The first round warms up: connections, caches, compiled code.
      if (round > 0) rows[index]?.perSecond.push(measured.perSecond);
      if (round > 0) rows[index]?.transactionsPer1000.push(measured.transactionsPer1000);
    }
  }
  print(rows);
  if (values.json) await store(values.json, rows);
  for (const pipeline of pipelines) await pipeline.close();
  stub.stop();
  await world.close();
}

async function measure(world: World, stub: Stub, pipeline: Pipeline) {
  await stub.reset();
  const before = await world.transactions();
  const seconds = await pipeline.run(posts);
  const committed = (await world.transactions()) - before;
  const { accepted, distinct } = await stub.count();
  if (accepted !== posts || distinct !== posts) {
    throw new Error(
      `${pipeline.name} sent ${accepted} posts, ${distinct} different ones, instead of ${posts}.`,
    );
  }
  return { perSecond: posts / seconds, transactionsPer1000: (committed / posts) * 1000 };
}

function print(rows: Row[]): void {
  const raw = median(rows[0]?.perSecond ?? []);
  const own = median(rows[1]?.perSecond ?? []);
  process.stdout.write(`${posts} posts, ${rounds} rounds, interleaved; load ${loadavg()[0]?.toFixed(1)}\n\n`);
  process.stdout.write(
    '                    posts/s (median, min-max)      ÷ raw   service ÷ it   tx per 1,000\n',
  );
  for (const { name, perSecond, transactionsPer1000 } of rows) {
    const middle = median(perSecond);
    const range = `${Math.round(Math.min(...perSecond))}-${Math.round(Math.max(...perSecond))}`;
    process.stdout.write(
      `${name.padEnd(18)}${String(Math.round(middle)).padStart(9)}  (${range})`.padEnd(50) +
        `${(middle / raw).toFixed(2).padStart(6)}${(own / middle).toFixed(2).padStart(13)}` +
        `${String(Math.round(median(transactionsPer1000))).padStart(14)}\n`,
    );
  }
}

async function store(file: string, rows: Row[]): Promise<void> {
  await mkdir('bench/results', { recursive: true });
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  await writeFile(file, `${JSON.stringify({ posts, rounds, machine, rows }, null, 2)}\n`);
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

await main();
