import { describe, expect, it } from '@jest/globals';
import type { Connection } from '@social-integration/client';
import { healthOf, needsPerson, worstFirst, type ConnectionRow } from './connection-health.ts';

const nowMs = Date.parse('2026-11-24T09:00:00Z');

const working: Connection = {
  id: '01',
  platform: 'FACEBOOK',
  accountId: '1',
  accountName: 'Rowing club',
  isActive: true,
  tokenExpiresAt: null,
  dataAccessExpiresAt: null,
  lastPostAt: null,
  errorMessage: null,
  errorCode: null,
  rateLimitedUntil: null,
  rateLimitReason: null,
  rateSpacingSeconds: 0,
  rateSpacingUntil: null,
  minSpacingSeconds: 0,
  scopes: [],
  warnings: [],
  createdAt: '2026-11-01T09:00:00Z',
};

const warning = { code: 'TOKEN_ENDING', message: 'It ends on 2026-11-27.' };

describe('the health of a connection', () => {
  it.each([
    ['WORKING', {}],
    ['WORKING', { rateLimitedUntil: '2026-11-24T08:59:59Z' }],
    ['LIMITED', { rateLimitedUntil: '2026-11-24T09:00:01Z' }],
    ['ENDING', { warnings: [warning], rateLimitedUntil: '2026-11-24T10:00:00Z' }],
    ['TROUBLED', { errorCode: 'FACEBOOK_ACCOUNT_LIMITED', warnings: [warning] }],
    ['STOPPED', { isActive: false, errorCode: 'DEACTIVATED' }],
  ] as const)('is %s where the worst of it is %j', (health, facts) => {
    expect(
      healthOf({ ...working, ...facts, warnings: [...('warnings' in facts ? facts.warnings : [])] }, nowMs),
    ).toBe(health);
  });

  it('needs a person unless it works or passes by itself', () => {
    const needy = (['STOPPED', 'TROUBLED', 'ENDING', 'LIMITED', 'WORKING'] as const).filter(needsPerson);

    expect(needy).toEqual(['STOPPED', 'TROUBLED', 'ENDING']);
  });

  it('orders what is worst first, then what has more overdue behind it, then by name', () => {
    const row = (accountName: string, health: ConnectionRow['health'], due: number): ConnectionRow => ({
      connection: { ...working, accountName },
      health,
      waiting: { scheduled: due, due, nextAt: null },
    });
    const rows = [
      row('b', 'WORKING', 9),
      row('c', 'STOPPED', 1),
      row('a', 'WORKING', 9),
      row('d', 'STOPPED', 3),
      row('e', 'LIMITED', 0),
    ];

    const order = rows.toSorted(worstFirst).map(({ connection }) => connection.accountName);

    expect(order).toEqual(['d', 'c', 'e', 'a', 'b']);
  });
});
