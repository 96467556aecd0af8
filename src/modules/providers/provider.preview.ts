import type { MediaItem, PostContent } from '../../kernel/post-content.ts';
import type { KindCapability, PlatformCapabilities } from './provider.capabilities.ts';
import { kindOf } from './provider.content.ts';
import type { PartPreview, PostPreview, TextPort } from './provider.port.ts';

export function previewOf(
  capabilities: PlatformCapabilities,
  text: TextPort,
  content: PostContent,
): PostPreview | null {
  const first = partOf(capabilities, text, content);
  return first && { ...first, thread: threadOf(capabilities, text, content) };
}

/** Its notices name their fields as the body of the post does. */
function threadOf(
  capabilities: PlatformCapabilities,
  text: TextPort,
  { options: { thread } }: PostContent,
): PartPreview[] {
  return ((capabilities.thread && thread) ?? []).flatMap(({ content, media = [] }, index) => {
    const part = partOf(capabilities, text, { content, media, options: {} });
    if (!part) return [];
    const named = part.notices.map((notice) => ({
      ...notice,
      field: `options.thread[${index}].${notice.field}`,
    }));
    return [{ ...part, notices: named }];
  });
}

function partOf(
  capabilities: PlatformCapabilities,
  text: TextPort,
  content: PostContent,
): PartPreview | null {
  const kind = kindOf(capabilities, content);
  if (!kind) return null;
  const { maxLength: limit, counting } = capabilities.text;
  const counted = text.lengthOf(content.content);
  const shown = longestThatFits(content.content.trim(), text, limit);
  return {
    kind: kind.kind,
    text: kind.showsText ? shown : null,
    cutText: kind.showsText ? content.content.trim().slice(shown.length) : content.content.trim(),
    length: { counting, counted, limit, remaining: limit - counted },
    links: linksOf(capabilities, text, content.content),
    notices: [
      ...linkNotices(capabilities, text, content.content),
      ...mediaNotices(capabilities, kind, content.media),
    ],
  };
}

/**
 * Cut between characters as people see them, never in the middle of an emoji. Only the place of the cut is looked at: a list of all
 * characters of a long text holds the text once for each of them (V8 copies it), which is more memory than there is.
 */
function longestThatFits(content: string, text: TextPort, limit: number): string {
  if (text.lengthOf(content) <= limit) return content;
  const isShort = (end: number) => text.lengthOf(content.slice(0, end)) <= limit;
  let [fits, tooLong] = [0, content.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (isShort(middle)) fits = middle;
    else tooLong = middle;
  }
  const characters = new Intl.Segmenter().segment(content);
  let end = characters.containing(fits)?.index ?? 0;
  // A text may count more once it is shorter: what is left of a link is no link.
  while (end > 0 && !isShort(end)) end = characters.containing(end - 1)?.index ?? 0;
  return content.slice(0, end);
}

function linksOf(
  { text: { linkLength, linksClickable } }: PlatformCapabilities,
  text: TextPort,
  content: string,
) {
  return text.linksIn(content).map((url) => ({
    url,
    counts: linkLength ?? text.lengthOf(url),
    isClickable: linksClickable,
  }));
}

function linkNotices(
  { name, text: { linksClickable } }: PlatformCapabilities,
  text: TextPort,
  content: string,
) {
  if (linksClickable || text.linksIn(content).length === 0) return [];
  const message = `${name} shows links in the text as plain text; nobody can follow them.`;
  return [{ code: 'LINK_NOT_CLICKABLE', field: 'content', message }];
}

function mediaNotices({ name }: PlatformCapabilities, kind: KindCapability, media: MediaItem[]) {
  const notices = media.flatMap((item, index) => {
    const field = `media[${index}]`;
    const { file } = item;
    if (!file || !kind.image || item.type !== 'IMAGE') return [];
    const { convertedTypes, maxWidth } = kind.image;
    const isConverted = convertedTypes.includes(file.mimeType);
    const isScaled = maxWidth !== null && (file.width ?? 0) > maxWidth;
    return [
      ...(isConverted
        ? [
            {
              code: 'IMAGE_CONVERTED',
              field,
              message: `This picture is ${file.mimeType}; it is sent to ${name} as JPEG.`,
            },
          ]
        : []),
      ...(isScaled
        ? [
            {
              code: 'IMAGE_SCALED',
              field,
              message: `${name} shows pictures up to ${maxWidth} pixels wide; this one has ${file.width}.`,
            },
          ]
        : []),
    ];
  });
  return [...notices, ...cropNotices(name, kind, media)];
}

/** developers.facebook.com/docs/instagram-platform/content-publishing: all items of a carousel are cropped to the first one's shape. */
function cropNotices(name: string, { maxMixed }: KindCapability, media: MediaItem[]) {
  const [first, ...others] = media.map(({ file }) =>
    file?.width && file.height ? file.width / file.height : null,
  );
  if (maxMixed < 2 || !first) return [];
  return others.flatMap((ratio, index) => {
    if (ratio === null || Math.abs(ratio - first) < 0.01) return [];
    const message = `${name} crops every file to the shape of the first one; this one has another shape.`;
    return [{ code: 'MEDIA_CROPPED', field: `media[${index + 1}]`, message }];
  });
}
