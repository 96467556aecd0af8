import { describe, expect, it } from '@jest/globals';
import type { PostOptions, ReplySettings } from '../../../kernel/post-content.ts';
import { postBody } from './twitter-post-body.ts';

describe('postBody', () => {
  it('is a text and nothing else', () => {
    expect(bodyWith({})).toEqual({ text: 'News' });
  });

  it('leaves an empty text out', () => {
    expect(postBody({ content: '', media: [], options: {} }, ['1'])).toEqual({ media: { media_ids: ['1'] } });
  });

  it('asks a poll', () => {
    expect(bodyWith({ poll: { options: ['Yes', 'No'], durationMinutes: 60 } })).toEqual({
      text: 'News',
      poll: { options: ['Yes', 'No'], duration_minutes: 60 },
    });
  });

  it('quotes and answers by ids that stay text', () => {
    expect(bodyWith({ quotePostId: '1456012973835788293', replyTo: '1456012973835788294' })).toEqual({
      text: 'News',
      quote_tweet_id: '1456012973835788293',
      reply: { in_reply_to_tweet_id: '1456012973835788294' },
    });
  });

  it.each<[ReplySettings, string | undefined]>([
    ['EVERYONE', undefined],
    ['FOLLOWING', 'following'],
    ['MENTIONED', 'mentionedUsers'],
    ['SUBSCRIBERS', 'subscribers'],
    ['VERIFIED', 'verified'],
  ])('lets %s answer', (replySettings, word) => {
    expect(bodyWith({ replySettings })).toEqual({ text: 'News', ...(word && { reply_settings: word }) });
  });

  it('sends nothing of the parts that follow', () => {
    expect(bodyWith({ thread: [{ content: 'Two' }] })).toEqual({ text: 'News' });
  });
});

function bodyWith(options: PostOptions): Record<string, unknown> {
  return postBody({ content: 'News', media: [], options }, []);
}
