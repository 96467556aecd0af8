import { cpuSeconds, postgresCpuSeconds } from './process-cost.ts';
import { median, percentile, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { startWorkers, stopWorkers, untilStub } from './worker-processes.ts';
import { startStub, World, type Stub } from './world.ts';

const crews = [1, 2, 4];
/** Enough that no post waits for another one of its connection, whatever the number of workers. */
const connections = 4_000;

interface Stage {
  world: World;
  stub: Stub;
  posts: number;
}

interface Measured {
  workers: number;
  perSecond: number;
  /** Processors that were busy meanwhile, by whom. */
  busy: { workers: number; postgres: number; stub: number };
}

/** How many posts a second one, two and four worker processes send to a platform that takes its time. */
export async function measureWorkers({ workerPosts, delayMs, rounds }: Sizes): Promise<SectionResult> {
  const world = await World.create();
  const stub = await startStub(delayMs);
  await world.connections(connections, 200);
  const measured: Measured[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const workers of crews) {
      measured.push(await measureCrew({ world, stub, posts: workerPosts }, workers));
    }
  }
  stub.stop();
  await world.close();
  return present(measured, { workerPosts, delayMs, rounds });
}

async function measureCrew({ world, stub, posts }: Stage, count: number): Promise<Measured> {
  await world.forgetPosts();
  await stub.reset();
  const workers = await startWorkers(world, stub, count);
  const spent = () => ({
    workers: workers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
    postgres: postgresCpuSeconds(world),
    stub: cpuSeconds(stub.pid),
  });
  const [before, startedAt] = [spent(), performance.now()];
  await world.comingPosts(posts, { from: new Date(), stepMs: 0 });
  await untilStub(stub, ({ distinct }) => distinct >= posts, {
    what: 'every post was sent',
    timeoutSeconds: 600,
  });
  const [after, seconds] = [spent(), (performance.now() - startedAt) / 1000];
  await stopWorkers(workers);
  const { accepted } = await stub.count();
  if (accepted !== posts) throw new Error(`${accepted} posts were sent instead of ${posts}.`);
  const busy = (who: 'workers' | 'postgres' | 'stub') => round((after[who] - before[who]) / seconds, 2);
  return {
    workers: count,
    perSecond: steadyRate([...(await stub.arrivals()).values()]),
    busy: { workers: busy('workers'), postgres: busy('postgres'), stub: busy('stub') },
  };
}

/** Between the first fifth and the last tenth: neither the start, when nothing is compiled yet, nor the last few posts count. */
function steadyRate(arrivals: number[]): number {
  const [from, to] = [percentile(arrivals, 0.2), percentile(arrivals, 0.9)];
  return (0.7 * arrivals.length) / ((to - from) / 1000);
}

function present(
  measured: Measured[],
  { workerPosts, delayMs, rounds }: Pick<Sizes, 'workerPosts' | 'delayMs' | 'rounds'>,
): SectionResult {
  const figures = crews.map((workers) => {
    const own = measured.filter((each) => each.workers === workers);
    const middle = (who: keyof Measured['busy']) => median(own.map(({ busy }) => busy[who]));
    return {
      workers,
      perSecond: round(median(own.map(({ perSecond }) => perSecond)), 1),
      rounds: own.map(({ perSecond }) => round(perSecond, 1)),
      busyProcessors: { workers: middle('workers'), postgres: middle('postgres'), stub: middle('stub') },
    };
  });
  const ratio = round(figures[1]!.perSecond / figures[0]!.perSecond, 2);
  return {
    title: `${workerPosts} posts at once over ${connections} connections, a platform that takes ${delayMs} ms, ${rounds} rounds in turns`,
    columns: ['workers', 'posts/s', '÷ one', 'processors busy: workers', 'PostgreSQL', 'stub'],
    rows: figures.map(({ workers, perSecond, busyProcessors }) => [
      String(workers),
      perSecond.toFixed(0),
      (perSecond / figures[0]!.perSecond).toFixed(2),
      ...Object.values(busyProcessors).map((busy) => busy.toFixed(2)),
    ]),
    notes: [`two ÷ one: ${ratio} (must 1.9)`],
    data: { posts: workerPosts, delayMs, figures, ratio },
  };
}
