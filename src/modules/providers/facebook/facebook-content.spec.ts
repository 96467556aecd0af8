import { describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../../kernel/post-content.ts';
import { facebookProblems, facebookPublishClass } from './facebook-content.ts';

const image = { url: 'https://club.example/a.jpg', type: 'IMAGE' } as const;

describe('facebookProblems', () => {
  it.each<[string, Partial<PostContent>]>([
    ['a text', { content: 'Hello' }],
    ['the longest text', { content: 'a'.repeat(63_206) }],
    ['a link alone', { options: { link: 'https://club.example/' } }],
    ['ten pictures', { media: Array.from({ length: 10 }, () => image) }],
    ['a title of a video', { media: [{ ...image, type: 'VIDEO' }], options: { title: 'Regatta' } }],
  ])('accepts %s', (_title, content) => {
    expect(facebookProblems(post(content))).toEqual([]);
  });

  it.each<[string, Partial<PostContent>, string, string]>([
    ['a text that is too long', { content: 'a'.repeat(63_207) }, 'content', 'TEXT_TOO_LONG'],
    ['nothing at all', { content: ' ' }, 'content', 'CONTENT_EMPTY'],
    ['an eleventh picture', { media: Array.from({ length: 11 }, () => image) }, 'media', 'TOO_MANY_MEDIA'],
    [
      'a link without scheme',
      { content: 'a', options: { link: 'club.example' } },
      'options.link',
      'LINK_INVALID',
    ],
    ['a script as link', { content: 'a', options: { link: 'javascript:1' } }, 'options.link', 'LINK_INVALID'],
    [
      'a title of a text',
      { content: 'a', options: { title: 'Regatta' } },
      'options.title',
      'OPTION_NOT_SUPPORTED',
    ],
    [
      'a title of a picture',
      { media: [image], options: { title: 'Regatta' } },
      'options.title',
      'OPTION_NOT_SUPPORTED',
    ],
    [
      'a link beside a picture',
      { media: [image], options: { link: 'https://club.example' } },
      'options.link',
      'LINK_WITH_MEDIA',
    ],
    [
      'a picture on a disk',
      { media: [{ url: 'file:///a.jpg', type: 'IMAGE' }] },
      'media[0].url',
      'MEDIA_URL_INVALID',
    ],
    [
      'a long description',
      { media: [image, { ...image, altText: 'a'.repeat(1001) }] },
      'media[1].altText',
      'ALT_TEXT_TOO_LONG',
    ],
  ])('refuses %s', (_title, content, field, code) => {
    expect(facebookProblems(post(content))).toMatchObject([{ field, code }]);
  });
});

describe('facebookPublishClass', () => {
  it('does not count on Facebook refusing the same photo twice', () => {
    expect([
      facebookPublishClass(post({ content: 'a' })),
      facebookPublishClass(post({ media: [image] })),
    ]).toEqual(['duplicate-rejecting', 'plain']);
  });
});

function post(content: Partial<PostContent>): PostContent {
  return { content: '', media: [], options: {}, ...content };
}
