import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import { AppModule } from '../../src/app.module.ts';
import { AppConfig } from '../../src/config/app-config.ts';
import { createHttpAdapter, prepareHttp } from '../../src/http/http-app.ts';
import { Clock } from '../../src/kernel/clock.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { ReconcileService } from '../../src/modules/posts/reconcile.service.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import { ApiClient } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { Given } from './given.ts';
import { freePort, serviceEnv } from './settings.ts';
import { TestClock } from './test-clock.ts';

export interface Route {
  method: string;
  /** As registered, with `:name` for a parameter. */
  url: string;
}

/** The whole service in this process: a real database, the sandbox over HTTP, and a clock that stands in the test's hand. */
export class TestApp {
  readonly clock = new TestClock();
  readonly api: ApiClient;
  readonly sandbox: SandboxClient;
  readonly given: Given;

  private constructor(
    readonly nest: NestFastifyApplication,
    /** Every route there is, as the HTTP server itself was told of it. */
    readonly routes: readonly Route[],
    readonly database: TestDatabase,
    private readonly runningSandbox: RunningSandbox,
    readonly url: string,
    clock: TestClock,
  ) {
    this.clock = clock;
    this.api = new ApiClient(url);
    this.sandbox = new SandboxClient(runningSandbox.url);
    this.given = new Given({ ...this, cipher: nest.get(TokenCipher) });
  }

  /** Jobs do not run by themselves here (role api); a test calls what it wants to happen. */
  static async start(
    overrides: Record<string, string> = {},
    controllers: Type<unknown>[] = [],
  ): Promise<TestApp> {
    const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
    const env = serviceEnv({
      port,
      databaseUrl: database.url,
      sandboxUrl: sandbox.url,
      overrides: { SOCIAL_ROLE: 'api', SMTP_URL: sandbox.smtpUrl, ...overrides },
    });
    const clock = new TestClock();
    const module = await Test.createTestingModule({ imports: [AppModule], controllers })
      .overrideProvider(AppConfig)
      .useValue(AppConfig.from(env))
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    const adapter = createHttpAdapter();
    const routes: Route[] = [];
    adapter.getInstance().addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: each, url });
    });
    const nest = module.createNestApplication<NestFastifyApplication>(adapter);
    nest.useLogger(false);
    await prepareHttp(nest);
    await nest.listen(port, '127.0.0.1');
    return new TestApp(nest, routes, database, sandbox, `http://127.0.0.1:${port}`, clock);
  }

  /** The platforms' own state: what they issued and what is still good there. */
  get platforms(): RunningSandbox['sandbox'] {
    return this.runningSandbox.sandbox;
  }

  get sandboxUrl(): string {
    return this.runningSandbox.url;
  }

  /** Claims what is due and waits until nothing is on its way. */
  async publishDue(): Promise<void> {
    const publishing = this.nest.get(PublishingService);
    await publishing.publishDue();
    await publishing.drain();
  }

  /** Goes on with attempts that wait for the platform, and looks up sends whose outcome is open. */
  async recover(): Promise<void> {
    const publishing = this.nest.get(PublishingService);
    await publishing.resumeUnsent();
    await publishing.drain();
    const reconcile = this.nest.get(ReconcileService);
    await reconcile.reconcileSettled();
    await reconcile.drain();
  }

  /** Moves the database's, the process's and the sandbox's time together. */
  async advance(seconds: number): Promise<void> {
    this.clock.advance(seconds);
    await this.database.advance(seconds);
    await this.sandbox.control('clock', { advanceSeconds: seconds });
  }

  async close(): Promise<void> {
    await this.nest.close();
    await this.runningSandbox.close();
    await this.database.drop();
  }
}
