import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../config/app-config.ts';
import { Metrics } from '../../http/metrics.ts';
import { SystemClock } from '../../kernel/clock.ts';
import { PlatformClocks } from './provider.clocks.service.ts';
import { PlatformHttp } from './provider.http.ts';

let server: Server;
let listener: RequestListener;
let requests: string[];
let http: PlatformHttp;
let metrics: Metrics;

beforeEach(async () => {
  requests = [];
  metrics = new Metrics();
  listener = (_request, response) => response.end('{"ok":true}');
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  http = new PlatformHttp(
    AppConfig.from({
      JWT_SECRET: 'x'.repeat(32),
      TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      PLATFORM_TIMEOUT_MS: '400',
    }),
    metrics,
    new PlatformClocks(new SystemClock()),
  );
});

afterEach(async () => {
  await http.onApplicationShutdown();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('PlatformHttp', () => {
  it('answers with status, lower-case headers and parsed JSON', async () => {
    listener = (_request, response) => response.writeHead(201, { 'X-Trace': 'a' }).end('{"id":"1"}');

    const outcome = await http.send({
      method: 'POST',
      url: here('/feed'),
      body: { form: { message: 'a b' } },
    });

    expect(outcome).toMatchObject({
      kind: 'answer',
      status: 201,
      headers: { 'x-trace': 'a' },
      body: { id: '1' },
    });
  });

  it('asks when the connection stands whether a request may begin, and sends nothing if not', async () => {
    const asked: number[] = [];
    const post = async (may: boolean) =>
      await http.send({
        method: 'POST',
        url: here('/feed'),
        body: { form: { message: 'a' } },
        mayStart: () => {
          asked.push(requests.length);
          return may;
        },
      });

    const outcomes = [await post(false), await post(true), await post(false)];

    expect(outcomes.map(({ kind }) => kind)).toEqual(['not-sent', 'answer', 'not-sent']);
    expect(requests).toEqual(['POST /feed']);
    expect(asked).toEqual([0, 0, 1]);
  });

  it('counts calls by what they do and how they ended, without whom they concern', async () => {
    await http.send({ method: 'POST', platform: 'FACEBOOK', url: here('/v26.0/610000000000001/feed') });
    listener = (request) => request.socket.destroy();
    await http.send({ method: 'GET', platform: 'FACEBOOK', url: here('/v26.0/610000000000001') });

    const text = await metrics.registry.getSingleMetricAsString('social_platform_call_seconds');

    expect(text).toMatch(/_count\{platform="FACEBOOK",operation="POST \/:id\/feed",status="2xx"\} 1/);
    expect(text).toMatch(/_count\{platform="FACEBOOK",operation="GET \/:id",status="no-answer"\} 1/);
    expect(text).not.toContain('610000000000001');
  });

  it('keeps the status of an answer that is not JSON', async () => {
    listener = (_request, response) => response.writeHead(502).end('<html>Bad gateway</html>');

    const outcome = await http.send({ method: 'GET', url: here('/') });

    expect(outcome).toMatchObject({ kind: 'answer', status: 502, body: undefined });
  });

  it('does not read an answer to its end when it is larger than a megabyte', async () => {
    listener = (_request, response) => response.end(JSON.stringify('x'.repeat(1_200_000)));

    const outcome = await http.send({ method: 'GET', url: here('/') });

    expect(outcome).toMatchObject({ kind: 'answer', status: 200, body: undefined });
  });

  it('follows no redirect', async () => {
    listener = (_request, response) => response.writeHead(302, { location: '/other' }).end();

    const outcome = await http.send({ method: 'GET', url: here('/first') });

    expect(outcome).toMatchObject({ kind: 'answer', status: 302 });
    expect(requests).toEqual(['GET /first']);
  });

  it('proves that nothing was sent when nobody listens', async () => {
    const outcome = await http.send({ method: 'POST', url: 'http://127.0.0.1:1/feed' });

    expect(outcome).toEqual({ kind: 'not-sent', cause: 'ECONNREFUSED' });
  });

  it('proves that nothing was sent when the name is unknown', async () => {
    const outcome = await http.send({ method: 'POST', url: 'http://nowhere.invalid/feed' });

    expect(outcome.kind).toBe('not-sent');
  });

  it('proves that nothing was sent when TLS fails', async () => {
    const outcome = await http.send({ method: 'POST', url: here('/feed').replace('http:', 'https:') });

    expect(outcome.kind).toBe('not-sent');
    expect(requests).toEqual([]);
  });

  it('does not claim to know when the platform falls silent, and sends once', async () => {
    listener = () => undefined;

    const outcome = await http.send({ method: 'POST', url: here('/feed'), body: { json: { text: 'a' } } });

    expect(outcome).toEqual({ kind: 'no-answer', cause: 'TimeoutError' });
    expect(requests).toEqual(['POST /feed']);
  });

  it('does not claim to know when the connection breaks, and sends once', async () => {
    listener = (request) => request.socket.destroy();

    const outcome = await http.send({
      method: 'GET',
      url: here('/list'),
      query: { access_token: 'top-secret' },
    });

    expect(outcome.kind).toBe('no-answer');
    expect(JSON.stringify(outcome)).not.toContain('top-secret');
    expect(requests).toHaveLength(1);
  });

  it('does not claim to know when the answer breaks off in the middle', async () => {
    listener = (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"id":');
      setImmediate(() => request.socket.destroy());
    };

    const outcome = await http.send({ method: 'POST', url: here('/feed') });

    expect(outcome.kind).toBe('no-answer');
  });

  it('does not take a broken kept-alive connection for a failed connect', async () => {
    await http.send({ method: 'GET', url: here('/first') });
    listener = (request) => request.socket.destroy();

    const outcome = await http.send({ method: 'POST', url: here('/second') });

    expect(outcome.kind).toBe('no-answer');
  });
});

function here(path: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}
