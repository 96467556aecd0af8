import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { TestApp } from '../support/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  // The clocks of this machine and of its database are half a minute ahead of everybody else's.
  app.clock.advance(30);
  await app.database.advance(30);
});

afterAll(async () => {
  await app.close();
});

describe('a post with a picture whose answer is lost, where our clocks are ahead of the platform', () => {
  it.each<Platform>(['FACEBOOK', 'TWITTER'])('is found on %s and not sent twice', async (platform) => {
    const connection = await app.given.connection(platform);
    const { accountId } = connection;
    const post = await app.given.post(connection, { image: 'photo.jpg' });
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    for (let round = 0; round < 4; round += 1) {
      await app.publishDue();
      await app.advance(160);
      await app.recover();
    }

    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    const { body } = await app.api.get(`/posts/${post.id}`);
    expect(body).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
  });

  it('is found by a retry of what nobody could decide, too', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    const post = await app.given.post(connection, { image: 'photo.jpg' });
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    await app.sandbox.control('faults', { accountId, operation: 'read', fault: 'error-before', times: null });
    await app.advance(160);
    await app.recover();
    await app.advance(31 * 60);
    await app.recover();
    await app.sandbox.send('DELETE', '/_sandbox/faults');

    await app.api.post(`/posts/${post.id}/retry`);
    await app.publishDue();

    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({
      status: 'PUBLISHED',
      platformPostId: expect.any(String),
    });
    const { body } = await app.api.get<{ data: { outcome: string }[] }>(`/posts/${post.id}/attempts`);
    expect(body.data.map(({ outcome }) => outcome)).toEqual(['undecided', 'adopted']);
  });
});
