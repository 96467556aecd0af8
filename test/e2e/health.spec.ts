import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { request } from 'undici';
import { AppConfig } from '../../src/config/app-config.ts';
import { SchedulerHealth } from '../../src/jobs/scheduler-health.ts';
import { SystemClock } from '../../src/kernel/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { serviceEnv } from '../support/settings.ts';
import { SilentLine } from '../support/silent-line.ts';
import { TestApp } from '../support/test-app.ts';

describe('The readiness probe', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  it('answers 503 and names the part that is down', async () => {
    const before = await request(`${app.url}/health/ready`);
    await before.body.dump();
    await app.nest.get(DataSource).destroy();

    const { statusCode, body } = await request(`${app.url}/health/ready`);

    expect(before.statusCode).toBe(200);
    expect(statusCode).toBe(503);
    expect(await body.json()).toMatchObject({
      code: 'NOT_READY',
      detail: 'Not ready: database.',
      details: { database: { status: 'down' }, scheduler: { status: 'up' } },
    });
  });
});

describe('The readiness probe of a process whose database falls silent', () => {
  let database: TestDatabase;
  let line: SilentLine;
  let service: ServiceProcess | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
    line = await SilentLine.to(database.url);
    service = await ServiceProcess.start({
      databaseUrl: line.through(database.url),
      sandboxUrl: 'http://127.0.0.1:1',
      overrides: { SOCIAL_ROLE: 'api' },
    });
  });

  afterAll(async () => {
    await service?.kill();
    await line.close();
    await database.drop();
  });

  it('answers 503 within little more than two seconds, and so do the metrics, without what only the database knows', async () => {
    const ask = async (path: string) => {
      const from = performance.now();
      const { statusCode, body } = await request(`${service!.url}${path}`);
      return { status: statusCode, text: await body.text(), ms: performance.now() - from };
    };
    line.fallSilent();

    const [ready, metrics] = await Promise.all([ask('/health/ready'), ask('/metrics')]);

    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.text)).toMatchObject({ code: 'NOT_READY', detail: 'Not ready: database.' });
    expect(ready.ms).toBeLessThan(3_000);
    expect(metrics.status).toBe(200);
    expect(metrics.text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(metrics.ms).toBeLessThan(3_000);
  });
});

describe('The scheduler, as the readiness probe sees it', () => {
  class HandClock extends SystemClock {
    ms = 1_000_000;

    override monotonicMs(): number {
      return this.ms;
    }
  }

  let clock: HandClock;

  const schedulerOf = (role: string) => {
    clock = new HandClock();
    const env = serviceEnv({
      port: 3000,
      databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
      sandboxUrl: 'http://127.0.0.1:1',
      overrides: { SOCIAL_ROLE: role },
    });
    return new SchedulerHealth(AppConfig.from(env), clock, new HealthIndicatorService());
  };
  const statusOf = (health: SchedulerHealth) => health.check()['scheduler']?.status;

  it.each(['worker', 'all'])(
    'is down in the role %s before it ticked, and 15 s after it last did',
    (role) => {
      const health = schedulerOf(role);
      const atFirst = statusOf(health);
      health.tick();
      const ticked = statusOf(health);

      clock.ms += 15_000;
      const inTime = statusOf(health);
      clock.ms += 1;
      const late = statusOf(health);
      health.tick();

      expect([atFirst, ticked, inTime, late]).toEqual(['down', 'up', 'up', 'down']);
      expect(statusOf(health)).toBe('up');
    },
  );

  it('is up in an API process, which runs no jobs', () => {
    const health = schedulerOf('api');

    clock.ms += 3_600_000;

    expect(statusOf(health)).toBe('up');
  });
});
