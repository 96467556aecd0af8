import { mediaKey, type MediaItem, type PostContent } from '../../../kernel/post-content.ts';
import { listAt, numberAt, textAt, valueAt } from '../provider.json.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import type { ResumeState } from '../provider.port.ts';

export interface Container {
  containerId: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** One picture or video of a carousel. */
export interface CarouselItem {
  /** Which file it is (`mediaKey`). */
  key: string;
  container: Container | null;
  /** It needs no further looking at. */
  isFinished: boolean;
  /** Times Instagram could not fetch the file. */
  misses: number;
}

/** What was made so far: the container that is to be published, and of a carousel those of its items. */
export interface Prepared {
  container: Container | null;
  items: CarouselItem[];
  misses: number;
}

export function containerIn(resume: unknown): Container | null {
  const containerId = textAt(resume, 'containerId');
  const createdAt = numberAt(resume, 'createdAt');
  return containerId && createdAt !== undefined ? { containerId, createdAt } : null;
}

/** With one entry for every item of the post, whatever an earlier try left. */
export function preparedIn(resume: ResumeState, media: MediaItem[]): Prepared {
  const kept = listAt(resume, 'items');
  const items = media.map((item, index) => {
    const entry = textAt(kept[index], 'key') === mediaKey(item) ? kept[index] : undefined;
    return {
      key: mediaKey(item),
      container: containerIn(entry),
      isFinished: valueAt(entry, 'isFinished') === true,
      misses: numberAt(entry, 'misses') ?? 0,
    };
  });
  return { container: containerIn(resume), items, misses: numberAt(resume, 'misses') ?? 0 };
}

/** As it is stored on the attempt: only what says something. */
export function resumeOf({ container, items, misses }: Prepared): ResumeState {
  const isCarousel = items.length > 1;
  return {
    ...container,
    ...(misses > 0 && { misses }),
    ...(isCarousel && { items: items.map(({ container: made, ...item }) => ({ ...item, ...made })) }),
  };
}

/** `image_url` or `video_url`, whichever the file is. */
export function fileParams({ type }: MediaItem, address: string): Record<string, string> {
  return type === 'VIDEO' ? { video_url: address } : { image_url: address };
}

/** Parameters of a post that shows one file: developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media. */
export function singleParams({ content, options }: PostContent, item: MediaItem): Record<string, string> {
  const caption: Record<string, string> = content ? { caption: content } : {};
  if (options.kind === 'STORY') return { media_type: 'STORIES' };
  if (item.type === 'IMAGE') return { ...caption, ...(item.altText ? { alt_text: item.altText } : {}) };
  const { thumbnailOffsetMs, shareToFeed } = options;
  return {
    media_type: 'REELS',
    ...caption,
    ...(thumbnailOffsetMs === undefined ? {} : { thumb_offset: String(thumbnailOffsetMs) }),
    ...(shareToFeed === undefined ? {} : { share_to_feed: String(shareToFeed) }),
  };
}

/** A video inside a carousel is the last use of the type VIDEO; everywhere else videos are reels. */
export function itemParams(item: MediaItem): Record<string, string> {
  if (item.type === 'VIDEO') return { is_carousel_item: 'true', media_type: 'VIDEO' };
  return { is_carousel_item: 'true', ...(item.altText ? { alt_text: item.altText } : {}) };
}

const mostFetches = 3;

/**
 * Some hosts turn Meta's fetcher away now and then, so it is asked to come three times; after that the file is to blame.
 * Returns the failure as it counts this time.
 */
export function afterMiss(failure: ProviderFailure, misses: number): ProviderFailure {
  if (!isMiss(failure) || misses < mostFetches) return failure;
  return {
    ...failure,
    meaning: 'content',
    who: 'author',
    message:
      'Instagram tried three times and could not fetch the picture or video. Check that its address opens without a login, or upload the file.',
  };
}

export function isMiss({ code }: ProviderFailure): boolean {
  return code === 'INSTAGRAM_MEDIA_NOT_FETCHED';
}
