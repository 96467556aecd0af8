import { pause } from './pause.ts';
import { cpuSeconds, postgresCpuSeconds } from './process-cost.ts';
import { round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { startWorkers, stopWorkers } from './worker-processes.ts';
import { startStub, World } from './world.ts';

const settleMs = 10_000;
/** A process that has just started clears away what the start left behind, a few times, seconds apart. */
const workerSettleMs = 30_000;

/** What a worker with nothing due costs itself and the database, against the database without any worker. */
export async function measureIdle({ seconds }: Sizes): Promise<SectionResult> {
  const world = await World.create();
  const stub = await startStub(0);
  await world.connections(2_000, 200);
  await world.comingPosts(10_000, { from: new Date(Date.now() + 86_400_000), stepMs: 100 });
  await pause(settleMs);
  const alone = await share(seconds, () => postgresCpuSeconds(world));
  const [worker] = await startWorkers(world, stub, 1);
  await pause(workerSettleMs);
  const both = await Promise.all([
    share(seconds, () => cpuSeconds(worker!.pid)),
    share(seconds, () => postgresCpuSeconds(world)),
  ]);
  await stopWorkers([worker!]);
  stub.stop();
  await world.close();
  return present({ seconds, worker: both[0], postgres: both[1], postgresAlone: alone });
}

/** Of one processor, in percent. */
async function share(seconds: number, spent: () => number): Promise<number> {
  const [before, startedAt] = [spent(), performance.now()];
  await pause(seconds * 1000);
  return round((100 * (spent() - before)) / ((performance.now() - startedAt) / 1000), 2);
}

function present(idle: Record<'seconds' | 'worker' | 'postgres' | 'postgresAlone', number>): SectionResult {
  return {
    title: `Nothing due, 10,000 posts planned, watched for ${idle.seconds} s: percent of one processor`,
    columns: ['worker', 'PostgreSQL with it', 'PostgreSQL without'],
    rows: [[idle.worker, idle.postgres, idle.postgresAlone].map((percent) => percent.toFixed(2))],
    notes: [`worker ${idle.worker} % (must 1, aim 0.3)`],
    data: idle,
  };
}
