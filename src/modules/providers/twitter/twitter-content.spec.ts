import { describe, expect, it } from '@jest/globals';
import type { MediaFacts, MediaItem, PostContent } from '../../../kernel/post-content.ts';
import { twitterProblems, twitterPublishClass, weightedLength } from './twitter-content.ts';

const image = { url: 'https://club.example/a.jpg', type: 'IMAGE' } as const;

const facts: MediaFacts = {
  mimeType: 'video/mp4',
  bytes: 1_000_000,
  width: 1280,
  height: 720,
  durationMs: 10_000,
  videoCodec: 'avc',
  audioCodec: 'aac',
  framesPerSecond: 30,
  frames: null,
};

describe('weightedLength', () => {
  it.each([
    ['Hello, world! 👋', 16],
    ['👨‍👩‍👧‍👦', 2],
    ['日本', 4],
    [`https://club.org/${'a'.repeat(200)}`, 23],
  ])('counts %s as X does', (text, length) => {
    expect(weightedLength(text)).toBe(length);
  });
});

describe('twitterProblems', () => {
  it('accepts 280 characters and four pictures', () => {
    expect(twitterProblems(post('a'.repeat(280), 4))).toEqual([]);
  });

  it('tells limit and length of a text that is too long', () => {
    expect(twitterProblems(post('a'.repeat(281)))).toEqual([
      {
        field: 'content',
        code: 'TEXT_TOO_LONG',
        message: expect.stringMatching(/280.*281/),
        limit: 280,
        actual: 281,
      },
    ]);
  });

  it('accepts a picture without text', () => {
    expect(twitterProblems(post('', 1))).toEqual([]);
  });

  it.each(['', '  \n'])('refuses the empty text "%s" without a picture', (text) => {
    expect(twitterProblems(post(text))).toMatchObject([{ code: 'CONTENT_EMPTY' }]);
  });

  it('refuses a fifth picture', () => {
    expect(twitterProblems(post('a', 5))).toMatchObject([
      { field: 'media', code: 'TOO_MANY_MEDIA', message: expect.stringMatching(/4 pictures.*5/) },
    ]);
  });

  it('refuses a link beside the text, which X would lose', () => {
    expect(
      twitterProblems({ content: 'News', media: [], options: { link: 'https://club.example' } }),
    ).toMatchObject([{ field: 'options.link', code: 'LINK_NOT_SUPPORTED' }]);
  });

  it.each<[string, Partial<PostContent>]>([
    ['a video', { media: [video({})] }],
    ['a video of another shape that X takes', { media: [video({ width: 720, height: 1280 })] }],
    ['a cashtag beside prices', { content: '$ABC costs $20 or $30' }],
    ['an animated picture', { media: [animation(350)] }],
    ['a poll', { options: { poll: { options: ['Yes', 'No'], durationMinutes: 5 } } }],
    ['a quoted post', { options: { quotePostId: '1234567890123456789' } }],
    ['a thread', { options: { thread: [{ content: 'two' }, { content: '', media: [image] }] } }],
    ['reply settings', { options: { replySettings: 'FOLLOWING' } }],
  ])('accepts %s', (_title, content) => {
    expect(twitterProblems({ ...post('a'), ...content })).toEqual([]);
  });

  it.each<[string, Partial<PostContent>, string, string]>([
    ['two videos', { media: [video({}), video({})] }, 'media', 'TOO_MANY_MEDIA'],
    ['a video beside a picture', { media: [video({}), image] }, 'media', 'MEDIA_MIXED'],
    ['a picture beside an animated one', { media: [animation(2), image] }, 'media', 'ANIMATION_NOT_ALONE'],
    ['351 frames', { media: [animation(351)] }, 'media[0]', 'TOO_MANY_FRAMES'],
    ['a video of 141 seconds', { media: [video({ durationMs: 141_000 })] }, 'media[0]', 'VIDEO_TOO_LONG'],
    ['a video of a moment', { media: [video({ durationMs: 400 })] }, 'media[0]', 'VIDEO_TOO_SHORT'],
    ['a codec X does not know', { media: [video({ videoCodec: 'av1' })] }, 'media[0]', 'VIDEO_CODEC'],
    ['a sound X does not know', { media: [video({ audioCodec: 'opus' })] }, 'media[0]', 'AUDIO_CODEC'],
    ['61 frames per second', { media: [video({ framesPerSecond: 61 })] }, 'media[0]', 'FRAME_RATE'],
    [
      'a video that is large both ways',
      { media: [video({ width: 1280, height: 1280 })] },
      'media[0]',
      'VIDEO_SIZE',
    ],
    ['a second cashtag', { content: '$ABC and $XYZ' }, 'content', 'TOO_MANY_CASHTAGS'],
    [
      'a second cashtag in a thread',
      { options: { thread: [{ content: '$ABC and $XYZ' }] } },
      'options.thread[0].content',
      'TOO_MANY_CASHTAGS',
    ],
    ['a video that is too wide', { media: [video({ width: 1920 })] }, 'media[0]', 'VIDEO_SIZE'],
    [
      'a video in another wrapping',
      { media: [video({ mimeType: 'video/webm' })] },
      'media[0]',
      'MEDIA_FORMAT',
    ],
    ['too many bytes', { media: [video({ bytes: 600_000_000 })] }, 'media[0]', 'MEDIA_TOO_LARGE'],
    [
      'a poll with five answers',
      { options: { poll: { options: ['1', '2', '3', '4', '5'], durationMinutes: 60 } } },
      'options.poll.options',
      'POLL_OPTIONS',
    ],
    [
      'an answer of 26 letters',
      { options: { poll: { options: ['a'.repeat(26), 'b'], durationMinutes: 60 } } },
      'options.poll.options[0]',
      'POLL_OPTION_LENGTH',
    ],
    [
      'a poll of four minutes',
      { options: { poll: { options: ['a', 'b'], durationMinutes: 4 } } },
      'options.poll.durationMinutes',
      'POLL_DURATION',
    ],
    [
      'a poll beside a picture',
      { media: [image], options: { poll: { options: ['a', 'b'], durationMinutes: 60 } } },
      'options.poll',
      'OPTIONS_EXCLUDE_EACH_OTHER',
    ],
    [
      'an address as quoted post',
      { options: { quotePostId: 'x.com/1' } },
      'options.quotePostId',
      'QUOTE_INVALID',
    ],
    [
      'a long second part',
      { options: { thread: [{ content: 'b' }, { content: 'c'.repeat(281) }] } },
      'options.thread[1].content',
      'TEXT_TOO_LONG',
    ],
    [
      'an empty part',
      { options: { thread: [{ content: ' ' }] } },
      'options.thread[0].content',
      'CONTENT_EMPTY',
    ],
    [
      'a fifth picture in a part',
      { options: { thread: [{ content: 'b', media: Array.from({ length: 5 }, () => image) }] } },
      'options.thread[0].media',
      'TOO_MANY_MEDIA',
    ],
    ['a first comment', { options: { firstComment: 'b' } }, 'options.firstComment', 'OPTION_NOT_SUPPORTED'],
    ['a story', { options: { kind: 'STORY' } }, 'options.kind', 'KIND_NOT_SUPPORTED'],
  ])('refuses %s', (_title, content, field, code) => {
    expect(twitterProblems({ ...post('a'), ...content })).toMatchObject([{ field, code }]);
  });

  it('refuses characters that X refuses', () => {
    expect(twitterProblems(post('a\uFEFFb'))).toMatchObject([{ code: 'TEXT_CHARACTER_INVALID' }]);
  });
});

