import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { blocksOf } from '../support/file-server.ts';
import { ProviderFixture, seeded } from '../support/provider-fixture.ts';

const mebibyte = 1_048_576;

describe('the memory of a process that sends a large video to Facebook', () => {
  let fixture: ProviderFixture;
  let folder: string;

  beforeAll(async () => {
    fixture = await ProviderFixture.open();
    folder = await mkdtemp(join(tmpdir(), 'social-upload-'));
  });

  afterAll(async () => {
    await fixture.close();
    await rm(folder, { recursive: true });
  });

  it('grows by less than 64 MB over 200 MB', async () => {
    const access = await fixture.accessTo('FACEBOOK', seeded.page);
    const env = {
      PATH: process.env['PATH'],
      SANDBOX_URL: fixture.url,
      TOKEN: access.accessToken.reveal(),
      ACCOUNT_ID: seeded.page,
      SMALL_FILE: await film(8),
      LARGE_FILE: await film(200),
    };

    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['dist/test/memory/facebook-upload-process.js'],
      {
        env,
      },
    );

    const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
    const paths = (body as { calls: { path: string }[] }).calls.map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith('/videos'))).toHaveLength(2 + 2 + 50);
    expect(Number(stdout)).toBeGreaterThan(0);
    expect(Number(stdout)).toBeLessThan(64 * mebibyte);
  }, 60_000);

  async function film(mebibytes: number): Promise<string> {
    const path = join(folder, `${mebibytes}.mp4`);
    await pipeline(blocksOf('mp4', mebibytes * mebibyte), createWriteStream(path));
    return path;
  }
});
