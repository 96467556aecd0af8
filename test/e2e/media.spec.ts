import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { request } from 'undici';
import type { MediaItem, PostOptions } from '../../src/kernel/post-content.ts';
import { MediaCleaningService } from '../../src/modules/media/media-cleaning.service.ts';
import { MediaFilesService } from '../../src/modules/media/media-files.service.ts';
import { MediaKeepingService } from '../../src/modules/media/media-keeping.service.ts';
import { makePicture, makeVideo } from '../support/media-files.ts';
import { until } from '../support/service-process.ts';
import { signToken } from '../support/settings.ts';
import { storePosts } from '../support/stored-posts.ts';
import { TestApp } from '../support/test-app.ts';
import { filesBelow, upload, type MediaView } from '../support/upload.ts';

interface Problem {
  code: string;
  detail: string;
}

interface Answer {
  posts?: { id: string; media: MediaItem[] }[];
  media?: MediaItem[];
  errors?: { field: string; code: string; message: string }[];
}

const maxBytes = 200_000;
let folder: string;
let app: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-e2e-'));
  app = await TestApp.start({ MEDIA_STORE: `file:${folder}`, MEDIA_MAX_BYTES: String(maxBytes) });
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

describe('An upload', () => {
  it('is answered with what is in the file, whatever its name and type say', async () => {
    const bytes = await makePicture('png', { width: 640, height: 480 });

    const { status, body } = await upload(app.url, [{ name: 'clip.mp4', mimeType: 'video/mp4', bytes }]);

    expect(status).toBe(201);
    expect(body).toMatchObject({
      type: 'IMAGE',
      file: { mimeType: 'image/png', bytes: bytes.length, width: 640, height: 480 },
    });
    const days = (Date.parse(body.expiresAt) - app.clock.now().getTime()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    const { previewUrl: _previewUrl, ...same } = body as MediaView & { previewUrl: string };
    expect(await app.api.get(`/media/${body.id}`)).toMatchObject({ status: 200, body: same });
  });

  it('can be a video', async () => {
    const { status, body } = await upload(app.url, [
      { name: 'clip.mp4', bytes: await makeVideo({ sound: 'with' }) },
    ]);

    expect(status).toBe(201);
    expect(body).toMatchObject({
      type: 'VIDEO',
      file: { mimeType: 'video/mp4', durationMs: 3019, videoCodec: 'avc', audioCodec: 'aac' },
    });
  });

  it('is there for its own tenant only', async () => {
    const { body } = await uploadPicture();
    const stranger = app.api.as({ tenantId: 'other' });

    const answers = [await stranger.get(`/media/${body.id}`), await stranger.delete(`/media/${body.id}`)];

    expect(answers).toMatchObject([
      { status: 404, body: { code: 'MEDIA_NOT_FOUND' } },
      { status: 404, body: { code: 'MEDIA_NOT_FOUND' } },
    ]);
    expect(await app.api.get(`/media/${body.id}`)).toMatchObject({ status: 200 });
  });

  it('is gone when it is deleted, and its bytes with it', async () => {
    const { body } = await uploadPicture();
    expect(await filesBelow(folder)).toContainEqual(expect.stringContaining(body.id));

    const { status } = await app.api.delete(`/media/${body.id}`);
    const after = await app.api.get(`/media/${body.id}`);
    const again = await app.api.delete(`/media/${body.id}`);
    await clean();

    expect([status, after.status, again.status]).toEqual([200, 404, 404]);
    expect(await filesBelow(folder)).not.toContainEqual(expect.stringContaining(body.id));
  });

  it.each([
    ['shows it', (uploadId: string) => ({ media: [{ uploadId, type: 'IMAGE' }], options: {} })],
    [
      'shows it further down its thread',
      (uploadId: string) => ({
        media: [],
        options: { thread: [{ content: 'a' }, { content: 'b', media: [{ uploadId, type: 'IMAGE' }] }] },
      }),
    ],
  ])('stays as long as a post that has not gone out %s', async (_how, contentOf) => {
    const { id } = (await uploadPicture()).body;
    const post = await app.given.post(await app.given.connection('TWITTER'), {
      scheduledAt: app.clock.in(3_600_000),
    });
    const { media, options } = contentOf(id);
    await app.database.query('UPDATE "SocialPost" SET media = $2, options = $3 WHERE id = $1', [
      post.id,
      JSON.stringify(media),
      JSON.stringify(options),
    ]);

    const refused = await app.api.delete(`/media/${id}`);
    await app.api.post(`/posts/${post.id}/cancel`);
    const accepted = await app.api.delete(`/media/${id}`);

    expect(refused).toMatchObject({ status: 409, body: { code: 'MEDIA_IN_USE' } });
    expect(accepted.status).toBe(200);
  });

  it('can be looked at for an hour by an address that needs no other key', async () => {
    const bytes = await makePicture('png');
    const { previewUrl } = (await app.api.get<{ previewUrl: string }>(`/media/${await uploaded(bytes)}`))
      .body;

    const seen = await fetchFile(previewUrl);
    app.clock.advance(3_601);
    const later = await fetchFile(previewUrl);
    app.clock.advance(-3_601);

    expect(seen.bytes.equals(bytes)).toBe(true);
    expect(later.status).toBe(410);
  });

  it('needs the right to write', async () => {
    const { status, body } = await upload<Problem>(app.url, [await picturePart()], { scope: 'social:read' });

    expect([status, body.code]).toEqual([403, 'SCOPE_MISSING']);
  });
});

describe('An upload that cannot be taken', () => {
  it.each([
    ['no file', [], 400, 'MEDIA_FILE_MISSING'],
    ['a field instead of a file', [{ bytes: 'text' }], 400, 'VALIDATION_FAILED'],
    ['a file in another field', [{ field: 'picture', name: 'a.png', bytes: 'x' }], 400, 'VALIDATION_FAILED'],
    ['an empty file', [{ name: 'a.png', bytes: '' }], 400, 'MEDIA_EMPTY'],
    ['a text', [{ name: 'a.jpg', mimeType: 'image/jpeg', bytes: 'no picture' }], 415, 'MEDIA_NOT_RECOGNISED'],
    ['a page', [{ name: 'a.html', bytes: '<!doctype html><p>' }], 415, 'MEDIA_NOT_RECOGNISED'],
    ['a damaged picture', [{ name: 'a.jpg', bytes: damagedJpegBytes() }], 400, 'MEDIA_DAMAGED'],
    ['one byte too many', [{ name: 'a.jpg', bytes: bigger(maxBytes + 1) }], 413, 'MEDIA_TOO_LARGE'],
    ['far too much', [{ name: 'a.jpg', bytes: bigger(maxBytes * 20) }], 413, 'MEDIA_TOO_LARGE'],
  ] as const)('because it holds %s says so and leaves nothing', async (_what, parts, status, code) => {
    const before = await traces();

    const answer = await upload<Problem>(app.url, [...parts]);

    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await traces()).toEqual(before);
  });

  it('because it holds two files says so and leaves nothing', async () => {
    const before = await traces();

    const { status, body } = await upload<Problem>(app.url, [await picturePart(), await picturePart()]);

    expect([status, body.code]).toEqual([400, 'MEDIA_ONE_FILE']);
    expect(await traces()).toEqual(before);
  });

  it('because it is no form is answered with 415', async () => {
    const { status, body } = await app.api.post<Problem>('/media', { file: 'x' });

    expect([status, body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('because the form ends too early says so and leaves nothing', async () => {
    const before = await traces();
    const start = formStart(await makePicture('png'));

    const { statusCode, body } = await request(`${app.url}/api/v1/social/media`, {
      method: 'POST',
      headers: await formHeaders(),
      body: start,
    });

    expect([statusCode, ((await body.json()) as Problem).code]).toEqual([400, 'MEDIA_UPLOAD_CUT']);
    expect(await traces()).toEqual(before);
  });

  it('because the client goes away in the middle leaves nothing', async () => {
    const before = await traces();
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const headers = Object.entries(await formHeaders()).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `POST /api/v1/social/media HTTP/1.1\r\nhost: x\r\ncontent-length: 150000\r\n${headers.join('')}\r\n`,
    );
    socket.write(formStart(await makePicture('png')));
    await until('the upload has begun', async () => ((await traces()).work > before.work ? true : undefined));

    socket.destroy();

    await until('nothing is left', async () => ((await traces()).work === before.work ? true : undefined));
    expect(await traces()).toEqual(before);
  });

  it('does not make forms welcome anywhere else', async () => {
    const { statusCode, body } = await request(`${app.url}/api/v1/social/posts`, {
      method: 'POST',
      headers: await formHeaders(),
      body: formStart(Buffer.from('x')),
    });

    expect([statusCode, ((await body.json()) as Problem).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('A public address', () => {
  it('serves the file to anybody, in a way that no browser takes for a page of ours', async () => {
    const bytes = await makePicture('png');
    const address = await addressOf(await uploaded(bytes), 'as-is');

    const answer = await fetchFile(address);

    expect(address.startsWith(`${app.url}/media/`)).toBe(true);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/png',
        'content-length': String(bytes.length),
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': expect.stringMatching(/^private, max-age=(600|59\d), immutable$/),
      },
    });
    expect(answer.bytes.equals(bytes)).toBe(true);
  });

  it('serves its head alone', async () => {
    const bytes = await makePicture('png');
    const address = await addressOf(await uploaded(bytes), 'as-is');

    const answer = await fetchFile(address, { method: 'HEAD' });

    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': String(bytes.length) } });
    expect(answer.bytes).toHaveLength(0);
  });

  it.each([
    ['bytes=0-9', 206, [0, 10]],
    ['bytes=10-', 206, [10, undefined]],
    ['bytes=-7', 206, [-7, undefined]],
    ['bytes=5-1000000', 206, [5, undefined]],
    ['bytes=0-1,5-9', 200, [0, undefined]],
    ['bytes=9-3', 200, [0, undefined]],
    ['lines=1-2', 200, [0, undefined]],
  ] as const)('serves the part %s', async (range, status, [start, end]) => {
    const bytes = await makePicture('png');
    const address = await addressOf(await uploaded(bytes), 'as-is');

    const answer = await fetchFile(address, { headers: { range } });

    expect(answer.status).toBe(status);
    expect(answer.bytes.equals(bytes.subarray(start, end))).toBe(true);
  });

  it('has no part beyond the end of the file', async () => {
    const address = await addressOf((await uploadPicture()).body.id, 'as-is');

    const answer = await fetchFile(address, { headers: { range: 'bytes=99999999-' } });

    expect(answer.status).toBe(416);
    expect(answer.headers['content-range']).toMatch(/^bytes \*\/\d+$/);
  });

  it('is worth nothing when it is changed', async () => {
    const address = new URL(await addressOf((await uploadPicture()).body.id, 'as-is'));
    const other = (await uploadPicture()).body.id;

    const answers = await Promise.all(
      [
        changed(address, (url) => url.searchParams.set('expires', '9999999999')),
        changed(address, (url) => url.searchParams.delete('signature')),
        changed(address, (url) => url.searchParams.set('signature', 'A'.repeat(43))),
        changed(address, (url) => url.searchParams.set('expires', 'soon')),
        changed(address, (url) => (url.pathname = `/media/${other}/file.png`)),
        changed(address, (url) => (url.pathname = url.pathname.replace('file.png', 'page.html'))),
      ].map((url) => fetchFile(url)),
    );

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect(JSON.parse(answers[0]!.bytes.toString())).toMatchObject({ code: 'MEDIA_LINK_WRONG' });
  });

  it('ends with its time', async () => {
    const address = await addressOf((await uploadPicture()).body.id, 'as-is');

    app.clock.advance(601);
    const answer = await fetchFile(address);
    app.clock.advance(-601);

    expect(answer.status).toBe(410);
    expect(JSON.parse(answer.bytes.toString())).toMatchObject({ code: 'MEDIA_LINK_EXPIRED' });
  });

  it('is not given for the file of another tenant', async () => {
    const { body } = await uploadPicture();
    const item: MediaItem = { uploadId: body.id, type: 'IMAGE' };

    await expect(
      app.nest.get(MediaFilesService).publicAddress('other', item, { as: 'as-is', seconds: 60 }),
    ).rejects.toMatchObject({ code: 'MEDIA_NOT_FOUND', again: 'never' });
  });

  it.each(['png', 'webp', 'gif'] as const)('serves a %s as JPEG where that is asked for', async (kind) => {
    const id = await uploaded(await makePicture(kind, { width: 2000, height: 500 }));

    const first = await addressOf(id, 'jpeg');
    const second = await addressOf(id, 'jpeg');

    const answer = await fetchFile(first);
    expect(answer.headers['content-type']).toBe('image/jpeg');
    expect(await sharp(answer.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1440, height: 360 });
    const { dominant } = await sharp(answer.bytes).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240);
    expect(new URL(second).pathname).toBe(new URL(first).pathname);
  });

  it('of a JPEG is that of the file itself', async () => {
    const id = await uploaded(await makePicture('jpeg'));

    expect(new URL(await addressOf(id, 'jpeg')).pathname).toBe(`/media/${id}/file.jpg`);
  });

  it('of an item that only has an address is that address', async () => {
    const item: MediaItem = { url: 'https://club.example/a.png', type: 'IMAGE' };

    const address = await app.nest
      .get(MediaFilesService)
      .publicAddress('acme', item, { as: 'jpeg', seconds: 60 });

    expect(address).toBe('https://club.example/a.png');
  });
});

describe('A file that is lent', () => {
  it('is the copy that is kept', async () => {
    const bytes = await makePicture('png');
    const item: MediaItem = { uploadId: await uploaded(bytes), type: 'IMAGE' };

    const read = await app.nest.get(MediaFilesService).use('acme', item, async (file) => ({
      ...file,
      part: await file.read(1, 4),
      all: Buffer.from(await (await file.blob()).arrayBuffer()),
    }));

    expect(read).toMatchObject({ mimeType: 'image/png', bytes: bytes.length });
    expect(read.part.toString()).toBe('PNG');
    expect(read.all.equals(bytes)).toBe(true);
  });

  it('is fetched where only an address is given, and leaves nothing', async () => {
    const before = await traces();
    const item: MediaItem = { url: app.given.imageUrl('photo.png'), type: 'IMAGE' };

    const type = await app.nest.get(MediaFilesService).use('acme', item, async (file) => file.mimeType);

    expect(type).toBe('image/png');
    expect(await traces()).toEqual(before);
  });

  it('can be had later when the address does not answer now', async () => {
    const item: MediaItem = { url: 'http://127.0.0.1:9/a.png', type: 'IMAGE' };

    await expect(app.nest.get(MediaFilesService).use('acme', item, async () => 'used')).rejects.toMatchObject(
      { code: 'MEDIA_NOT_FETCHED', again: 'later' },
    );
  });
});

describe('Keeping the files of a post', () => {
  it('fetches an address once, and says what is there', async () => {
    const url = app.given.imageUrl('photo.jpg');
    const items: MediaItem[] = [
      { url, type: 'IMAGE', altText: 'A boat' },
      { url, type: 'IMAGE' },
    ];

    const kept = await keep(items);

    expect(kept).toEqual([
      {
        item: {
          url,
          type: 'IMAGE',
          altText: 'A boat',
          uploadId: expect.any(String),
          file: expect.objectContaining({ mimeType: 'image/jpeg', width: 1080, height: 1080 }),
        },
      },
      { item: expect.objectContaining({ uploadId: uploadIdOf(kept[0]) }) },
    ]);
    expect(await rowsWhere('source_url = $1', [url])).toBe(1);
  });

  it('says of each item that cannot be used why, and keeps the others', async () => {
    const foreign = (await upload(app.url, [await picturePart()], { tenantId: 'other' })).body.id;
    const own = await uploaded(await makePicture('png'));
    const items: MediaItem[] = [
      { url: app.given.imageUrl('broken.jpg'), type: 'IMAGE' },
      { url: app.given.imageUrl('nothing-here.jpg'), type: 'IMAGE' },
      { url: app.given.imageUrl('photo.jpg'), type: 'VIDEO' },
      { url: 'http://169.254.169.254/latest/meta-data/', type: 'IMAGE' },
      { url: app.given.imageUrl('big.jpg'), type: 'IMAGE' },
      { uploadId: foreign, type: 'IMAGE' },
      { uploadId: 'not-an-id', type: 'IMAGE' },
      { uploadId: own, type: 'IMAGE' },
    ];

    const kept = await keep(items);

    expect(kept.map((each) => ('problem' in each ? each.problem.code : 'kept'))).toEqual([
      'MEDIA_NOT_RECOGNISED',
      'MEDIA_NOT_FETCHED',
      'MEDIA_TYPE_WRONG',
      'MEDIA_ADDRESS_REFUSED',
      'MEDIA_TOO_LARGE',
      'MEDIA_NOT_FOUND',
      'MEDIA_NOT_FOUND',
      'kept',
    ]);
  });

  it('does not keep a file that is not what it was declared to be', async () => {
    const before = await traces();

    const kept = await keep([{ url: app.given.imageUrl('photo.jpg'), type: 'VIDEO' }]);

    expect(kept).toMatchObject([{ problem: { code: 'MEDIA_TYPE_WRONG' } }]);
    expect(await traces()).toEqual(before);
  });

  it('lets an upload stay as long as the post needs it, and never shortens that', async () => {
    const id = await uploaded(await makePicture('png'));
    const item: MediaItem = { uploadId: id, type: 'IMAGE' };

    const needed = inDays(90);

    await keep([item], needed);
    await keep([item], inDays(1));

    const { body } = await app.api.get<MediaView>(`/media/${id}`);
    expect(body.expiresAt).toBe(needed.toISOString());
  });

  it('fetches anew what was kept once and is gone, where its address is known', async () => {
    const url = app.given.imageUrl('portrait.jpg');
    const [first] = await keep([{ url, type: 'IMAGE' }]);
    await app.api.delete(`/media/${uploadIdOf(first)}`);

    const [second] = await keep([{ url, uploadId: uploadIdOf(first), type: 'IMAGE' }]);

    expect(uploadIdOf(second)).not.toBe(uploadIdOf(first));
  });
});

describe('An address beside an upload', () => {
  async function posted(media: MediaItem[]) {
    const { id: connectionId } = await app.given.connection('FACEBOOK');
    const scheduledAt = inDays(1).toISOString();
    const body = { connectionIds: [connectionId], content: 'A boat', media, scheduledAt };
    return await app.api.post<Answer>('/posts', body);
  }

  async function postOf(media: MediaItem[]): Promise<{ id: string; media: MediaItem[] }> {
    return (await posted(media)).body.posts![0]!;
  }

  const sendBack = async ({ id }: { id: string }, media: MediaItem[]) =>
    await app.api.patch<Answer>(`/posts/${id}`, { media });

  it('may be sent back as it was read, of a file that was fetched and of one that was uploaded', async () => {
    const uploadId = await uploaded(await makePicture('png'));
    const fetched = await postOf([{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }]);
    const brought = await postOf([{ uploadId, type: 'IMAGE' }]);
    const { previewUrl } = (await app.api.get<{ previewUrl: string }>(`/media/${uploadId}`)).body;

    const answers = [
      await sendBack(fetched, fetched.media),
      await sendBack(brought, brought.media),
      await sendBack(brought, [{ ...brought.media[0]!, url: previewUrl }]),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => body.media![0]!.uploadId)).toEqual([
      fetched.media[0]!.uploadId,
      uploadId,
      uploadId,
    ]);
  });

  it('that is another one is refused, because nobody knows which picture is meant', async () => {
    const [url, other] = [app.given.imageUrl('photo.jpg'), app.given.imageUrl('portrait.jpg')];
    const post = await postOf([{ url, type: 'IMAGE' }]);
    const [item] = post.media;

    const refused = await sendBack(post, [{ ...item!, url: other }]);
    const fetched = await sendBack(post, [{ url: other, type: 'IMAGE' }]);

    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ field: 'media[0]', code: 'MEDIA_AMBIGUOUS', message: expect.stringContaining(url) }],
    ]);
    expect(refused.body.errors![0]!.message).toContain(`it was ${other}`);
    expect(fetched.status).toBe(200);
    expect(fetched.body.media![0]!.uploadId).not.toBe(item!.uploadId);
  });

  it('is looked at in each place: the same upload may be right in one and wrong in another', async () => {
    const uploadId = await uploaded(await makePicture('png'));
    const url = app.given.imageUrl('photo.jpg');

    const { status, body } = await posted([
      { uploadId, url, type: 'IMAGE' },
      { uploadId, type: 'IMAGE' },
    ]);

    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'media[0]', code: 'MEDIA_AMBIGUOUS' })],
    ]);
  });
});

