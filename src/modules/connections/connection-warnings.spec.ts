import { describe, expect, it } from '@jest/globals';
import { warningsOf, type ConnectionDates } from './connection-warnings.ts';

const now = new Date('2026-11-22T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('warnings of a connection', () => {
  it.each<[string, Partial<ConnectionDates>, string[]]>([
    ['none of the dates', {}, []],
    ['a token that ends in 8 days', { tokenExpiresAt: inDays(8) }, []],
    ['a token that ends in 7 days', { tokenExpiresAt: inDays(7) }, ['TOKEN_ENDING']],
    ['a token that is renewed by itself', { tokenExpiresAt: inDays(1), isRefreshable: true }, []],
    ['figures that end in 15 days', { dataAccessExpiresAt: inDays(15) }, []],
    ['figures that end in 14 days', { dataAccessExpiresAt: inDays(14) }, ['DATA_ACCESS_ENDING']],
    ['figures that ended', { dataAccessExpiresAt: inDays(-1) }, ['DATA_ACCESS_ENDED']],
    [
      'both',
      { tokenExpiresAt: inDays(1), dataAccessExpiresAt: inDays(1) },
      ['TOKEN_ENDING', 'DATA_ACCESS_ENDING'],
    ],
    ['a connection that is off', { isActive: false, tokenExpiresAt: inDays(-1) }, []],
  ])('with %s', (_what, dates, codes) => {
    expect(warningsOf(connection(dates), now).map(({ code }) => code)).toEqual(codes);
  });

  it('name the platform, the day and what to do', () => {
    const [warning] = warningsOf(connection({ dataAccessExpiresAt: inDays(3) }), now);

    expect(warning?.message).toMatch(/Facebook.*2026-11-25.*reconnect/);
  });
});

function connection(dates: Partial<ConnectionDates>): ConnectionDates {
  return {
    platform: 'FACEBOOK',
    isActive: true,
    tokenExpiresAt: null,
    isRefreshable: false,
    dataAccessExpiresAt: null,
    ...dates,
  };
}
