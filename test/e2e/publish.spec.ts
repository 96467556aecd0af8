import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  platformPostId: string | null;
  permalink: string | null;
  publishedAt: string | null;
  errorMessage: string | null;
}

describe.each<Platform>(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])('publishing on %s', (platform) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  it('puts a post with an image online once and says where', async () => {
    const connection = await app.given.connection(platform);
    const post = await app.given.post(connection, { image: 'photo.jpg' });

    await app.publishDue();
    await app.advance(5);
    await app.recover();

    const { body } = await app.api.get<PostView>(`/posts/${post.id}`);
    expect(body).toMatchObject({ status: 'PUBLISHED', errorMessage: null });
    expect(body.permalink).toMatch(/^https:/);
    const live = await app.sandbox.ledger({ accountId: connection.accountId });
    expect(live).toMatchObject([{ id: body.platformPostId, text: post.content, mediaCount: 1 }]);
  });
});
