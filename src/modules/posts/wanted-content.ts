import { slugOf, type Platform, type PlatformSlug } from '../../kernel/platform.ts';
import type { MediaItem, PostContent, PostOptions } from '../../kernel/post-content.ts';

/** What a caller asks for: options for every platform of the post, and under a platform's name for that one alone. */
export type WantedOptions = OptionsOrNull & Partial<Record<PlatformSlug, OptionsOrNull>>;

/** JSON says null for nothing; under a platform's name it takes away what all platforms are asked for. */
type OptionsOrNull = { [Name in keyof PostOptions]: PostOptions[Name] | null };

export interface WantedContent {
  content: string;
  media: MediaItem[];
  options: WantedOptions;
}

/** What one platform is asked for; what stands under its own name goes first. */
export function contentFor(platform: Platform, { content, media, options }: WantedContent): PostContent {
  const { facebook, instagram, twitter, ...common } = options;
  const own = { facebook, instagram, twitter }[slugOf(platform)];
  return {
    content,
    media: media.map(asGiven),
    options: withOwnThread(withoutNulls({ ...given(common), ...given(own ?? {}) })),
  };
}

/** Members that were left out are there as undefined, and must not hide anything. */
function given(options: OptionsOrNull): OptionsOrNull {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function withoutNulls(options: OptionsOrNull): PostOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
}

function withOwnThread(options: PostOptions): PostOptions {
  if (!options.thread) return options;
  if (!Array.isArray(options.thread)) {
    // Written by hand into the row; the API takes lists only.
    const { thread: _thread, ...rest } = options;
    return rest;
  }
  const thread = options.thread.map(({ content, media }) => ({
    content,
    ...(media && { media: media.map(asGiven) }),
  }));
  return { ...options, thread };
}

/** What a caller says about the inside of a file is not taken over. */
function asGiven({ url, uploadId, type, altText }: MediaItem): MediaItem {
  return { ...(url && { url }), ...(uploadId && { uploadId }), type, ...(altText && { altText }) };
}

/** Every file of the post and of the parts that follow it, with its path. */
export function mediaIn({ media, options }: PostContent): { field: string; item: MediaItem }[] {
  const own = media.map((item, index) => ({ field: `media[${index}]`, item }));
  const following = (options.thread ?? []).flatMap((part, place) =>
    (part.media ?? []).map((item, index) => ({ field: `options.thread[${place}].media[${index}]`, item })),
  );
  return [...own, ...following];
}

/** Which file, and what its author says of it: of two that take it for different things, or to lie elsewhere, one is wrong. */
export function fileKey({ type, uploadId, url }: MediaItem): string {
  return JSON.stringify([type, uploadId, url]);
}

/** The same content with the files that are kept of it, by `fileKey`; an item that has none stays. */
export function withFiles(content: PostContent, files: Map<string, MediaItem>): PostContent {
  const swap = (item: MediaItem): MediaItem => {
    const { uploadId, file } = files.get(fileKey(item)) ?? {};
    return { ...item, ...(uploadId && { uploadId }), ...(file && { file }) };
  };
  const thread = content.options.thread?.map((part) => ({
    ...part,
    ...(part.media && { media: part.media.map(swap) }),
  }));
  return {
    ...content,
    media: content.media.map(swap),
    options: { ...content.options, ...(thread && { thread }) },
  };
}
