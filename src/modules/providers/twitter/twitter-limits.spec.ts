import { describe, expect, it } from '@jest/globals';
import { limitsIn, windowEndIn } from './twitter-limits.ts';

const reset = '1795348800';
const resetAt = new Date('2026-11-22T12:00:00Z');
const now = new Date('2026-11-22T11:50:00Z');

describe('limitsIn', () => {
  it('reads the window of every endpoint', () => {
    expect(limitsIn(windowOf('x-rate-limit', '100', '99'), now)).toEqual([
      { window: '15min', limit: 100, remaining: 99, resetAt },
    ]);
  });

  it('reads the days of the app and of the user', () => {
    const headers = {
      ...windowOf('x-app-limit-24hour', '10000', '17'),
      ...windowOf('x-user-limit-24hour', '250', '0'),
    };

    expect(limitsIn(headers, now)).toEqual([
      { window: '24h-app', limit: 10_000, remaining: 17, resetAt },
      { window: '24h-user', limit: 250, remaining: 0, resetAt },
    ]);
  });

  it('believes no reset that lies further away than the longest window', () => {
    const headers = {
      ...windowOf('x-rate-limit', '100', '0'),
      ...windowOf('x-app-limit-24hour', '10000', '0'),
      'x-rate-limit-reset': '17961060000',
      'x-app-limit-24hour-reset': '17961060000',
    };
    const aDayFromNow = new Date('2026-11-23T11:55:00Z');

    expect(limitsIn(headers, now).map((limit) => limit.resetAt)).toEqual([aDayFromNow, aDayFromNow]);
    expect(windowEndIn(headers, now)).toEqual(aDayFromNow);
  });

  it.each([
    ['no header', {}],
    ['no reset', { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '0' }],
    ['a word for a number', windowOf('x-rate-limit', 'many', '0')],
    ['a negative number', windowOf('x-rate-limit', '100', '-1')],
    ['a header that came twice', windowOf('x-rate-limit', '100, 200', '0')],
  ])('says nothing with %s', (_title, headers) => {
    expect(limitsIn(headers as Record<string, string>, now)).toEqual([]);
  });
});

function windowOf(prefix: string, limit: string, remaining: string): Record<string, string> {
  return { [`${prefix}-limit`]: limit, [`${prefix}-remaining`]: remaining, [`${prefix}-reset`]: reset };
}
