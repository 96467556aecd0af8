import { memoryMb } from './process-cost.ts';
import { pause } from './pause.ts';
import { round, type SectionResult } from './report.ts';
import { startWorkers, stopWorkers, untilStub } from './worker-processes.ts';
import { startStub, World } from './world.ts';

/** As many as one worker sends at once. */
const inFlight = 500;
const rounds = 4;
/** Long enough that all of them hang at the same moment. */
const delayMs = 8_000;
const settleMs = 5_000;

/** How much memory a worker holds while as many sends as it takes on wait for their answers. */
export async function measureMemory(): Promise<SectionResult> {
  const world = await World.create();
  const stub = await startStub(delayMs);
  await world.connections(2_000, 200);
  const [worker] = await startWorkers(world, stub, 1);
  await pause(settleMs);
  const idle = memoryMb(worker!.pid).resident;
  await world.duePosts(rounds * inFlight);
  const isFull = ({ waiting }: { waiting: number }) => waiting >= inFlight;
  await untilStub(stub, isFull, { what: `${inFlight} sends wait`, timeoutSeconds: 60 });
  const full = memoryMb(worker!.pid).resident;
  const areSent = ({ distinct }: { distinct: number }) => distinct >= rounds * inFlight;
  await untilStub(stub, areSent, { what: 'every post was sent', timeoutSeconds: 120 });
  const peak = memoryMb(worker!.pid).peak;
  await stopWorkers([worker!]);
  stub.stop();
  await world.close();
  return present({ idle: round(idle, 1), full: round(full, 1), peak: round(peak, 1) });
}

function present({ idle, full, peak }: Record<'idle' | 'full' | 'peak', number>): SectionResult {
  return {
    title: `One worker, ${inFlight} sends waiting for a platform that takes ${delayMs / 1000} s; ${rounds * inFlight} sent in all: resident MB`,
    columns: ['idle', `at ${inFlight} in flight`, 'most at any time'],
    rows: [[idle, full, peak].map((mb) => mb.toFixed(0))],
    notes: [`at ${inFlight} in flight ${full} MB (must 200, aim 150)`],
    data: { inFlight, idle, full, peak },
  };
}
