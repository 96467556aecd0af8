import 'reflect-metadata';
import type { Platform } from '../../src/kernel/platform.ts';
import type { PostContent } from '../../src/kernel/post-content.ts';
import { accessWith } from '../support/provider-fixture.ts';
import { openProviders, sandboxConfig } from '../support/providers.ts';

// A process of its own, so that nothing but the upload takes memory in it. Writes how far its resident memory
// grew, in bytes, and how often it was looked at.
const env = process.env as Record<string, string>;
const { SANDBOX_URL = '', PLATFORM = '', ACCOUNT_ID = '', TOKEN = '', DATA_DIR = '' } = env;

const config = sandboxConfig(SANDBOX_URL, { PLATFORM_TIMEOUT_MS: '20000', DATA_DIR });
const providers = await openProviders(config);
const { publishing } = providers.registry.require(PLATFORM as Platform);

await upload(env['SMALL_VIDEO']); // Code and connections are there from here on.
const before = process.memoryUsage.rss();
let highest = before;
let looks = 0;
const watch = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage.rss());
  looks += 1;
}, 5);
await upload(env['LARGE_VIDEO']);
clearInterval(watch);
await providers.close();
process.stdout.write(JSON.stringify({ grownBytes: highest - before, looks }));

async function upload(url = ''): Promise<void> {
  const content: PostContent = { content: 'Film', media: [{ url, type: 'VIDEO' }], options: {} };
  const progress = { resume: {}, save: async () => undefined };
  const prepared = await publishing.prepare(accessWith(ACCOUNT_ID, TOKEN), content, progress);
  if (prepared.status === 'failed') throw new Error(prepared.failure.message);
}
