import { describe, expect, it } from '@jest/globals';
import { addDays, dayOf, isDay, startOfDay } from './local-days.ts';

describe('the days of the viewer', () => {
  it('begin at midnight of the device and end where the next one begins', () => {
    const day = '2026-11-23';
    const lastMoment = new Date(startOfDay(addDays(day, 1))).getTime() - 1;

    expect(dayOf(startOfDay(day))).toBe(day);
    expect(dayOf(lastMoment)).toBe(day);
  });

  it('are counted over the ends of months, years, and the days on which clocks change', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('are days that there are', () => {
    expect(['2026-02-28', '2026-02-29', '26-2-1', 'today', null].map((text) => isDay(text))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
