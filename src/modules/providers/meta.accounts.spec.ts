import { describe, expect, it } from '@jest/globals';
import {
  findingsOf,
  pageOf,
  tokenFactsOf,
  withoutRepeats,
  type GraphPage,
  type TokenFacts,
  wishedScopeMissing,
} from './meta.accounts.ts';

const needs = { publishing: ['pages_manage_posts'], wished: ['read_insights'], ticked: 'pages_manage_posts' };
const facts: TokenFacts = {
  isValid: true,
  expiresAt: null,
  dataAccessExpiresAt: null,
  userId: null,
  scopes: ['pages_manage_posts', 'read_insights'],
  targets: new Map([['pages_manage_posts', ['61']]]),
};

describe('findingsOf', () => {
  it('finds nothing in the way of a Page with everything', () => {
    expect(findingsOf(page(), facts, needs)).toEqual({ canPublish: true, problems: [] });
  });

  it.each<[string, Partial<GraphPage>, Partial<TokenFacts> | null, string]>([
    ['no token', { accessToken: null }, null, 'FACEBOOK_PAGE_ROLE_MISSING'],
    ['a token that is not valid', {}, { isValid: false }, 'FACEBOOK_TOKEN_INVALID'],
    ['a role without content', { tasks: ['ANALYZE'] }, {}, 'FACEBOOK_TASK_MISSING'],
    ['a declined permission', {}, { scopes: ['read_insights'] }, 'FACEBOOK_PERMISSION_MISSING'],
    [
      'a Page that was not ticked',
      {},
      { targets: new Map([['pages_manage_posts', ['62']]]) },
      'FACEBOOK_PAGE_NOT_TICKED',
    ],
    ['nothing ticked', {}, { targets: new Map([['pages_manage_posts', []]]) }, 'FACEBOOK_PAGE_NOT_TICKED'],
  ])('does not publish with %s', (_title, changedPage, changedFacts, code) => {
    const found = findingsOf(page(changedPage), changedFacts && { ...facts, ...changedFacts }, needs);

    expect(found).toMatchObject({ canPublish: false, problems: [{ code }] });
  });

  it('publishes without a permission that only figures need, and says so', () => {
    const found = findingsOf(page(), { ...facts, scopes: ['pages_manage_posts'] }, needs);

    expect(found).toMatchObject({
      canPublish: true,
      problems: [
        { code: 'FACEBOOK_PERMISSION_WISHED', message: expect.stringContaining('figures stay unknown') },
      ],
    });
  });

  it('takes a scope that lists no targets as given for every Page', () => {
    expect(findingsOf(page(), { ...facts, targets: new Map() }, needs).canPublish).toBe(true);
  });
});

describe('tokenFactsOf', () => {
  it('reads 0 as no expiry', () => {
    const body = {
      data: {
        is_valid: true,
        expires_at: 0,
        data_access_expires_at: 1_795_000_000,
        user_id: '101',
        scopes: ['pages_show_list'],
        granular_scopes: [{ scope: 'pages_show_list', target_ids: ['61'] }, { scope: 'pages_manage_posts' }],
      },
    };

    expect(tokenFactsOf(body)).toEqual({
      isValid: true,
      expiresAt: null,
      dataAccessExpiresAt: new Date(1_795_000_000_000),
      userId: '101',
      scopes: ['pages_show_list'],
      targets: new Map([['pages_show_list', ['61']]]),
    });
  });

  it('takes an answer without data for an invalid token', () => {
    expect(tokenFactsOf({}).isValid).toBe(false);
  });
});

describe('withoutRepeats', () => {
  it('keeps the entry that has a token', () => {
    const kept = withoutRepeats([
      page({ accessToken: null }),
      page({ name: 'With token' }),
      page({ accessToken: null }),
    ]);

    expect(kept.map(({ name }) => name)).toEqual(['With token']);
  });
});

function page(changes: Partial<GraphPage> = {}): GraphPage {
  const listed = pageOf({
    id: '61',
    name: 'Harbour Rowing',
    access_token: 'EAAB',
    tasks: ['CREATE_CONTENT'],
  });
  if (!listed) throw new Error('The page of this spec is not one.');
  return { ...listed, ...changes };
}

describe('a wished permission that is missing', () => {
  it.each([
    ['pages_manage_engagement', /first comments are refused/],
    ['instagram_manage_comments', /first comments are refused/],
    ['instagram_manage_contents', /cannot be deleted from here/],
    ['read_insights', /some figures stay unknown/],
  ])('%s is told by what it takes away', (scope, says) => {
    expect(wishedScopeMissing(scope).message).toMatch(says);
  });
});
