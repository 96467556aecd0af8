import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

const day = 24 * 3600;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
});

beforeEach(async () => {
  await app.sandbox.send('DELETE', '/_sandbox/faults');
  await app.sandbox.send('DELETE', '/_sandbox/calls');
});

afterAll(async () => {
  await app.close();
});

describe('an Instagram post whose call was answered with an error', () => {
  const saysGone: [number, number, number][] = [
    [400, -1, 2207053],
    [500, -1, 2207053],
    [400, 24, 2207008],
    [400, -2, 2207020],
  ];

  it.each(saysGone)(
    'is there once, though the call (%d, %d/%d) had gone through',
    async (status, ...code) => {
      const connection = await app.given.connection('INSTAGRAM');
      await refuseOnce(connection, status, code);
      const post = await app.given.post(connection);
      await untilCalled('media_publish');

      await publishContainer(connection);
      await rounds(8);

      expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED', errorCode: null });
      expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
    },
  );

  it.each(saysGone)(
    'goes out by the same container, if that is still there (%d, %d/%d)',
    async (status, ...code) => {
      const connection = await app.given.connection('INSTAGRAM');
      await refuseOnce(connection, status, code);
      const post = await app.given.post(connection);

      await rounds(8);

      expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED' });
      expect(containersOf(connection)).toHaveLength(1);
      expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
    },
  );

  it('gets a new container, once two looks have shown that the old one is gone and nothing is live', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    await refuseOnce(connection, 400, [24, 2207008]);
    const post = await app.given.post(connection);
    await untilCalled('media_publish');
    const [dropped] = containersOf(connection);

    app.platforms.graphMedia.containers.delete(dropped!.id);
    await rounds(20);

    expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED', retryCount: 1 });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('waits for a platform that errs for minutes, and needs nobody', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    await app.sandbox.control('faults', { ...publishOf(connection), fault: 'error-before', times: null });
    const post = await app.given.post(connection);
    await rounds(40);
    const meanwhile = await row(post.id);

    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(600);
    await rounds(4);

    expect(meanwhile).toMatchObject({ status: expect.stringMatching(/SCHEDULED|PUBLISHING/) });
    expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('is found by a retry a day later, when its container has expired and the block landed it after the look', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    await refuseOnce(connection, 403, [4, 2207051]);
    const post = await app.given.post(connection);
    await rounds(4);
    await publishContainer(connection);

    // Longer than the block and the quarter of an hour that is waited for its end.
    await app.advance(day + 1_200);
    await app.nest.get(PublishingService).failLatePosts();
    const late = await row(post.id);
    await app.api.post(`/posts/${post.id}/retry`);
    await rounds(6);

    expect(late).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
    expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED', errorCode: null });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('holds the account for a day when posting is blocked before anything was sent, and costs no retry', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    await refuseOnce(connection, 403, [4, 2207051], 'prepare');
    const post = await app.given.post(connection);
    await app.publishDue();

    const [held] = await app.database.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM rate_limited_until - social_now()) / 3600)::integer AS hours
       FROM "SocialConnection" WHERE id = $1`,
      [connection.id],
    );

    expect(held).toEqual({ hours: 24 });
    expect(await row(post.id)).toMatchObject({ status: 'SCHEDULED', retryCount: 0 });
  });
});

describe('a Page post', () => {
  it.each([
    [500, 100],
    [503, 200],
    [500, 368],
    [400, 100],
  ])(
    'is looked for before it is called refused, when the answer (%d, %d) calls itself an outage',
    async (status, code) => {
      const connection = await app.given.connection('FACEBOOK');
      await refuseOnce(connection, status, [code]);
      const post = await app.given.post(connection);
      await app.publishDue();
      await postOnPage(connection, post.content);

      await app.advance(200);
      await rounds(6);

      expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED', errorCode: null });
      expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
    },
  );

  it('that was not found is looked for again by a retry of the next day, which sends nothing if it is there', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await app.sandbox.control('faults', { ...publishOf(connection), fault: 'reset-before' });
    const post = await app.given.post(connection);
    await app.publishDue();
    await untilNotFound(post.id);
    await switchTo(connection, false);
    await postOnPage(connection, post.content);

    await app.advance(day + 3600);
    await app.nest.get(PublishingService).failLatePosts();
    const late = await row(post.id);
    await switchTo(connection, true);
    await app.api.post(`/posts/${post.id}/retry`);
    await rounds(3);

    expect(late.errorMessage).toContain('a retry looks again before it sends');
    expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED', errorCode: null });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });
});

interface Row {
  status: string;
  errorCode: string | null;
  errorMessage: string;
  retryCount: number;
}

async function row(id: string): Promise<Row> {
  return (await app.api.get<Row>(`/posts/${id}`)).body;
}

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await app.publishDue();
    await app.advance(6);
    await app.recover();
  }
}

function publishOf({ accountId }: GivenConnection) {
  return { accountId, operation: 'publish' };
}

async function refuseOnce(
  connection: GivenConnection,
  status: number,
  [code, subcode]: number[],
  operation = 'publish',
): Promise<void> {
  const error = {
    message: 'Fatal',
    type: 'OAuthException',
    is_transient: true,
    code,
    error_subcode: subcode,
  };
  await app.sandbox.control('faults', {
    ...publishOf(connection),
    operation,
    fault: 'custom',
    status,
    body: { error },
  });
}

async function untilCalled(path: string): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const { body } = await app.sandbox.send('GET', '/_sandbox/calls');
    const { calls } = body as { calls: { path: string }[] };
    if (calls.some((call) => call.path.includes(path))) return;
    await app.publishDue();
    if (round > 0) await app.advance(3);
    await app.recover();
  }
  throw new Error(`Nothing called ${path}.`);
}

async function untilNotFound(postId: string): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    await app.advance(100);
    await app.recover();
    const attempts = await app.database.query(
      `SELECT FROM "SocialPublishAttempt" WHERE post_id = $1 AND outcome = 'not_found'`,
      [postId],
    );
    if (attempts.length > 0) return;
  }
  throw new Error('The send was not looked up.');
}

function containersOf({ accountId }: GivenConnection) {
  return [...app.platforms.graphMedia.containers.values()].filter((each) => each.accountId === accountId);
}

/** As if the call that was answered with an error had taken effect on the platform. */
async function publishContainer(connection: GivenConnection): Promise<void> {
  const [container] = containersOf(connection);
  await callGraph(connection, 'media_publish', { creation_id: container!.id });
}

async function postOnPage(connection: GivenConnection, message: string): Promise<void> {
  await callGraph(connection, 'feed', { message });
}

async function callGraph(
  { platform, accountId }: GivenConnection,
  edge: string,
  params: Record<string, string>,
): Promise<void> {
  const tokens = await app.sandbox.control('tokens', { platform, accountId });
  const { accessToken } = tokens.body as { accessToken: string };
  const query = new URLSearchParams({ ...params, access_token: accessToken });
  const { statusCode, body } = await request(`${app.sandboxUrl}/v25.0/${accountId}/${edge}?${query}`, {
    method: 'POST',
  });
  if (statusCode !== 200) throw new Error(await body.text());
  await body.dump();
}

async function switchTo({ id }: GivenConnection, isActive: boolean): Promise<void> {
  await app.database.query(`UPDATE "SocialConnection" SET is_active = $2 WHERE id = $1`, [id, isActive]);
}
