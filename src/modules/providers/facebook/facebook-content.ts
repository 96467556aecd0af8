import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import type { PlatformCapabilities } from '../provider.capabilities.ts';
import { contentProblems, isWebAddress } from '../provider.content.ts';
import { characterCount } from '../provider.text.ts';
import type { PublishClass } from '../provider.port.ts';

const videoTypes = ['video/mp4', 'video/quicktime'];

/**
 * developers.facebook.com/docs/pages-api/posts, /docs/video-api/guides/reels-publishing. The length of a text is what Facebook's own
 * composer takes; Meta documents no limit for the API. Photos may be larger than
 * the 4 MB it documents: they are made smaller on the way.
 */
export const facebookCapabilities: PlatformCapabilities = {
  platform: 'FACEBOOK',
  name: 'Facebook',
  text: {
    maxLength: 63_206,
    counting: 'CHARACTERS',
    linkLength: null,
    linksClickable: true,
    maxHashtags: null,
    maxMentions: null,
  },
  kinds: [
    {
      kind: 'POST',
      minMedia: 0,
      maxImages: 10,
      maxVideos: 1,
      maxMixed: 0,
      showsText: true,
      image: {
        mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
        convertedTypes: [],
        maxBytes: 10 * 1024 * 1024,
        minWidth: null,
        maxWidth: null,
        minRatio: null,
        maxRatio: null,
      },
      animation: null,
      video: {
        mimeTypes: videoTypes,
        videoCodecs: ['avc', 'hevc', 'vp9', 'av1'],
        audioCodecs: ['aac', 'mp3', 'opus'],
        maxBytes: 1_073_741_824,
        minDurationMs: 1_000,
        maxDurationMs: 4 * 3_600_000,
        minFramesPerSecond: null,
        maxFramesPerSecond: null,
        minWidth: null,
        maxWidth: null,
        minHeight: null,
        maxHeight: null,
        maxShortSide: null,
        minRatio: null,
        maxRatio: null,
      },
    },
    {
      kind: 'REEL',
      minMedia: 1,
      maxImages: 0,
      maxVideos: 1,
      maxMixed: 0,
      showsText: true,
      image: null,
      animation: null,
      video: {
        mimeTypes: videoTypes,
        videoCodecs: ['avc', 'hevc', 'vp9', 'av1'],
        audioCodecs: ['aac'],
        maxBytes: 1_073_741_824,
        minDurationMs: 3_000,
        maxDurationMs: 90_000,
        minFramesPerSecond: 24,
        maxFramesPerSecond: 60,
        minWidth: 540,
        maxWidth: null,
        minHeight: 960,
        maxHeight: null,
        maxShortSide: null,
        minRatio: 0.5625,
        maxRatio: 0.5625,
      },
    },
  ],
  altText: { maxLength: 1000, mediaTypes: ['IMAGE'] },
  options: ['link', 'kind', 'title', 'firstComment'],
  firstComment: { maxLength: 8_000 },
  thread: null,
  poll: null,
  replySettings: [],
  canDelete: true,
};

export function facebookProblems(content: PostContent): FieldProblem[] {
  return [
    ...contentProblems(facebookCapabilities, content, characterCount),
    ...linkProblems(content),
    ...titleProblems(content),
  ];
}

/** Dropping it without a word would lose it. */
function titleProblems({ options, media }: PostContent): FieldProblem[] {
  // A comment takes no options at all, and is told so.
  if (options.title === undefined || options.replyTo !== undefined) return [];
  if (media.some(({ type }) => type === 'VIDEO')) return [];
  const message = 'Facebook shows a title with a video only; there is none. Write it into the text.';
  return [{ field: 'options.title', code: 'OPTION_NOT_SUPPORTED', message }];
}

function linkProblems({ options: { link }, media }: PostContent): FieldProblem[] {
  if (!link) return [];
  if (!isWebAddress(link)) {
    const message = `A link must start with http:// or https://, this one is "${link}".`;
    return [{ field: 'options.link', code: 'LINK_INVALID', message }];
  }
  if (media.length === 0) return [];
  const message = `Facebook shows either a link or files; there are a link and ${media.length} files. Put the link into the text.`;
  return [{ field: 'options.link', code: 'LINK_WITH_MEDIA', message }];
}

/** Facebook refuses a repeated text (code 506) but takes the same photos again and again. */
export function facebookPublishClass(content: PostContent): PublishClass {
  return content.media.length === 0 ? 'duplicate-rejecting' : 'plain';
}
