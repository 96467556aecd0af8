import twitterText from 'twitter-text';
import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import { replySettings } from '../../../kernel/post-content.ts';
import type { PlatformCapabilities } from '../provider.capabilities.ts';
import { contentProblems } from '../provider.content.ts';
import type { PublishClass } from '../provider.port.ts';
import { characterCount } from '../provider.text.ts';

/** docs.x.com/x-api/posts/create-post and /x-api/media/quickstart/best-practices. */
export const twitterCapabilities: PlatformCapabilities = {
  platform: 'TWITTER',
  name: 'X',
  text: {
    maxLength: 280,
    counting: 'WEIGHTED',
    linkLength: 23,
    linksClickable: true,
    maxHashtags: null,
    maxMentions: null,
  },
  kinds: [
    {
      kind: 'POST',
      minMedia: 0,
      maxImages: 4,
      maxVideos: 1,
      maxMixed: 0,
      showsText: true,
      image: {
        mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
        convertedTypes: [],
        maxBytes: 5 * 1024 * 1024,
        minWidth: null,
        maxWidth: null,
        minRatio: null,
        maxRatio: null,
      },
      animation: { maxBytes: 15 * 1024 * 1024, maxWidth: 1280, maxHeight: 1080, maxFrames: 350 },
      video: {
        mimeTypes: ['video/mp4', 'video/quicktime'],
        videoCodecs: ['avc'],
        audioCodecs: ['aac'],
        maxBytes: 512 * 1024 * 1024,
        minDurationMs: 500,
        maxDurationMs: 140_000,
        minFramesPerSecond: null,
        maxFramesPerSecond: 60,
        minWidth: 32,
        maxWidth: 1280,
        minHeight: 32,
        maxHeight: 1280,
        maxShortSide: 1024,
        minRatio: 0.33,
        maxRatio: 3,
      },
    },
  ],
  altText: { maxLength: 1000, mediaTypes: ['IMAGE', 'VIDEO'] },
  options: ['kind', 'thread', 'poll', 'quotePostId', 'replySettings'],
  firstComment: null,
  thread: { maxParts: 24 },
  poll: { minOptions: 2, maxOptions: 4, maxOptionLength: 25, minMinutes: 5, maxMinutes: 10_080 },
  replySettings: [...replySettings],
  canDelete: true,
};

export function twitterProblems(content: PostContent): FieldProblem[] {
  return [
    ...contentProblems(twitterCapabilities, content, weightedLength),
    ...invalidCharacterProblems(content.content, 'content'),
    ...(content.options.thread ?? []).flatMap((part, index) =>
      invalidCharacterProblems(part.content, `options.thread[${index}].content`),
    ),
    ...cashtagProblems(content.content, 'content'),
    ...(content.options.thread ?? []).flatMap((part, index) =>
      cashtagProblems(part.content, `options.thread[${index}].content`),
    ),
    ...exclusionProblems(content),
    ...quoteProblems(content),
  ];
}

/**
 * Ten times what a post may count, in characters: no text beyond it fits, whatever is in it. The library takes seconds to look for
 * links in a long text that is full of dots, and nobody else would be served meanwhile.
 */
const longestParsed = 3_000;

/** docs.x.com/changelog, 2026. */
const mostCashtags = 1;

/** Emoji and CJK count 2, every link 23 (docs.x.com/fundamentals/counting-characters). A text far too long counts its characters. */
export function weightedLength(text: string): number {
  return text.length > longestParsed ? characterCount(text) : twitterText.parseTweet(text).weightedLength;
}

/** What X takes for links; of a text far too long, those at its beginning. */
export function twitterLinksIn(text: string): string[] {
  return twitterText.extractUrls(text.slice(0, longestParsed));
}

export const twitterWords = {
  lengthOf: weightedLength,
  linksIn: twitterLinksIn,
};

/** Byte-order marks and the like, which X refuses wherever they stand. */
function invalidCharacterProblems(text: string, field: string): FieldProblem[] {
  if (!twitterText.hasInvalidCharacters(text)) return [];
  const message =
    'The text holds an invisible character that X does not take. Type the text anew instead of pasting it.';
  return [{ field, code: 'TEXT_CHARACTER_INVALID', message }];
}

/** A stock symbol such as `$ABC`; X refuses a post with a second one (403). */
function cashtagProblems(text: string, field: string): FieldProblem[] {
  const actual = twitterText.extractCashtags(text.slice(0, longestParsed)).length;
  if (actual <= mostCashtags) return [];
  const message = `X takes at most ${mostCashtags} cashtag ($ABC), this text has ${actual}.`;
  return [{ field, code: 'TOO_MANY_CASHTAGS', message, limit: mostCashtags, actual }];
}

/** X takes one of media, poll and quoted post. */
function exclusionProblems({ media, options }: PostContent): FieldProblem[] {
  const given = [
    ...(media.length > 0 ? ['media'] : []),
    ...(options.poll ? ['options.poll'] : []),
    ...(options.quotePostId === undefined ? [] : ['options.quotePostId']),
  ];
  if (given.length < 2) return [];
  const message = `X takes only one of media, a poll and a quoted post; there are ${given.join(' and ')}.`;
  return given.slice(1).map((field) => ({ field, code: 'OPTIONS_EXCLUDE_EACH_OTHER', message }));
}

function quoteProblems({ options: { quotePostId } }: PostContent): FieldProblem[] {
  if (quotePostId === undefined || /^\d{1,19}$/.test(quotePostId)) return [];
  const message = `The id of a post on X is 1 to 19 digits, as they stand at the end of its address; this one is "${quotePostId}".`;
  return [{ field: 'options.quotePostId', code: 'QUOTE_INVALID', message }];
}

/** X refuses a repeated text (403, duplicate content). With files nothing says that it does: each upload has an id, and an address in the text, of its own. */
export function twitterPublishClass(content: PostContent): PublishClass {
  return content.media.length > 0 ? 'plain' : 'duplicate-rejecting';
}
