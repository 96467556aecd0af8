import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../kernel/secret.ts';
import { pageOf, type GraphPage } from './meta.accounts.ts';
import {
  appFinding,
  linkTrouble,
  publishedFinding,
  roleFinding,
  tokenFindings,
  type MetaLook,
} from './meta.findings.ts';
import type { Finding } from './provider.inspection.ts';

const now = new Date('2026-11-22T12:00:00Z');
const seconds = now.getTime() / 1000;
const needs = { publishing: ['pages_manage_posts'], wished: ['read_insights'], ticked: 'pages_manage_posts' };
const good = {
  type: 'PAGE',
  profile_id: '61',
  is_valid: true,
  expires_at: 0,
  data_access_expires_at: seconds + 90 * 86_400,
  scopes: ['pages_manage_posts', 'read_insights'],
  granular_scopes: [{ scope: 'pages_manage_posts', target_ids: ['61'] }],
};

describe('tokenFindings', () => {
  it('finds nothing wrong with a good token of the Page', () => {
    const found = tokenFindings({ data: good }, look());

    expect(found.map(({ aspect, status }) => `${aspect} ${status}`)).toEqual([
      'token-kind fine',
      'token-valid fine',
      'data-access fine',
      'scopes fine',
    ]);
  });

  it.each<[string, object, string, string]>([
    ["a person's token", { type: 'USER' }, 'token-kind', 'FACEBOOK_TOKEN_KIND'],
    ["another Page's", { profile_id: '62' }, 'token-kind', 'FACEBOOK_TOKEN_OF_ANOTHER_PAGE'],
    ['a declined scope', { scopes: ['read_insights'] }, 'scopes', 'FACEBOOK_PERMISSION_MISSING'],
    [
      'ticks for another Page',
      { granular_scopes: [{ scope: 'pages_manage_posts', target_ids: ['62'] }] },
      'scopes',
      'FACEBOOK_PAGE_NOT_TICKED',
    ],
    [
      'no ticks at all',
      { granular_scopes: [{ scope: 'pages_manage_posts', target_ids: [] }] },
      'scopes',
      'FACEBOOK_PAGE_NOT_TICKED',
    ],
    [
      'data access that ends within two weeks',
      { data_access_expires_at: seconds + 86_400 },
      'data-access',
      'DATA_ACCESS_ENDING',
    ],
    ['ended data access', { data_access_expires_at: seconds }, 'data-access', 'DATA_ACCESS_ENDED'],
    [
      'a scope that only figures need',
      { scopes: ['pages_manage_posts'] },
      'scopes',
      'FACEBOOK_PERMISSION_WISHED',
    ],
  ])('names %s', (_title, change, aspect, code) => {
    const found = tokenFindings({ data: { ...good, ...change } }, look());

    expect(codesOf(found)).toEqual([[aspect, code]]);
  });

  it.each([
    [460, 'FACEBOOK_PASSWORD_CHANGED'],
    [458, 'FACEBOOK_APP_REMOVED'],
    [492, 'FACEBOOK_PAGE_ROLE_LOST'],
    [undefined, 'FACEBOOK_CONNECTION_EXPIRED'],
  ])(
    'says of a token that is refused with subcode %s what a post would fail with, and no more',
    (subcode, code) => {
      const error = { code: 190, message: 'Error validating access token', subcode };
      const found = tokenFindings({ data: { type: 'PAGE', is_valid: false, error, scopes: [] } }, look());

      expect(codesOf(found)).toEqual([['token-valid', code]]);
      expect(found).toHaveLength(2);
    },
  );

  it('takes a scope that names no targets as given for every Page', () => {
    const body = { data: { ...good, granular_scopes: [{ scope: 'pages_manage_posts' }] } };

    expect(codesOf(tokenFindings(body, look()))).toEqual([]);
  });

  it("does not compare an Instagram account's id with the Page's", () => {
    expect(
      codesOf(tokenFindings({ data: { ...good, granular_scopes: [] } }, look('17', 'INSTAGRAM'))),
    ).toEqual([]);
  });
});

describe('roleFinding', () => {
  const page = (tasks: string[]) =>
    pageOf({ id: '61', name: 'Club', tasks, instagram_business_account: { id: '17' } }) as GraphPage;

  it('finds the Page by its own id and by that of its Instagram account', () => {
    expect(roleFinding([page(['CREATE_CONTENT'])], look()).status).toBe('fine');
    expect(roleFinding([page(['CREATE_CONTENT'])], look('17')).status).toBe('fine');
  });

  it('names a task that is missing, and a role that is gone', () => {
    expect(codesOf([roleFinding([page(['ANALYZE'])], look())])).toEqual([
      ['page-role', 'FACEBOOK_TASK_MISSING'],
    ]);
    expect(codesOf([roleFinding([], look())])).toEqual([['page-role', 'FACEBOOK_PAGE_ROLE_LOST']]);
  });
});

describe('the other findings at Meta', () => {
  it('take silence about a Page or an app for no fault', () => {
    expect(publishedFinding({ id: '61' }).status).toBe('fine');
    expect(appFinding({ data: [] }, needs).status).toBe('unseen');
  });

  it('tell an app that review has not approved', () => {
    const listed = (status: string) => ({ data: [{ permission: 'pages_manage_posts', status }] });

    expect(appFinding(listed('live'), needs).status).toBe('fine');
    expect(codesOf([appFinding(listed('unapproved'), needs)])).toEqual([['app', 'FACEBOOK_APP_NOT_LIVE']]);
  });

  it('tell an account that was unlinked from one that became personal', () => {
    const codeOf = (body: object) => codesOf([linkTrouble(body, '17')].filter((each) => each !== undefined));

    expect(codeOf({ instagram_business_account: { id: '17' } })).toEqual([]);
    expect(codeOf({ connected_instagram_account: { id: '17' } })).toEqual([
      ['account', 'INSTAGRAM_NOT_PROFESSIONAL'],
    ]);
    expect(codeOf({ connected_instagram_account: { id: '18' } })).toEqual([
      ['account', 'INSTAGRAM_NOT_LINKED'],
    ]);
    expect(codeOf({})).toEqual([['account', 'INSTAGRAM_NOT_LINKED']]);
  });
});

function look(accountId = '61', platform: 'FACEBOOK' | 'INSTAGRAM' = 'FACEBOOK'): MetaLook {
  const accessToken = new Secret('token');
  return {
    needs,
    context: { platform, now, subject: 'account' },
    access: { connectionId: '1', tenantId: 'acme', accountId, accessToken, login: null, scopes: [] },
  };
}

function codesOf(findings: Finding[]): [string, string][] {
  return findings.flatMap((each): [string, string][] =>
    'trouble' in each ? [[each.aspect, each.trouble.code]] : [],
  );
}
