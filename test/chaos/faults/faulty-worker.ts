import { DataSource } from 'typeorm';
import { AppConfig } from '../../../src/config/app-config.ts';
import { Database } from '../../../src/database/database.ts';
import { PlatformHttp } from '../../../src/modules/providers/provider.http.ts';
import type { TestClock } from '../../support/test-clock.ts';
import { TestWorker } from '../../support/test-worker.ts';
import type { FaultSwitch } from './fault-switch.ts';
import { FaultyDatabase } from './faulty-database.ts';
import { FaultyHttp } from './faulty-http.ts';

const mostRounds = 12;
const roundSeconds = 40;

/** A worker of which one step fails as `faults` says; nothing in the service knows of it. */
export async function startFaultyWorker(
  env: Record<string, string | undefined>,
  clock: TestClock,
  faults: FaultSwitch,
): Promise<TestWorker> {
  return await TestWorker.start({
    env,
    clock,
    replace: (module) =>
      module
        .overrideProvider(Database)
        .useFactory({
          factory: (source: DataSource) => new FaultyDatabase(source, faults),
          inject: [DataSource],
        })
        .overrideProvider(PlatformHttp)
        .useFactory({
          factory: (config: AppConfig, database: FaultyDatabase) => new FaultyHttp(config, faults, database),
          inject: [AppConfig, Database],
        }),
  });
}

export interface Life {
  faults: FaultSwitch;
  worker: TestWorker;
  advance: (seconds: number) => Promise<void>;
}

/** Turns and time until the fault has happened. The last turn comes back unfinished when it hangs. */
export async function liveUntilReached({
  faults,
  worker,
  advance,
}: Life): Promise<{ lastTurn: Promise<void> }> {
  for (let round = 0; round < mostRounds; round += 1) {
    const lastTurn = worker.turn();
    await Promise.race([lastTurn, faults.reached]);
    if (faults.isReached) return { lastTurn };
    await advance(roundSeconds);
  }
  const complaints = worker.complaints.map(String).join('; ');
  throw new Error(`The point was not reached in ${mostRounds} rounds. ${complaints}`);
}
