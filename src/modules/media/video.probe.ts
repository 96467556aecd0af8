import { FilePathSource, Input, Logging, LogLevel, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny';
import type { MediaFacts } from '../../kernel/post-content.ts';
import { requireWholeBoxes } from './iso-boxes.probe.ts';
import { damaged, MediaError } from './media.errors.ts';

/** Enough to tell the frame rate; all of them would mean to read the whole index of a long film. */
const packetsToMeasure = 250;
const cacheBytes = 2 * 1024 * 1024;

// What it makes of a broken file is told to the file's author, not to the log.
Logging.level = LogLevel.Silent;

type VideoFacts = Omit<MediaFacts, 'mimeType' | 'bytes'>;

/** Codecs, size as shown, length and frame rate of MP4, MOV and WebM; nothing is decoded. Throws MediaError. */
export async function probeVideo(path: string, bytes: number): Promise<VideoFacts> {
  const source = new FilePathSource(path, {
    maxCacheSize: cacheBytes,
    handleUnhandledError: () => undefined,
  });
  const input = new Input({ formats: [MP4, QTFF, WEBM], source });
  try {
    await requireWholeBoxes(path, bytes);
    const video = await input.getPrimaryVideoTrack();
    if (!video) throw noPicture();
    return await factsOf(input, video);
  } catch (error) {
    throw error instanceof MediaError ? error : damaged('video');
  } finally {
    input.dispose();
  }
}

async function factsOf(input: Input, video: InputVideoTrack): Promise<VideoFacts> {
  const audio = await input.getPrimaryAudioTrack();
  const seconds = await input.computeDuration();
  const width = await video.getDisplayWidth();
  const height = await video.getDisplayHeight();
  const { packetCount, averagePacketRate } = await video.computePacketStats(packetsToMeasure);
  if (packetCount === 0 || !(seconds > 0) || !(width > 0) || !(height > 0)) throw damaged('video');
  return {
    width,
    height,
    durationMs: Math.round(seconds * 1000),
    videoCodec: (await video.getCodec()) ?? 'unknown',
    audioCodec: audio && ((await audio.getCodec()) ?? 'unknown'),
    framesPerSecond: Math.round(averagePacketRate * 100) / 100,
    frames: null,
  };
}

function noPicture(): MediaError {
  return new MediaError('MEDIA_DAMAGED', 'The video holds no pictures, or it is damaged.', 'never');
}
