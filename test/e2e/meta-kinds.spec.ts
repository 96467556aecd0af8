import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { sampleMedia } from '../../sandbox/sample-media.ts';
import type { MediaItem } from '../../src/kernel/post-content.ts';
import type { GivenConnection } from '../support/given.ts';
import { storedRows, type StoredPost, storePosts, type StoredRow } from '../support/stored-posts.ts';
import { TestApp } from '../support/test-app.ts';
import { upload } from '../support/upload.ts';

type MetaPlatform = 'FACEBOOK' | 'INSTAGRAM';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '3000' });
});

afterAll(async () => {
  await app.close();
});

const kinds: [MetaPlatform, string, () => StoredPost, Record<string, unknown>][] = [
  [
    'FACEBOOK',
    'album',
    () => ({ content: 'Album', media: [picture('photo.jpg'), picture('photo.png')] }),
    { kind: 'photo', mediaCount: 2 },
  ],
  [
    'FACEBOOK',
    'video',
    () => ({ content: 'Video', media: [video('video.mp4')], options: { title: 'Final' } }),
    { kind: 'video' },
  ],
  [
    'FACEBOOK',
    'reel',
    () => ({ content: 'Reel', media: [video('reel.mp4')], options: { kind: 'REEL' } }),
    { kind: 'reel' },
  ],
  [
    'INSTAGRAM',
    'carousel',
    () => ({ content: 'Carousel', media: [picture('photo.jpg'), video('video.mp4')] }),
    { kind: 'carousel', mediaCount: 2 },
  ],
  [
    'INSTAGRAM',
    'reel',
    () => ({ content: 'Reel', media: [video('reel.mp4')], options: { shareToFeed: true } }),
    { kind: 'reel' },
  ],
  [
    'INSTAGRAM',
    'story',
    () => ({ content: '', media: [picture('portrait.jpg')], options: { kind: 'STORY' } }),
    { kind: 'story' },
  ],
];

describe.each(kinds)('a %s row that is a %s', (platform, _name, post, live) => {
  it('is published once, and its row knows where', async () => {
    const connection = await app.given.connection(platform);
    await storePosts(app.database, connection, [post()]);

    const [row] = await untilDone(connection, 1);

    expect(row).toMatchObject({ status: 'PUBLISHED', errorMessage: null, retryCount: 0 });
    const [only, ...more] = await ledger(connection);
    expect(only).toMatchObject({ text: post().content, ...live });
    expect(more).toEqual([]);
    expect(await isKnownAs(row!, platform)).toBe(true);
  });

  it.each(['drop-answer', 'error-after-accept', 'error-before', 'hang'])(
    'is published once though its call meets %s',
    async (fault) => {
      const connection = await app.given.connection(platform);
      const { accountId } = connection;
      await storePosts(app.database, connection, [post()]);
      await app.sandbox.control('faults', { platform, accountId, operation: 'publish', fault });

      const [row] = await untilDone(connection, 1);

      expect(row).toMatchObject({ status: 'PUBLISHED' });
      expect(await ledger(connection)).toHaveLength(1);
      expect(await isKnownAs(row!, platform)).toBe(true);
    },
  );
});

describe.each<MetaPlatform>(['FACEBOOK', 'INSTAGRAM'])('a first comment on %s', (platform) => {
  const post = (): StoredPost => ({
    content: 'The news',
    media: [picture('photo.jpg')],
    options: { firstComment: 'More at the club house' },
  });

  it('follows its post and stands below it once', async () => {
    const connection = await app.given.connection(platform);
    await storePosts(app.database, connection, [post()]);

    const rows = await untilDone(connection, 2);

    expect(rows).toMatchObject([
      { status: 'PUBLISHED' },
      { status: 'PUBLISHED', part: 1, content: 'More at the club house' },
    ]);
    expect(await ledger(connection)).toMatchObject([
      { text: 'The news' },
      {
        kind: 'comment',
        text: 'More at the club house',
        parentId: rows[0]!.platformPostId,
        id: rows[1]!.platformPostId,
      },
    ]);
  });

  it('is written once though the answer to it is lost', async () => {
    const connection = await app.given.connection(platform);
    const { accountId } = connection;
    await storePosts(app.database, connection, [post()]);
    await untilDone(connection, 1);
    await app.sandbox.control('faults', { platform, accountId, operation: 'publish', fault: 'drop-answer' });

    const rows = await untilDone(connection, 2);

    expect(rows).toMatchObject([{ status: 'PUBLISHED' }, { status: 'PUBLISHED' }]);
    expect((await ledger(connection)).filter(({ kind }) => kind === 'comment')).toHaveLength(1);
  });

  it('that cannot be written below a post that was deleted says so', async () => {
    const connection = await app.given.connection(platform);
    await storePosts(app.database, connection, [post()]);
    const [first] = await untilDone(connection, 1);
    const deleted = app.platforms.posts.find(first!.platformPostId ?? '')!;
    deleted.deletedAtMs = Date.now();

    const rows = await untilDone(connection, 2);

    expect(rows[1]).toMatchObject({ status: 'FAILED', errorCode: `${platform}_POST_GONE` });
  });
});

