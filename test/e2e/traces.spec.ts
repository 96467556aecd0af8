import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.ts';
import { ServiceProcess, until } from '../support/service-process.ts';
import { serviceEnv, signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

const words = 'Nobody else reads what this post says';

describe('Traces of a service with a collector', () => {
  let app: TestApp;
  let collector: OtlpReceiver;
  let service: ServiceProcess | undefined;

  beforeAll(async () => {
    [app, collector] = await Promise.all([TestApp.start(), OtlpReceiver.start()]);
    const connection = await app.given.connection('TWITTER');
    service = await ServiceProcess.start({
      databaseUrl: app.database.url,
      sandboxUrl: app.sandboxUrl,
      overrides: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b',
        OTEL_SERVICE_NAME: 'clubs',
      },
    });
    const { body } = await request(`${service.url}/api/v1/social/posts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await signToken()}`,
        'content-type': 'application/json',
        'x-request-id': 'traced-1',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
      body: JSON.stringify({ connectionIds: [connection.id], content: words }),
    });
    const { posts } = (await body.json()) as { posts: { id: string }[] };
    await until('the post is out', async () =>
      (await app.api.get<{ status: string }>(`/posts/${posts[0]!.id}`)).body.status === 'PUBLISHED'
        ? true
        : undefined,
    );
    // What is not sent yet goes out at the end.
    await service.stop();
  });

  afterAll(async () => {
    await service?.stop();
    await collector.close();
    await app.close();
  });

  const fact = (span: ReceivedSpan | undefined, key: string) =>
    Object.values(span?.attributes.find((each) => each.key === key)?.value ?? {})[0];
  const below = (parent: ReceivedSpan | undefined) =>
    collector.spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId);

  it('show the request by its route, below the span of the caller', () => {
    const [span] = collector.named('POST /api/v1/social/posts');

    expect(span).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
    });
    expect(fact(span, 'social.request_id')).toBe('traced-1');
    expect(Number(fact(span, 'http.response.status_code'))).toBe(201);
  });

  it('show an attempt with its steps, and the call to the platform within the send', () => {
    const [attempt] = collector.named('publish attempt');
    const [send] = collector.named('send');

    expect(attempt?.events.map(({ name }) => name)).toEqual(['claimed']);
    expect(fact(attempt, 'social.post_id')).toMatch(/^[\da-f-]{36}$/);
    expect(below(attempt).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['mark', 'send', 'record']),
    );
    expect(below(send).map(({ name }) => name)).toEqual(['platform call']);
    expect(fact(below(send)[0], 'social.operation')).toBe('POST /2/tweets');
  });

  it('have a trace for each run of a job, and none for rounds that found nothing to publish', () => {
    const jobs = collector.spans.filter(({ name }) => name.startsWith('job '));

    expect(jobs.map(({ name }) => name)).toContain('job publish-due-posts');
    expect(jobs.every(({ parentSpanId }) => !parentSpanId)).toBe(true);
    expect(collector.named('job publish-due-posts').length).toBeLessThanOrEqual(2);
  });

  it('name the service, carry the headers of the collector, and hold no token and no word of a post', () => {
    expect(collector.raw).toContain('clubs');
    expect(collector.headers[0]).toMatchObject({ 'x-key': 'a b' });
    expect(collector.raw).not.toContain(words);
    expect(collector.raw).not.toMatch(/Bearer|eyJ|access_token/i);
  });
});

describe('A service without a collector', () => {
  it('loads nothing that exports traces; one with a collector does', () => {
    const loaded = (more: Record<string, string>) => {
      const env = serviceEnv({
        port: 3000,
        databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
        sandboxUrl: 'http://127.0.0.1:1',
        overrides: more,
      });
      const program = `
        import 'reflect-metadata';
        import { AppConfig } from './dist/src/config/app-config.js';
        import { TraceExport } from './dist/src/http/trace-export.service.js';
        import './dist/src/app.module.js';
        import { createRequire } from 'node:module';
        const traces = new TraceExport(AppConfig.from(process.env));
        await traces.onModuleInit();
        const cache = Object.keys(createRequire(import.meta.url).cache);
        const names = cache.filter((path) => /@opentelemetry.(sdk|exporter|otlp)/.test(path));
        console.log(names.length);
        process.exit(0);`;
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { PATH: process.env['PATH'], ...env },
        encoding: 'utf8',
      });
      if (stderr) throw new Error(stderr);
      return Number(stdout);
    };

    expect(loaded({})).toBe(0);
    expect(loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' })).toBeGreaterThan(10);
  });
});
