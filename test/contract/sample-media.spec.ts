import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { sampleMedia } from '../../sandbox/sample-media.ts';
import { probeFile } from '../../src/modules/media/media.probe.ts';

it.each([
  ['video.mp4', { width: 1280, height: 720, durationMs: 10_000 }],
  ['reel.mp4', { width: 1080, height: 1920, durationMs: 15_000 }],
  ['short.mp4', { width: 1080, height: 1920, durationMs: 1_000 }],
  ['long.mp4', { width: 1080, height: 1920, durationMs: 120_000 }],
  ['big.mp4', { width: 1280, height: 720, durationMs: 30_000 }],
])("the sandbox's %s is a whole video to whoever looks into it", async (name, facts) => {
  const folder = await mkdtemp(join(tmpdir(), 'social-sample-'));
  const path = join(folder, name);
  const { bytes } = sampleMedia(name)!;
  await writeFile(path, bytes);

  const found = await probeFile(path);

  await rm(folder, { recursive: true });
  expect(found).toMatchObject({
    ...facts,
    mimeType: 'video/mp4',
    bytes: bytes.length,
    videoCodec: 'avc',
    audioCodec: 'aac',
    framesPerSecond: 30,
  });
});
