import { describe, expect, it } from '@jest/globals';
import type { FailureMeaning, ProviderFailure } from '../providers/provider.errors.ts';
import { maxRetries, planRetry } from './retry-plan.ts';

const now = new Date('2026-11-22T12:00:00Z');

describe('what becomes of a post that was not published', () => {
  it.each<FailureMeaning>(['content', 'duplicate', 'permission', 'configuration', 'gone'])(
    '%s fails it at once: another try would end the same',
    (meaning) => {
      expect(planRetry(failure(meaning), 0, { now, jitter: 0 })).toMatchObject({ kind: 'fail' });
    },
  );

  it.each<FailureMeaning>(['unavailable', 'unknown'])('%s is tried again after growing pauses', (meaning) => {
    const pauses = [0, 1, 2, 3, 4].map((retries) => planRetry(failure(meaning), retries, { now, jitter: 0 }));

    expect(pauses).toEqual(
      [30, 120, 600, 1800, 7200].map((seconds) => ({ kind: 'again', afterMs: seconds * 1000 })),
    );
  });

  it('tries once more where what was prepared may be to blame, and then fails it', () => {
    const refused: ProviderFailure = { ...failure('content'), remake: 'once' };

    expect([0, 1].map((retries) => planRetry(refused, retries, { now, jitter: 0 }))).toEqual([
      { kind: 'again', afterMs: 0 },
      { kind: 'fail', failure: refused },
    ]);
  });

  it('spreads posts that failed together over a fifth of the pause', () => {
    expect(planRetry(failure('unavailable'), 0, { now, jitter: 1 })).toEqual({
      kind: 'again',
      afterMs: 36_000,
    });
  });

  it('gives up after the last retry and says how often it tried', () => {
    const plan = planRetry(failure('unavailable'), maxRetries, { now, jitter: 0 });

    expect(plan).toMatchObject({ kind: 'fail', failure: { who: 'administrator' } });
    expect(plan.kind === 'fail' && plan.failure.message).toContain('tried 6 times');
  });

  it('waits for the time the platform names, whatever the retry count', () => {
    const retryAt = new Date('2026-11-22T13:00:00Z');

    expect(planRetry({ ...failure('rate-limited'), retryAt }, 99, { now, jitter: 0 })).toEqual({
      kind: 'at',
      at: retryAt,
    });
  });

  it('stays away for as long as the platform names when it may have blocked something', () => {
    const retryAt = new Date('2026-11-23T12:00:00Z');

    expect(planRetry({ ...failure('unknown'), retryAt }, 99, { now, jitter: 0 })).toEqual({
      kind: 'at',
      at: retryAt,
    });
  });

  it('waits a quarter of an hour when a limit names no time', () => {
    expect(planRetry(failure('rate-limited'), 0, { now, jitter: 0 })).toEqual({
      kind: 'at',
      at: new Date('2026-11-22T12:15:00Z'),
    });
  });

  it('lets the connection decide about a refused token', () => {
    expect(planRetry(failure('auth'), 0, { now, jitter: 0 })).toEqual({ kind: 'ask-connection' });
  });
});

function failure(meaning: FailureMeaning): ProviderFailure {
  return { meaning, code: 'SOME_CODE', message: 'Something happened.', who: 'wait' };
}
