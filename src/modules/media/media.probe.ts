import { open } from 'node:fs/promises';
import type { MediaFacts } from '../../kernel/post-content.ts';
import { contentTypeOf, headBytes, type PictureType, type VideoType } from './content-type.ts';
import { damaged, MediaError, notRecognised } from './media.errors.ts';

const longestProbeMs = 60_000;

/** What is in a file, by its bytes alone. Throws MediaError for what cannot be posted. */
export async function probeFile(path: string): Promise<MediaFacts> {
  const { mimeType, bytes } = await typeOfFile(path);
  const what = mimeType.startsWith('image/') ? 'picture' : 'video';
  const work = what === 'picture' ? lookAtPicture(path) : lookAtVideo(path, bytes);
  return { mimeType, bytes, ...(await within(longestProbeMs, work, what)) };
}

// The decoders are loaded for the first file, and never where none comes: they take 18 MB.

async function lookAtPicture(path: string) {
  const { probePicture } = await import('./picture.probe.ts');
  return await probePicture(path);
}

async function lookAtVideo(path: string, bytes: number) {
  const { probeVideo } = await import('./video.probe.ts');
  return await probeVideo(path, bytes);
}

/** Type and size of a file, without looking further into it. Throws MediaError. */
export async function typeOfFile(
  path: string,
): Promise<{ mimeType: PictureType | VideoType; bytes: number }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new MediaError('MEDIA_EMPTY', 'The file is empty.', 'never');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const mimeType = contentTypeOf(buffer.subarray(0, bytesRead));
    if (!mimeType) throw notRecognised();
    return { mimeType, bytes: size };
  } finally {
    await handle.close();
  }
}

/** A file that keeps a decoder busy for so long was made to do that. */
async function within<Result>(ms: number, work: Promise<Result>, what: 'picture' | 'video'): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(damaged(what)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
