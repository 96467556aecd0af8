import { describe, expect, it } from '@jest/globals';
import { isFiltered, noFilters, readAddress, writeAddress, type PostsAddress } from './posts-address.ts';

const full: PostsAddress = {
  view: 'list',
  status: 'FAILED',
  connectionId: '01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01',
  platform: 'TWITTER',
  from: '2026-11-01',
  to: '2026-11-30',
  day: '2026-11-23',
};

describe('the address of the posts page', () => {
  it('is read back as it was written', () => {
    expect(readAddress(writeAddress(full))).toEqual(full);
  });

  it('without anything is the calendar, unfiltered', () => {
    expect(readAddress(new URLSearchParams())).toEqual({ ...noFilters, view: 'calendar', day: null });
  });

  it.each([
    'status=LOST',
    'platform=MYSPACE',
    'from=2026-02-30',
    'day=tomorrow',
    'connection=1',
    'to=0202-01-01',
  ])('that nobody can mean (%s) filters nothing', (search) => {
    expect(isFiltered(readAddress(new URLSearchParams(`view=list&${search}`)))).toBe(false);
  });

  it('counts the days of the list as filters in the list only', () => {
    const dates = { ...full, status: null, connectionId: null, platform: null };

    expect(isFiltered(dates)).toBe(true);
    expect(isFiltered({ ...dates, view: 'calendar' })).toBe(false);
  });
});
