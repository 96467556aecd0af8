import { describe, expect, it } from '@jest/globals';
import {
  isUsable,
  listedReelOf,
  listedVideoOf,
  offsetsIn,
  reelUploadIn,
  videoErrorIn,
  videoPermalink,
  videoStateOf,
  videoUploadIn,
} from './facebook-videos.ts';

const phases = (uploading: string, processing: string, publishing: string, overall = 'processing') => ({
  status: {
    video_status: overall,
    uploading_phase: { status: uploading },
    processing_phase: { status: processing },
    publishing_phase: { status: publishing },
  },
});

describe('videoStateOf', () => {
  it.each([
    ['in_progress', 'not_started', 'not_started', 'uploading'],
    ['complete', 'not_started', 'not_started', 'ready'],
    ['complete', 'complete', 'not_started', 'ready'],
    ['complete', 'in_progress', 'not_started', 'working'],
    ['complete', 'in_progress', 'in_progress', 'working'],
    ['complete', 'complete', 'complete', 'live'],
    ['error', 'not_started', 'not_started', 'unfetched'],
    ['complete', 'error', 'not_started', 'broken'],
    ['complete', 'complete', 'error', 'broken'],
  ])('upload %s, work %s, publishing %s: %s', (uploading, processing, publishing, state) => {
    expect(videoStateOf(phases(uploading, processing, publishing))).toBe(state);
  });

  it.each([
    ['ready', 'live'],
    ['processing', 'working'],
    ['upload_complete', 'ready'],
    ['error', 'broken'],
    ['expired', 'gone'],
  ])('an answer without phases that says %s: %s', (video_status, state) => {
    expect(videoStateOf({ status: { video_status } })).toBe(state);
  });

  it('what has a post is live, whatever else is said', () => {
    expect(videoStateOf({ ...phases('complete', 'in_progress', 'not_started'), post_id: '122' })).toBe(
      'live',
    );
  });

  it.each([{}, { status: {} }, { status: { video_status: 'dreaming' } }])(
    'does not guess from %j',
    (body) => {
      expect(videoStateOf(body)).toBeNull();
    },
  );
});

describe('offsetsIn', () => {
  it('reads texts and numbers', () => {
    const both = [
      offsetsIn({ start_offset: '10', end_offset: '20' }),
      offsetsIn({ start_offset: 10, end_offset: 20 }),
    ];

    expect(both).toEqual([
      { start: 10, end: 20 },
      { start: 10, end: 20 },
    ]);
  });

  it('takes the end of the file where a refusal names the start alone', () => {
    expect(offsetsIn({ start_offset: '10' }, 500)).toEqual({ start: 10, end: 500 });
    expect(offsetsIn({ start_offset: '510' }, 500)).toBeNull();
  });

  it.each([
    {},
    { start_offset: '10' },
    { start_offset: '20', end_offset: '10' },
    { start_offset: '-1', end_offset: '2' },
    { start_offset: 'a', end_offset: '2' },
  ])('does not trust %j', (body) => {
    expect(offsetsIn(body)).toBeNull();
  });
});

describe('what an earlier try left', () => {
  const started = { key: 'file-1', videoId: '12', startedAt: 1000 };

  it('is read back as it was stored', () => {
    const video = { ...started, sessionId: '13', bytes: 9, start: 0, end: 4 };
    const reel = { ...started, asked: true, misses: 2 };

    expect(videoUploadIn({ video })).toEqual(video);
    expect(reelUploadIn({ reel })).toEqual(reel);
  });

  it('is nothing where a part is missing', () => {
    expect(videoUploadIn({ video: started })).toBeNull();
    expect(reelUploadIn({ reel: { key: 'a' } })).toBeNull();
    expect(reelUploadIn({})).toBeNull();
  });

  it('is used for the same file and for less than a day', () => {
    const item = { uploadId: 'file-1', type: 'VIDEO' } as const;
    const hours = (count: number) => new Date(1000 + count * 3_600_000);

    const uses = [
      isUsable(started, item, hours(22)),
      isUsable(started, item, hours(24)),
      isUsable(started, { ...item, uploadId: 'file-2' }, hours(1)),
    ];

    expect(uses).toEqual([true, false, false]);
  });
});

describe('what Facebook says of a video', () => {
  it('goes by the id of the video, also in the list of posts', () => {
    const entry = {
      id: '61_122',
      message: 'Film',
      created_time: '2026-11-22T10:00:00+0000',
      attachments: { data: [{ media_type: 'video', target: { id: '12' } }] },
    };

    expect(listedVideoOf(entry, 'Film')).toMatchObject({ platformPostId: '12', text: 'Film', mediaCount: 1 });
    expect(listedVideoOf({ ...entry, attachments: undefined }, '')).toMatchObject({
      platformPostId: '61_122',
    });
  });

  it('is no reel without a time', () => {
    expect(listedReelOf({ id: '12', description: 'a' }, 'a')).toBeNull();
  });

  it('has a whole address', () => {
    const links = [videoPermalink({ permalink_url: '/reel/12/' }, '12'), videoPermalink({}, '12')];

    expect(links).toEqual(['https://www.facebook.com/reel/12/', 'https://www.facebook.com/12']);
  });

  it('tells why it failed, in whichever phase', () => {
    const body = {
      status: { processing_phase: { status: 'error', errors: [{ code: 1363031, message: 'No video' }] } },
    };

    expect(videoErrorIn(body)).toEqual({ code: 1363031, words: 'No video' });
  });
});
