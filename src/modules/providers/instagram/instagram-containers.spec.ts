import { describe, expect, it } from '@jest/globals';
import type { MediaItem, PostContent } from '../../../kernel/post-content.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import {
  afterMiss,
  fileParams,
  itemParams,
  preparedIn,
  resumeOf,
  singleParams,
} from './instagram-containers.ts';

const image: MediaItem = { uploadId: 'a', type: 'IMAGE', altText: 'A court' };
const video: MediaItem = { uploadId: 'b', type: 'VIDEO' };
const post = (media: MediaItem[], options: PostContent['options'] = {}): PostContent => ({
  content: 'News',
  media,
  options,
});

describe('the parameters of a container', () => {
  it.each([
    ['a picture', post([image]), { caption: 'News', alt_text: 'A court' }],
    ['a reel', post([video]), { media_type: 'REELS', caption: 'News' }],
    [
      'a reel with a cover',
      post([video], { thumbnailOffsetMs: 0, shareToFeed: false }),
      { media_type: 'REELS', caption: 'News', thumb_offset: '0', share_to_feed: 'false' },
    ],
    ['a story', post([image], { kind: 'STORY' }), { media_type: 'STORIES' }],
    ['a story with a video', post([video], { kind: 'STORY' }), { media_type: 'STORIES' }],
  ])('of %s', (_name, content, params) => {
    expect(singleParams(content, content.media[0]!)).toEqual(params);
  });

  it('of the items of a carousel have no caption', () => {
    expect([itemParams(image), itemParams(video)]).toEqual([
      { is_carousel_item: 'true', alt_text: 'A court' },
      { is_carousel_item: 'true', media_type: 'VIDEO' },
    ]);
  });

  it('name the file by its type', () => {
    expect([fileParams(image, 'https://a'), fileParams(video, 'https://b')]).toEqual([
      { image_url: 'https://a' },
      { video_url: 'https://b' },
    ]);
  });
});

describe('what is stored of a post that is being prepared', () => {
  it('of a single file is its container alone', () => {
    const resume = { containerId: '18', createdAt: 1 };

    expect(resumeOf(preparedIn(resume, [image]))).toEqual(resume);
    expect(resumeOf(preparedIn({}, [image]))).toEqual({});
  });

  it('of a carousel has an entry for every item, in order', () => {
    const items = [
      { key: 'a', isFinished: true, misses: 0, containerId: '18', createdAt: 1 },
      { key: 'b', isFinished: false, misses: 2 },
    ];

    expect(resumeOf(preparedIn({ items }, [image, video]))).toEqual({ items });
  });

  it('is forgotten for an item that is another file now', () => {
    const items = [{ key: 'x', isFinished: true, misses: 1, containerId: '18', createdAt: 1 }];

    const prepared = preparedIn({ items }, [image, video]);

    expect(prepared.items[0]).toEqual({ key: 'a', container: null, isFinished: false, misses: 0 });
  });
});

describe('afterMiss', () => {
  const failure: ProviderFailure = {
    meaning: 'unavailable',
    code: 'INSTAGRAM_MEDIA_NOT_FETCHED',
    message: 'No',
    who: 'wait',
  };

  it('blames the address at the third time', () => {
    const meanings = [1, 2, 3].map((misses) => afterMiss(failure, misses).meaning);

    expect(meanings).toEqual(['unavailable', 'unavailable', 'content']);
  });

  it('leaves other failures as they are', () => {
    const other = { ...failure, code: 'INSTAGRAM_UPLOAD_FAILED' };

    expect(afterMiss(other, 9)).toBe(other);
  });
});
