import { describe, expect, it } from '@jest/globals';
import type { FailureMeaning, ProviderFailure } from '../providers/provider.errors.ts';
import { mustLookAfterPreparing, mustLookAfterSending } from './look-first.ts';
import { maxRetries } from './retry-plan.ts';

const clear = { ambiguousBefore: false, retryCount: 0 };
const unclear = { ambiguousBefore: true, retryCount: 0 };

describe('a try that failed', () => {
  it.each<FailureMeaning>(['unknown', 'duplicate'])(
    'is looked up after a send that ended with %s',
    (meaning) => {
      expect(mustLookAfterSending(failure(meaning), clear)).toBe(true);
    },
  );

  it('is believed when nothing was unclear before', () => {
    expect(mustLookAfterSending(failure('content'), clear)).toBe(false);
    expect(mustLookAfterPreparing(failure('content'), clear)).toBe(false);
  });

  it.each<FailureMeaning>(['content', 'permission', 'gone', 'configuration'])(
    'is looked up when it would end the post as %s after an unclear send, sent or not',
    (meaning) => {
      expect(mustLookAfterSending(failure(meaning), unclear)).toBe(true);
      expect(mustLookAfterPreparing(failure(meaning), unclear)).toBe(true);
    },
  );

  it('is looked up when it is the last try after an unclear send, and goes again before', () => {
    const last = { ambiguousBefore: true, retryCount: maxRetries };

    expect(mustLookAfterSending(failure('unavailable'), unclear)).toBe(false);
    expect(mustLookAfterSending(failure('unavailable'), last)).toBe(true);
    expect(mustLookAfterPreparing(failure('unknown'), last)).toBe(true);
  });
});

function failure(meaning: FailureMeaning): ProviderFailure {
  return { meaning, code: 'CODE', message: 'Words.', who: 'author' };
}
