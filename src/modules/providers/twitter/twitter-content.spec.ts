import { describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../../kernel/post-content.ts';
import { twitterProblems, twitterPublishClass, weightedLength } from './twitter-content.ts';

const image = { url: 'https://club.example/a.jpg', type: 'IMAGE' } as const;

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
      { field: 'content', code: 'TEXT_TOO_LONG', message: expect.stringMatching(/280.*281/) },
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

  it('refuses characters that X refuses', () => {
    expect(twitterProblems(post('a\uFEFFb'))).toMatchObject([{ code: 'TEXT_CHARACTER_INVALID' }]);
  });
});

describe('twitterPublishClass', () => {
  it('counts on the refusal of a repeated text only where there is a text', () => {
    expect([twitterPublishClass(post('a', 1)), twitterPublishClass(post(' ', 1))]).toEqual([
      'duplicate-rejecting',
      'plain',
    ]);
  });
});

function post(content: string, images = 0): PostContent {
  return { content, media: Array.from({ length: images }, () => image), options: {} };
}
