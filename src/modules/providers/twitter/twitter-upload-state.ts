import { mediaKey, type MediaItem } from '../../../kernel/post-content.ts';
import { listAt, numberAt, textAt } from '../provider.json.ts';
import type { ResumeState } from '../provider.port.ts';

/**
 * X takes pieces of up to 5 MB by its older documents, but its edge has turned such pieces away with 413; all its examples send
 * 1 MiB (docs.x.com/x-api/media/quickstart/media-upload-chunked).
 */
export const segmentBytes = 1_048_576;

/** Nearer to its end than this an upload is begun anew: what is sent with it must find it alive. */
const nearEndMs = 3_600_000;

const categories = ['tweet_image', 'tweet_gif', 'tweet_video'] as const;
const stages = ['appending', 'processing', 'done', 'lost'] as const;

export type MediaCategory = (typeof categories)[number];

/** A file on its way to X, or there, waiting for the post that names it. Stored on the attempt. */
export interface TwitterUpload {
  /** Which file it is (`mediaKey`). */
  key: string;
  /** Its size; behind an address there may be another file the next time. */
  bytes: number;
  category: MediaCategory;
  mediaId: string;
  /** When X forgets it; milliseconds since 1970. */
  expiresAt: number;
  stage: (typeof stages)[number];
  /** Pieces that X has, from the first. */
  segments: number;
  /** When X began to process it; milliseconds since 1970, 0 before that. */
  processingSince: number;
  isDescribed: boolean;
  /** How often it was begun anew because X had lost it. */
  renewals: number;
}

export function segmentCount(bytes: number): number {
  return Math.ceil(bytes / segmentBytes);
}

/** An animated picture is a kind of its own on X, and stands alone. */
export function categoryOf(mimeType: string, frames: number | null | undefined): MediaCategory {
  if (mimeType.startsWith('video/')) return 'tweet_video';
  return mimeType === 'image/gif' && frames !== 1 ? 'tweet_gif' : 'tweet_image';
}

/** The earlier upload of this very item, unless X is about to forget it. */
export function usableUpload(
  earlier: TwitterUpload | undefined,
  item: MediaItem,
  now: Date,
): TwitterUpload | undefined {
  const isUsable = earlier?.key === mediaKey(item) && earlier.expiresAt - nearEndMs > now.getTime();
  return isUsable ? earlier : undefined;
}

/** Places without an upload stay empty: items before it are done, but one may have been lost. */
export function stateOf(uploads: readonly (TwitterUpload | undefined)[]): ResumeState {
  return { uploads: Array.from(uploads, (upload) => upload ?? null) };
}

/** What an earlier call stored; what cannot be understood is uploaded again. */
export function uploadsIn(resume: ResumeState): (TwitterUpload | undefined)[] {
  return listAt(resume, 'uploads').map(uploadOf);
}

function uploadOf(entry: unknown): TwitterUpload | undefined {
  const key = textAt(entry, 'key');
  const mediaId = textAt(entry, 'mediaId');
  const category = categories.find((name) => name === textAt(entry, 'category'));
  const stage = stages.find((name) => name === textAt(entry, 'stage'));
  if (!key || !mediaId || !category || !stage) return undefined;
  return {
    key,
    mediaId,
    category,
    stage,
    bytes: numberAt(entry, 'bytes') ?? 0,
    expiresAt: numberAt(entry, 'expiresAt') ?? 0,
    segments: numberAt(entry, 'segments') ?? 0,
    processingSince: numberAt(entry, 'processingSince') ?? 0,
    isDescribed: (entry as { isDescribed?: unknown }).isDescribed === true,
    renewals: numberAt(entry, 'renewals') ?? 0,
  };
}
