import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { ServiceProcess, until } from '../support/service-process.ts';
import { signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

const made = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-/;
const unknownPost = '/api/v1/social/posts/01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01';

describe('The id of a request', () => {
  let app: TestApp;
  let service: ServiceProcess;
  let authorization: string;

  beforeAll(async () => {
    app = await TestApp.start();
    service = await ServiceProcess.start({
      databaseUrl: app.database.url,
      sandboxUrl: app.sandboxUrl,
      overrides: { SOCIAL_ROLE: 'api', LOG_LEVEL: 'info' },
    });
    authorization = `Bearer ${await signToken()}`;
  });

  afterAll(async () => {
    await service.stop();
    await app.close();
  });

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await request(`${service.url}${path}`, { headers });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      id: answer.headers['x-request-id'],
      body: (text.startsWith('{') ? JSON.parse(text) : {}) as { requestId?: string },
    };
  };

  it.each([
    ['a page that is there', '/health/live', 200],
    ['a page without a token', '/api/v1/social/posts', 401],
    ['a page that is not there', '/nowhere', 404],
    ['an address that cannot be read', '/api/v1/social/posts/%zz', 400],
  ])('stands in the answer to %s, and in its problem document', async (_what, path, status) => {
    const answer = await ask(path);

    expect(answer.status).toBe(status);
    expect(answer.id).toMatch(made);
    expect(answer.body.requestId).toBe(status === 200 ? undefined : answer.id);
  });

  it("is the caller's own where that is a sane one", async () => {
    expect((await ask('/health/live', { 'x-request-id': 'crm-7f3a:42' })).id).toBe('crm-7f3a:42');
  });

  it.each([
    ['too long', 'x'.repeat(101)],
    ['empty', ''],
    ['with blanks', 'a b'],
    ['with markup', '<script>'],
    ['no plain text', '{"a":1}'],
  ])('is a new one where the sent one is %s', async (_what, sent) => {
    expect((await ask('/health/live', { 'x-request-id': sent })).id).toMatch(made);
  });

  it('stands in the lines that the request wrote', async () => {
    const requestId = 'crm-log-1';
    await ask(unknownPost, { authorization, 'x-request-id': requestId });

    const line = await until('the line is written', async () =>
      service.log.split('\n').find((text) => text.includes(requestId)),
    );

    expect(JSON.parse(line)).toMatchObject({ message: 'Request', requestId, status: 404, tenantId: 'acme' });
  });

  it('stands in the line of an error of ours, whose answer tells nothing else', async () => {
    await app.database.query('ALTER TABLE "SocialPost" RENAME TO "Gone"');
    const requestId = 'crm-broken-1';
    const headers = { authorization, 'x-request-id': requestId, 'content-type': 'application/json' };

    const { statusCode, body } = await request(`${service.url}${unknownPost}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ content: 'Changed' }),
    });

    await app.database.query('ALTER TABLE "Gone" RENAME TO "SocialPost"');
    expect(statusCode).toBe(500);
    expect(await body.json()).toMatchObject({ code: 'INTERNAL_ERROR', requestId });
    // The process writes its log on another line than its answer, and on a busy machine later.
    await until('the error is in the log', async () => {
      const lines = service.log.split('\n').slice(0, -1);
      const levels = lines
        .filter((text) => text.includes(requestId))
        .map((text) => (JSON.parse(text) as { level: number }).level);
      return levels.includes(50) ? true : undefined;
    });
  });
});
