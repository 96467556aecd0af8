import type { MediaError, MediaFile } from '../../media/media-files.service.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { MediaCategory } from './twitter-upload-state.ts';

const mebibyte = 1_048_576;

/** docs.x.com/x-api/media/quickstart/best-practices; the types are those of X's OpenAPI document. */
const rules: Record<MediaCategory, { megabytes: number; types: readonly string[]; names: string }> = {
  tweet_image: {
    megabytes: 5,
    types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
    names: 'a JPG, PNG, GIF or WEBP',
  },
  tweet_gif: { megabytes: 15, types: ['image/gif'], names: 'a GIF' },
  tweet_video: { megabytes: 512, types: ['video/mp4', 'video/quicktime'], names: 'an MP4 or MOV' },
};

/** What is known before a byte is sent. Throws ProviderError where X would not take the file. */
export function requireTakenByTwitter(
  file: Pick<MediaFile, 'mimeType' | 'bytes'>,
  category: MediaCategory,
): void {
  const { megabytes, types, names } = rules[category];
  if (types.includes(file.mimeType) && file.bytes > 0 && file.bytes <= megabytes * mebibyte) return;
  throw new ProviderError({
    meaning: 'content',
    code: types.includes(file.mimeType) ? 'X_MEDIA_SIZE' : 'X_MEDIA_FORMAT',
    message: `X cannot use this file (${file.mimeType || 'of an unknown kind'}, ${file.bytes} bytes). Use ${names} of at most ${megabytes} MB.`,
    who: 'author',
  });
}

/** The file could not be had, which is not X's doing. */
export function mediaFailure(error: MediaError): ProviderFailure {
  const mayWorkLater = error.again === 'later';
  return {
    meaning: mayWorkLater ? 'unavailable' : 'content',
    code: `X_${error.code}`,
    message: error.message,
    who: mayWorkLater ? 'wait' : 'author',
  };
}
