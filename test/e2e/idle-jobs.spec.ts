import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { OtlpReceiver } from '../support/otlp-receiver.ts';
import { TestApp } from '../support/test-app.ts';

interface Job {
  run(): Promise<void>;
}

let collector: OtlpReceiver;

beforeAll(async () => {
  collector = await OtlpReceiver.start();
});

afterAll(async () => {
  await collector.close();
});

it('a job that finds nothing to do leaves no trace, whichever it is', async () => {
  const app = await TestApp.start({ SOCIAL_ROLE: 'worker', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const jobs = jobsOf(app);

  for (let round = 0; round < 4; round += 1) {
    for (const job of jobs) await job.run();
  }
  await app.given.connection('TWITTER');
  for (const job of jobs) await job.run();
  // What is not sent yet goes out at the end.
  await app.close();

  const traced = collector.spans.map(({ name }) => name).filter((name) => name.startsWith('job '));
  const again = traced.filter((name, place) => traced.indexOf(name) < place);
  expect(jobs.length).toBeGreaterThanOrEqual(20);
  expect(again).toEqual([]);
  // That somebody connected an account was news to it.
  expect(traced).toContain('job make-notices');
});

function jobsOf({ nest }: TestApp): Job[] {
  const providers = [...nest.get(ModulesContainer).values()].flatMap((module) => [
    ...module.providers.values(),
  ]);
  return providers.filter(({ name }) => String(name).endsWith('Job')).map(({ instance }) => instance as Job);
}
