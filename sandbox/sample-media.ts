import { crc32, deflateSync } from 'node:zlib';
import { sampleVideo, type VideoShape } from './sample-video.ts';

export interface SampleMedia {
  bytes: Buffer;
  mediaType: string;
}

const made = new Map<string, SampleMedia>();

/** Small files to post, made when they are first asked for, so that the repository holds no binaries. */
export function sampleMedia(name: string): SampleMedia | null {
  const sample = made.get(name) ?? makeSample(name);
  if (sample) made.set(name, sample);
  return sample;
}

function makeSample(name: string): SampleMedia | null {
  switch (name) {
    case 'photo.jpg':
      return { bytes: flatJpeg(1080, 1080), mediaType: 'image/jpeg' };
    case 'portrait.jpg':
      return { bytes: flatJpeg(1080, 1350), mediaType: 'image/jpeg' };
    case 'wide.jpg':
      return { bytes: flatJpeg(2400, 800), mediaType: 'image/jpeg' };
    case 'big.jpg':
      return { bytes: flatJpeg(1080, 1080, 9 * 1024 * 1024), mediaType: 'image/jpeg' };
    case 'photo.png':
      return { bytes: flatPng(1080, 1080), mediaType: 'image/png' };
    case 'broken.jpg':
      return { bytes: Buffer.from('This is not a JPEG.'), mediaType: 'image/jpeg' };
    case 'video.mp4':
      return video({ width: 1280, height: 720, seconds: 10 });
    case 'reel.mp4':
      return video({ width: 1080, height: 1920, seconds: 15 });
    case 'short.mp4':
      return video({ width: 1080, height: 1920, seconds: 1 });
    case 'long.mp4':
      return video({ width: 1080, height: 1920, seconds: 120 });
    case 'big.mp4':
      return video({ width: 1280, height: 720, seconds: 30, minBytes: 24 * 1024 * 1024 });
    case 'broken.mp4':
      return { bytes: Buffer.alloc(4096, 'This is not a video. '), mediaType: 'video/mp4' };
    default:
      return null;
  }
}

function video(shape: VideoShape): SampleMedia {
  return { bytes: sampleVideo(shape), mediaType: 'video/mp4' };
}

/**
 * A JPEG of one colour. Every 8×8 block after the first differs from its neighbour by nothing, and with the
 * two-symbol Huffman tables below that is two zero bits a block. ITU T.81, annexes B and F.
 */
function flatJpeg(width: number, height: number, minBytes = 0): Buffer {
  const quantization = segment(0xdb, [0, ...new Array<number>(64).fill(8)]);
  const frame = segment(0xc0, [
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
    1,
    0x11,
    0,
    2,
    0x11,
    0,
    3,
    0x11,
    0,
  ]);
  const lengths = (count: number) => [count > 0 ? 1 : 0, count > 1 ? 1 : 0, ...new Array<number>(14).fill(0)];
  const dcTable = segment(0xc4, [0x00, ...lengths(2), 0, 6]);
  const acTable = segment(0xc4, [0x10, ...lengths(1), 0]);
  const scan = segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
  const head = [Buffer.from([0xff, 0xd8]), quantization, frame, dcTable, acTable];
  return Buffer.concat([
    ...head,
    ...filler(minBytes),
    scan,
    flatScan(width, height),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** The colour is in the first block of each component: category 6 (code `10`), six bits, end of block (`0`). */
function flatScan(width: number, height: number): Buffer {
  const firstBlocks = ['10' + '101000' + '0', '10' + '110010' + '0', '10' + '011000' + '0'].join('');
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8) * 3 - 3;
  const bits = firstBlocks + '00'.repeat(blocks);
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes: number[] = [];
  for (let i = 0; i < padded.length; i += 8) {
    const byte = parseInt(padded.slice(i, i + 8), 2);
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
  }
  return Buffer.from(bytes);
}

function segment(marker: number, payload: number[]): Buffer {
  const length = payload.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...payload]);
}

/** Comment segments, to make a file large. */
function filler(minBytes: number): Buffer[] {
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(65_533, 0x20)]);
  return new Array<Buffer>(Math.ceil(minBytes / comment.length)).fill(comment);
}

function flatPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++) rows.fill(0x60, row * (width + 1) + 1, (row + 1) * (width + 1));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}