describe('twitterPublishClass', () => {
  it('counts on the refusal of a repeated text only where the text is all there is', () => {
    const classes = [post('a'), post('a', 1), post(' ', 1)].map(twitterPublishClass);

    expect(classes).toEqual(['duplicate-rejecting', 'plain', 'plain']);
  });
});

function video(file: Partial<MediaFacts>): MediaItem {
  return { url: 'https://club.example/a.mp4', type: 'VIDEO', file: { ...facts, ...file } };
}

function animation(frames: number): MediaItem {
  const file = {
    ...facts,
    mimeType: 'image/gif',
    width: 480,
    height: 360,
    videoCodec: null,
    audioCodec: null,
    frames,
  };
  return { url: 'https://club.example/a.gif', type: 'IMAGE', file };
}

function post(content: string, images = 0): PostContent {
  return { content, media: Array.from({ length: images }, () => image), options: {} };
}

describe('a text that no post on X can hold', () => {
  it.each(['a.b.c.', 'http://a.co/((((', '.', '東'])(
    'is counted in a moment, however many links it may hold (%j again and again)',
    (unit) => {
      const content = unit.repeat(Math.floor(100_000 / unit.length));
      const before = process.cpuUsage();

      const problems = twitterProblems({ content, media: [], options: {} });

      const { user, system } = process.cpuUsage(before);
      expect(problems.map(({ code }) => code)).toEqual(['TEXT_TOO_LONG']);
      expect((user + system) / 1_000_000).toBeLessThan(1);
    },
  );
});
