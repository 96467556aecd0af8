import { describe, expect, it } from '@jest/globals';
import {
  categoryOf,
  segmentBytes,
  segmentCount,
  stateOf,
  uploadsIn,
  usableUpload,
  type TwitterUpload,
} from './twitter-upload-state.ts';

const now = new Date('2026-11-22T12:00:00Z');
const item = { url: 'https://club.example/a.mp4', type: 'VIDEO' } as const;
const upload: TwitterUpload = {
  key: item.url,
  bytes: 10,
  category: 'tweet_video',
  mediaId: '1456012973835788293',
  expiresAt: now.getTime() + 24 * 3_600_000,
  stage: 'appending',
  segments: 3,
  processingSince: 0,
  isDescribed: false,
  renewals: 0,
};

describe('the state of uploads', () => {
  it('comes back from the database as it was', () => {
    const stored = JSON.parse(JSON.stringify(stateOf([undefined, upload]))) as Record<string, unknown>;

    expect(uploadsIn(stored)).toEqual([undefined, upload]);
  });

  it.each([{}, { uploads: 7 }, { uploads: [] }])('is empty where nothing was stored: %j', (resume) => {
    expect(uploadsIn(resume)).toEqual([]);
  });

  it('forgets an upload it cannot understand', () => {
    expect(uploadsIn({ uploads: [{ ...upload, stage: 'later' }, { mediaId: '1' }] })).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('usableUpload', () => {
  it('goes on with the upload of the same file', () => {
    expect(usableUpload(upload, item, now)).toBe(upload);
  });

  it('leaves one of another file, and one that X is about to forget', () => {
    const ending = { ...upload, expiresAt: now.getTime() + 3_599_000 };

    expect([
      usableUpload(upload, { ...item, url: 'https://club.example/b.mp4' }, now),
      usableUpload(ending, item, now),
      usableUpload(undefined, item, now),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('categoryOf', () => {
  it.each([
    ['image/jpeg', null, 'tweet_image'],
    ['image/gif', 12, 'tweet_gif'],
    ['image/gif', undefined, 'tweet_gif'],
    ['image/gif', 1, 'tweet_image'],
    ['video/mp4', null, 'tweet_video'],
    ['video/quicktime', null, 'tweet_video'],
  ])('%s with %p frames is %s', (mimeType, frames, category) => {
    expect(categoryOf(mimeType, frames)).toBe(category);
  });
});

describe('segmentCount', () => {
  it.each([
    [1, 1],
    [segmentBytes, 1],
    [segmentBytes + 1, 2],
    [512 * segmentBytes, 512],
  ])('%d bytes are %d pieces', (bytes, count) => {
    expect(segmentCount(bytes)).toBe(count);
  });
});
