import { describe, expect, it } from '@jest/globals';
import { facebookCounts, isOfPictures, isOfVideo, recentPostOf } from './facebook-posts.ts';

const found = { id: '61_1', created_time: '2026-11-22T12:00:01+0000', message: 'Hello' };

describe('recentPostOf', () => {
  it('reads the time that Graph writes without a colon', () => {
    expect(recentPostOf(found, '')?.publishedAt).toEqual(new Date('2026-11-22T12:00:01Z'));
  });

  it.each([
    ['no attachment', undefined, 0],
    ['a link', { data: [{ media_type: 'link', type: 'share' }] }, 0],
    ['a link to YouTube', { data: [{ media_type: 'video', type: 'video_share_youtube' }] }, 0],
    ['a link with several cards', { data: [{ type: 'multi_share', subattachments: { data: [{}, {}] } }] }, 0],
    ['a video', { data: [{ media_type: 'video', type: 'video_inline' }] }, 1],
    ['a photo', { data: [{ media_type: 'photo', type: 'photo' }] }, 1],
    ['an album', { data: [{ media_type: 'album', subattachments: { data: [{}, {}, {}] } }] }, 3],
  ])('counts the media of a post with %s', (_title, attachments, mediaCount) => {
    expect(recentPostOf({ ...found, attachments }, '')?.mediaCount).toBe(mediaCount);
  });

  it.each([
    ['nothing', undefined, false, false],
    ['a link to YouTube', { data: [{ media_type: 'video', type: 'video_share_youtube' }] }, false, false],
    ['a video', { data: [{ media_type: 'video', type: 'video_inline' }] }, true, false],
    ['a photo', { data: [{ media_type: 'photo', type: 'photo' }] }, false, true],
    ['an album', { data: [{ media_type: 'album', subattachments: { data: [{}, {}] } }] }, false, true],
  ])('tells of what kind a post with %s is', (_title, attachments, video, pictures) => {
    const entry = { ...found, attachments };

    expect([isOfVideo(entry), isOfPictures(entry)]).toEqual([video, pictures]);
  });

  it('forgives line ends and blanks that Facebook changed', () => {
    expect(recentPostOf({ ...found, message: 'One\nTwo' }, 'One \r\nTwo\n')?.text).toBe('One \r\nTwo\n');
  });

  it('takes a post without a message for one without text', () => {
    expect(recentPostOf({ ...found, message: undefined }, '')?.text).toBe('');
  });
});

describe('facebookCounts', () => {
  it('reads views and viewers from the metrics of today', () => {
    const body = {
      shares: { count: 2 },
      likes: { summary: { total_count: 5 } },
      comments: { summary: { total_count: 1 } },
      insights: {
        data: [
          { name: 'post_media_view', values: [{ value: 300 }] },
          { name: 'post_total_media_view_unique', values: [{ value: 200 }] },
        ],
      },
    };

    expect(facebookCounts(body)).toEqual({ likes: 5, comments: 1, shares: 2, reach: 200, impressions: 300 });
  });

  it('knows that missing shares are none and missing insights are not told', () => {
    expect(facebookCounts({ id: '61_1' })).toEqual({
      likes: null,
      comments: null,
      shares: 0,
      reach: null,
      impressions: null,
    });
  });
});
