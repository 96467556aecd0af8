import { describe, expect, it } from '@jest/globals';
import { minutesOf, secondsOf } from './spacing-minutes.ts';

describe('the distance between posts', () => {
  it.each([
    ['15', 900],
    [' 1.5 ', 90],
    ['1,5', 90],
    ['0', 0],
    ['-2', -120],
    ['', null],
    ['soon', null],
    ['1e9', null],
  ])('typed as %j is %j seconds', (minutes, seconds) => {
    expect(secondsOf(minutes)).toBe(seconds);
  });

  it('shows seconds as the minutes that mean the same', () => {
    expect([0, 90, 604_800].map((seconds) => secondsOf(minutesOf(seconds)))).toEqual([0, 90, 604_800]);
  });
});
