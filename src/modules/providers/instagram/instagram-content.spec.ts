import { describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../../kernel/post-content.ts';
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
    ['no picture', { media: [] }, 'media', 'MEDIA_REQUIRED', /exactly 1/],
    ['two pictures', { media: [image, image] }, 'media', 'TOO_MANY_MEDIA', /at most 1 picture.*2/],
    ['a text that is too long', { content: 'a'.repeat(2201) }, 'content', 'TEXT_TOO_LONG', /2200.*2201/],
    ['a 31st hashtag', { content: '#club '.repeat(31) }, 'content', 'TOO_MANY_HASHTAGS', /30.*31/],
    ['a 21st mention', { content: '@club '.repeat(21) }, 'content', 'TOO_MANY_MENTIONS', /20.*21/],
  ])('refuses %s', (_title, content, field, code, message) => {
    const problems = instagramProblems({ content: '', media: [image], options: {}, ...content });

    expect(problems).toEqual([{ field, code, message: expect.stringMatching(message) }]);
  });
});

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