describe('files that were uploaded here', () => {
  it.each<[MetaPlatform, string, string[], StoredPost['options'], Record<string, unknown>]>([
    ['FACEBOOK', 'album', ['photo.png', 'photo.jpg'], {}, { kind: 'photo', mediaCount: 2 }],
    ['FACEBOOK', 'video', ['video.mp4'], {}, { kind: 'video' }],
    ['FACEBOOK', 'reel', ['reel.mp4'], { kind: 'REEL' }, { kind: 'reel' }],
    [
      'INSTAGRAM',
      'carousel, the PNG as JPEG',
      ['photo.png', 'video.mp4'],
      {},
      { kind: 'carousel', mediaCount: 2 },
    ],
    ['INSTAGRAM', 'story', ['reel.mp4'], { kind: 'STORY' }, { kind: 'story' }],
  ])('reach %s as a %s', async (platform, _name, names, options, live) => {
    const connection = await app.given.connection(platform);
    const media = await Promise.all(names.map(async (name) => await uploaded(name)));
    await storePosts(app.database, connection, [{ content: 'Uploaded', media, ...(options && { options }) }]);

    const [row] = await untilDone(connection, 1);

    expect(row).toMatchObject({ status: 'PUBLISHED', errorMessage: null });
    expect(await ledger(connection)).toMatchObject([live]);
  });

  it('are gone for good when they are, and the item is named', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    const media: MediaItem[] = [await uploaded('photo.jpg'), { uploadId: uuidv7(), type: 'IMAGE' }];
    await storePosts(app.database, connection, [{ content: 'Lost', media }]);

    const [row] = await untilDone(connection, 1);

    expect(row).toMatchObject({ status: 'FAILED', errorMessage: expect.stringMatching(/^Picture 2: /) });
    expect(await ledger(connection)).toEqual([]);
  });
});

describe('a video that Facebook works on', () => {
  it('is PUBLISHED when it is live and not before', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await app.sandbox.control(`accounts/${connection.accountId}`, { videoSeconds: 100 });
    await storePosts(app.database, connection, [{ content: 'Slow', media: [video('video.mp4')] }]);

    await rounds(2);
    const [meanwhile] = await storedRows(app.database, connection);
    const [row] = await untilDone(connection, 1);

    expect(meanwhile).toMatchObject({ status: 'PUBLISHING' });
    expect(row).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
    expect(await ledger(connection)).toHaveLength(1);
  });

  it('and cannot use is FAILED for the author, and was never live', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await app.sandbox.control(`accounts/${connection.accountId}`, { videoFails: true });
    await storePosts(app.database, connection, [{ content: 'Unusable', media: [video('video.mp4')] }]);

    const [row] = await untilDone(connection, 1);

    expect(row).toMatchObject({ status: 'FAILED', errorCode: 'FACEBOOK_MEDIA_REFUSED' });
    expect(await ledger(connection)).toEqual([]);
  });
});

