import { stat } from 'node:fs/promises';
import type { MediaFacts } from '../../kernel/post-content.ts';
import { damaged } from './media.errors.ts';

/** What Instagram takes: JPEG in sRGB, at most 8 MB; wider ones it scales itself. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media */
export const largestJpegBytes = 8_000_000;
const widest = 1440;
const qualities = [90, 80, 70, 55, 40];

/**
 * Writes a picture as JPEG to `target`: turned as its EXIF says, transparent parts white, in sRGB, without metadata; of an
 * animated one the first frame. Takes the best quality that stays below `largestBytes`. Throws MediaError.
 */
export async function convertToJpeg(path: string, target: string, largestBytes: number): Promise<MediaFacts> {
  for (const quality of qualities) {
    const { width, height } = await write(path, target, quality);
    const { size } = await stat(target);
    if (size <= largestBytes) return factsOf({ width, height, bytes: size });
  }
  throw damaged('picture');
}

async function write(path: string, target: string, quality: number) {
  const { openPicture } = await import('./picture.probe.ts');
  try {
    return await openPicture(path)
      .autoOrient()
      .resize({ width: widest, withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toFile(target);
  } catch {
    throw damaged('picture'); // Sharp throws plain errors, whatever it is that it cannot read.
  }
}

function factsOf(found: { width: number; height: number; bytes: number }): MediaFacts {
  return {
    mimeType: 'image/jpeg',
    ...found,
    durationMs: null,
    videoCodec: null,
    audioCodec: null,
    framesPerSecond: null,
    frames: null,
  };
}
