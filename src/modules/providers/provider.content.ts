import type { FieldProblem } from '../../kernel/app-error.ts';
import type { MediaItem, PostContent, PostKind } from '../../kernel/post-content.ts';
import type { KindCapability, PlatformCapabilities } from './provider.capabilities.ts';
import { fileProblems, isAnimated } from './provider.media-limits.ts';
import { optionProblems } from './provider.option-limits.ts';
import { characterCount } from './provider.text.ts';

/** How a platform counts the length of a text. */
export type TextLength = (text: string) => number;

/**
 * Every rule of the table that the content breaks, all at once. A post that follows another one as a comment is only its text.
 * `fieldPrefix` stands before each field, for example `options.thread[1].`.
 */
export function contentProblems(
  capabilities: PlatformCapabilities,
  content: PostContent,
  textLength: TextLength,
  fieldPrefix = '',
): FieldProblem[] {
  if (isComment(capabilities, content)) {
    return [...commentProblems(capabilities, content.content, 'content'), ...besideComment(content)];
  }
  const problems = [
    ...textProblems(capabilities, content.content, textLength),
    ...emptyProblems(capabilities, content),
    ...mediaProblems(capabilities, content),
    ...optionProblems(capabilities, content),
  ];
  const followUps = [
    ...((capabilities.thread && content.options.thread) ?? []).flatMap((part, index) =>
      contentProblems(
        capabilities,
        { content: part.content, media: part.media ?? [], options: {} },
        textLength,
        `options.thread[${index}].`,
      ),
    ),
    ...(content.options.firstComment === undefined
      ? []
      : commentProblems(capabilities, content.options.firstComment, 'options.firstComment')),
  ];
  return [
    ...problems.map((problem) => ({ ...problem, field: `${fieldPrefix}${problem.field}` })),
    ...followUps,
  ];
}

/** Whether this row goes out as a comment below another post instead of as a post of its own. */
export function isComment({ firstComment }: PlatformCapabilities, { options }: PostContent): boolean {
  return options.replyTo !== undefined && firstComment !== null;
}

/** What the post will be: what was asked for, or the first kind that its media allow. */
export function kindOf(
  { kinds }: PlatformCapabilities,
  { media, options }: PostContent,
): KindCapability | undefined {
  if (options.kind) return kinds.find(({ kind }) => kind === options.kind);
  return kinds.find((kind) => fits(kind, media)) ?? kinds[0];
}

function fits(kind: KindCapability, media: MediaItem[]): boolean {
  const videos = videosIn(media);
  return (
    media.length >= kind.minMedia &&
    videos <= kind.maxVideos &&
    media.length - videos <= kind.maxImages &&
    (videos === 0 || videos === media.length || media.length <= kind.maxMixed)
  );
}

function textProblems(
  { name, text }: PlatformCapabilities,
  content: string,
  textLength: TextLength,
): FieldProblem[] {
  const actual = textLength(content);
  const tooLong = {
    field: 'content',
    code: 'TEXT_TOO_LONG',
    message: `${name} takes at most ${text.maxLength} characters, this text counts ${actual}.`,
    limit: text.maxLength,
    actual,
  };
  return [
    ...(actual > text.maxLength ? [tooLong] : []),
    ...tooManySigns(name, content, { what: 'hashtags', sign: '#', limit: text.maxHashtags }),
    ...tooManySigns(name, content, { what: 'mentions', sign: '@', limit: text.maxMentions }),
  ];
}

function tooManySigns(
  platformName: string,
  text: string,
  { what, sign, limit }: { what: string; sign: '#' | '@'; limit: number | null },
): FieldProblem[] {
  if (limit === null) return [];
  const actual = text.match(new RegExp(`(?<![\\p{L}\\p{N}_])${sign}[\\p{L}\\p{N}_]`, 'gu'))?.length ?? 0;
  if (actual <= limit) return [];
  const message = `${platformName} takes at most ${limit} ${what}, this text has ${actual}.`;
  return [{ field: 'content', code: `TOO_MANY_${what.toUpperCase()}`, message, limit, actual }];
}

function emptyProblems(
  { name, kinds }: PlatformCapabilities,
  { content, media, options }: PostContent,
): FieldProblem[] {
  const isEmpty = content.trim() === '' && media.length === 0 && !options.link;
  const needsMedia = kinds.every(({ minMedia }) => minMedia > 0);
  if (!isEmpty || needsMedia) return [];
  const message = `${name} needs a text, a picture or a video; there is none.`;
  return [{ field: 'content', code: 'CONTENT_EMPTY', message }];
}

function mediaProblems(capabilities: PlatformCapabilities, content: PostContent): FieldProblem[] {
  const kind = kindOf(capabilities, content);
  if (!kind) return [unknownKind(capabilities, content.options.kind)];
  const { media } = content;
  return [
    ...countProblems(capabilities.name, kind, media),
    ...media.flatMap((item, index) => itemProblems(capabilities, kind, { item, field: `media[${index}]` })),
  ];
}

