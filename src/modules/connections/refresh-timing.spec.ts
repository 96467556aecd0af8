import { describe, expect, it } from '@jest/globals';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { mayHaveSpent, mustRefreshBeforeUse, refreshBackoffMs } from './refresh-timing.ts';

const now = new Date('2026-11-22T12:00:00Z');

describe('when a token is renewed', () => {
  it.each([
    ['has two minutes left', '2026-11-22T12:02:00Z', false],
    ['has less than two minutes left', '2026-11-22T12:01:59Z', true],
    ['has ended', '2026-11-22T11:00:00Z', true],
  ])('one that %s is refreshed before use: %s', (_what, end, refreshed) => {
    expect(mustRefreshBeforeUse(new Date(end), now)).toBe(refreshed);
  });

  it('one that does not expire is used as it is', () => {
    expect(mustRefreshBeforeUse(null, now)).toBe(false);
  });

  it('trouble at the token endpoint is met with growing pauses of at most a quarter of an hour', () => {
    expect([1, 2, 3, 10].map((failures) => refreshBackoffMs(failures))).toEqual([
      30_000, 60_000, 120_000, 900_000,
    ]);
  });

  it('but never before the moment that the platform named, as far as that is within a day', () => {
    const until = (hours: number) => ({ retryAt: new Date(now.getTime() + hours * 3_600_000), now });

    expect([0, 1, 24, 2_000].map((hours) => refreshBackoffMs(1, until(hours)))).toEqual([
      30_000, 3_600_000, 86_400_000, 86_400_000,
    ]);
  });

  it.each<[string, Partial<ProviderFailure>, boolean]>([
    ['no answer', { meaning: 'unknown' }, true],
    ['a gateway that says 503', { meaning: 'unavailable', httpStatus: 503 }, true],
    ['a connection that was never made', { meaning: 'unavailable' }, false],
    ['a limit', { meaning: 'rate-limited', httpStatus: 429 }, false],
    ['a refusal', { meaning: 'auth', httpStatus: 400 }, false],
  ])('after %s the refresh token may be spent: %s', (_what, failure, spent) => {
    expect(mayHaveSpent({ code: 'X', message: 'x', who: 'wait', meaning: 'unknown', ...failure })).toBe(
      spent,
    );
  });
});
