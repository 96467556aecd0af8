import { describe, expect, it } from '@jest/globals';
import type { ProviderFailure } from '../provider.errors.ts';
import { answerFindings, refusalFindings, scopesFinding } from './twitter-findings.ts';

const answer = (headers: Record<string, string>, id = '7') =>
  ({ kind: 'answer', status: 200, headers, body: { data: { id, username: 'club' } } }) as const;
const failure = (code: string, meaning: ProviderFailure['meaning']): ProviderFailure => ({
  code,
  meaning,
  message: 'No.',
  who: 'administrator',
});

describe('what X tells of a connection', () => {
  it('is good where the account is the stored one and the app may write', () => {
    const found = answerFindings(answer({ 'x-access-level': 'read-write' }), '7');

    expect(found.map(({ status }) => status)).toEqual(['fine', 'fine', 'fine', 'fine']);
  });

  it('names an app that may only read, and a token of another account', () => {
    const found = answerFindings(answer({ 'x-access-level': 'read' }, '8'), '7');

    expect(found.flatMap((each) => ('trouble' in each ? each.trouble.code : []))).toEqual([
      'X_OTHER_ACCOUNT',
      'X_APP_READ_ONLY',
    ]);
  });

  it.each<[string, ProviderFailure['meaning'], string, string]>([
    ['X_CREDITS_DEPLETED', 'configuration', 'credits', 'trouble'],
    ['X_APP_NOT_PERMITTED', 'configuration', 'app', 'trouble'],
    ['X_ACCOUNT_LOCKED', 'permission', 'account', 'trouble'],
    ['X_TOKEN_EXPIRED', 'auth', 'token-valid', 'trouble'],
    ['X_USAGE_CAP', 'rate-limited', 'rate-limit', 'trouble'],
    ['X_RATE_LIMIT', 'rate-limited', 'token-valid', 'unanswered'],
    ['X_UNAVAILABLE', 'unknown', 'account', 'unanswered'],
  ])('puts %s where it belongs', (code, meaning, aspect, status) => {
    expect(refusalFindings(failure(code, meaning))).toMatchObject([{ aspect, status }]);
  });

  it('knows a scope that is missing only where the scopes are known', () => {
    const wanted = ['tweet.read', 'tweet.write'];

    expect(scopesFinding([], wanted).status).toBe('unseen');
    expect(scopesFinding(['tweet.write', 'tweet.read'], wanted).status).toBe('fine');
    expect(scopesFinding(['tweet.read'], wanted)).toMatchObject({
      trouble: { code: 'X_PERMISSION_MISSING' },
    });
  });
});