function unknownKind({ name, kinds }: PlatformCapabilities, kind: PostKind | undefined): FieldProblem {
  const known = kinds.map((each) => each.kind).join(', ');
  const message = `${name} knows ${known}; this post asks for ${kind}.`;
  return { field: 'options.kind', code: 'KIND_NOT_SUPPORTED', message, limit: known, actual: kind ?? '' };
}

function countProblems(platformName: string, kind: KindCapability, media: MediaItem[]): FieldProblem[] {
  const videos = videosIn(media);
  const images = media.length - videos;
  const what = kind.kind === 'POST' ? 'post' : kind.kind.toLowerCase();
  if (media.length < kind.minMedia) return [mediaMissing(platformName, kind, what)];
  const isMixed = images > 0 && videos > 0;
  if (isMixed && kind.maxMixed === 0 && kind.maxImages > 0 && kind.maxVideos > 0) {
    const message = `${platformName} takes either pictures or a video in one ${what}; there are both. Make two posts of them.`;
    return [{ field: 'media', code: 'MEDIA_MIXED', message }];
  }
  const moving = media.filter(isAnimated).length;
  if (moving > 0 && media.length > 1 && kind.animation) {
    const message = `${platformName} takes one animated picture and nothing beside it; there are ${media.length} files.`;
    return [{ field: 'media', code: 'ANIMATION_NOT_ALONE', message, limit: 1, actual: media.length }];
  }
  return [
    ...tooMany(platformName, { word: 'picture', what, limit: kind.maxImages, actual: images }),
    ...tooMany(platformName, { word: 'video', what, limit: kind.maxVideos, actual: videos }),
    ...(isMixed
      ? tooMany(platformName, { word: 'file', what, limit: kind.maxMixed, actual: media.length })
      : []),
  ];
}

function mediaMissing(platformName: string, kind: KindCapability, what: string): FieldProblem {
  const wanted =
    kind.maxImages === 0 ? 'a video' : kind.maxVideos === 0 ? 'a picture' : 'a picture or a video';
  const message = `${platformName} needs ${wanted} for a ${what}; there is none.`;
  return { field: 'media', code: 'MEDIA_REQUIRED', message, limit: kind.minMedia, actual: 0 };
}

function tooMany(
  platformName: string,
  { word, what, limit, actual }: { word: string; what: string; limit: number; actual: number },
): FieldProblem[] {
  if (actual <= limit) return [];
  const words = limit === 1 ? word : `${word}s`;
  const message = `${platformName} takes at most ${limit} ${words} per ${what}, there are ${actual}.`;
  return [{ field: 'media', code: 'TOO_MANY_MEDIA', message, limit, actual }];
}

function itemProblems(
  { name, altText }: PlatformCapabilities,
  kind: KindCapability,
  { item, field }: { item: MediaItem; field: string },
): FieldProblem[] {
  const problems = fileProblems(item, kind, { platformName: name, field });
  if (item.url !== undefined && !isWebAddress(item.url)) {
    const message = `A file needs an address that starts with https://, this one is "${item.url}".`;
    problems.push({ field: `${field}.url`, code: 'MEDIA_URL_INVALID', message });
  }
  const actual = characterCount(item.altText ?? '');
  if (actual > altText.maxLength) {
    const message = `A description may have at most ${altText.maxLength} characters, this one has ${actual}.`;
    problems.push({
      field: `${field}.altText`,
      code: 'ALT_TEXT_TOO_LONG',
      message,
      limit: altText.maxLength,
      actual,
    });
  }
  return problems;
}

function commentProblems(
  { name, firstComment }: PlatformCapabilities,
  text: string,
  field: string,
): FieldProblem[] {
  if (!firstComment) return [];
  const actual = characterCount(text);
  if (text.trim() === '')
    return [{ field, code: 'CONTENT_EMPTY', message: 'A comment needs a text; there is none.' }];
  if (actual <= firstComment.maxLength) return [];
  const message = `${name} takes comments of at most ${firstComment.maxLength} characters, this one counts ${actual}.`;
  return [{ field, code: 'TEXT_TOO_LONG', message, limit: firstComment.maxLength, actual }];
}

/** A comment that showed files or asked for a comment of its own would lose them without a word. */
function besideComment({ media, options }: PostContent): FieldProblem[] {
  const files = {
    field: 'media',
    code: 'TOO_MANY_MEDIA',
    message: `A comment is only its text; there are ${media.length} files.`,
    limit: 0,
    actual: media.length,
  };
  const others = Object.keys(options).filter((name) => name !== 'replyTo');
  return [
    ...(media.length > 0 ? [files] : []),
    ...others.map((name) => ({
      field: `options.${name}`,
      code: 'OPTION_NOT_SUPPORTED',
      message: 'A comment is only its text; it takes no options.',
    })),
  ];
}

function videosIn(media: MediaItem[]): number {
  return media.filter(({ type }) => type === 'VIDEO').length;
}

export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}
