import { describe, expect, it } from '@jest/globals';
import type { MediaFacts, MediaItem, PostContent } from '../../../kernel/post-content.ts';
import { instagramProblems } from './instagram-content.ts';
import { draftStateOf } from './instagram-posts.ts';

const image = { url: 'https://club.example/a.jpg', type: 'IMAGE' } as const;

describe('instagramProblems', () => {
  it.each([
    ['no text', ''],
    ['the longest text', 'ä'.repeat(2200)],
    ['thirty hashtags', '#club '.repeat(30)],
    ['twenty mentions', '@club '.repeat(20)],
    ['e-mail addresses', 'info@club.example '.repeat(25)],
  ])('accepts a picture with %s', (_title, content) => {
    expect(instagramProblems({ content, media: [image], options: {} })).toEqual([]);
  });

  it.each<[string, Partial<PostContent>, string, string, RegExp]>([
    ['no picture', { media: [] }, 'media', 'MEDIA_REQUIRED', /a picture or a video/],
    ['eleven pictures', { media: pictures(11) }, 'media', 'TOO_MANY_MEDIA', /at most 10 pictures.*11/],
    [
      'a first comment that is too long',
      { options: { firstComment: 'a'.repeat(2201) } },
      'options.firstComment',
      'TEXT_TOO_LONG',
      /2200/,
    ],
    [
      'a thread',
      { options: { thread: [{ content: 'a' }] } },
      'options.thread',
      'OPTION_NOT_SUPPORTED',
      /options.twitter/,
    ],
    [
      'a story with a text',
      { content: 'a', options: { kind: 'STORY' } },
      'content',
      'TEXT_NOT_SHOWN',
      /story/,
    ],
    [
      'a cover of a picture',
      { options: { thumbnailOffsetMs: 1 } },
      'options.thumbnailOffsetMs',
      'OPTION_NOT_SUPPORTED',
      /reel/,
    ],
    [
      'a cover behind the end of the video',
      { media: [clip(9_000)], options: { thumbnailOffsetMs: 9_001 } },
      'options.thumbnailOffsetMs',
      'COVER_BEYOND_VIDEO',
      /9001 ms.*9000 ms/,
    ],
    ['a reel of a picture', { options: { kind: 'REEL' } }, 'media', 'TOO_MANY_MEDIA', /at most 0 pictures/],
    [
      'a tall picture',
      { media: [image, picture({ width: 1000, height: 2000 })] },
      'media[1]',
      'ASPECT_RATIO',
      /1000 x 2000.*0.5/,
    ],
    [
      'a narrow picture',
      { media: [picture({ width: 300, height: 300 })] },
      'media[0]',
      'IMAGE_TOO_SMALL',
      /320.*300/,
    ],
    [
      'a moving picture',
      { media: [picture({ mimeType: 'image/gif', frames: 9 })] },
      'media[0]',
      'ANIMATION_NOT_SUPPORTED',
      /video/,
    ],
    [
      'a heavy picture',
      { media: [picture({ bytes: 9_000_000 })] },
      'media[0]',
      'MEDIA_TOO_LARGE',
      /8388608.*9000000/,
    ],
    ['a text that is too long', { content: 'a'.repeat(2201) }, 'content', 'TEXT_TOO_LONG', /2200.*2201/],
    ['a 31st hashtag', { content: '#club '.repeat(31) }, 'content', 'TOO_MANY_HASHTAGS', /30.*31/],
    ['a 21st mention', { content: '@club '.repeat(21) }, 'content', 'TOO_MANY_MENTIONS', /20.*21/],
  ])('refuses %s', (_title, content, field, code, message) => {
    const problems = instagramProblems({ content: '', media: [image], options: {}, ...content });

    expect(problems).toMatchObject([{ field, code, message: expect.stringMatching(message) }]);
  });
});

describe('instagramProblems, of files', () => {
  it.each<[string, Partial<PostContent>]>([
    ['a carousel of pictures and videos', { media: [image, { ...image, type: 'VIDEO' }] }],
    [
      'a reel with cover',
      { media: [{ ...image, type: 'VIDEO' }], options: { thumbnailOffsetMs: 500, shareToFeed: false } },
    ],
    [
      'a reel whose cover is its last moment',
      { media: [clip(9_000)], options: { thumbnailOffsetMs: 9_000 } },
    ],
    ['a story', { media: [image], options: { kind: 'STORY' } }],
    [
      'a heavy picture that is made into a JPEG',
      { media: [picture({ mimeType: 'image/png', bytes: 9_000_000 })] },
    ],
    ['a picture of 4:5', { media: [picture({ width: 1080, height: 1350 })] }],
  ])('accepts %s', (_title, content) => {
    expect(instagramProblems({ content: '', media: [], options: {}, ...content })).toEqual([]);
  });

  it('tells of every item of a carousel that cannot go', () => {
    const media = [picture({ width: 100 }), picture({}), picture({ mimeType: 'image/svg+xml', width: 5000 })];

    const problems = instagramProblems({ content: '', media, options: {} });

    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'media[0] IMAGE_TOO_SMALL',
      'media[0] ASPECT_RATIO',
      'media[2] MEDIA_FORMAT',
      'media[2] ASPECT_RATIO',
    ]);
  });
});

function picture(file: Partial<MediaFacts>): MediaItem {
  const facts = {
    mimeType: 'image/jpeg',
    bytes: 200_000,
    width: 1080,
    height: 1080,
    durationMs: null,
    videoCodec: null,
  };
  return { ...image, file: { ...facts, audioCodec: null, framesPerSecond: null, frames: null, ...file } };
}

function clip(durationMs: number): MediaItem {
  const video = { mimeType: 'video/mp4', width: 1080, height: 1920, durationMs, videoCodec: 'avc' };
  return { ...picture(video), type: 'VIDEO' };
}

function pictures(count: number): MediaItem[] {
  return Array.from({ length: count }, () => image);
}

describe('draftStateOf', () => {
  it.each([
    ['PUBLISHED', 'live'],
    ['FINISHED', 'ready'],
    ['IN_PROGRESS', 'ready'],
    ['EXPIRED', 'gone'],
    ['ERROR', 'gone'],
    ['SOMETHING_NEW', 'unreadable'],
    [undefined, 'unreadable'],
  ])('takes a container that is %s for %s', (status, state) => {
    expect(draftStateOf(status)).toBe(state);
  });
});
