import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { ApiAnswer } from '../support/api-client.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Problem {
  code: string;
  detail: string;
  retryAt?: string;
}

/** What a person asks a platform for; nobody repeats it in their place. */
const asked = [
  ['taking a post off', 'DELETE', '?onPlatform=true'],
  ['reading figures', 'POST', '/sync-engagement'],
] as const;

describe('An answer that says "not now"', () => {
  let app: TestApp;
  let connection: GivenConnection;
  let path: string;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '500' });
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await app.publishDue();
    path = `/posts/${post.id}`;
  });

  afterAll(async () => {
    await app.close();
  });

  const fault = async (wish: object) =>
    await app.sandbox.control('faults', { platform: 'TWITTER', accountId: connection.accountId, ...wish });

  /** Whole seconds, up to the time that the answer tells. RFC 9110, section 10.2.3 */
  function expectWait({ headers, body }: ApiAnswer<Problem>): void {
    const seconds = String(headers['retry-after']);
    expect(seconds).toMatch(/^[1-9]\d*$/);
    const toldMs = Date.parse(body.retryAt ?? '') - app.clock.now().getTime();
    expect(Math.abs(Number(seconds) * 1000 - toldMs)).toBeLessThan(5_000);
  }

  it.each(asked)(
    'tells when, and who calls again, when a limit keeps it from %s',
    async (_, method, call) => {
      await fault({ fault: 'rate-limit', resetSeconds: 300 });

      const answer = await app.api.send<Problem>(method, `${path}${call}`);

      expect(answer.status).toBe(503);
      expectWait(answer);
      expect(answer.body.detail).toMatch(/[Cc]all again after 20\d\d-/);
      expect(answer.body.detail).not.toMatch(/tries again|We will|Next try|by itself\./);
    },
  );

  it('tells when for a limit that is known already', async () => {
    await app.database.query(
      `UPDATE "SocialConnection" SET rate_limited_until = social_now() + interval '90 seconds' WHERE id = $1`,
      [connection.id],
    );

    const answer = await app.api.post<Problem>(`${path}/sync-engagement`);

    expect([answer.status, answer.body.code]).toEqual([503, 'RATE_LIMITED']);
    expectWait(answer);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(90);
  });

  it.each(asked)('promises no retry that nobody makes when nobody answers on %s', async (_, method, call) => {
    await fault({ fault: 'drop-answer', times: null });

    const { status, body, headers } = await app.api.send<Problem>(method, `${path}${call}`);

    expect([status, body.code]).toEqual([503, 'X_NO_ANSWER']);
    expect(body.detail).toMatch(/[Cc]all again/);
    expect(body.detail).not.toMatch(/tries again|We will|before it does anything again/);
    expect(headers['retry-after']).toBeUndefined();
  });

  it('tells in seconds when the first call under an Idempotency-Key will have ended', async () => {
    const key = uuidv7();
    const body = { connectionIds: [connection.id], content: 'Once' };
    const send = async () =>
      await app.api.send<Problem>('POST', '/posts', { json: body, headers: { 'idempotency-key': key } });
    await send();
    await app.database.query(
      `UPDATE "SocialIdempotencyKey" SET answer_sealed = NULL, status = NULL, lease_until = social_now() + interval '1 hour'
       WHERE key = $1`,
      [key],
    );

    const answer = await send();

    expect([answer.status, answer.body.code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    expect(answer.headers['retry-after']).toBe('5');
  }, 30_000);
});
