import { describe, expect, it } from '@jest/globals';
import { askedWait, secondsToRetry } from './webhook-retries.ts';

const day = 86_400;
const plan = (spread: number) =>
  Array.from({ length: 20 }, (_, step) => secondsToRetry(step, { spread, askedSeconds: null }));

describe('the retries of a delivery', () => {
  it('last about three days, come ever rarer, and end', () => {
    const waits = plan(0.5).filter((wait) => wait !== null);

    const sum = waits.reduce((all, wait) => all + wait, 0);
    expect(waits).toHaveLength(11);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(sum / day).toBeGreaterThan(2.5);
    expect(sum / day).toBeLessThan(3.5);
  });

  it('are spread over as much time as they wait', () => {
    const [[soonest], [latest]] = [plan(0), plan(1)];

    expect([soonest, latest]).toEqual([2.5, 7.5]);
  });

  it.each([
    ['a later moment', 3_600, 3_600],
    ['an earlier moment', 1, 5],
    ['more than a day', 30 * day, day],
  ])('wait for what the receiver asks when it is %s', (_what, askedSeconds, expected) => {
    expect(secondsToRetry(0, { spread: 0.5, askedSeconds })).toBe(expected);
  });

  it('do not come back after the last one, whatever the receiver asks', () => {
    expect(secondsToRetry(11, { spread: 0.5, askedSeconds: 5 })).toBeNull();
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-22T12:00:00Z');

  it.each([
    ['120', 120],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    ['-5', null],
  ])('%s', (header, seconds) => {
    expect(askedWait(header, now)).toBe(seconds);
  });

  it('that is missing asks for nothing', () => {
    expect(askedWait(null, now)).toBeNull();
  });
});
