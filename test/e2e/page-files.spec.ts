import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { TestApp } from '../support/test-app.ts';

describe('the files of the pages', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const fetchFile = async (path: string, encodings: string) => {
    const { statusCode, headers, body } = await request(`${app.url}${path}`, {
      headers: { 'accept-encoding': encodings },
    });
    return { status: statusCode, headers, bytes: Buffer.from(await body.arrayBuffer()) };
  };

  it('are sent compressed to whoever takes that, and as they are to everybody else', async () => {
    const page = await fetchFile('/connect/any-key', 'identity');
    const script = /src="([^"]+)"/.exec(page.bytes.toString('utf8'))?.[1] ?? '';

    const plain = await fetchFile(script, 'identity');
    const gzip = await fetchFile(script, 'gzip');
    const brotli = await fetchFile(script, 'gzip, br');

    expect(plain).toMatchObject({ status: 200, headers: { vary: 'accept-encoding' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    expect(brotli.headers['cache-control']).toContain('immutable');
  });

  it('are not there for a mistyped address: a browser is told so in a sentence, a program with a problem', async () => {
    const ask = async (accept: string) => {
      const { statusCode, headers, body } = await request(`${app.url}/conections`, { headers: { accept } });
      return { status: statusCode, type: headers['content-type'], text: await body.text() };
    };

    const browser = await ask('text/html,application/xhtml+xml,*/*;q=0.8');
    const program = await ask('*/*');

    expect(browser).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' });
    expect(browser.text).toContain('There is no page at this address');
    expect(program).toMatchObject({ status: 404, type: expect.stringContaining('application/problem+json') });
    expect(JSON.parse(program.text)).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
  });
});
