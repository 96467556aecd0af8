import { describe, expect, it } from '@jest/globals';
import type { Post } from '@social-integration/client';
import { actionsFor, isEditable } from './post-rules.ts';

const post = { errorCode: null, platformPostId: null, deletedOnPlatformAt: null };
const like = (change: Partial<Post>) => ({ ...post, ...change }) as Post;

describe('what can be done with a post', () => {
  it.each<[Post['status'], string[]]>([
    ['DRAFT', ['publish', 'reschedule', 'cancel', 'delete']],
    ['SCHEDULED', ['publish', 'reschedule', 'cancel']],
    ['PUBLISHING', []],
    ['FAILED', ['retry', 'reschedule', 'delete']],
    ['CANCELLED', ['delete']],
  ])('that is %s: %j', (status, actions) => {
    expect(actionsFor(like({ status }))).toEqual(actions);
  });

  it('that is live: to take it off its platform, once', () => {
    const live = like({ status: 'PUBLISHED', platformPostId: '1' });

    expect(actionsFor(live)).toEqual(['deleteLive']);
    expect(actionsFor({ ...live, deletedOnPlatformAt: '2026-11-23T10:00:00Z' })).toEqual([]);
    expect(isEditable(live)).toBe(false);
  });

  it('that was cancelled too late: to take it off its platform, and not to forget it', () => {
    const late = like({ status: 'CANCELLED', errorCode: 'LIVE_AFTER_CANCEL', platformPostId: '1' });

    expect(actionsFor(late)).toEqual(['deleteLive']);
  });

  it('that may be live: not to forget it', () => {
    expect(actionsFor(like({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' }))).toEqual([
      'retry',
      'reschedule',
    ]);
  });
});
