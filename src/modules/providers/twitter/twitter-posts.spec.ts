import { describe, expect, it } from '@jest/globals';
import { hasReferencesOf, recentPostOf, twitterCounts } from './twitter-posts.ts';

describe('recentPostOf', () => {
  it('gives back the text as it was written', () => {
    const sent = 'Fish & <chips> at https://club.example/menu?a=1&b=2 and club.example/map';
    const entry = {
      id: '9',
      created_at: '2026-11-22T12:00:01.000Z',
      text: 'Fish &amp; &lt;chips&gt; at https://t.co/aaa and https://t.co/bbb https://t.co/ccc',
      entities: {
        urls: [
          { url: 'https://t.co/aaa', expanded_url: 'https://club.example/menu?a=1&b=2' },
          { url: 'https://t.co/bbb', expanded_url: 'http://club.example/map' },
          { url: 'https://t.co/ccc', expanded_url: 'https://x.com/club/status/9/photo/1', media_key: '3_1' },
        ],
      },
      attachments: { media_keys: ['3_1'] },
    };

    expect(recentPostOf(entry, { text: sent })).toEqual({
      platformPostId: '9',
      permalink: 'https://x.com/i/web/status/9',
      text: sent,
      mediaCount: 1,
      publishedAt: new Date('2026-11-22T12:00:01Z'),
    });
  });

  it.each([
    [
      'www.club.org, tickets: http://www.club.org/tickets',
      '0, tickets: 1',
      ['http://www.club.org', 'http://www.club.org/tickets'],
    ],
    [
      'https://club.org - teams: https://club.org/teams',
      '0 - teams: 1',
      ['https://club.org/', 'https://club.org/teams'],
    ],
    ['http://club.org/menu or club.org/menu.', '0 or 1.', ['http://club.org/menu', 'http://club.org/menu']],
    ['club.org/menu or http://club.org/menu', '0 or 1', ['http://club.org/menu', 'http://club.org/menu']],
  ])(
    'gives back each address as it was typed, though one begins like another: %s',
    (text, shown, expanded) => {
      const entry = {
        id: '9',
        created_at: '2026-11-22T12:00:01Z',
        text: shown.replace(/\d/g, (place) => `https://t.co/a${place}`),
        entities: {
          urls: expanded.map((address, n) => ({ url: `https://t.co/a${n}`, expanded_url: address })),
        },
      };

      expect(recentPostOf(entry, { text })?.text).toBe(text);
    },
  );

  it('does not turn an entity that the author wrote into a sign', () => {
    const entry = { id: '9', created_at: '2026-11-22T12:00:01Z', text: 'Write &amp;lt; for &lt;' };

    expect(recentPostOf(entry, { text: 'Write &lt; for <' })?.text).toBe('Write &lt; for <');
  });

  it('takes the whole text of a long post from its note', () => {
    const entry = {
      id: '9',
      created_at: '2026-11-22T12:00:01Z',
      text: 'A long… https://t.co/aaa',
      note_tweet: { text: 'A long text, all of it' },
    };

    expect(recentPostOf(entry, { text: '' })?.text).toBe('A long text, all of it');
  });

  it('does not call another text the same', () => {
    const entry = { id: '9', created_at: '2026-11-22T12:00:01Z', text: 'Game at 5' };

    expect(recentPostOf(entry, { text: 'Game at 6' })?.text).toBe('Game at 5');
  });

  it('passes over an entry without an id', () => {
    expect(recentPostOf({ text: 'a', created_at: '2026-11-22T12:00:01Z' }, { text: 'a' })).toBeNull();
  });
});

