import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  errorCode: string | null;
  platformPostId: string | null;
  retryCount: number;
}

/** Long enough for the settle time, at the default settings. */
const settled = 160;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
});

afterEach(async () => {
  await app.sandbox.send('DELETE', '/_sandbox/faults');
});

afterAll(async () => {
  await app.close();
});

describe('a look that X refuses because the token ended early', () => {
  it('has the token refreshed once, and the next look decides the send', async () => {
    const connection = await app.given.connection('TWITTER');
    const { accountId } = connection;
    const post = await app.given.post(connection);
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    await app.sandbox.control('tokens/expire', { accountId });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.advance(settled);
    await app.recover();
    await app.advance(31);
    await app.recover();

    expect(await view(post.id)).toMatchObject({ status: 'PUBLISHED', platformPostId: expect.any(String) });
    expect((await paths()).filter((path) => path === '/2/oauth2/token')).toHaveLength(1);
  });

  it('switches the connection off where the refresh is refused too, and the post is for a person', async () => {
    const connection = await app.given.connection('TWITTER');
    const { accountId, id } = connection;
    const post = await app.given.post(connection);
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    await app.sandbox.control('tokens/expire', { accountId, refresh: true });

    await app.advance(settled);
    await app.recover();
    const { body } = await app.api.get<{ isActive: boolean }>(`/connections/${id}`);
    await app.advance(31);
    await app.recover();
    await app.advance(31 * 60);
    await app.recover();

    expect(body.isActive).toBe(false);
    expect(await view(post.id)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
  });
});

describe('a look that Facebook refuses because of a limit', () => {
  it.each([
    ['of the Page', 80001],
    ['of the app', 4],
  ])('%s is made again when the limit ends and not before, and the send is decided', async (_of, code) => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    const post = await app.given.post(connection, { image: 'photo.jpg' });
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    await limited(accountId, code);
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.advance(settled);
    for (let minute = 0; minute < 58; minute += 1) {
      await app.recover();
      await app.publishDue();
      await app.advance(60);
    }
    const meanwhile = await view(post.id);
    const looks = (await paths()).filter((path) => path.includes('published_posts'));
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(180);
    await app.recover();

    expect(meanwhile).toMatchObject({ status: 'PUBLISHING' });
    expect(looks).toHaveLength(1);
    expect(await view(post.id)).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('lets nothing else of the app go out meanwhile, where it is a limit of the app', async () => {
    const [connection, other] = [
      await app.given.connection('FACEBOOK'),
      await app.given.connection('FACEBOOK'),
    ];
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'drop-answer',
    });
    await app.given.post(connection);
    await app.publishDue();
    await limited(connection.accountId, 4);
    await app.advance(settled);
    await app.recover();
    const late = await app.given.post(other);

    await app.publishDue();

    expect(await view(late.id)).toMatchObject({ status: 'SCHEDULED' });
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(3_601);
    await app.publishDue();
    expect(await view(late.id)).toMatchObject({ status: 'PUBLISHED' });
  });
});

describe('a look that X refuses because of a limit on looks', () => {
  it('waits for the end of its window, and the account may post meanwhile for all X says', async () => {
    const connection = await app.given.connection('TWITTER');
    const { accountId, id } = connection;
    const post = await app.given.post(connection);
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    const limit = { operation: 'read', fault: 'rate-limit', resetSeconds: 600 + settled };
    await app.sandbox.control('faults', { accountId, ...limit, times: null });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.advance(settled);
    for (let minute = 0; minute < 9; minute += 1) {
      await app.recover();
      await app.advance(60);
    }
    const looks = (await paths()).filter((path) => /users\/\d+\/tweets/.test(path));
    const [row] = await app.database.query(
      'SELECT rate_limited_until FROM "SocialConnection" WHERE id = $1',
      [id],
    );
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(settled + 120);
    await app.recover();

    expect(looks).toHaveLength(1);
    expect(row).toEqual({ rate_limited_until: null });
    expect(await view(post.id)).toMatchObject({ status: 'PUBLISHED' });
  });
});

async function limited(accountId: string, code: number): Promise<void> {
  const error = { message: 'Too many calls', type: 'OAuthException', code, fbtrace_id: 'A' };
  const fault = { operation: 'read', fault: 'custom', status: 400, body: { error }, times: null };
  await app.sandbox.control('faults', { accountId, ...fault });
}

async function paths(): Promise<string[]> {
  const { body } = await app.sandbox.send('GET', '/_sandbox/calls');
  return (body as { calls: { path: string }[] }).calls.map(({ path }) => path);
}

async function view(id: string): Promise<PostView> {
  return (await app.api.get<PostView>(`/posts/${id}`)).body;
}
