import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { startBucketServer, type BucketServer } from '../../../test/support/bucket-server.ts';
import { filesBelow } from '../../../test/support/upload.ts';
import { AppConfig } from '../../config/app-config.ts';
import { SystemClock } from '../../kernel/clock.ts';
import { BucketStore } from './bucket.store.ts';
import { FolderStore } from './folder.store.ts';
import { MediaError } from './media.errors.ts';
import type { MediaStore } from './media.store.ts';
import { WorkFolder } from './work-folder.ts';

let folder: string;
let server: BucketServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  server = await startBucketServer(join(folder, 'bucket'));
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const stores: [string, () => MediaStore][] = [
  ['folder', () => new FolderStore(join(folder, 'files'))],
  ['bucket', () => bucketStore({})],
];

describe.each(stores)('A store that is a %s', (_kind, open) => {
  it('gives back what was put there, whole, in part and as a file', async () => {
    const store = open();
    const bytes = Buffer.from('The quick brown fox');
    await store.put('some-key', await fileWith(bytes), 'image/png');

    const whole = await readAll(store.read('some-key', { start: 0, end: bytes.length - 1 }));
    const part = await readAll(store.read('some-key', { start: 4, end: 8 }));
    const lent = await store.lend('some-key', (path) => readFile(path));

    expect([whole.toString(), part.toString(), lent.toString()]).toEqual([
      'The quick brown fox',
      'quick',
      'The quick brown fox',
    ]);
  });

  it('has nothing under a key that was removed, and removes it as often as it is asked to', async () => {
    const store = open();
    await store.put('gone', await fileWith(Buffer.from('x')), 'image/png');

    await store.remove('gone');
    await store.remove('gone');

    await expect(store.read('gone', { start: 0, end: 0 })).rejects.toMatchObject({ code: 'MEDIA_NOT_FOUND' });
  });

  it('takes a file that is larger than any buffer', async () => {
    const store = open();
    const bytes = Buffer.alloc(12_000_000, 'football');

    await store.put('large', await fileWith(bytes), 'video/mp4');

    const back = await store.lend('large', (path) => readFile(path));
    expect(back.equals(bytes)).toBe(true);
  });
});

describe('A bucket', () => {
  it('leaves no copy behind when a file that was lent is given back', async () => {
    const store = bucketStore({});
    await store.put('lent', await fileWith(Buffer.from('x')), 'image/png');
    const before = await filesBelow(join(folder, 'media-work'));

    await store.lend('lent', async () => 'used');

    expect(await filesBelow(join(folder, 'media-work'))).toEqual(before);
  });

  it('keeps its files under the prefix of the setting', async () => {
    await bucketStore({}).put('mine', await fileWith(Buffer.from('x')), 'image/png');

    const places = (await filesBelow(join(folder, 'bucket'))).filter((path) => path.includes('mine'));

    expect(places.length).toBeGreaterThan(0);
    for (const place of places) expect(place).toContain('/files/clubs/mine');
  });

  it('gives an address that anybody can fetch from until its time has passed', async () => {
    const store = bucketStore({});
    await store.put('shown', await fileWith(Buffer.from('picture')), 'image/png');
    const served = { mimeType: 'image/png', name: 'file.png' };

    const open = await get(await store.publicAddress('shown', { ...served, seconds: 60 }));
    const changed = await get(
      (await store.publicAddress('shown', { ...served, seconds: 60 })).replace('/shown', '/other'),
    );

    expect(open).toEqual({ status: 200, type: 'image/png', text: 'picture' });
    expect(changed.status).toBe(403);
  });

  it('whose key is wrong does not answer, and may do so later', async () => {
    const store = bucketStore({ AWS_SECRET_ACCESS_KEY: 'not-the-key' });

    const failure = await store.put('some', await fileWith(Buffer.from('x')), 'image/png').catch(identity);

    expect(failure).toMatchObject({ code: 'MEDIA_STORE_UNAVAILABLE', again: 'later' });
  });

  it.each([
    [2, 'kept'],
    [3, 'MEDIA_STORE_UNAVAILABLE'],
  ])('whose line breaks %s times while a file goes there: %s', async (times, outcome) => {
    const store = bucketStore({});
    const path = await fileWith(Buffer.alloc(1_000_000, 'x'));
    server.breakUploads(times);

    const result = await store.put('shaky', path, 'video/mp4').then(
      () => 'kept',
      (error: unknown) => (error as MediaError).code,
    );

    expect(result).toBe(outcome);
  });

  it('that is not there does not answer; its files are not called deleted', async () => {
    const store = bucketStore({ MEDIA_STORE: settingFor('no-such-bucket') });

    const failure = await store.read('some', { start: 0, end: 1 }).catch(identity);

    expect(failure).toMatchObject({ code: 'MEDIA_STORE_UNAVAILABLE', again: 'later' });
  });

  it('whose server is down does not answer', async () => {
    const store = bucketStore({ MEDIA_STORE: settingFor('clubs', 'http://127.0.0.1:9') });

    const failure = await store.remove('some').catch(identity);

    expect(failure).toBeInstanceOf(MediaError);
    expect(failure).toMatchObject({ code: 'MEDIA_STORE_UNAVAILABLE' });
  });
});

let files = 0;

async function fileWith(bytes: Buffer): Promise<string> {
  files += 1;
  const path = join(folder, `source-${files}`);
  await writeFile(path, bytes);
  return path;
}

function settingFor(bucket: string, endpoint = server.url): string {
  return `s3://${bucket}/clubs?endpoint=${encodeURIComponent(endpoint)}&region=us-east-1&forcePathStyle=true`;
}

function bucketStore(changes: Record<string, string>): BucketStore {
  const config = AppConfig.from({
    JWT_SECRET: 'x'.repeat(32),
    TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    DATA_DIR: folder,
    MEDIA_STORE: settingFor('files'),
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    ...changes,
  });
  const { store } = config.media;
  if (store.kind !== 'bucket') throw new Error('The setting names no bucket.');
  return new BucketStore(store, new WorkFolder(config, new SystemClock()));
}

async function readAll(stream: Promise<Readable>): Promise<Buffer> {
  return await buffer(await stream);
}

async function get(address: string) {
  const { statusCode, headers, body } = await request(address);
  return { status: statusCode, type: headers['content-type'], text: await body.text() };
}

function identity(error: unknown): unknown {
  return error;
}
