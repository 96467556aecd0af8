import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FileServer } from '../support/file-server.ts';
import { ProviderFixture, seeded } from '../support/provider-fixture.ts';

const mebibyte = 1_048_576;

describe('the memory of a process that sends a large video', () => {
  let fixture: ProviderFixture;
  let files: FileServer;
  let folder: string;

  beforeAll(async () => {
    [fixture, files] = await Promise.all([ProviderFixture.open(), FileServer.start()]);
    folder = await mkdtemp(join(tmpdir(), 'social-upload-'));
  });

  beforeEach(() => fixture.reset());

  afterAll(async () => {
    await Promise.all([fixture.close(), files.close()]);
    await rm(folder, { recursive: true });
  });

  it.each([
    ['TWITTER', seeded.twitter],
    ['FACEBOOK', seeded.page],
  ] as const)(
    '%s: grows by less than 64 MB over 200 MB',
    async (platform, accountId) => {
      const access = await fixture.accessTo(platform, accountId);
      const env = {
        PATH: process.env['PATH'],
        SANDBOX_URL: fixture.url,
        PLATFORM: platform,
        ACCOUNT_ID: accountId,
        TOKEN: access.accessToken.reveal(),
        DATA_DIR: folder,
        SMALL_VIDEO: files.address('mp4', 8 * mebibyte),
        LARGE_VIDEO: files.address('mp4', 200 * mebibyte),
      };

      const { stdout } = await promisify(execFile)(process.execPath, ['dist/test/memory/upload-process.js'], {
        env,
      });

      const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
      expect((body as { calls: unknown[] }).calls.length).toBeGreaterThan(50);
      const { grownBytes, looks } = JSON.parse(stdout) as { grownBytes: number; looks: number };
      // It may not grow at all: what the small video took may be enough for the large one.
      expect(looks).toBeGreaterThan(20);
      expect(grownBytes).toBeLessThan(64 * mebibyte);
    },
    60_000,
  );
});
