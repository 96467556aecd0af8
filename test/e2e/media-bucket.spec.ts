import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { request } from 'undici';
import type { MediaItem } from '../../src/kernel/post-content.ts';
import { MediaCleaningService } from '../../src/modules/media/media-cleaning.service.ts';
import { MediaFilesService } from '../../src/modules/media/media-files.service.ts';
import { startBucketServer, type BucketServer } from '../support/bucket-server.ts';
import { makePicture } from '../support/media-files.ts';
import { TestApp } from '../support/test-app.ts';
import { filesBelow, upload } from '../support/upload.ts';

let folder: string;
let bucket: BucketServer;
let app: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-bucket-'));
  bucket = await startBucketServer(join(folder, 'bucket'));
  app = await TestApp.start({
    DATA_DIR: join(folder, 'data'),
    MEDIA_STORE: `s3://files/social?endpoint=${encodeURIComponent(bucket.url)}&forcePathStyle=true`,
    AWS_ACCESS_KEY_ID: bucket.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
  });
});

afterAll(async () => {
  await app.close();
  await bucket.close();
  await rm(folder, { recursive: true });
});

describe('Files in a bucket', () => {
  it('are uploaded, lent, handed out by the bucket itself, converted and removed', async () => {
    const bytes = await makePicture('png');
    const { status, body } = await upload(app.url, [{ name: 'a.png', bytes }]);
    const item: MediaItem = { uploadId: body.id, type: 'IMAGE' };
    const files = app.nest.get(MediaFilesService);

    const lent = await files.use('acme', item, async (file) => file.read(0, file.bytes));
    const plain = await fetchFile(await files.publicAddress('acme', item, { as: 'as-is', seconds: 60 }));
    const jpeg = await fetchFile(await files.publicAddress('acme', item, { as: 'jpeg', seconds: 60 }));
    const stored = (await filesBelow(join(folder, 'bucket'))).length;
    await app.api.delete(`/media/${body.id}`);
    await app.nest.get(MediaCleaningService).clean();

    expect(status).toBe(201);
    expect(lent.equals(bytes)).toBe(true);
    expect(plain.from).toBe(bucket.url);
    expect(plain.bytes.equals(bytes)).toBe(true);
    expect(jpeg.type).toBe('image/jpeg');
    expect(await sharp(jpeg.bytes).metadata()).toMatchObject({ format: 'jpeg' });
    expect(stored).toBeGreaterThan(0);
    expect(await objects()).toEqual([]);
    expect(await filesBelow(join(folder, 'data', 'media-work'))).toEqual([]);
  });

  it('that the bucket does not take leave nothing but a row that the cleaning removes', async () => {
    bucket.breakUploads(3);

    const { status, body } = await upload<{ code: string }>(app.url, [
      { name: 'a.png', bytes: await makePicture('png') },
    ]);
    const shown = await app.database.query(`SELECT state FROM "SocialMedia"`);
    await app.database.advance(3_601);
    await app.nest.get(MediaCleaningService).clean();

    expect([status, body.code]).toEqual([503, 'MEDIA_STORE_UNAVAILABLE']);
    expect(shown).toEqual([{ state: 'RECEIVING' }]);
    expect(await app.database.query(`SELECT state FROM "SocialMedia"`)).toEqual([]);
    expect(await objects()).toEqual([]);
  });

  it('that cannot be removed keep no other from it, and are tried again', async () => {
    const cleaning = app.nest.get(MediaCleaningService);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { body } = await upload(app.url, [{ name: 'a.png', bytes: await makePicture('png') }]);
      ids.push(body.id);
      await app.api.delete(`/media/${body.id}`);
    }
    bucket.refuseDeleting(ids[0]!);

    await expect(cleaning.clean()).rejects.toMatchObject({ code: 'MEDIA_STORE_UNAVAILABLE' });
    const left = await objects();
    bucket.refuseDeleting(null);
    await app.database.advance(601);
    await cleaning.clean();

    expect(left).toEqual([expect.stringContaining(ids[0]!)]);
    expect(await objects()).toEqual([]);
  });
});

/** What lies in the bucket, without the notes of types beside it. */
async function objects(): Promise<string[]> {
  return (await filesBelow(join(folder, 'bucket'))).filter((path) => !/\.(type|part)$/.test(path));
}

async function fetchFile(address: string) {
  const { headers, body } = await request(address);
  const bytes = Buffer.from(await body.arrayBuffer());
  return { from: new URL(address).origin, type: headers['content-type'], bytes };
}
