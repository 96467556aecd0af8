import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import type { ImageLimits, PlatformCapabilities, VideoLimits } from '../provider.capabilities.ts';
import { contentProblems } from '../provider.content.ts';
import { characterCount } from '../provider.text.ts';

const image: ImageLimits = {
  mimeTypes: ['image/jpeg'],
  convertedTypes: ['image/png', 'image/webp', 'image/gif', 'image/avif', 'image/heif', 'image/tiff'],
  maxBytes: 8 * 1024 * 1024,
  minWidth: 320,
  maxWidth: 1440,
  minRatio: 0.8,
  maxRatio: 1.91,
};

const reelVideo: VideoLimits = {
  mimeTypes: ['video/mp4', 'video/quicktime'],
  videoCodecs: ['avc', 'hevc'],
  audioCodecs: ['aac'],
  maxBytes: 300 * 1024 * 1024,
  minDurationMs: 3_000,
  maxDurationMs: 15 * 60_000,
  minFramesPerSecond: 23,
  maxFramesPerSecond: 60,
  minWidth: null,
  maxWidth: 1920,
  minHeight: null,
  maxHeight: null,
  maxShortSide: null,
  minRatio: 0.01,
  maxRatio: 10,
};

/**
 * developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media. A carousel is a post with more than
 * one file.
 */
export const instagramCapabilities: PlatformCapabilities = {
  platform: 'INSTAGRAM',
  name: 'Instagram',
  text: {
    maxLength: 2_200,
    counting: 'CHARACTERS',
    linkLength: null,
    linksClickable: false,
    maxHashtags: 30,
    maxMentions: 20,
  },
  kinds: [
    {
      kind: 'POST',
      minMedia: 1,
      maxImages: 10,
      maxVideos: 10,
      maxMixed: 10,
      showsText: true,
      image,
      animation: null,
      video: reelVideo,
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
      video: reelVideo,
    },
    {
      kind: 'STORY',
      minMedia: 1,
      maxImages: 1,
      maxVideos: 1,
      maxMixed: 0,
      showsText: false,
      image: { ...image, minRatio: 0.01, maxRatio: 10 },
      animation: null,
      video: { ...reelVideo, maxBytes: 100 * 1024 * 1024, maxDurationMs: 60_000 },
    },
  ],
  altText: { maxLength: 1000, mediaTypes: ['IMAGE'] },
  options: ['kind', 'thumbnailOffsetMs', 'shareToFeed', 'firstComment'],
  firstComment: { maxLength: 2_200 },
  thread: null,
  poll: null,
  replySettings: [],
  canDelete: true,
};

export function instagramProblems(content: PostContent): FieldProblem[] {
  return [...contentProblems(instagramCapabilities, content, characterCount), ...kindProblems(content)];
}

function kindProblems({ content, media, options }: PostContent): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (options.kind === 'STORY' && content.trim() !== '') {
    const message = 'Instagram shows no text with a story. Leave the text empty, or make a post of it.';
    problems.push({ field: 'content', code: 'TEXT_NOT_SHOWN', message });
  }
  if (options.kind === 'STORY' && options.firstComment !== undefined) {
    const message = 'A story takes no comments.';
    problems.push({ field: 'options.firstComment', code: 'OPTION_NOT_SUPPORTED', message });
  }
  const isReel = options.kind !== 'STORY' && media.length === 1 && media[0]?.type === 'VIDEO';
  for (const name of ['thumbnailOffsetMs', 'shareToFeed'] as const) {
    if (options[name] === undefined || isReel) continue;
    const message = 'Only a reel, which is a post of one video, has this.';
    problems.push({ field: `options.${name}`, code: 'OPTION_NOT_SUPPORTED', message });
  }
  if (isReel) problems.push(...coverProblems(options.thumbnailOffsetMs, media[0]?.file?.durationMs));
  return problems;
}

/** Instagram refuses such a reel (subcode 2207057), and only when it is to go out. */
function coverProblems(offsetMs: number | undefined, durationMs: number | null | undefined): FieldProblem[] {
  if (offsetMs === undefined || typeof durationMs !== 'number' || offsetMs <= durationMs) return [];
  const message = `The cover is the moment at ${offsetMs} ms, but the video ends after ${durationMs} ms.`;
  const field = 'options.thumbnailOffsetMs';
  return [{ field, code: 'COVER_BEYOND_VIDEO', message, limit: durationMs, actual: offsetMs }];
}
