import { describe, expect, it } from '@jest/globals';
import { alongDays, sumByDay, sumByPlatform, sumOf, type EngagementDay } from './figures.ts';

const untold = { likes: null, comments: null, shares: null, reach: null, impressions: null };
const monday: EngagementDay = { day: '2026-11-23', platform: 'TWITTER', posts: 2, ...untold, likes: 4 };
const tuesday: EngagementDay = { ...monday, day: '2026-11-24', platform: 'FACEBOOK', likes: 0, reach: 90 };

describe('the figures of some days', () => {
  it('are added up where somebody tells them, and stay untold where nobody does', () => {
    expect(sumOf([monday, tuesday])).toEqual({ ...untold, posts: 4, likes: 4, reach: 90 });
    expect(sumOf([monday])).toMatchObject({ likes: 4, reach: null });
  });

  it('keep a zero that was told', () => {
    expect(sumOf([tuesday]).likes).toBe(0);
  });

  it('are told by platform for those that have any, and by day with the newest first', () => {
    expect(sumByPlatform([tuesday]).map(({ platform }) => platform)).toEqual(['FACEBOOK']);
    expect(sumByDay([monday, tuesday]).map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-23']);
  });

  it('have a gap on days on which nothing went out', () => {
    const along = ['2026-11-22', '2026-11-23', '2026-11-24'];

    expect(alongDays([monday, tuesday], { platform: 'TWITTER', figure: 'likes', along })).toEqual([
      null,
      4,
      null,
    ]);
  });
});
