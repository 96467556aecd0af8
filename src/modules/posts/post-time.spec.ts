import { describe, expect, it } from '@jest/globals';
import { spreadProblems, timeProblems } from './post-time.ts';

const codesOf = (at: string, now: string) =>
  timeProblems(new Date(at), new Date(now)).map(({ code }) => code);

describe('Two years ahead', () => {
  it.each([
    ['2026-12-01T10:00:00Z', '2028-12-01T10:00:00Z'],
    ['2025-01-31T23:59:59Z', '2027-01-31T23:59:59Z'],
    ['2028-02-29T00:00:00Z', '2030-03-01T00:00:00Z'],
  ])('of %s last until the same day and time, %s, leap year or not', (now, last) => {
    const after = new Date(Date.parse(last) + 1).toISOString();

    expect([codesOf(last, now), codesOf(after, now)]).toEqual([[], ['TIME_TOO_FAR']]);
    expect(spreadProblems(new Date(last), new Date(now))).toEqual([]);
    expect(spreadProblems(new Date(after), new Date(now))).toMatchObject([{ code: 'TIME_TOO_FAR' }]);
  });

  it('do not hide a time that has passed, or that is none', () => {
    expect(codesOf('2026-12-01T09:58:59Z', '2026-12-01T10:00:00Z')).toEqual(['TIME_IN_THE_PAST']);
    expect(codesOf('no time', '2026-12-01T10:00:00Z')).toEqual(['TIME_INVALID']);
  });
});
