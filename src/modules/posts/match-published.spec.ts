import { describe, expect, it } from '@jest/globals';
import type { RecentPost } from '../providers/provider.port.ts';
import { matchPublished } from './match-published.ts';

const since = new Date('2026-11-22T12:00:00Z');
const sent = { content: { content: 'Café opens at six', media: [], options: {} }, since };
const live: RecentPost = {
  platformPostId: '1',
  permalink: null,
  text: 'Café opens at six',
  mediaCount: 0,
  publishedAt: new Date('2026-11-22T12:00:01Z'),
};

describe('finding the post that was sent', () => {
  it('takes the one with the same text, media and a time after the send', () => {
    expect(matchPublished(sent, [live], new Set())).toEqual([live]);
  });

  it.each<[string, Partial<RecentPost>]>([
    ['another text', { text: 'Café opens at seven' }],
    ['a text that only begins the same', { text: 'Café opens at six o’clock' }],
    ['other letters in upper case', { text: 'CAFÉ opens at six' }],
    ['a picture that was not sent', { mediaCount: 1 }],
    ['a time before the send', { publishedAt: new Date('2026-11-22T11:59:54Z') }],
  ])('leaves one with %s', (_why, difference) => {
    expect(matchPublished(sent, [{ ...live, ...difference }], new Set())).toEqual([]);
  });

  it('leaves one that belongs to another row', () => {
    expect(matchPublished(sent, [live], new Set(['1']))).toEqual([]);
  });

  it('forgives five seconds of a platform clock, spaces and the way accents are written', () => {
    const written = {
      ...live,
      text: 'Cafe\u0301  opens at six ',
      publishedAt: new Date('2026-11-22T11:59:55Z'),
    };

    expect(matchPublished(sent, [written], new Set())).toEqual([written]);
  });

  it('tells of every candidate, never of the latest alone', () => {
    const other = { ...live, platformPostId: '2' };

    expect(matchPublished(sent, [other, live], new Set())).toHaveLength(2);
  });

  it('counts a post once that two pages of a list show', () => {
    expect(matchPublished(sent, [live, { ...live }], new Set())).toEqual([live]);
  });
});
