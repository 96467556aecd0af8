export interface VideoShape {
  width: number;
  height: number;
  seconds: number;
  /** The file gets at least this large. */
  minBytes?: number;
}

const TIMESCALE = 1000;
const FRAMES_PER_SECOND = 30;
const SOUND_SAMPLES_PER_SECOND = 44_100;
const FRAME = Buffer.from([0, 0, 0, 2, 0x65, 0x88]);
const SOUND = Buffer.from([0x21, 0x10]);

/**
 * An MP4 whose boxes are all there and true to one another, H.264 and AAC by name: enough for whoever reads what a file is.
 * The frames themselves are empty. ISO/IEC 14496-12, 14496-14 and 14496-15.
 */
export function sampleVideo(shape: VideoShape): Buffer {
  const frames = Math.round(shape.seconds * FRAMES_PER_SECOND);
  const sounds = Math.floor((shape.seconds * SOUND_SAMPLES_PER_SECOND) / 1024);
  const fileType = box('ftyp', text('isom'), u32(512), text('isomiso2avc1mp41'));
  const movieAt = (dataAt: number) => movie(shape, { frames, sounds, dataAt });
  const dataAt = fileType.length + movieAt(0).length + 8;
  const data = [...Array<Buffer>(frames).fill(FRAME), ...Array<Buffer>(sounds).fill(SOUND)];
  const padding = Math.max(0, (shape.minBytes ?? 0) - dataAt);
  return Buffer.concat([fileType, movieAt(dataAt), box('mdat', ...data, Buffer.alloc(padding, 0x2e))]);
}

interface Layout {
  frames: number;
  sounds: number;
  /** Where in the file the frames begin. */
  dataAt: number;
}

function movie(shape: VideoShape, layout: Layout): Buffer {
  const duration = shape.seconds * TIMESCALE;
  const header = fullBox(
    'mvhd',
    u32(0, 0, TIMESCALE, duration, 0x10000),
    u16(0x100, 0),
    u32(0, 0),
    matrix,
    u32(0, 0, 0, 0, 0, 0, 3),
  );
  return box('moov', header, picture(shape, layout), sound(shape, layout));
}

function picture({ width, height, seconds }: VideoShape, { frames, dataAt }: Layout): Buffer {
  const config = box(
    'avcC',
    Buffer.from([1, 66, 0, 30, 255, 225, 0, 4, 0x67, 66, 0, 30, 1, 0, 2, 0x68, 0xce]),
  );
  const entry = box(
    'avc1',
    u32(0),
    u16(0, 1),
    u32(0, 0, 0, 0),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(24, 0xffff),
    config,
  );
  const media = {
    scale: FRAMES_PER_SECOND,
    duration: frames,
    handler: 'vide',
    header: box('vmhd', u32(1), u16(0, 0, 0, 0)),
  };
  const samples = { entry, count: frames, size: FRAME.length, dataAt };
  return track({ id: 1, seconds, size: [width, height] }, media, table(samples, 1));
}

function sound({ seconds }: VideoShape, { frames, sounds, dataAt }: Layout): Buffer {
  const decoder = Buffer.from([
    3, 25, 0, 2, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 1, 0xf4, 0, 0, 1, 0xf4, 0, 5, 2, 0x12, 0x10, 6, 1, 2,
  ]);
  const entry = box(
    'mp4a',
    u32(0),
    u16(0, 1),
    u32(0, 0),
    u16(2, 16, 0, 0),
    u32(SOUND_SAMPLES_PER_SECOND * 65_536),
    fullBox('esds', decoder),
  );
  const media = {
    scale: SOUND_SAMPLES_PER_SECOND,
    duration: sounds * 1024,
    handler: 'soun',
    header: fullBox('smhd', u16(0, 0)),
  };
  const samples = { entry, count: sounds, size: SOUND.length, dataAt: dataAt + frames * FRAME.length };
  return track({ id: 2, seconds, size: [0, 0] }, media, table(samples, 1024));
}

interface Media {
  scale: number;
  duration: number;
  handler: string;
  header: Buffer;
}

function track(
  { id, seconds, size: [width, height] }: { id: number; seconds: number; size: [number, number] },
  { scale, duration, handler, header }: Media,
  samples: Buffer,
): Buffer {
  const about = box(
    'tkhd',
    u32(3, 0, 0, id, 0, seconds * TIMESCALE, 0, 0),
    u16(0, 0, 0x100, 0),
    matrix,
    u32(width * 65_536, height * 65_536),
  );
  const source = box('dinf', fullBox('dref', u32(1), box('url ', u32(1))));
  const kind = fullBox('hdlr', u32(0), text(handler), u32(0, 0, 0), Buffer.from([0]));
  const clock = fullBox('mdhd', u32(0, 0, scale, duration), u16(0x55c4, 0));
  return box('trak', about, box('mdia', clock, kind, box('minf', header, source, samples)));
}

interface Samples {
  entry: Buffer;
  count: number;
  size: number;
  dataAt: number;
}

function table({ entry, count, size, dataAt }: Samples, ticks: number): Buffer {
  return box(
    'stbl',
    fullBox('stsd', u32(1), entry),
    fullBox('stts', u32(1, count, ticks)),
    fullBox('stsc', u32(1, 1, count, 1)),
    fullBox('stsz', u32(size, count)),
    fullBox('stco', u32(1, dataAt)),
  );
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
}

function fullBox(type: string, ...parts: Buffer[]): Buffer {
  return box(type, u32(0), ...parts);
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
}

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}
