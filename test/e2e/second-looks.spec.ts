import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import type { GivenConnection } from '../support/given.ts';
import { storePosts } from '../support/stored-posts.ts';
import { TestApp } from '../support/test-app.ts';

const settled = 200;

describe('a post whose outcome nobody could decide', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
  });

  afterAll(async () => {
    await app.close();
  });

  it.each<Platform>(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])(
    'is looked for at every later try, also when the first retry had to go back unsent (%s)',
    async (platform) => {
      const { connection, id } = await undecidedPost(app, platform);
      await app.api.post(`/posts/${id}/retry`);
      await app.sandbox.control('faults', { operation: 'read', fault: 'error-before', times: null });
      await publishWithContainer(app);
      await app.sandbox.send('DELETE', '/_sandbox/faults');

      await app.advance(60);
      await publishWithContainer(app);
      await app.advance(settled);
      await app.recover();

      expect(await live(app, connection)).toHaveLength(1);
      expect(await row(app, id)).toMatchObject({ status: 'PUBLISHED' });
    },
  );

  it.each<Platform>(['FACEBOOK', 'TWITTER'])(
    'is never called a plain failure while the account cannot be read (%s)',
    async (platform) => {
      const { connection, id } = await undecidedPost(app, platform);
      await app.api.post(`/posts/${id}/retry`);
      await app.sandbox.control('faults', { operation: 'read', fault: 'error-before', times: null });

      for (let tried = 0; tried < 7; tried += 1) {
        await app.publishDue();
        await app.advance(3 * 3600);
      }

      expect(await live(app, connection)).toHaveLength(1);
      expect(await row(app, id)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
    },
  );
});

describe('a picture on Facebook that never arrived, beside a video with the same words', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  afterAll(async () => {
    await app.close();
  });

  it.each([
    ['the picture', 'IMAGE', 'VIDEO'],
    ['the video', 'VIDEO', 'IMAGE'],
  ] as const)('%s is not taken for the other one, and goes out', async (_which, lost, other) => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    const fileOf = { IMAGE: 'photo.jpg', VIDEO: 'video.mp4' };
    const postWith = async (type: 'IMAGE' | 'VIDEO') => {
      const media = [{ url: app.given.imageUrl(fileOf[type]), type }];
      const [id] = await storePosts(app.database, connection, [{ content: 'Match day!', media }]);
      return id!;
    };
    const lostId = await postWith(lost);
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'error-before' });
    await app.publishDue();
    await app.sandbox.control('faults', { accountId, operation: 'read', fault: 'error-before', times: null });
    await untilSettled(app, 31 * 60);
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    const otherId = await postWith(other);
    await app.publishDue();
    await untilSettled(app, 120);
    await app.advance(24 * 3600);

    await app.api.post(`/posts/${lostId}/retry`);
    await app.publishDue();
    await untilSettled(app, 120);

    expect(await live(app, connection)).toHaveLength(2);
    expect(await row(app, otherId)).toMatchObject({ status: 'PUBLISHED' });
    expect(await row(app, lostId)).toMatchObject({ status: 'PUBLISHED' });
  });
});

async function untilSettled(app: TestApp, seconds: number): Promise<void> {
  await app.advance(settled);
  await app.recover();
  await app.advance(seconds);
  await app.recover();
}

describe('a published post that is set back to SCHEDULED', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  afterAll(async () => {
    await app.close();
  });

  it.each<Platform>(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])(
    'is sent again after somebody deleted it on the platform, and is live then (%s)',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const { id } = await app.given.post(connection);
      await publishWithContainer(app);
      const first = await row(app, id);
      await deleteOnPlatform(app, connection, first.platformPostId);

      await app.advance(settled);
      await setBack(app, id);
      await publishWithContainer(app);
      await app.advance(settled);
      await app.recover();

      const again = await row(app, id);
      expect(again).toMatchObject({ status: 'PUBLISHED' });
      expect(again.platformPostId).not.toBe(first.platformPostId);
      expect(await live(app, connection)).toMatchObject([{ id: again.platformPostId }]);
    },
  );

  it('a moment after it was published is not sent again before a platform that shows posts late had the time of two looks', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await app.sandbox.control(`accounts/${connection.accountId}`, { readLagSeconds: 170 });
    const { id } = await app.given.post(connection, { image: 'photo.jpg' });
    await app.publishDue();
    await app.advance(155);

    await setBack(app, id);
    for (let round = 0; round < 6; round += 1) {
      await publishWithContainer(app);
      await app.advance(30);
    }

    expect(await live(app, connection)).toHaveLength(1);
    expect(await row(app, id)).toMatchObject({ status: 'PUBLISHED' });
  });
});

/** Sent and accepted, but the answer was lost and the account could not be read for half an hour. */
async function undecidedPost(
  app: TestApp,
  platform: Platform,
): Promise<{ connection: GivenConnection; id: string }> {
  const connection = await app.given.connection(platform);
  const image = platform === 'FACEBOOK' ? { image: 'photo.jpg' } : {};
  const { id } = await app.given.post(connection, image);
  const { accountId } = connection;
  await app.sandbox.control(`accounts/${accountId}`, { duplicateCheck: false });
  await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
  await publishWithContainer(app);
  await app.sandbox.control('faults', { accountId, operation: 'read', fault: 'error-before', times: null });
  await app.advance(settled);
  await app.recover();
  await app.advance(31 * 60);
  await app.recover();
  await app.sandbox.send('DELETE', '/_sandbox/faults');
  expect(await row(app, id)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
  return { connection, id };
}

async function publishWithContainer(app: TestApp): Promise<void> {
  await app.publishDue();
  await app.advance(6);
  await app.recover();
}

async function deleteOnPlatform(
  app: TestApp,
  { platform, accountId }: GivenConnection,
  platformPostId: string | null,
): Promise<void> {
  const { body } = await app.sandbox.control('tokens', {
    platform,
    accountId,
    ...(platform === 'INSTAGRAM' && { scopes: ['instagram_basic', 'instagram_manage_contents'] }),
  });
  const { accessToken: token } = body as { accessToken: string };
  const place = platform === 'TWITTER' ? '/2/tweets' : '/v26.0';
  const { status } = await app.sandbox.send('DELETE', `${place}/${platformPostId}`, { token });
  expect(status).toBe(200);
}

async function setBack(app: TestApp, id: string): Promise<void> {
  await app.database.query(
    `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`,
    [id],
  );
}

async function live(app: TestApp, { accountId }: GivenConnection): Promise<Record<string, unknown>[]> {
  return (await app.sandbox.ledger({ accountId })).filter(({ deletedAt }) => deletedAt === null);
}

async function row(
  app: TestApp,
  id: string,
): Promise<{ status: string; errorCode: string | null; platformPostId: string | null }> {
  const [found] = await app.database.query<{
    status: string;
    errorCode: string | null;
    platformPostId: string | null;
  }>(
    `SELECT status, error_code AS "errorCode", platform_post_id AS "platformPostId" FROM "SocialPost" WHERE id = $1`,
    [id],
  );
  if (!found) throw new Error(`There is no post ${id}.`);
  return found;
}
