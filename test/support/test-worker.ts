import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.ts';
import { AppConfig } from '../../src/config/app-config.ts';
import { Clock } from '../../src/kernel/clock.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { ReconcileService } from '../../src/modules/posts/reconcile.service.ts';
import type { TestClock } from './test-clock.ts';

export interface TestWorkerParts {
  /** As `serviceEnv` gives it; the role must be `api`, so that no job runs by itself. */
  env: Record<string, string | undefined>;
  clock: TestClock;
  /** Puts the test's own providers in the place of the service's. */
  replace?: (module: TestingModuleBuilder) => TestingModuleBuilder;
}

/** One worker of the service in this process, without HTTP; its jobs run when the test says so. */
export class TestWorker {
  /** What its jobs threw; a job that breaks off does not stop the next one. */
  readonly complaints: unknown[] = [];

  private constructor(readonly nest: INestApplicationContext) {}

  /** The worker in an application that runs already. */
  static inside(nest: INestApplicationContext): TestWorker {
    return new TestWorker(nest);
  }

  static async start({ env, clock, replace }: TestWorkerParts): Promise<TestWorker> {
    const builder = Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(AppConfig)
      .useValue(AppConfig.from(env))
      .overrideProvider(Clock)
      .useValue(clock);
    const nest = await (replace?.(builder) ?? builder).compile();
    nest.useLogger(false);
    await nest.init();
    return new TestWorker(nest);
  }

  /** What its clocks would do in a second: claim what is due, go on with what waits, look up what is open. */
  async turn(): Promise<void> {
    const publishing = this.nest.get(PublishingService);
    await this.run(() => publishing.publishDue());
    await this.run(() => publishing.resumeUnsent());
    await publishing.drain();
    const reconcile = this.nest.get(ReconcileService);
    await this.run(() => reconcile.reconcileSettled());
    await reconcile.drain();
  }

  async close(): Promise<void> {
    await this.nest.close();
  }

  private async run(job: () => Promise<unknown>): Promise<void> {
    await job().catch((error: unknown) => this.complaints.push(error));
  }
}
