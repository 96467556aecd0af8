import 'reflect-metadata';
import { SystemClock } from '../../src/kernel/clock.ts';
import { FacebookVideoStatus } from '../../src/modules/providers/facebook/facebook.video-status.ts';
import { FacebookVideos } from '../../src/modules/providers/facebook/facebook.videos.ts';
import { MetaApi } from '../../src/modules/providers/meta.api.ts';
import { MetaRecentList } from '../../src/modules/providers/meta.list.ts';
import { MetaMedia } from '../../src/modules/providers/meta.media.ts';
import { PlatformHttp } from '../../src/modules/providers/provider.http.ts';
import { accessWith } from '../support/provider-fixture.ts';
import { quotasWithoutDatabase, sandboxConfig } from '../support/providers.ts';
import { filesOnDisk } from './file-on-disk.ts';

// A process of its own, so that nothing but the upload takes memory in it. Writes how far its resident memory grew, in bytes.
const { SANDBOX_URL = '', TOKEN = '', ACCOUNT_ID = '', SMALL_FILE = '', LARGE_FILE = '' } = process.env;

const clock = new SystemClock();
const config = sandboxConfig(SANDBOX_URL, { PLATFORM_TIMEOUT_MS: '10000' });
const http = new PlatformHttp(config);
const api = new MetaApi(config, http, quotasWithoutDatabase(), clock);
const status = new FacebookVideoStatus(api, new MetaRecentList(api, clock), clock);
const videos = new FacebookVideos(api, new MetaMedia(filesOnDisk), status, clock);

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
  const prepared = await videos.prepare(
    accessWith(ACCOUNT_ID, TOKEN),
    { url: path, type: 'VIDEO' },
    progress,
  );
  if (prepared.status !== 'ready') throw new Error(`The video is ${prepared.status}.`);
}
