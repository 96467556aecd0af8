import { SandboxClient } from '../../../sandbox/support/sandbox-client.ts';
import { Database } from '../../../src/database/database.ts';
import { TestClock } from '../../support/test-clock.ts';
import { FaultSwitch, type Fault } from './fault-switch.ts';
import { liveUntilReached, startFaultyWorker } from './faulty-worker.ts';

/** A worker that ends itself with SIGKILL at the point that FAULT names. Exits with 1 when it does not get there. */
const faults = new FaultSwitch();
const clock = new TestClock();
const worker = await startFaultyWorker(process.env, clock, faults);
const database = worker.nest.get(Database);
const sandbox = new SandboxClient(process.env['FACEBOOK_GRAPH_URL'] ?? '');

const [time] = await database.rows<{ shift: number }>(
  'SELECT extract(epoch FROM shift)::float8 AS shift FROM test_clock',
);
clock.moveTo(time?.shift ?? 0);
faults.arm(JSON.parse(process.env['FAULT'] ?? '') as Fault);
await liveUntilReached({
  faults,
  worker,
  advance: async (seconds) => {
    clock.advance(seconds);
    await database.count('UPDATE test_clock SET shift = shift + make_interval(secs => $1)', [seconds]);
    await sandbox.control('clock', { advanceSeconds: seconds });
  },
}).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
