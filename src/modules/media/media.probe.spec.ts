import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { makeAnimation, makePicture, makeVideo } from '../../../test/support/media-files.ts';
import { MediaError } from './media.errors.ts';
import { probeFile } from './media.probe.ts';

let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'probe-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const nothingElse = { durationMs: null, videoCodec: null, audioCodec: null, framesPerSecond: null };

describe('A picture', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('tells that it is %s, and its size', async (kind) => {
    const bytes = await makePicture(kind, { width: 321, height: 123 });

    const facts = await probe(bytes);

    expect(facts).toEqual({
      mimeType: `image/${kind}`,
      bytes: bytes.length,
      width: 321,
      height: 123,
      frames: null,
      ...nothingElse,
    });
  });

  it('is as wide as it is shown when its EXIF turns it', async () => {
    const lying = await makePicture('jpeg', { width: 300, height: 100 });
    const turned = await sharp(lying).withMetadata({ orientation: 6 }).jpeg().toBuffer();

    expect(await probe(turned)).toMatchObject({ width: 100, height: 300 });
  });

  it.each(['gif', 'webp'] as const)('tells how many frames an animated %s has', async (kind) => {
    expect(await probe(await makeAnimation(kind, 4))).toMatchObject({ width: 64, height: 48, frames: 4 });
  });

  it('that was cut off is damaged', async () => {
    const whole = await sharp({
      create: { width: 800, height: 800, channels: 3, background: '#123', noise: gaussian },
    })
      .jpeg()
      .toBuffer();

    expect(await refusal(whole.subarray(0, whole.length / 2))).toMatchObject({ code: 'MEDIA_DAMAGED' });
  });

  it.each([
    ['an interlaced PNG', async () => pngClaiming(8_000, 8_000, 'interlaced')],
    ['a progressive JPEG', async () => jpegClaiming(8_000, 8_000, 'progressive')],
  ])('of 64 million pixels is refused as %s, which has to be unfolded whole', async (_title, make) => {
    const failure = await refusal(await make());

    expect(failure).toMatchObject({
      code: 'MEDIA_TOO_MANY_PIXELS',
      message: expect.stringMatching(/64 million pixels; at most 40 million/),
    });
  });

  it('of 64 million pixels is taken where it can be read row by row', async () => {
    expect(await probe(await jpegClaiming(8_000, 8_000))).toMatchObject({ width: 8_000, height: 8_000 });
  });

  it('that claims more pixels than fit into memory is refused by its claim', async () => {
    const failure = await refusal(pngClaiming(60_000, 60_000));

    expect(failure).toMatchObject({ code: 'MEDIA_TOO_MANY_PIXELS' });
  });
});

describe('A video', () => {
  it.each([
    ['mp4', 'video/mp4', 'avc'],
    ['mov', 'video/quicktime', 'avc'],
    ['webm', 'video/webm', 'vp9'],
  ] as const)(
    'in %s tells its codec, size, length and frame rate',
    async (container, mimeType, videoCodec) => {
      const bytes = await makeVideo({ container, seconds: 4, framesPerSecond: 25 });

      const facts = await probe(bytes);

      expect(facts).toEqual({
        mimeType,
        bytes: bytes.length,
        width: 1280,
        height: 720,
        durationMs: 4000,
        videoCodec,
        audioCodec: null,
        framesPerSecond: expect.closeTo(25, 1),
        frames: null,
      });
    },
  );

  it('tells the codec of its sound', async () => {
    expect(await probe(await makeVideo({ sound: 'with' }))).toMatchObject({ audioCodec: 'aac' });
  });

  it('that a player turns is as high as it is shown', async () => {
    expect(await probe(await makeVideo({ rotation: 90 }))).toMatchObject({ width: 720, height: 1280 });
  });

  it.each([['mp4'], ['mov']] as const)('in %s that was cut off anywhere is damaged', async (container) => {
    const whole = await makeVideo({ container });

    for (const share of [0.02, 0.3, 0.6, 0.95, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      expect(await refusal(cut)).toMatchObject({ code: 'MEDIA_DAMAGED', again: 'never' });
    }
  });

  it('without an index is damaged', async () => {
    const noIndex = Buffer.concat([(await makeVideo()).subarray(0, 32), box('free', Buffer.alloc(2000))]);

    expect(await refusal(noIndex)).toMatchObject({ code: 'MEDIA_DAMAGED' });
  });

  it('whose index claims to be larger than any is damaged, and is not read', async () => {
    const claim = Buffer.alloc(24);
    claim.writeUInt32BE(200_000_000);
    claim.write('moov', 4, 'latin1');
    const file = Buffer.concat([(await makeVideo()).subarray(0, 32), claim]);

    expect(await refusal(file)).toMatchObject({ code: 'MEDIA_DAMAGED' });
  });

  it('survives any single broken byte of its index with facts or a clear refusal', async () => {
    const whole = await makeVideo({ seconds: 1 });
    for (let at = 4; at < Math.min(whole.length, 1200); at += 13) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;

      const outcome = await probe(broken).then(
        (facts) => facts.bytes,
        (error: unknown) => error instanceof MediaError,
      );

      expect([true, whole.length]).toContain(outcome);
    }
  });
});

describe('Anything else', () => {
  it.each([
    ['a text', 'This is not a JPEG.'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
    ['a document', '%PDF-1.7\n%âãÏÓ\n'],
    ['a picture that platforms do not take (TIFF)', 'II*\0\x08\0\0\0'],
    ['a picture that platforms do not take (HEIC)', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['sound', '\0\0\0\x18ftypM4A \0\0\0\0M4A mp42'],
    ['Matroska that is no WebM', '\x1aE\xdf\xa3\x93B\x82\x88matroska'],
    ['a program', '\x7fELF\x02\x01\x01'],
  ])('such as %s is not recognised', async (_what, text) => {
    expect(await refusal(Buffer.from(text, 'latin1'))).toMatchObject({ code: 'MEDIA_NOT_RECOGNISED' });
  });

  it('that is empty is called so', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatchObject({ code: 'MEDIA_EMPTY' });
  });

  it('that only begins like a picture is damaged', async () => {
    const start = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

    expect(await refusal(Buffer.concat([start, Buffer.alloc(500, 7)]))).toMatchObject({
      code: 'MEDIA_DAMAGED',
    });
  });
});

const gaussian = { type: 'gaussian', mean: 128, sigma: 40 } as const;

async function probe(bytes: Buffer) {
  files += 1;
  const path = join(folder, String(files));
  await writeFile(path, bytes);
  return await probeFile(path);
}

async function refusal(bytes: Buffer): Promise<MediaError> {
  const failure: unknown = await probe(bytes).catch((error: unknown) => error);
  if (failure instanceof MediaError) return failure;
  throw new Error(`Expected a MediaError, got ${JSON.stringify(failure)} ${String(failure)}`);
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** A few hundred bytes that unfold to gigabytes. */
function pngClaiming(
  width: number,
  height: number,
  rows: 'row by row' | 'interlaced' = 'row by row',
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, rows === 'interlaced' ? 1 : 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A small picture whose frame header says that it is large: ITU-T T.81, B.2.2 */
async function jpegClaiming(
  width: number,
  height: number,
  scans: 'row by row' | 'progressive' = 'row by row',
): Promise<Buffer> {
  const small = sharp(await makePicture('png'));
  const bytes = await small.jpeg({ progressive: scans === 'progressive' }).toBuffer();
  const frame = bytes.indexOf(Buffer.from(scans === 'progressive' ? [0xff, 0xc2] : [0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}
