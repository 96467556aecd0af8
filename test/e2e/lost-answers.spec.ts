import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  platformPostId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  retryCount: number;
}

/** Long enough for the settle time and a second look, at the default settings. */
const settled = 200;

describe.each<Platform>(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])('an answer that is lost on %s', (platform) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '60' });
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
  });

  afterAll(async () => {
    await app.close();
  });

  const accepted = ['drop-answer', 'hang-after-accept', 'error-after-accept'];

  it.each(accepted)('is found by reading back and adopted (%s)', async (fault) => {
    const connection = await app.given.connection(platform);
    const post = await app.given.post(connection);
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault,
      ms: 3000,
    });

    await publishWithContainer(app);
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHING' });
    await app.advance(settled);
    await app.recover();

    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
    expect(await view(app, post.id)).toMatchObject({
      status: 'PUBLISHED',
      platformPostId: expect.any(String),
    });
  });

  it('sends again only what is proved absent', async () => {
    const connection = await app.given.connection(platform);
    const post = await app.given.post(connection);
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'error-before' });

    await publishWithContainer(app);
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(0);
    await app.advance(settled);
    await app.recover();
    await publishWithContainer(app);

    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHED', retryCount: 1 });
  });

  it('is looked up after a long outage of our own, though the first look finds the platform down', async () => {
    const connection = await app.given.connection(platform);
    const post = await app.given.post(connection);
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await publishWithContainer(app);
    await app.sandbox.control('faults', { accountId, operation: 'read', fault: 'error-before', times: 1 });

    await app.advance(40 * 60);
    await app.recover();
    const meanwhile = await view(app, post.id);
    await app.advance(31);
    await app.recover();

    expect(meanwhile).toMatchObject({ status: 'PUBLISHING' });
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('is left alone while the platform cannot be read, and goes to a person after half an hour', async () => {
    const connection = await app.given.connection(platform);
    const post = await app.given.post(connection);
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    await publishWithContainer(app);
    await app.sandbox.control('faults', { accountId, operation: 'read', fault: 'error-before', times: null });
    await app.advance(settled);
    await app.recover();
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHING' });
    await app.advance(31 * 60);
    await app.recover();

    expect(await view(app, post.id)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);

    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.api.post(`/posts/${post.id}/retry`);
    await publishWithContainer(app);

    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });
});

describe('an Instagram post that is live, and not shown for longer than half an hour', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  afterAll(async () => {
    await app.close();
  });

  it.each([
    [{ firstComment: 'Book here' }, 'FOLLOW_UP_NOT_SENT'],
    [{}, null],
  ])(
    'is published without its id, and says if something was to follow it (%j)',
    async (options, errorCode) => {
      const connection = await app.given.connection('INSTAGRAM');
      const { accountId } = connection;
      await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 7_200 });
      const { body } = await app.api.post<{ posts: { id: string }[] }>('/posts', {
        connectionIds: [connection.id],
        content: 'Court two',
        options,
        media: [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE', altText: 'A court' }],
      });
      const { id } = body.posts[0]!;
      await app.publishDue();
      await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
      for (let minute = 0; minute < 33; minute += 1) {
        await app.advance(60);
        await app.recover();
      }

      expect(await view(app, id)).toMatchObject({ status: 'PUBLISHED', errorCode });
      expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    },
  );
});

describe('a story whose answer is lost, beside one that a person posts', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  afterAll(async () => {
    await app.close();
  });

  it('is published, because its container says so; which of the two it is stays open', async () => {
    const { id: connectionId, accountId } = await app.given.connection('INSTAGRAM');
    const media = [{ url: app.given.imageUrl('portrait.jpg'), type: 'IMAGE' }];
    const wanted = { connectionIds: [connectionId], content: '', media, options: { kind: 'STORY' } };
    const [post] = (await app.api.post<{ posts: { id: string }[] }>('/posts', wanted)).body.posts;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    await app.publishDue();
    await app.advance(6);
    await app.nest.get(PublishingService).resumeUnsent();
    await app.nest.get(PublishingService).drain();
    await storyByHand(app, accountId);
    for (let round = 0; round < 3; round += 1) {
      await app.advance(60);
      await app.recover();
      await app.publishDue();
    }

    expect(await view(app, post!.id)).toMatchObject({ status: 'PUBLISHED', platformPostId: null });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(2);
  });
});

describe('a post with an image or a link on Facebook', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  afterAll(async () => {
    await app.close();
  });

  it('is looked for twice before it is sent again, and found when the platform shows it late', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    const post = await app.given.post(connection, { image: 'photo.jpg' });
    await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 240 });
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    await app.publishDue();
    await app.advance(152);
    await app.recover();
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHING' });
    await app.advance(100);
    await app.recover();

    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('that Facebook refuses as a copy, but does not show yet, is waited for', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    const post = await app.given.post(connection);
    await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 300 });
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    await app.publishDue();
    await app.advance(152);
    await app.recover();
    await app.publishDue();
    await app.advance(3);
    await app.recover();
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHING', retryCount: 1 });
    for (let minute = 0; minute < 4; minute += 1) {
      await app.advance(61);
      await app.recover();
    }

    expect(await view(app, post.id)).toMatchObject({
      status: 'PUBLISHED',
      platformPostId: expect.any(String),
    });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('is found though Facebook shows the link as a video', async () => {
    const { id: connectionId, accountId } = await app.given.connection('FACEBOOK');
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    const options = { link: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' };
    const wanted = { connectionIds: [connectionId], content: 'The final', options };
    const [post] = (await app.api.post<{ posts: { id: string }[] }>('/posts', wanted)).body.posts;

    await app.publishDue();
    await app.advance(settled);
    await app.recover();
    await app.publishDue();
    await app.advance(settled);
    await app.recover();

    expect(await view(app, post!.id)).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });
});

describe('a picture on X with addresses of which one begins like the other', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
  });

  afterAll(async () => {
    await app.close();
  });

  it('is found by its words and not sent twice', async () => {
    const connection = await app.given.connection('TWITTER');
    const { accountId } = connection;
    const content = 'Match day: www.club.org - tickets: http://www.club.org/tickets';
    const post = await app.given.post(connection, { content, image: 'photo.jpg' });
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    for (let round = 0; round < 3; round += 1) {
      await app.publishDue();
      await app.advance(settled);
      await app.recover();
    }

    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    expect(await view(app, post.id)).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
  });
});

/** Instagram's container needs a moment between the first step and the visible one. */
async function publishWithContainer(app: TestApp): Promise<void> {
  await app.publishDue();
  await app.advance(6);
  await app.recover();
}

async function view(app: TestApp, id: string): Promise<PostView> {
  return (await app.api.get<PostView>(`/posts/${id}`)).body;
}

async function storyByHand(app: TestApp, accountId: string): Promise<void> {
  const { body } = await app.sandbox.control('tokens', { platform: 'INSTAGRAM', accountId });
  const { accessToken: token } = body as { accessToken: string };
  const form = { media_type: 'STORIES', image_url: app.given.imageUrl('portrait.jpg') };
  const made = await app.sandbox.send('POST', `/v26.0/${accountId}/media`, { token, form });
  const { id } = made.body as { id: string };
  await app.advance(10);
  const publish = { token, form: { creation_id: id } };
  await app.sandbox.send('POST', `/v26.0/${accountId}/media_publish`, publish);
}
