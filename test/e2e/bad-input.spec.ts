import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { ApiAnswer } from '../support/api-client.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { field: string; code: string; message: string; connectionId?: string; actual?: number }[];
}

type Rules = [field: string, code: string][];

const nowhere = uuidv7();
const text = 'Training starts at six';

describe('bad input', () => {
  let app: TestApp;
  let facebook: GivenConnection;
  let instagram: GivenConnection;
  let twitter: GivenConnection;
  let foreign: GivenConnection;
  let postId: string;
  let sessionId: string;
  let rowsBefore: string;

  beforeAll(async () => {
    app = await TestApp.start();
    facebook = await app.given.connection('FACEBOOK');
    instagram = await app.given.connection('INSTAGRAM');
    twitter = await app.given.connection('TWITTER');
    foreign = await app.given.connection('TWITTER', { tenantId: 'globex' });
    postId = (await app.given.post(twitter, { scheduledAt: app.clock.in(86_400_000) })).id;
    sessionId = (await app.api.post<{ sessionId: string }>('/connections/authorize', { platform: 'TWITTER' }))
      .body.sessionId;
  });

  beforeEach(async () => {
    rowsBefore = await rows(app);
  });

  afterAll(async () => {
    await app.close();
  });

  /** The refusal is a whole problem document with the code and the rules, and nothing was written. */
  async function expectRefusal(
    answer: ApiAnswer<Problem>,
    expected: { status?: number; code?: string; rules?: Rules },
  ): Promise<void> {
    const { status = 400, code = 'VALIDATION_FAILED', rules = [] } = expected;
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({ status, code, type: expect.stringMatching(/^urn:problem:/) }),
    ]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.detail).toMatch(/\w/);
    const problems = answer.body.errors ?? [];
    expect(problems.map((problem) => [problem.field, problem.code])).toEqual(expect.arrayContaining(rules));
    expect(problems.every(({ message }) => message.length > 5)).toBe(true);
    expect(await rows(app)).toBe(rowsBefore);
  }

  const good = () => ({ connectionIds: [twitter.id], content: text });

  const badPosts: [string, () => unknown, Rules][] = [
    ['a list instead of a body', () => [good()], [['connectionIds', 'IS_ARRAY']]],
    [
      'an empty body',
      () => ({}),
      [
        ['connectionIds', 'IS_ARRAY'],
        ['content', 'IS_STRING'],
      ],
    ],
    ['a number as text', () => ({ ...good(), content: 42 }), [['content', 'IS_STRING']]],
    ['no text', () => ({ ...good(), content: null }), [['content', 'IS_STRING']]],
    ['a field that does not exist', () => ({ ...good(), retryCount: 5 }), [['retryCount', 'UNKNOWN_FIELD']]],
    ['the tenant in the body', () => ({ ...good(), tenantId: 'globex' }), [['tenantId', 'UNKNOWN_FIELD']]],
    [
      'one id instead of a list',
      () => ({ ...good(), connectionIds: twitter.id }),
      [['connectionIds', 'IS_ARRAY']],
    ],
    ['no connections', () => ({ ...good(), connectionIds: [] }), [['connectionIds', 'ARRAY_MIN_SIZE']]],
    [
      'ids that are none',
      () => ({ ...good(), connectionIds: [twitter.id, '1', null] }),
      [
        ['connectionIds[1]', 'IS_UUID'],
        ['connectionIds[2]', 'IS_UUID'],
      ],
    ],
    [
      'a connection twice',
      () => ({ ...good(), connectionIds: [twitter.id, twitter.id] }),
      [['connectionIds', 'ARRAY_UNIQUE']],
    ],
    [
      'a connection twice in other letters',
      () => ({ ...good(), connectionIds: [twitter.id, twitter.id.toUpperCase()] }),
      [['connectionIds', 'ARRAY_UNIQUE']],
    ],
    [
      'more connections than one call takes',
      () => ({ ...good(), connectionIds: Array.from({ length: 51 }, () => uuidv7()) }),
      [['connectionIds', 'ARRAY_MAX_SIZE']],
    ],
    ['a status that a caller cannot set', () => ({ ...good(), status: 'PUBLISHED' }), [['status', 'IS_IN']]],
    ['a word as time', () => ({ ...good(), scheduledAt: 'tomorrow' }), [['scheduledAt', 'IS_ISO8601']]],
    ['a number as time', () => ({ ...good(), scheduledAt: 1893456000 }), [['scheduledAt', 'IS_ISO8601']]],
    [
      'a time without offset',
      () => ({ ...good(), scheduledAt: '2027-05-05T10:00:00' }),
      [['scheduledAt', 'MATCHES']],
    ],
    [
      'a day that does not exist',
      () => ({ ...good(), scheduledAt: '2027-02-30T10:00:00Z' }),
      [['scheduledAt', 'IS_ISO8601']],
    ],
    [
      'an hour that does not exist',
      () => ({ ...good(), scheduledAt: '2027-02-03T25:00:00Z' }),
      [['scheduledAt', 'IS_ISO8601']],
    ],
    [
      'a week instead of a day',
      () => ({ ...good(), scheduledAt: '2027-W05-1T10:00Z' }),
      [['scheduledAt', 'TIME_INVALID']],
    ],
    [
      'a time in the past',
      () => ({ ...good(), scheduledAt: '2020-01-01T10:00:00Z' }),
      [['scheduledAt', 'TIME_IN_THE_PAST']],
    ],
    [
      'a time far ahead',
      () => ({ ...good(), scheduledAt: '2099-01-01T10:00:00Z' }),
      [['scheduledAt', 'TIME_TOO_FAR']],
    ],
    ['media that is no list', () => ({ ...good(), media: {} }), [['media', 'IS_ARRAY']]],
    [
      'a media address that is none',
      () => ({ ...good(), media: [{ url: 'photo.jpg', type: 'IMAGE' }] }),
      [['media[0].url', 'IS_URL']],
    ],
    [
      'a file as media address',
      () => ({ ...good(), media: [{ url: 'file:///etc/passwd', type: 'IMAGE' }] }),
      [['media[0].url', 'IS_URL']],
    ],
    [
      'media of an unknown kind',
      () => ({ ...good(), media: [{ url: 'https://x.example/a.jpg', type: 'GIF' }] }),
      [['media[0].type', 'IS_IN']],
    ],
    ['null among the media', () => ({ ...good(), media: [null] }), [['media[0]', 'NESTED_VALIDATION']]],
    ['options that are no object', () => ({ ...good(), options: 'none' }), [['options', 'IS_OBJECT']]],
    [
      'an unknown option',
      () => ({ ...good(), options: { boost: true } }),
      [['options.boost', 'UNKNOWN_FIELD']],
    ],
    [
      'a text with a zero character',
      () => ({ ...good(), content: 'A\u0000B' }),
      [['content', 'TEXT_STORABLE']],
    ],
    [
      'a text with half a character',
      () => ({ ...good(), content: 'A\ud800B' }),
      [['content', 'TEXT_STORABLE']],
    ],
    [
      'a reference with a zero character',
      () => ({ ...good(), clientReference: '\u0000' }),
      [['clientReference', 'TEXT_STORABLE']],
    ],
    [
      'a description with half a character',
      () => ({ ...good(), media: [{ url: 'https://x.example/a.jpg', type: 'IMAGE', altText: '\udc00' }] }),
      [['media[0].altText', 'TEXT_STORABLE']],
    ],
    [
      'a text beyond every limit',
      () => ({ ...good(), content: 'x'.repeat(100_001) }),
      [['content', 'MAX_LENGTH']],
    ],
  ];

  it.each(badPosts)('creating a post refuses %s, and so does checking it', async (_, body, rules) => {
    const created = await app.api.post<Problem>('/posts', body());
    await expectRefusal(created, { rules });

    const checked = await app.api.post<Problem>('/posts/validate', body());
    expect([200, 400]).toContain(checked.status); // What only the content breaks is an answer there, not an error.
    expect(JSON.stringify(checked.body)).toContain(`"code":"${rules[0]![1]}"`);
    expect(await rows(app)).toBe(rowsBefore);
  });

  it('creating a post tells which entries of a list are of the wrong kind, and what came', async () => {
    const answer = await app.api.post<Problem>('/posts', { ...good(), media: ['photo.jpg', null] });

    await expectRefusal(answer, { rules: [['media[0]', 'IS_OBJECT']] });
    expect(answer.body.errors?.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'media[0]: Media must be an object; it was "photo.jpg".',
      'media[1]: Media must be an object; it was null.',
      expect.stringMatching(/^media\[0\]: .*; it was "photo\.jpg"\.$/),
      expect.stringMatching(/^media\[1\]: .*; it was null\.$/),
    ]);
  });

  it.each<[string, string, object, string, number]>([
    ['a list', '/posts', { media: Array.from({ length: 300_000 }, () => ({})) }, 'media', 300_000],
    [
      'a body',
      '/posts',
      Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`f${at}`, 0])),
      '',
      60_000,
    ],
    [
      'lists within lists',
      '/posts/bulk',
      { posts: Array.from({ length: 100 }, () => ({ connectionIds: Array.from({ length: 999 }, () => 0) })) },
      '',
      50_000,
    ],
  ])('does not look at each of endless values in %s', async (_, path, body, field, least) => {
    const answer = await app.api.post<Problem>(path, body);

    await expectRefusal(answer, { rules: [[field, 'TOO_MANY_VALUES']] });
    expect(answer.body.errors?.[0]?.actual).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ['connections', '/posts', { connectionIds: Array(1_000).fill(7), content: text }],
    ['files', '/posts/validate', { connectionIds: [nowhere], media: Array(1_000).fill({}) }],
    ['unknown fields', '/posts', Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`x${n}`, n]))],
    [
      'accounts, on the page that anybody may call',
      '/connect/key/select',
      { accountIds: Array(1_000).fill(7) },
    ],
  ])('tells no more than the first hundred things that are wrong with %s', async (_, path, body) => {
    const answer = await app.api.post<Problem>(path, body);

    await expectRefusal(answer, {});
    expect(answer.body.errors).toHaveLength(100);
  });

  it('creating a post names each connection that is unknown or foreign with 404 and stores none', async () => {
    const connectionIds = [twitter.id, foreign.id, nowhere];

    const answer = await app.api.post<Problem>('/posts', { connectionIds, content: text });

    await expectRefusal(answer, {
      status: 404,
      code: 'CONNECTION_NOT_FOUND',
      rules: [
        ['connectionIds[1]', 'CONNECTION_NOT_FOUND'],
        ['connectionIds[2]', 'CONNECTION_NOT_FOUND'],
      ],
    });
    expect(answer.body.errors).toHaveLength(2);
  });

  it('creating a post names every rule that the content breaks, connection by connection', async () => {
    const connectionIds = [facebook.id, instagram.id, twitter.id];

    const answer = await app.api.post<Problem>('/posts', { connectionIds, content: 'x'.repeat(2_201) });

    await expectRefusal(answer, { rules: [['content', 'TEXT_TOO_LONG']] });
    const named = (answer.body.errors ?? []).map(({ connectionId, field }) => [connectionId, field]);
    expect(named).toEqual(
      expect.arrayContaining([
        [instagram.id, 'content'],
        [instagram.id, 'media'],
        [twitter.id, 'content'],
      ]),
    );
    expect(named.some(([id]) => id === facebook.id)).toBe(false);
    const { detail } = answer.body;
    expect(detail).toContain(`Instagram (${instagram.accountName})`);
    expect(detail).toContain(`X (${twitter.accountName})`);
  });

  it.each([
    ['TWITTER', 5],
    ['INSTAGRAM', 11],
  ] as const)('creating a post on %s refuses %d pictures', async (platform, count) => {
    const connection = platform === 'TWITTER' ? twitter : instagram;
    const media = Array.from({ length: count }, () => ({
      url: app.given.imageUrl('photo.jpg'),
      type: 'IMAGE',
    }));

    const answer = await app.api.post<Problem>('/posts', {
      connectionIds: [connection.id],
      content: text,
      media,
    });

    await expectRefusal(answer, {});
    expect(answer.body.errors).toMatchObject([{ field: 'media', connectionId: connection.id }]);
  });

  const badBodies: [string, { text: string; headers?: Record<string, string> }, number, string][] = [
    ['broken JSON', { text: '{"content": "x"' }, 400, 'BODY_UNREADABLE'],
    ['nothing where JSON was announced', { text: '' }, 400, 'BODY_UNREADABLE'],
    ['a poisoned object', { text: '{"__proto__": {"admin": true}}' }, 400, 'BODY_UNREADABLE'],
    [
      'XML',
      { text: '<post/>', headers: { 'content-type': 'application/xml' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'plain text',
      { text: 'hello', headers: { 'content-type': 'text/plain' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['more than 1 MB', { text: JSON.stringify({ content: 'x'.repeat(1024 * 1024) }) }, 413, 'BODY_TOO_LARGE'],
  ];

  it.each(badBodies)('refuses %s as a body', async (_, content, status, code) => {
    const answer = await app.api.send<Problem>('POST', '/posts', content);

    await expectRefusal(answer, { status, code });
  });

  const badCalls: [string, 'GET' | 'POST' | 'PATCH' | 'DELETE', () => string, unknown, Rules][] = [
    ['a malformed post id', 'GET', () => '/posts/123', undefined, [['id', 'IS_UUID']]],
    ['a malformed connection id', 'DELETE', () => '/connections/1%27--', undefined, [['id', 'IS_UUID']]],
    ['a malformed session id', 'GET', () => '/connections/sessions/x', undefined, [['id', 'IS_UUID']]],
    ['a limit of 0', 'GET', () => '/posts?limit=0', undefined, [['limit', 'MIN']]],
    ['a limit of 101', 'GET', () => '/connections?limit=101', undefined, [['limit', 'MAX']]],
    ['a limit that is no number', 'GET', () => '/posts?limit=ten', undefined, [['limit', 'IS_INT']]],
    ['an empty limit', 'GET', () => '/posts?limit=', undefined, [['limit', 'IS_INT']]],
    ['two limits', 'GET', () => '/posts?limit=1&limit=2', undefined, [['limit', 'IS_INT']]],
    ['a made-up cursor', 'GET', () => '/posts?cursor=abc', undefined, [['cursor', 'CURSOR_INVALID']]],
    [
      'a cursor of an impossible day',
      'GET',
      () => `/posts?cursor=${cursor('2026-02-30T00:00:00.000000Z')}`,
      undefined,
      [['cursor', 'CURSOR_INVALID']],
    ],
    [
      'a cursor with words as time',
      'GET',
      () => `/connections?cursor=${cursor('May 5, 2026 (x)')}`,
      undefined,
      [['cursor', 'CURSOR_INVALID']],
    ],
    ['an unknown filter', 'GET', () => '/posts?colour=red', undefined, [['colour', 'UNKNOWN_FIELD']]],
    ['an unknown status', 'GET', () => '/posts?status=LOST', undefined, [['status', 'IS_IN']]],
    ['an unknown platform', 'GET', () => '/connections?platform=MYSPACE', undefined, [['platform', 'IS_IN']]],
    [
      'a malformed connection filter',
      'GET',
      () => '/posts?connectionId=7',
      undefined,
      [['connectionId', 'IS_UUID']],
    ],
    [
      'posts from a time until an earlier one',
      'GET',
      () => '/posts?from=2027-02-01T00:00:00Z&to=2027-01-01T00:00:00Z',
      undefined,
      [['to', 'WINDOW_INVALID']],
    ],
    [
      'posts from a time until the same one',
      'GET',
      () => '/posts?from=2027-02-01T00:00:00Z&to=2027-02-01T01:00:00%2B01:00',
      undefined,
      [['to', 'WINDOW_INVALID']],
    ],
    [
      'the audit from a time until an earlier one',
      'GET',
      () => '/audit-events?from=2027-02-01T00:00:00Z&to=2027-01-01T00:00:00Z',
      undefined,
      [['to', 'WINDOW_INVALID']],
    ],
    [
      'a calendar from a time until an earlier one',
      'GET',
      () => '/posts/calendar?from=2027-02-01T00:00:00Z&to=2027-01-01T00:00:00Z',
      undefined,
      [['to', 'WINDOW_INVALID']],
    ],
    [
      'a time filter without offset',
      'GET',
      () => '/posts?from=2026-01-01T00:00:00',
      undefined,
      [['from', 'MATCHES']],
    ],
    [
      'a week as time filter',
      'GET',
      () => '/posts?to=2026-W05-1T10:00Z',
      undefined,
      [['to', 'TIME_INVALID']],
    ],
    [
      'a truth value that is none',
      'GET',
      () => '/connections?isActive=maybe',
      undefined,
      [['isActive', 'IS_BOOLEAN']],
    ],
    [
      'a negative number of days',
      'GET',
      () => '/connections?expiringWithinDays=-1',
      undefined,
      [['expiringWithinDays', 'IS_INT']],
    ],
    [
      'an edit of the status',
      'PATCH',
      () => `/posts/${postId}`,
      { status: 'PUBLISHED' },
      [['status', 'UNKNOWN_FIELD']],
    ],
    ['an edit to nothing', 'PATCH', () => `/posts/${postId}`, { content: null }, [['content', 'IS_STRING']]],
    [
      'an edit to a text that is too long',
      'PATCH',
      () => `/posts/${postId}`,
      { content: 'x'.repeat(281) },
      [['content', 'TEXT_TOO_LONG']],
    ],
    [
      'an edit to the past',
      'PATCH',
      () => `/posts/${postId}`,
      { scheduledAt: '2020-01-01T00:00:00Z' },
      [['scheduledAt', 'TIME_IN_THE_PAST']],
    ],
    [
      'a new time without offset',
      'POST',
      () => `/posts/${postId}/reschedule`,
      { scheduledAt: '2027-01-01' },
      [['scheduledAt', 'MATCHES']],
    ],
    [
      'a new time that is missing',
      'POST',
      () => `/posts/${postId}/reschedule`,
      {},
      [['scheduledAt', 'IS_ISO8601']],
    ],
    [
      'a new time in the past',
      'POST',
      () => `/posts/${postId}/reschedule`,
      { scheduledAt: '2020-01-01T00:00:00Z' },
      [['scheduledAt', 'TIME_IN_THE_PAST']],
    ],
    [
      'a login at an unknown platform',
      'POST',
      () => '/connections/authorize',
      { platform: 'MYSPACE' },
      [['platform', 'IS_IN']],
    ],
    [
      'a way back to elsewhere',
      'POST',
      () => '/connections/authorize',
      { platform: 'TWITTER', returnUrl: 'https://evil.example/' },
      [['returnUrl', 'RETURN_URL_NOT_ALLOWED']],
    ],
    [
      'a way back that only begins alike',
      'POST',
      () => '/connections/authorize',
      { platform: 'TWITTER', returnUrl: 'https://crm.example.evil.example/' },
      [['returnUrl', 'RETURN_URL_NOT_ALLOWED']],
    ],
    [
      'a way back with another user part',
      'POST',
      () => '/connections/authorize',
      { platform: 'TWITTER', returnUrl: 'https://crm.example@evil.example/' },
      [['returnUrl', 'RETURN_URL_NOT_ALLOWED']],
    ],
    [
      'a way back that is a script',
      'POST',
      () => '/connections/authorize',
      { platform: 'TWITTER', returnUrl: 'javascript:alert(1)' },
      [['returnUrl', 'RETURN_URL_NOT_ALLOWED']],
    ],
    [
      'a way back with a zero character',
      'POST',
      () => '/connections/authorize',
      { platform: 'TWITTER', returnUrl: 'https://crm.example/\u0000' },
      [['returnUrl', 'TEXT_STORABLE']],
    ],
    [
      'a reconnect with a way back to elsewhere',
      'POST',
      () => `/connections/${twitter.id}/reconnect`,
      { returnUrl: 'https://evil.example/' },
      [['returnUrl', 'RETURN_URL_NOT_ALLOWED']],
    ],
    [
      'a choice of nothing',
      'POST',
      () => `/connections/sessions/${sessionId}/select`,
      { accountIds: [] },
      [['accountIds', 'ARRAY_MIN_SIZE']],
    ],
    [
      'a spacing below zero',
      'PATCH',
      () => `/connections/${twitter.id}`,
      { minSpacingSeconds: -1 },
      [['minSpacingSeconds', 'MIN']],
    ],
    [
      'a spacing with a fraction',
      'PATCH',
      () => `/connections/${twitter.id}`,
      { minSpacingSeconds: 1.5 },
      [['minSpacingSeconds', 'IS_INT']],
    ],
    [
      'a spacing as text',
      'PATCH',
      () => `/connections/${twitter.id}`,
      { minSpacingSeconds: '60' },
      [['minSpacingSeconds', 'IS_INT']],
    ],
    [
      'a change of what cannot be changed',
      'PATCH',
      () => `/connections/${twitter.id}`,
      { isActive: false, minSpacingSeconds: 1 },
      [['isActive', 'UNKNOWN_FIELD']],
    ],
  ];

  it.each(badCalls)('refuses %s', async (_, method, path, json, rules) => {
    const answer = await app.api.send<Problem>(method, path(), json === undefined ? {} : { json });

    await expectRefusal(answer, { rules });
  });

  it.each([
    ['a post', 'GET', `/posts/${nowhere}`, 'POST_NOT_FOUND'],
    ['the attempts of a post', 'GET', `/posts/${nowhere}/attempts`, 'POST_NOT_FOUND'],
    ['a connection', 'GET', `/connections/${nowhere}`, 'CONNECTION_NOT_FOUND'],
    ['a session', 'GET', `/connections/sessions/${nowhere}`, 'SESSION_NOT_FOUND'],
    ['a route', 'GET', '/nothing-here', 'ROUTE_NOT_FOUND'],
    ['a route of another method', 'DELETE', '/posts', 'ROUTE_NOT_FOUND'],
  ] as const)('answers 404 for %s that does not exist', async (_, method, path, code) => {
    const answer = await app.api.send<Problem>(method, path);

    await expectRefusal(answer, { status: 404, code });
  });

  it('refuses an address that cannot be decoded', async () => {
    const answer = await app.api.get<Problem>('/posts/%zz');

    await expectRefusal(answer, { code: 'ADDRESS_UNREADABLE' });
  });

  it.each(['three', '"3', 'W/"x"', '-1'])('refuses an edit with the If-Match %s', async (ifMatch) => {
    const answer = await app.api.patch<Problem>(
      `/posts/${postId}`,
      { content: 'x' },
      { 'if-match': ifMatch },
    );

    await expectRefusal(answer, { rules: [['If-Match', 'ETAG_INVALID']] });
  });

  it('refuses an edit of a version that is no longer there with 412, and takes the current one', async () => {
    const { headers } = await app.api.get(`/posts/${postId}`);
    const etag = String(headers['etag']);
    const current = Number(etag.replaceAll('"', ''));

    const stale = await app.api.patch<Problem>(
      `/posts/${postId}`,
      { content: 'Stale' },
      { 'if-match': `"${current + 1}"` },
    );
    await expectRefusal(stale, { status: 412, code: 'POST_CHANGED' });
    const fresh = await app.api.patch(`/posts/${postId}`, { content: 'Fresh' }, { 'if-match': etag });

    expect([fresh.status, fresh.body]).toEqual([200, expect.objectContaining({ content: 'Fresh' })]);
    expect(fresh.headers['etag']).toBe(`"${current + 1}"`);
  });

  it('a login that is still open has nothing to select from', async () => {
    const answer = await app.api.post<Problem>(`/connections/sessions/${sessionId}/select`, {
      accountIds: ['1'],
    });

    await expectRefusal(answer, { status: 409, code: 'SESSION_NOT_CHOOSING' });
  });
});

function cursor(time: string): string {
  return Buffer.from(`${time}|${nowhere}`).toString('base64url');
}

async function rows(app: TestApp): Promise<string> {
  const found = await app.database.query(
    `SELECT (SELECT jsonb_agg(c ORDER BY id) FROM "SocialConnection" c) AS connections,
       (SELECT jsonb_agg(p ORDER BY id) FROM "SocialPost" p) AS posts,
       (SELECT jsonb_agg(s ORDER BY id) FROM "SocialOAuthSession" s) AS sessions`,
  );
  return JSON.stringify(found);
}
