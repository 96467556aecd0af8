import { memoryMb } from './process-cost.ts';
import { pause } from './pause.ts';
import { round, type SectionResult } from './report.ts';
import { startWorkers, stopWorkers, untilStub } from './worker-processes.ts';
import { startStub, World, type Stub } from './world.ts';

/** As many as one worker sends at once. */
const inFlight = 500;
const rounds = 4;
/** Long enough that all of them hang at the same moment. */
const delayMs = 8_000;
/** A process keeps what its start left behind for about half a minute. */
const ages = [
  { name: 'just started', seconds: 5 },
  { name: 'a minute old', seconds: 60 },
];

interface Measured {
  name: string;
  idle: number;
  full: number;
  peak: number;
}

/** How much memory a worker holds while as many sends as it takes on wait for their answers. */
export async function measureMemory(): Promise<SectionResult> {
  const world = await World.create();
  const stub = await startStub(delayMs);
  await world.connections(2_000, 200);
  const measured: Measured[] = [];
  for (const age of ages) measured.push(await measureWorker(world, stub, age));
  stub.stop();
  await world.close();
  return present(measured);
}

async function measureWorker(world: World, stub: Stub, age: (typeof ages)[number]): Promise<Measured> {
  await stub.reset();
  const [worker] = await startWorkers(world, stub, 1);
  await pause(age.seconds * 1000);
  const idle = memoryMb(worker!.pid).resident;
  await world.duePosts(rounds * inFlight);
  const isFull = ({ waiting }: { waiting: number }) => waiting >= inFlight;
  await untilStub(stub, isFull, { what: `${inFlight} sends wait`, timeoutSeconds: 60 });
  const full = memoryMb(worker!.pid).resident;
  const areSent = ({ distinct }: { distinct: number }) => distinct >= rounds * inFlight;
  await untilStub(stub, areSent, { what: 'every post was sent', timeoutSeconds: 120 });
  const peak = memoryMb(worker!.pid).peak;
  await stopWorkers([worker!]);
  return { name: age.name, idle: round(idle, 1), full: round(full, 1), peak: round(peak, 1) };
}

function present(measured: Measured[]): SectionResult {
  const [fresh, older] = measured;
  return {
    title: `One worker, ${inFlight} sends waiting for a platform that takes ${delayMs / 1000} s; ${rounds * inFlight} sent in all: resident MB`,
    columns: ['worker', 'idle', `at ${inFlight} in flight`, 'most at any time'],
    rows: measured.map(({ name, ...mb }) => [name, ...Object.values(mb).map((each) => each.toFixed(0))]),
    notes: [
      `at ${inFlight} in flight ${fresh!.full} MB just after its start, ${older!.full} MB a minute later (must 200, aim 150)`,
    ],
    data: { inFlight, measured },
  };
}
