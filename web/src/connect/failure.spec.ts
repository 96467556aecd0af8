import { describe, expect, it } from '@jest/globals';
import { connectFailures } from '../shared/texts/en/connect-failures.ts';
import { failureOf, failureOfRefusal, wayOutOf, type FailureKind } from './failure.ts';

describe('failures of a connect link', () => {
  it.each([
    ['LOGIN_REFUSED', 'refused'],
    ['LOGIN_FAILED', 'broken-off'],
    ['WRONG_ACCOUNT', 'wrong-account'],
    ['NO_ACCOUNTS_FOUND', 'no-account'],
    ['CONNECTION_GONE', 'removed'],
    ['FACEBOOK_PERMISSION_MISSING', 'permission'],
    ['X_PERMISSION_MISSING', 'permission'],
    ['FACEBOOK_PAGE_NOT_TICKED', 'permission'],
    ['FACEBOOK_TASK_MISSING', 'role'],
    ['FACEBOOK_PAGE_ROLE_MISSING', 'role'],
    ['INSTAGRAM_NOT_LINKED', 'not-linked'],
    ['INSTAGRAM_UNAVAILABLE', 'platform-down'],
    ['X_NO_ANSWER', 'platform-down'],
    ['FACEBOOK_NOT_REACHED', 'platform-down'],
    ['FACEBOOK_NEVER_HEARD_OF', 'other'],
  ])('tells a login that ended with %s as "%s"', (code, kind) => {
    const failure = failureOf({ status: 'FAILED', problem: { code, message: 'Why.' } });

    expect(failure).toEqual({ kind, detail: 'Why.', requestId: null });
  });

  it('tells an expired link by its status, whatever happened before', () => {
    const link = { status: 'EXPIRED' as const, problem: { code: 'LOGIN_REFUSED', message: 'Refused.' } };

    expect(failureOf(link)?.kind).toBe('link-expired');
  });

  it.each(['READY', 'WORKING', 'CHOOSING', 'CONNECTED'] as const)('sees no failure in %s', (status) => {
    expect(failureOf({ status, problem: null })).toBeNull();
  });

  it.each([
    [404, 'LINK_UNKNOWN', 'link-unknown'],
    [404, 'RECONNECT_LINK_SPENT', 'link-used'],
    [404, '', 'link-unknown'],
    [429, 'RATE_LIMITED', 'too-many-tries'],
    [503, 'PLATFORM_NOT_CONFIGURED', 'not-configured'],
    [503, 'DATABASE_UNAVAILABLE', 'service-busy'],
    [502, '', 'service-busy'],
    [409, 'SESSION_NOT_CHOOSING', 'login-over'],
    [400, 'INVALID_FIELDS', 'other'],
  ])('tells the answer %i %s as "%s"', (httpStatus, code, kind) => {
    const refusal = { status: 'refused' as const, httpStatus, code, detail: null, requestId: 'r-1' };

    expect(failureOfRefusal(refusal).kind).toBe(kind);
  });

  it('gives a number for support only where the service has trouble', () => {
    const refusal = { status: 'refused' as const, detail: null, requestId: 'r-1' };

    expect(failureOfRefusal({ ...refusal, httpStatus: 500, code: '' }).requestId).toBe('r-1');
    expect(failureOfRefusal({ ...refusal, httpStatus: 404, code: 'LINK_UNKNOWN' }).requestId).toBeNull();
  });

  it('says something different for each kind of failure', () => {
    const names = { platform: 'Instagram', dialog: 'Facebook' };
    const titles = Object.values(connectFailures).map(({ title }) => title(names));

    expect(new Set(titles).size).toBe(titles.length);
  });

  it('offers no second try where none can help', () => {
    const kinds = Object.keys(connectFailures) as FailureKind[];

    expect(kinds.filter((kind) => wayOutOf(kind) === 'none').toSorted()).toEqual([
      'link-expired',
      'link-unknown',
      'link-used',
      'not-configured',
      'removed',
    ]);
  });
});