describe('recentPostOf a quote', () => {
  const quoteLink = 'https://x.com/club/status/77';
  const entry = (text: string) => ({
    id: '9',
    created_at: '2026-11-22T12:00:01Z',
    text,
    entities: { urls: [{ url: 'https://t.co/qqq', expanded_url: quoteLink }] },
  });

  it('takes off the link that X appends', () => {
    const sent = { text: 'Well said', quotePostId: '77' };

    expect(recentPostOf(entry('Well said https://t.co/qqq'), sent)?.text).toBe('Well said');
  });

  it.each(['Well said https://t.co/qqq', 'Well said https://t.co/qqq https://t.co/qqq'])(
    'leaves the link that its author wrote: %s',
    (shown) => {
      const sent = { text: `Well said ${quoteLink}`, quotePostId: '77' };

      expect(recentPostOf(entry(shown), sent)?.text).toBe(sent.text);
    },
  );

  it('leaves the address of a picture that its author wrote, which X shows as one', () => {
    const address = 'https://x.com/club/status/77/photo/1';
    const urls = [{ url: 'https://t.co/ppp', expanded_url: address, media_key: '3_7' }];
    const shown = {
      ...entry('See https://t.co/ppp'),
      entities: { urls },
      attachments: { media_keys: ['3_7'] },
    };

    expect(recentPostOf(shown, { text: `See ${address}` })).toMatchObject({
      text: `See ${address}`,
      mediaCount: 0,
    });
  });

  it('leaves a link to another post', () => {
    const sent = { text: 'Well said', quotePostId: '78' };

    expect(recentPostOf(entry('Well said https://t.co/qqq'), sent)?.text).not.toBe('Well said');
  });
});

describe('hasReferencesOf', () => {
  const answer = [{ type: 'replied_to', id: '5' }];
  const quote = [{ type: 'quoted', id: '6' }];

  it.each([
    ['an answer in the old words', { referenced_tweets: answer }, { replyTo: '5' }, true],
    ['an answer in the new words', { referenced_posts: answer }, { replyTo: '5' }, true],
    ['an answer to another post', { referenced_tweets: answer }, { replyTo: '4' }, false],
    ['an answer where none was sent', { referenced_tweets: answer }, {}, false],
    ['a post of its own where an answer was sent', {}, { replyTo: '5' }, false],
    ['a post of its own', {}, {}, true],
    ['a quote', { referenced_tweets: quote }, { quotePostId: '6' }, true],
    ['a quote of another post', { referenced_posts: quote }, { quotePostId: '7' }, false],
    [
      'an answer that quotes',
      { referenced_tweets: [...answer, ...quote] },
      { replyTo: '5', quotePostId: '6' },
      true,
    ],
  ])('%s', (_title, entry, options, expected) => {
    expect(hasReferencesOf(entry, { content: 'Said', options })).toBe(expected);
  });

  it.each([
    ['https://x.com/club/status/6', true],
    ['twitter.com/club/status/6?s=20', true],
    ['https://x.com/i/web/status/6', true],
    ['https://twitter.com/i/status/6', true],
    ['https://twitter.com/club/statuses/6', true],
    ['https://twitter.com/statuses/6', true],
    ['https://x.com/i/web/status/66', false],
    ['https://x.com/club/status/66', false],
    ['https://x.com/club', false],
  ])('a quote that X made of the address in the text: %s', (address, expected) => {
    const sent = { content: `Look: ${address}`, options: {} };

    expect(hasReferencesOf({ referenced_tweets: quote }, sent)).toBe(expected);
  });
});

describe('twitterCounts', () => {
  it.each(['non_public_metrics', 'organic_metrics'])(
    'takes impressions from %s where the public ones lack',
    (name) => {
      expect(
        twitterCounts({ public_metrics: { like_count: 1 }, [name]: { impression_count: 8 } }),
      ).toMatchObject({
        likes: 1,
        impressions: 8,
      });
    },
  );

  it.each(['retweet_count', 'repost_count'])('adds quotes to %s', (name) => {
    const post = {
      public_metrics: { [name]: 3, quote_count: 2, like_count: 7, reply_count: 1, impression_count: 90 },
    };

    expect(twitterCounts(post)).toEqual({ likes: 7, comments: 1, shares: 5, reach: null, impressions: 90 });
  });

  it('tells nothing where X tells nothing', () => {
    expect(twitterCounts({ id: '9' })).toEqual({
      likes: null,
      comments: null,
      shares: null,
      reach: null,
      impressions: null,
    });
  });
});