describe('Cleaning', () => {
  it('removes files whose time has passed, with their converted copies, and nothing else', async () => {
    const staying = await uploaded(await makePicture('png'));
    await keep([{ uploadId: staying, type: 'IMAGE' }], inDays(30));
    const leaving = await uploaded(await makePicture('png'));
    await addressOf(leaving, 'jpeg');

    await app.database.advance(8 * 86_400);
    const before = await app.api.get(`/media/${leaving}`);
    await clean();

    expect(before.status).toBe(404);
    const names = (await filesBelow(folder)).map((path) => path.split('/').at(-1));
    expect(names).toContain(staying);
    expect(await rowsWhere('id = $1 OR original_id = $1', [leaving])).toBe(0);
    expect(new Set(names)).toEqual(new Set(await idsOfRows()));
  });

  it.each([
    ['shows', (uploadId: string) => ({ media: [{ uploadId, type: 'IMAGE' }], options: {} })],
    [
      'shows further down its thread',
      (uploadId: string) => ({
        media: [],
        options: { thread: [{ content: 'b', media: [{ uploadId: uploadId.toUpperCase(), type: 'IMAGE' }] }] },
      }),
    ],
  ])(
    'leaves a file alone that a post which has not gone out %s, however it was moved',
    async (_, contentOf) => {
      const [shown, unused] = [
        await uploaded(await makePicture('png')),
        await uploaded(await makePicture('png')),
      ];
      await addressOf(shown, 'jpeg');
      const { media, options } = contentOf(shown);
      const [post] = await storePosts(app.database, await app.given.connection('TWITTER'), [
        { content: 'Later', media: media as MediaItem[], options: options as PostOptions },
      ]);
      await app.database.query(
        `UPDATE "SocialPost" SET scheduled_at = social_now() + interval '60 days' WHERE id = $1`,
        [post],
      );
      await endTimeOf(shown, unused);

      await clean();
      const waiting = await rowsWhere(
        `state = 'READY' AND keep_until > social_now() AND (id = $1 OR original_id = $1)`,
        [shown],
      );
      await app.database.query(`UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = $1`, [post]);
      await endTimeOf(shown);
      await clean();

      expect([waiting, await rowsWhere('id = ANY($1::uuid[])', [[shown, unused]])]).toEqual([2, 0]);
    },
  );

  it('is not waited for: a post takes its file also when the time of the file has passed', async () => {
    const [first, second] = [
      await uploaded(await makePicture('png')),
      await uploaded(await makePicture('png')),
    ];
    const connection = await app.given.connection('FACEBOOK');
    const [post] = await storePosts(app.database, connection, [
      { content: 'Now', media: [{ uploadId: first, type: 'IMAGE' }] },
    ]);
    const later = await app.api.post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: [connection.id],
      content: 'Later',
      media: [{ uploadId: second, type: 'IMAGE' }],
      scheduledAt: inDays(1).toISOString(),
    });
    await endTimeOf(first, second);

    const edited = await app.api.patch(`/posts/${later.body.posts[0]!.id}`, { content: 'Other words' });
    await app.publishDue();

    expect(edited.status).toBe(200);
    expect((await app.api.get<{ status: string }>(`/posts/${post!}`)).body).toMatchObject({
      status: 'PUBLISHED',
    });
  });

  it('goes on where a crash left it', async () => {
    const id = await uploaded(await makePicture('png'));
    await app.api.delete(`/media/${id}`);
    await app.database.query(
      `UPDATE "SocialMedia" SET keep_until = social_now() + interval '10 minutes' WHERE id = $1`,
      [id],
    );
    await clean();
    const claimedByAnother = await rowsWhere('id = $1', [id]);

    await app.database.advance(601);
    await clean();

    expect([claimedByAnother, await rowsWhere('id = $1', [id])]).toEqual([1, 0]);
    expect(await filesBelow(folder)).not.toContainEqual(expect.stringContaining(id));
  });

  it('removes what an upload left whose process died', async () => {
    const id = '01900000-0000-7000-8000-0000000000ab';
    await app.database.query(
      `INSERT INTO "SocialMedia" (id, tenant_id, storage_key, facts, state, keep_until)
       VALUES ($1::uuid, 'acme', $1::uuid::text, '{}', 'RECEIVING', social_now() + interval '1 hour')`,
      [id],
    );
    expect(await app.api.get(`/media/${id}`)).toMatchObject({ status: 404 });

    await app.database.advance(3_601);
    await clean();

    expect(await rowsWhere('id = $1', [id])).toBe(0);
  });

  it('sweeps the work folder of what is older than a day', async () => {
    const [stray, fresh] = [join(folder, 'work', 'stray'), join(folder, 'work', 'fresh')];
    await writeFile(stray, 'left');
    await writeFile(fresh, 'in use');
    const yesterday = app.clock.now().getTime() / 1000 - 86_401;
    await utimes(stray, yesterday, yesterday);

    await clean();

    const left = await filesBelow(join(folder, 'work'));
    await rm(fresh);
    expect(left).toEqual([fresh]);
  });
});

