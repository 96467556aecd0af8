import { describe, expect, it } from '@jest/globals';
import { limitsIn } from './twitter-limits.ts';

const reset = '1795348800';
const resetAt = new Date('2026-11-22T12:00:00Z');

describe('limitsIn', () => {
  it('reads the window of every endpoint', () => {
    expect(limitsIn(windowOf('x-rate-limit', '100', '99'))).toEqual([
      { window: '15min', limit: 100, remaining: 99, resetAt },
    ]);
  });

  it('reads the days of the app and of the user', () => {
    const headers = {
      ...windowOf('x-app-limit-24hour', '10000', '17'),
      ...windowOf('x-user-limit-24hour', '250', '0'),
    };

    expect(limitsIn(headers)).toEqual([
      { window: '24h-app', limit: 10_000, remaining: 17, resetAt },
      { window: '24h-user', limit: 250, remaining: 0, resetAt },
    ]);
  });

  it.each([
    ['no header', {}],
    ['no reset', { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '0' }],
    ['a word for a number', windowOf('x-rate-limit', 'many', '0')],
    ['a negative number', windowOf('x-rate-limit', '100', '-1')],
    ['a header that came twice', windowOf('x-rate-limit', '100, 200', '0')],
  ])('says nothing with %s', (_title, headers) => {
    expect(limitsIn(headers as Record<string, string>)).toEqual([]);
  });
});

function windowOf(prefix: string, limit: string, remaining: string): Record<string, string> {
  return { [`${prefix}-limit`]: limit, [`${prefix}-remaining`]: remaining, [`${prefix}-reset`]: reset };
}
