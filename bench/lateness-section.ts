import { percentile, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { startWorkers, stopWorkers, untilStub } from './worker-processes.ts';
import { startStub, World } from './world.ts';

/** So that every worker is awake and every connection warm when the first post comes due, in milliseconds. */
const headStartMs = 5_000;
const workerCount = 2;
const connections = 2_000;

export interface Arrivals {
  /** From due to the request at the platform, in seconds, of each post. */
  late: number[];
  /** From the first due time to the last request, in seconds. */
  lastAfter: number;
  accepted: number;
}

/** Posts that come due one after another at a steady rate: how late each reaches the platform. */
export async function measureLateness({ rate, seconds, delayMs }: Sizes): Promise<SectionResult> {
  const { late, accepted } = await sendOnTime({ posts: rate * seconds, stepMs: 1000 / rate, delayMs });
  const [p50, p99, most] = quantiles(late);
  return {
    title: `${rate} posts a second for ${seconds} s over ${connections} connections, ${workerCount} workers, a platform that takes ${delayMs} ms: seconds from due to request`,
    columns: ['posts', 'p50', 'p99', 'latest'],
    rows: [[String(accepted), p50.toFixed(3), p99.toFixed(3), most.toFixed(3)]],
    notes: [`p50 ${p50} s (must 0.6), p99 ${p99} s (must 2, aim 1)`],
    data: { rate, seconds, delayMs, workers: workerCount, connections, p50, p99, latest: most },
  };
}

/** @throws Error when a post was sent twice or not at all. */
export async function sendOnTime(plan: {
  posts: number;
  stepMs: number;
  delayMs: number;
}): Promise<Arrivals> {
  const { posts, stepMs } = plan;
  const world = await World.create();
  const stub = await startStub(plan.delayMs);
  await world.connections(connections, 200);
  const workers = await startWorkers(world, stub, workerCount);
  const from = new Date(Math.ceil((Date.now() + headStartMs) / 1000) * 1000);
  const due = await world.comingPosts(posts, { from, stepMs });
  const timeoutSeconds = (posts * stepMs) / 1000 + 300;
  await untilStub(stub, ({ distinct }) => distinct >= posts, { what: 'every post was sent', timeoutSeconds });
  await stopWorkers(workers);
  const [arrivals, { accepted }] = [await stub.arrivals(), await stub.count()];
  stub.stop();
  await world.close();
  if (accepted !== posts || arrivals.size !== posts)
    throw new Error(`${accepted} posts were sent, ${arrivals.size} different ones, instead of ${posts}.`);
  return {
    late: [...due].map(([text, at]) => (arrivals.get(text)! - at) / 1000),
    lastAfter: ([...arrivals.values()].reduce((last, at) => Math.max(last, at), 0) - from.getTime()) / 1000,
    accepted,
  };
}

/** The middle, the 99th of a hundred, and the worst. */
export function quantiles(values: number[]): [number, number, number] {
  return [
    round(percentile(values, 0.5), 3),
    round(percentile(values, 0.99), 3),
    round(percentile(values, 1), 3),
  ];
}
