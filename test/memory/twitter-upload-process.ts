import 'reflect-metadata';
import { open, stat } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { SystemClock } from '../../src/kernel/clock.ts';
import { MediaFilesService, type MediaFile } from '../../src/modules/media/media-files.service.ts';
import { PlatformHttp } from '../../src/modules/providers/provider.http.ts';
import { TwitterApi } from '../../src/modules/providers/twitter/twitter.api.ts';
import { TwitterMedia } from '../../src/modules/providers/twitter/twitter.media.ts';
import { TwitterUploads } from '../../src/modules/providers/twitter/twitter.uploads.ts';
import { accessWith } from '../support/provider-fixture.ts';
import { quotasWithoutDatabase, sandboxConfig } from '../support/providers.ts';

// A process of its own, so that nothing but the upload takes memory in it. Writes how far its resident memory grew, in bytes.
const { SANDBOX_URL = '', TOKEN = '', ACCOUNT_ID = '', SMALL_FILE = '', LARGE_FILE = '' } = process.env;

const clock = new SystemClock();
const config = sandboxConfig(SANDBOX_URL, { PLATFORM_TIMEOUT_MS: '10000' });
const http = new PlatformHttp(config);
const files = Object.create(MediaFilesService.prototype, {
  use: {
    value: async (_tenantId: string, item: { url: string }, work: (file: MediaFile) => Promise<unknown>) =>
      work(await fileAt(item.url)),
  },
}) as MediaFilesService;
const uploads = new TwitterUploads(
  new TwitterMedia(new TwitterApi(config, http, clock, quotasWithoutDatabase()), clock),
  files,
  clock,
);

await upload(SMALL_FILE); // Code and connections are there from here on.
const before = process.memoryUsage.rss();
let highest = before;
const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5);
await upload(LARGE_FILE);
clearInterval(watch);
await http.onApplicationShutdown();
process.stdout.write(String(highest - before));

async function upload(path: string): Promise<void> {
  const progress = { resume: {}, save: async () => undefined };
  const prepared = await uploads.prepare(
    accessWith(ACCOUNT_ID, TOKEN),
    [{ url: path, type: 'VIDEO' }],
    progress,
  );
  if (prepared.status === 'failed') throw new Error(prepared.failure.message);
}

async function fileAt(path: string): Promise<MediaFile> {
  const { size } = await stat(path);
  return {
    mimeType: 'video/mp4',
    bytes: size,
    read: async (start, end) => {
      const handle = await open(path);
      try {
        return (await handle.read(Buffer.alloc(end - start), 0, end - start, start)).buffer;
      } finally {
        await handle.close();
      }
    },
    blob: () => openAsBlob(path),
  };
}