async function endTimeOf(...ids: string[]): Promise<void> {
  await app.database.query(
    `UPDATE "SocialMedia" SET keep_until = social_now() - interval '1 second'
     WHERE id = ANY($1::uuid[]) OR original_id = ANY($1::uuid[])`,
    [ids],
  );
}

function damagedJpegBytes(): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(400, 7)]);
}

function bigger(bytes: number): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bytes - 4)]);
}

async function picturePart() {
  return { name: 'a.png', bytes: await makePicture('png') };
}

async function uploadPicture() {
  return await upload(app.url, [await picturePart()]);
}

async function uploaded(bytes: Buffer): Promise<string> {
  const { status, body } = await upload(app.url, [{ name: 'file', bytes }]);
  if (status !== 201) throw new Error(`The upload was refused: ${JSON.stringify(body)}`);
  return body.id;
}

async function formHeaders(): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await signToken()}`,
    'content-type': 'multipart/form-data; boundary=edge',
  };
}

function formStart(bytes: Buffer): Buffer {
  const head = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** All that an upload can leave behind. */
async function traces(): Promise<{ rows: number; files: number; work: number }> {
  const work = (await filesBelow(join(folder, 'work'))).length;
  return { rows: await rowsWhere('true'), files: (await filesBelow(folder)).length - work, work };
}

async function rowsWhere(condition: string, values: unknown[] = []): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM "SocialMedia" WHERE ${condition}`,
    values,
  );
  return row?.count ?? 0;
}

