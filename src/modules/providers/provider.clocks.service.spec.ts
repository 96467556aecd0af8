import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../kernel/clock.ts';
import { PlatformClocks } from './provider.clocks.service.ts';

const noon = Date.parse('2026-12-01T12:00:00Z');

class HeldClock extends Clock {
  ms = noon;

  now(): Date {
    return new Date(this.ms);
  }

  monotonicMs(): number {
    return this.ms;
  }
}

interface Answer {
  said: string | number;
  databaseNow: number;
  age?: string;
}

/** What is known after an answer that took a while; each argument in seconds after noon. */
function after({ said, databaseNow, ...headers }: Answer): number {
  const clock = new HeldClock();
  const clocks = new PlatformClocks(clock);
  const note = clocks.asking('FACEBOOK');
  clock.ms += 20_000;
  note({ date: typeof said === 'string' ? said : new Date(noon + said * 1000).toUTCString(), ...headers });
  return clocks.aheadOf('FACEBOOK', new Date(noon + databaseNow * 1000)) / 1000;
}

describe('how far a platform is behind the clock of the database', () => {
  it.each([
    ['nothing, where all agree', 0, 20, 0],
    ['nothing for the time that an answer takes', 19, 20, 0],
    ['what the platform is behind', -30, 20, 30],
    ['nothing, where the platform is ahead', 30, 20, 0],
    ['what the database is ahead of this machine', 0, 65, 45],
    ['nothing, where it is this machine that is ahead', -30, -10, 0],
    ['nothing, where it cannot be', -700, 20, 0],
  ])('is %s', (_what, said, databaseNow, seconds) => {
    expect(after({ said, databaseNow })).toBe(seconds);
  });

  it('is not read from an answer that a cache kept', () => {
    expect(after({ said: -30, databaseNow: 20, age: '29' })).toBe(0);
  });

  it('is nothing before an answer told its time', () => {
    expect(after({ said: 'soon', databaseNow: 300 })).toBe(0);
  });
});
