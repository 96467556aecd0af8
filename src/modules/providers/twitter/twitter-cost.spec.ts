import { describe, expect, it } from '@jest/globals';
import type { MediaItem, PostContent } from '../../../kernel/post-content.ts';
import { estimatedTwitterCost } from './twitter-cost.ts';

const picture: MediaItem = { url: 'https://club.org/a.jpg', type: 'IMAGE' };
const described: MediaItem = { ...picture, altText: 'A boat' };

describe('estimatedTwitterCost', () => {
  it.each<[string, Partial<PostContent>, { usd: number; posts: number; withLink: number }]>([
    ['a text', {}, { usd: 0.015, posts: 1, withLink: 0 }],
    ['a link', { content: 'See https://club.org' }, { usd: 0.2, posts: 1, withLink: 1 }],
    ['two links', { content: 'club.org and club.com' }, { usd: 0.2, posts: 1, withLink: 1 }],
    ['a picture', { media: [picture] }, { usd: 0.015, posts: 1, withLink: 0 }],
    [
      'four descriptions',
      { media: [described, described, described, described] },
      { usd: 0.035, posts: 1, withLink: 0 },
    ],
    [
      'a thread whose last part has a link and a described picture',
      {
        options: {
          thread: [{ content: 'Two' }, { content: 'Three: https://club.org', media: [described] }],
        },
      },
      { usd: 0.235, posts: 3, withLink: 1 },
    ],
    [
      'files and parts that a hand wrote wrongly',
      {
        media: [null, 'a.jpg', described] as unknown as MediaItem[],
        options: {
          thread: [
            { content: 'Two', media: {} as MediaItem[] },
            { content: 'Three', media: [described] },
          ],
        },
      },
      { usd: 0.055, posts: 3, withLink: 0 },
    ],
  ])('%s', (_title, content, cost) => {
    expect(estimatedTwitterCost({ content: 'One', media: [], options: {}, ...content })).toEqual(cost);
  });
});
