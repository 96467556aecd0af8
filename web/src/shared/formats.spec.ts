import { describe, expect, it } from '@jest/globals';
import { fullTime, shortTime, shownNumber } from './formats.ts';
import { plural } from './texts/plural.ts';

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const newYork = { locale: 'en-US', timeZone: 'America/New_York' };

describe('what people read', () => {
  it('gives times in the time zone of the viewer', () => {
    expect(shortTime('2026-11-24T08:30:00Z', berlin)).toMatch(/Tue,? 24 Nov.*09:30/);
    expect(shortTime('2026-11-24T02:30:00Z', newYork)).toMatch(/Mon, Nov 23.*09:30\sPM/);
  });

  it('names the time zone where a moment must not be misread', () => {
    expect(fullTime('2026-11-24T08:30:00Z', berlin)).toMatch(/Tuesday,? 24 November 2026.*09:30 CET/);
    expect(fullTime('2026-07-24T08:30:00Z', berlin)).toMatch(/10:30 CEST/);
  });

  it('groups the digits of large numbers', () => {
    expect(shownNumber(1_234_567, { locale: 'en-GB' })).toBe('1,234,567');
    expect(shownNumber(1_234_567, { locale: 'de-DE' })).toBe('1.234.567');
  });

  it('bends a word to its number', () => {
    const forms = { one: 'post', other: 'posts' };

    expect(plural(0, forms)).toBe('0 posts');
    expect(plural(1, forms)).toBe('1 post');
    expect(plural(1000, forms)).toBe('1,000 posts');
  });
});
