import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeVideo } from '../support/media-files.ts';
import { PeakMemory } from '../support/peak-memory.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { serviceEnv, signToken } from '../support/settings.ts';
import { filesBelow } from '../support/upload.ts';
import { startKeeper, type Keeper } from '../support/media-keeper.ts';

const videoBytes = 200_000_000;
const allowedGrowthBytes = 64 * 1024 * 1024;

let folder: string;
let video: string;
let hash: string;
/** Goes through first, so that loading code is not counted. */
let small: Buffer;
let database: TestDatabase;
let sandbox: RunningSandbox;
let origin: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-memory-'));
  video = join(folder, 'video.mp4');
  hash = await writeLargeVideo(video);
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  small = await makeVideo({ sound: 'with' });
  origin = createServer(({ url }, response) => {
    if (url === '/small.mp4') response.end(small);
    else createReadStream(video).pipe(response);
  });
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
}, 120_000);

afterAll(async () => {
  await new Promise((resolve) => origin.close(resolve));
  await sandbox.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('A video of 200 MB', () => {
  it('that is uploaded lets the process grow by less than 64 MB, and arrives whole', async () => {
    const store = join(folder, 'uploaded');
    const service = await ServiceProcess.start({
      databaseUrl: database.url,
      sandboxUrl: sandbox.url,
      overrides: { MEDIA_STORE: `file:${store}` },
    });
    try {
      await uploadTo(service.url, Readable.from([small]), 'small.mp4');
      const memory = await PeakMemory.watch(service.pid);

      const { status, body } = await uploadTo(service.url, createReadStream(video), 'video.mp4');

      const growth = await memory.growth();
      expect([status, body]).toEqual([
        201,
        expect.objectContaining({ type: 'VIDEO', file: expect.objectContaining({ width: 1280 }) }),
      ]);
      expect(growth).toBeLessThan(allowedGrowthBytes);
      expect(await hashesIn(store)).toContain(hash);
    } finally {
      await service.stop();
    }
  }, 120_000);

  it('that is kept from its address, lent and read in pieces lets the process grow by less than 64 MB', async () => {
    const store = join(folder, 'kept');
    const env = serviceEnv({
      port: 1,
      databaseUrl: database.url,
      sandboxUrl: sandbox.url,
      overrides: { MEDIA_STORE: `file:${store}`, SOCIAL_ROLE: 'api' },
    });
    const keeper: Keeper = await startKeeper(env);
    try {
      const there = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
      await keeper.keepAndRead(`${there}/small.mp4`);
      const memory = await PeakMemory.watch(keeper.pid);

      const read = await keeper.keepAndRead(`${there}/video.mp4`);

      const growth = await memory.growth();
      expect(read).toEqual({ mimeType: 'video/mp4', hash });
      expect(growth).toBeLessThan(allowedGrowthBytes);
    } finally {
      await keeper.stop();
    }
  }, 120_000);
});

/** A small video with a large box that players skip behind it. Gives its SHA-256. */
async function writeLargeVideo(path: string): Promise<string> {
  const small = await makeVideo({ sound: 'with' });
  const rest = videoBytes - small.length;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(rest);
  head.write('free', 4, 'latin1');
  const piece = Buffer.alloc(1_000_000, 'rowing');
  async function* pieces() {
    yield small;
    yield head;
    for (let left = rest - head.length; left > 0; left -= piece.length) yield piece.subarray(0, left);
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path));
  if ((await stat(path)).size !== videoBytes) throw new Error('The video has another size than it should.');
  return await sha256Of(path);
}

async function uploadTo(url: string, file: Readable, name: string) {
  const edge = 'edge-of-the-form';
  async function* form() {
    yield `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
    yield* file;
    yield `\r\n--${edge}--\r\n`;
  }
  const { statusCode, body } = await request(`${url}/api/v1/social/media`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await signToken()}`,
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    body: Readable.from(form()),
  });
  return { status: statusCode, body: await body.json() };
}

async function hashesIn(store: string): Promise<string[]> {
  return await Promise.all((await filesBelow(store)).map(sha256Of));
}

async function sha256Of(path: string): Promise<string> {
  const hashing = createHash('sha256');
  await pipeline(createReadStream(path), hashing);
  return hashing.digest('hex');
}
