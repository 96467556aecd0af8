import sharp, { type Metadata, type Sharp } from 'sharp';
import type { MediaFacts } from '../../kernel/post-content.ts';
import { damaged, MediaError } from './media.errors.ts';

/** Twice what phones make today; a small file can claim far more and would fill the memory (a decompression bomb). */
export const mostPixels = 200_000_000;
/** Of kinds whose first row cannot be read before the last is unfolded, with three or four bytes a pixel in memory. */
const mostPixelsUnfolded = 40_000_000;
const longestDecodeSeconds = 30;

type PictureFacts = Omit<MediaFacts, 'mimeType' | 'bytes'>;

// Only the decoders of the four kinds that are taken; the others (SVG, PDF, TIFF, HEIF) are ways in that nobody needs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadNsgif', 'VipsForeignLoadWebp'],
});
// One file is looked at once; a cache would only hold memory.
sharp.cache(false);

/** A picture to read, with every guard against hostile ones. Of an animated one: its first frame. */
export function openPicture(path: string): Sharp {
  return sharp(path, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true }).timeout({
    seconds: longestDecodeSeconds,
  });
}

/** Size as shown and number of frames; every row of the picture is read, so that a damaged one is found. Throws MediaError. */
export async function probePicture(path: string): Promise<PictureFacts> {
  try {
    // The head of the file alone; nothing is unfolded before its size is known.
    const head = await sharp(path, { limitInputPixels: false }).metadata();
    const { width, height, autoOrient, pages } = head;
    requireSensible(width * height, isUnfolded(head) ? mostPixelsUnfolded : mostPixels);
    await openPicture(path).resize(8, 8, { fit: 'fill' }).raw().toBuffer();
    return {
      width: autoOrient.width,
      height: autoOrient.height,
      frames: pages !== undefined && pages > 1 ? pages : null,
      durationMs: null,
      videoCodec: null,
      audioCodec: null,
      framesPerSecond: null,
    };
  } catch (error) {
    throw asMediaError(error);
  }
}

/** Progressive JPEG, interlaced PNG, and the kinds that the decoders read whole. */
function isUnfolded({ format, isProgressive }: Metadata): boolean {
  return isProgressive === true || format === 'webp' || format === 'gif';
}

function requireSensible(pixels: number, most: number): void {
  if (pixels <= most) return;
  throw new MediaError(
    'MEDIA_TOO_MANY_PIXELS',
    `The picture has ${Math.round(pixels / 1e6)} million pixels; at most ${most / 1e6} million are allowed in a file of this kind.`,
    'never',
  );
}

/** Sharp throws plain errors; whatever it could not read is no picture that a platform could read. */
function asMediaError(error: unknown): MediaError {
  return error instanceof MediaError ? error : damaged('picture');
}
