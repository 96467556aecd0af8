import { ServiceProcess } from '../test/support/service-process.ts';
import { pause } from './pause.ts';
import type { Stub, World } from './world.ts';

/** `count` built workers as processes of their own, on the world's database and the stub; ready when this resolves. */
export async function startWorkers(world: World, stub: Stub, count: number): Promise<ServiceProcess[]> {
  const { PORT: _port, DATABASE_URL: databaseUrl = '', ...settings } = world.env(stub.url);
  const overrides = { ...settings, SOCIAL_ROLE: 'worker', LOG_LEVEL: 'warn' };
  return await Promise.all(
    Array.from({ length: count }, async () =>
      ServiceProcess.start({ databaseUrl, sandboxUrl: stub.url, overrides }),
    ),
  );
}

export async function stopWorkers(workers: ServiceProcess[]): Promise<void> {
  await Promise.all(workers.map(async (worker) => await worker.stop()));
}

/** Asks the stub until `isEnough` says so. @throws Error with `what` after `timeoutSeconds`. */
export async function untilStub(
  stub: Stub,
  isEnough: (count: { distinct: number; waiting: number }) => boolean,
  patience: { what: string; timeoutSeconds: number },
): Promise<void> {
  const givenUpAt = performance.now() + patience.timeoutSeconds * 1000;
  while (!isEnough(await stub.count())) {
    if (performance.now() > givenUpAt) {
      throw new Error(`Waited ${patience.timeoutSeconds} s in vain: ${patience.what}`);
    }
    await pause(100);
  }
}