async function idsOfRows(): Promise<string[]> {
  return (await app.database.query<{ id: string }>('SELECT id FROM "SocialMedia"')).map(({ id }) => id);
}

async function addressOf(id: string, as: 'jpeg' | 'as-is'): Promise<string> {
  const item: MediaItem = { uploadId: id, type: 'IMAGE' };
  return await app.nest.get(MediaFilesService).publicAddress('acme', item, { as, seconds: 600 });
}

async function fetchFile(
  address: string | URL,
  options: { method?: 'GET' | 'HEAD'; headers?: Record<string, string> } = {},
) {
  const { statusCode, headers, body } = await request(address, options);
  return { status: statusCode, headers, bytes: Buffer.from(await body.arrayBuffer()) };
}

function changed(address: URL, change: (url: URL) => unknown): URL {
  const url = new URL(address);
  change(url);
  return url;
}

async function keep(items: MediaItem[], keepUntil = inDays(10)) {
  return await app.nest.get(MediaKeepingService).keep('acme', items, keepUntil);
}

function uploadIdOf(kept: unknown): string {
  return (kept as { item: { uploadId: string } }).item.uploadId;
}

function inDays(days: number): Date {
  return new Date(Math.floor(app.clock.now().getTime() / 1000) * 1000 + days * 86_400_000);
}

async function clean(): Promise<void> {
  await app.nest.get(MediaCleaningService).clean();
}
