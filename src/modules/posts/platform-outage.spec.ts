import { describe, expect, it } from '@jest/globals';
import { PlatformOutage, type Pause } from './platform-outage.ts';

const nine = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

describe('an outage of a platform', () => {
  it('is what ten accounts in a row without an answer are, and no number of tries of fewer', () => {
    const outage = new PlatformOutage();

    for (const account of [...nine, ...nine, ...nine]) expect(outage.notAnswered(account, 0)).toBeNull();
    expect(outage.isOn).toBe(false);

    expect(outage.notAnswered('j', 0)).toEqual({ ms: 5_000, silentMs: 5_000 });
    expect(outage.isOn).toBe(true);
  });

  it('is not what ten accounts are between which one was answered', () => {
    const outage = new PlatformOutage();

    nine.forEach((account) => outage.notAnswered(account, 0));
    outage.over();
    outage.notAnswered('j', 0);

    expect(outage.isOn).toBe(false);
  });

  it('is tried after a pause that doubles with each try without an answer, up to half a minute', () => {
    const outage = new PlatformOutage();
    nine.forEach((account) => outage.notAnswered(account, 0));
    const pauses: (Pause | null)[] = [];
    for (let nowMs = 0; pauses.length < 5;) {
      const pause = outage.notAnswered('j', nowMs);
      pauses.push(pause);
      expect(outage.triesLeft(nowMs + (pause?.ms ?? 0) - 1)).toBe(0);
      nowMs += pause?.ms ?? 0;
      expect(outage.triesLeft(nowMs)).toBe(2);
    }

    expect(pauses.map((pause) => pause?.ms)).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
    expect(pauses.map((pause) => pause?.silentMs)).toEqual([5_000, 5_000, 10_000, 20_000, 30_000]);
  });

  it('does not last longer for what was sent before it was noticed', () => {
    const outage = new PlatformOutage();
    [...nine, 'j'].forEach((account) => outage.notAnswered(account, 0));

    expect(outage.notAnswered('k', 4_999)).toBeNull();

    expect(outage.triesLeft(5_000)).toBe(2);
  });

  it('is tried with two at a time, and with others where those take longer than half a minute', () => {
    const outage = new PlatformOutage();
    outage.started('before', 0);
    [...nine, 'j'].forEach((account) => outage.notAnswered(account, 0));

    outage.started('one', 5_000);
    outage.started('two', 6_000);
    expect(outage.triesLeft(34_999)).toBe(0);
    expect(outage.triesLeft(35_000)).toBe(1);
    outage.ended('two');
    expect(outage.triesLeft(35_000)).toBe(2);
  });

  it('is known from looks at accounts, too, which cost no post, for five minutes since the last one was tried', () => {
    const outage = new PlatformOutage();
    [...nine, 'j'].forEach((account) => outage.notAnswered(account, 0));
    const pauses: (number | null)[] = [];

    for (const nowMs of [4_000, 5_000, 60_000, 300_000, 300_001])
      pauses.push(outage.readNotAnswered(nowMs)?.ms ?? null);

    expect(pauses).toEqual([60_000, null, 60_000, 60_000, null]);
    expect([outage.triesLeft(359_999), outage.triesLeft(360_000)]).toEqual([0, 2]);
  });

  it('does not come from looks at accounts alone', () => {
    const outage = new PlatformOutage();

    for (let nowMs = 0; nowMs < 600_000; nowMs += 30_000) expect(outage.readNotAnswered(nowMs)).toBeNull();
    expect(outage.isOn).toBe(false);
  });

  it('is over with the first answer', () => {
    const outage = new PlatformOutage();
    [...nine, 'j'].forEach((account) => outage.notAnswered(account, 0));

    outage.over();

    expect(outage.isOn).toBe(false);
  });

  it('begins with a pause of its own, also within the last pause of the one before', () => {
    const outage = new PlatformOutage();
    [...nine, 'j'].forEach((account) => outage.notAnswered(account, 0));
    outage.over();

    nine.forEach((account) => outage.notAnswered(account, 1_000));
    expect(outage.notAnswered('j', 1_000)).toEqual({ ms: 5_000, silentMs: 5_000 });
  });

  it('is forgotten when no post was tried for ten minutes', () => {
    const outage = new PlatformOutage();
    [...nine, 'j'].forEach((account) => outage.notAnswered(account, 0));
    outage.notAnswered('k', 6_000);

    expect(outage.isForgotten(605_999)).toBe(false);
    expect(outage.isForgotten(606_000)).toBe(true);
  });
});
