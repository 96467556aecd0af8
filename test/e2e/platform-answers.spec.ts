import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { TokenUpkeepService } from '../../src/modules/connections/token-upkeep.service.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
  retryCount: number;
  blockedReason: string | null;
  nextAttemptAt: string | null;
}

interface ConnectionView {
  isActive: boolean;
  errorMessage: string | null;
}

describe('what a platform answers', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
  });

  afterAll(async () => {
    await app.close();
  });

  const platforms: Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];

  it.each(platforms)(
    '%s: a rate limit moves the post to the reset time and costs no try',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const post = await app.given.post(connection);
      const { accountId } = connection;
      await app.sandbox.control('faults', {
        accountId,
        operation: 'any',
        fault: 'rate-limit',
        resetSeconds: 1200,
      });

      await app.publishDue();

      const limited = await postView(app, post.id);
      expect(limited).toMatchObject({ status: 'SCHEDULED', retryCount: 0 });
      expect(limited.errorMessage).toMatch(/next try/i);
      const waitSeconds = (Date.parse(limited.nextAttemptAt ?? '') - app.clock.now().getTime()) / 1000;
      expect(waitSeconds).toBeGreaterThan(600);
      expect(waitSeconds).toBeLessThan(3700);

      await app.advance(waitSeconds + 5);
      await app.publishDue();
      await app.advance(6);
      await app.recover();
      expect(await postView(app, post.id)).toMatchObject({ status: 'PUBLISHED' });
    },
  );

  it.each(platforms)(
    '%s: an ended token parks the post, and it goes out after a reconnect',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const post = await app.given.post(connection);
      const { accountId, id } = connection;
      await app.sandbox.control('tokens/expire', { accountId, refresh: true });

      await app.publishDue();

      const parked = await postView(app, post.id);
      expect(parked).toMatchObject({ status: 'SCHEDULED', retryCount: 0, nextAttemptAt: null });
      expect(parked.blockedReason).toMatch(/reauthentication required/);
      const broken = await app.api.get<ConnectionView>(`/connections/${id}`);
      expect(broken.body.isActive).toBe(false);
      expect(broken.body.errorMessage).toMatch(/^Token expired - reauthentication required/);
      expect(await app.sandbox.ledger({ accountId })).toHaveLength(0);
    },
  );

  it('X: an access token that ended early is refreshed once and the post goes out in the same minute', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await app.sandbox.control('tokens/expire', { accountId: connection.accountId });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.publishDue();
    await app.publishDue();

    expect(await postView(app, post.id)).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
    const { body } = await app.sandbox.send('GET', '/_sandbox/calls');
    const paths = (body as { calls: { path: string }[] }).calls.map(({ path }) => path);
    expect(paths.filter((path) => path === '/2/oauth2/token')).toHaveLength(1);
  });

  it('X: trouble at the token endpoint never switches a connection off', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.advance(2 * 3600 + 60);
    const post = await app.given.post(connection);
    const { accountId, id } = connection;
    await app.sandbox.control('faults', { operation: 'token', fault: 'reset-before', times: null });

    await app.nest.get(TokenUpkeepService).deactivateExpired();
    await app.publishDue();

    expect((await app.api.get<ConnectionView>(`/connections/${id}`)).body.isActive).toBe(true);
    expect(await postView(app, post.id)).toMatchObject({ status: 'SCHEDULED', retryCount: 0 });

    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(60);
    await app.publishDue();
    expect(await postView(app, post.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('X: a refusal for want of credit fails the post at once and says who must act', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'no-credit',
    });

    await app.publishDue();

    const failed = await postView(app, post.id);
    expect(failed).toMatchObject({ status: 'FAILED', retryCount: 0 });
    expect(failed.errorMessage).toMatch(/administrator/i);
  });

  it('X: a text that was posted before is refused once and explained', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.given.post(connection, { content: 'Same words' });
    await app.publishDue();
    const again = await app.given.post(connection, { content: 'Same words' });

    await app.publishDue();
    await app.advance(10);
    await app.recover();

    expect(await postView(app, again.id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'X_DUPLICATE_CONTENT',
    });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('Instagram: a publish that is "blocked" although it went live is recognised as live', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    const post = await app.given.post(connection);
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'action-blocked' });

    await app.publishDue();
    await app.advance(6);
    await app.recover();
    await app.advance(60);
    await app.recover();

    expect(await postView(app, post.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('refuses content before it is stored, naming the field and the rule', async () => {
    const connection = await app.given.connection('TWITTER');
    const before = await app.database.query('SELECT count(*) FROM "SocialPost"');

    const { status, body } = await app.api.post<{
      code: string;
      errors: { field: string; message: string }[];
    }>('/posts', { connectionIds: [connection.id], content: 'x'.repeat(281) });

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ field: 'content' }] });
    expect(body.errors[0]?.message).toMatch(/280.*281|281.*280/s);
    expect(await app.database.query('SELECT count(*) FROM "SocialPost"')).toEqual(before);
  });
});

async function postView(app: TestApp, id: string): Promise<PostView> {
  return (await app.api.get<PostView>(`/posts/${id}`)).body;
}