describe('a reel that Facebook works on without an end', () => {
  it('lets the next post of its account go first, and fails after six tries', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    const phase = (status: string) => ({ status });
    const status = {
      video_status: 'processing',
      uploading_phase: phase('complete'),
      processing_phase: phase('in_progress'),
      publishing_phase: phase('not_started'),
    };
    const fault = { operation: 'read', fault: 'custom', status: 200, body: { id: '1', status }, times: null };
    await app.sandbox.control('faults', { platform: 'FACEBOOK', accountId, ...fault });
    await storePosts(app.database, connection, [
      { content: 'Endless', media: [video('reel.mp4')], options: { kind: 'REEL' } },
    ]);
    await rounds(1);
    await storePosts(app.database, connection, [{ content: 'Next' }]);

    for (let hours = 0; hours < 3; hours += 1) await roundAfter(3_600);
    expect(await storedRows(app.database, connection)).toMatchObject([
      { status: 'SCHEDULED', errorCode: 'FACEBOOK_VIDEO_NEVER_READY' },
      { status: 'PUBLISHED' },
    ]);

    for (let hours = 0; hours < 9; hours += 1) await roundAfter(3_600);
    expect(await storedRows(app.database, connection)).toMatchObject([
      { status: 'FAILED', errorCode: 'FACEBOOK_VIDEO_NEVER_READY', retryCount: 5 },
      { status: 'PUBLISHED' },
    ]);
    expect(await ledger(connection)).toMatchObject([{ text: 'Next' }]);
  });
});

it('a carousel with a picture that Instagram refuses fails with its number, and nothing goes out', async () => {
  const connection = await app.given.connection('INSTAGRAM');
  await storePosts(app.database, connection, [
    { content: 'Bad', media: [picture('photo.jpg'), picture('wide.jpg')] },
  ]);

  const [row] = await untilDone(connection, 1);

  expect(row).toMatchObject({
    status: 'FAILED',
    errorCode: 'INSTAGRAM_ASPECT_RATIO',
    errorMessage: expect.stringMatching(/^Picture 2: /),
  });
  expect(await ledger(connection)).toEqual([]);
});

it('a picture that Instagram cannot fetch is tried three times', async () => {
  const connection = await app.given.connection('INSTAGRAM');
  await storePosts(app.database, connection, [{ content: 'Missing', media: [picture('missing.jpg')] }]);

  const [row] = await untilDone(connection, 1, 20);

  expect(row).toMatchObject({ status: 'FAILED', errorCode: 'INSTAGRAM_MEDIA_NOT_FETCHED', retryCount: 2 });
});

/** Lets time pass until so many rows have come to their end. */
async function untilDone(connection: GivenConnection, count: number, most = 30): Promise<StoredRow[]> {
  for (let round = 0; round < most; round += 1) {
    const rows = await storedRows(app.database, connection);
    if (rows.filter(({ status }) => status === 'PUBLISHED' || status === 'FAILED').length >= count)
      return rows;
    await rounds(1);
  }
  throw new Error(`Not done: ${JSON.stringify(await storedRows(app.database, connection))}`);
}

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await roundAfter(20);
}

async function roundAfter(seconds: number): Promise<void> {
  await app.publishDue();
  await app.advance(seconds);
  await app.recover();
}

/** The row's id is what the platform calls the live post (a video on Facebook goes by its own id). */
async function isKnownAs({ platformPostId }: StoredRow, platform: MetaPlatform): Promise<boolean> {
  const id = platformPostId ?? '';
  const video = platform === 'FACEBOOK' ? app.platforms.graphMedia.pageMedia.get(id)?.postId : undefined;
  return app.platforms.posts.find(video ?? id) !== undefined;
}

async function ledger({ accountId }: GivenConnection): Promise<Record<string, unknown>[]> {
  return await app.sandbox.ledger({ accountId });
}

function picture(name: string): MediaItem {
  return { url: app.given.imageUrl(name), type: 'IMAGE', altText: 'A court' };
}

function video(name: string): MediaItem {
  return { url: app.given.imageUrl(name), type: 'VIDEO' };
}

async function uploaded(name: string): Promise<MediaItem> {
  const { bytes, mediaType } = sampleMedia(name)!;
  const { status, body } = await upload(app.url, [{ name, mimeType: mediaType, bytes }], {
    tenantId: 'acme',
  });
  if (status !== 201) throw new Error(`The upload was refused: ${JSON.stringify(body)}`);
  return { uploadId: body.id, type: body.type };
}
