import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostOptions } from '../../src/kernel/post-content.ts';
import { Secret } from '../../src/kernel/secret.ts';
import type { ProviderFailure } from '../../src/modules/providers/provider.errors.ts';
import type { AccountAccess } from '../../src/modules/providers/provider.port.ts';
import { failureOf, ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';

let fixture: ProviderFixture;
let access: AccountAccess;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(async () => {
  await fixture.reset();
  access = await fixture.accessTo('TWITTER', seeded.twitter);
});

afterAll(() => fixture.close());

/** What X says, and what a club or its administrator is told. */
interface Row {
  title: string;
  status: number;
  body: unknown;
  is: Partial<ProviderFailure>;
  tells: RegExp;
}

const club = { who: 'club-admin' } as const;
const author = { meaning: 'content', who: 'author' } as const;
const administrator = { meaning: 'configuration', who: 'administrator' } as const;
const notPermitted = { meaning: 'permission', ...club } as const;

const forbidden = (detail: string) => ({ title: 'Forbidden', detail, type: 'about:blank', status: 403 });
const typed = (name: string, rest: object = {}) => ({
  title: 'A problem',
  detail: 'No.',
  type: `https://api.x.com/2/problems/${name}`,
  ...rest,
});

const rows: Row[] = [
  {
    title: 'an ended access token',
    status: 401,
    body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
    is: { meaning: 'auth', code: 'X_TOKEN_EXPIRED', ...club },
    tells: /no longer accepts this connection.*reconnect/i,
  },
  {
    title: 'spent credit, by its title',
    status: 402,
    body: { account_id: 1, ...typed('credits'), title: 'CreditsDepleted' },
    is: { ...administrator, code: 'X_CREDITS_DEPLETED' },
    tells: /credit.*used up.*administrator/i,
  },
  {
    title: 'spent credit, by its type alone',
    status: 403,
    body: typed('credits-depleted', { title: 'Payment Required' }),
    is: { ...administrator, code: 'X_CREDITS_DEPLETED' },
    tells: /credit.*used up.*administrator/i,
  },
  {
    title: 'spent credit, with a gateway’s page for a body',
    status: 402,
    body: '<html>Payment Required</html>',
    is: { ...administrator, code: 'X_CREDITS_DEPLETED' },
    tells: /administrator/i,
  },
  {
    title: 'a length in the words of older reports',
    status: 400,
    body: { errors: [{ message: 'Your Tweet text is too long. For more information see the documents.' }] },
    is: { ...author, code: 'X_TEXT_TOO_LONG' },
    tells: /too long for X/,
  },
  {
    title: 'an address that X does not like',
    status: 403,
    body: forbidden('The Tweet contains an invalid URL.'),
    is: { ...author, code: 'X_CONTENT_REFUSED' },
    tells: /refused the content: The Tweet contains an invalid URL\./,
  },
  {
    title: 'a video that is too long for the account',
    status: 403,
    body: forbidden('You are not permitted to post a video longer than 2 minutes.'),
    is: { ...author, code: 'X_CONTENT_REFUSED' },
    tells: /video longer than 2 minutes/,
  },
  ...['unsupported-authentication', 'oauth1-permissions', 'client-forbidden'].map((name) => ({
    title: `an app without the right: ${name}`,
    status: 403,
    body: typed(name),
    is: { ...administrator, code: 'X_APP_NOT_PERMITTED' },
    tells: /X app.*administrator/,
  })),
  {
    title: 'an app that is not enrolled',
    status: 403,
    body: {
      title: 'Client Forbidden',
      reason: 'client-not-enrolled',
      detail: 'Not enrolled.',
      client_id: '1',
    },
    is: { ...administrator, code: 'X_APP_NOT_PERMITTED' },
    tells: /X app.*administrator/,
  },
  {
    title: 'media that X cannot use',
    status: 400,
    body: {
      errors: [{ parameters: { 'media.media_ids': ['1'] }, message: 'Your media IDs are invalid.' }],
      title: 'Invalid Request',
      type: 'https://api.twitter.com/2/problems/invalid-request',
    },
    is: { ...author, code: 'X_MEDIA_NOT_USABLE', remake: 'once' },
    tells: /could not use the attached picture or video/,
  },
  {
    title: 'a mistake of ours',
    status: 400,
    body: typed('invalid-request', { errors: [{ message: '$.colour: is not defined in the schema' }] }),
    is: { ...administrator, code: 'X_REQUEST_REFUSED' },
    tells: /internal error.*administrator/i,
  },
  {
    title: 'a post that is gone',
    status: 404,
    body: typed('resource-not-found'),
    is: { meaning: 'gone', code: 'X_POST_GONE', ...club },
    tells: /not on X any more/,
  },
  {
    title: 'pieces that are too large',
    status: 413,
    body: '',
    is: { ...administrator, code: 'X_UPLOAD_TOO_LARGE' },
    tells: /could not be uploaded to X.*administrator/,
  },
  {
    title: 'a limit in the old shape',
    status: 429,
    body: { errors: [{ code: 88, message: 'Rate limit exceeded' }] },
    is: { meaning: 'rate-limited', code: 'X_RATE_LIMIT', who: 'wait', limitedCalls: 'this-endpoint' },
    tells: /Next try: .* UTC/,
  },
  ...[500, 502, 503, 504].map((status) => ({
    title: `an outage, ${status}`,
    status,
    body: { title: 'Service Unavailable', detail: 'Service Unavailable', type: 'about:blank', status },
    is: { meaning: 'unknown', code: 'X_UNAVAILABLE', who: 'wait' } as const,
    tells: /disturbance.*goes on by itself/,
  })),
  {
    title: 'a page of a gateway in place of an answer',
    status: 201,
    body: '<html>Just a moment</html>',
    is: { meaning: 'unknown', code: 'X_ANSWER_UNREADABLE', who: 'wait' },
    tells: /cannot be understood/,
  },
];

describe('what X answers to a post', () => {
  it.each(rows)('$title', async ({ status, body, is, tells }) => {
    await fixture.sandbox.control('faults', { operation: 'publish', fault: 'custom', status, body });

    const failure = await refusalOf('Any words');

    expect(failure).toMatchObject({ ...is, httpStatus: status });
    expect(failure.message).toMatch(tells);
    expect(await fixture.sandbox.ledger()).toEqual([]);
  });

  it.each([
    ['locked', 'X_ACCOUNT_LOCKED', /locked.*x\.com/],
    ['suspended', 'X_ACCOUNT_SUSPENDED', /suspended/],
    ['restricted', 'X_NOT_PERMITTED', /did not permit.*reconnect/],
  ])('an account that is %s', async (state, code, tells) => {
    await fixture.sandbox.control(`accounts/${seeded.twitter}`, { state });

    const failure = await refusalOf('Any words');

    expect(failure).toMatchObject({ ...notPermitted, code });
    expect(failure.message).toMatch(tells);
  });

  it('a scope that was not given', async () => {
    const { body } = await fixture.sandbox.control('tokens', {
      platform: 'TWITTER',
      accountId: seeded.twitter,
      scopes: ['tweet.read', 'users.read'],
    });
    access = { ...access, accessToken: new Secret((body as { accessToken: string }).accessToken) };

    expect(await refusalOf('Any words')).toMatchObject({ ...notPermitted, code: 'X_NOT_PERMITTED' });
  });

  it('the same words again', async () => {
    await fixture.publish(access, textPost('Twice'));

    const failure = await refusalOf('Twice');

    expect(failure).toMatchObject({ meaning: 'duplicate', code: 'X_DUPLICATE_CONTENT', who: 'author' });
    expect(failure.message).toMatch(/change the text/);
  });

  it.each([
    ['281 characters', 'a'.repeat(281), 'X_TEXT_TOO_LONG', /too long for X/],
    ['two cashtags', 'Buy $ABC and $DEF', 'X_CONTENT_REFUSED', /cashtag/],
  ])('%s', async (_title, text, code, tells) => {
    const failure = await refusalOf(text);

    expect(failure).toMatchObject({ ...author, code });
    expect(failure.message).toMatch(tells);
  });

  it('an answer to, and a quote of, somebody else’s post', async () => {
    const stranger = await fixture.accessTo('TWITTER', await otherAccount());
    const theirs = await fixture.publish(stranger, textPost('Mine'));
    const id = theirs.status === 'published' ? theirs.platformPostId : '';

    const answer = await refusalOf('Hello', { replyTo: id });
    const quote = await refusalOf('Look', { quotePostId: id });

    expect(answer).toMatchObject({ ...author, code: 'X_REPLY_NOT_ALLOWED' });
    expect(quote).toMatchObject({ ...author, code: 'X_REPLY_NOT_ALLOWED' });
    expect(answer.message).toMatch(/only when its author mentioned/);
  });

  it('an answer to a post that is gone', async () => {
    const failure = await refusalOf('Hello', { replyTo: '1456012973835788293' });

    expect(failure).toMatchObject({ ...author, code: 'X_ANSWERED_POST_GONE' });
    expect(failure.message).toMatch(/not on X any more/);
  });

  it('a quote of a post that is gone', async () => {
    const failure = await refusalOf('Look', { quotePostId: '1456012973835788293' });

    expect(failure).toMatchObject({ ...author, code: 'X_QUOTED_POST_GONE' });
    expect(failure.message).toMatch(/quotes is not on X any more/);
  });

  it('a month that is used up: looked at again in a day, for every account', async () => {
    await fixture.sandbox.control('faults', { operation: 'publish', fault: 'usage-cap' });

    const failure = await refusalOf('Any words');

    expect(failure).toMatchObject({
      meaning: 'rate-limited',
      code: 'X_USAGE_CAP',
      limitScope: 'application',
    });
    expect(hoursUntil(failure.retryAt)).toBe(24);
    expect(failure.message).toMatch(/month.*used up.*Next try/);
  });

  it.each([
    ['of a quarter of an hour', { limit: 0, windowSeconds: 900 }, 'connection', 0.25],
    ['of the account’s day', { limit: 100, dayLimit: 0 }, 'connection', 24],
    ['of the app’s day', { limit: 100, appDayLimit: 0 }, 'application', 24],
  ])('a limit %s', async (_title, limit, limitScope, hours) => {
    await fixture.sandbox.control('limits', { endpoint: 'POST /2/tweets', ...limit });

    const failure = await refusalOf('Any words');

    expect(failure).toMatchObject({ meaning: 'rate-limited', code: 'X_RATE_LIMIT', limitScope, who: 'wait' });
    expect(hoursUntil(failure.retryAt)).toBeCloseTo(hours, 1);
  });
});

describe('what the token endpoint of X answers', () => {
  it.each([
    [
      400,
      { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
      'auth',
      club.who,
      /connection to X has ended.*reconnect/,
    ],
    [400, { error: 'invalid_grant' }, 'auth', club.who, /reconnect/],
    [401, { error: 'unauthorized_client' }, 'configuration', 'administrator', /TWITTER_CLIENT_ID/],
    [400, { error: 'invalid_client' }, 'configuration', 'administrator', /TWITTER_CLIENT_SECRET/],
    [429, { title: 'Too Many Requests' }, 'rate-limited', 'wait', /Next try/],
    [503, '<html></html>', 'unknown', 'wait', /goes on by itself/],
  ])('%d %j is %s', async (status, body, meaning, who, tells) => {
    await fixture.sandbox.control('faults', { operation: 'token', fault: 'custom', status, body });

    const failure = await failureOf(fixture.provider('TWITTER').connecting.refreshGrant(new Secret('any')));

    expect(failure).toMatchObject({ meaning, who });
    expect(failure.message).toMatch(tells);
  });

  it('refuses the secret of another app', async () => {
    const strangers = await ProviderFixture.open({ TWITTER_CLIENT_SECRET: 'not-the-secret' });

    const failure = await failureOf(strangers.provider('TWITTER').connecting.refreshGrant(new Secret('any')));

    await strangers.close();
    expect(failure).toMatchObject({ ...administrator, code: 'X_APP_CREDENTIALS' });
  });
});

describe('what X answers about figures', () => {
  const at = (ageDays: number) => new Date(Date.now() - ageDays * 86_400_000);

  it('reads young posts with private figures and old ones without, a call each', async () => {
    const ids = await Promise.all(['One', 'Two', 'Three'].map(published));
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const figures = await readFigures([
      { platformPostId: ids[0] ?? '', publishedAt: at(1) },
      { platformPostId: ids[1] ?? '', publishedAt: at(29.9) },
      { platformPostId: ids[2] ?? '', publishedAt: at(31) },
    ]);

    expect([...figures.values()]).toMatchObject(Array(3).fill({ status: 'read', counts: { reach: null } }));
    expect(await lookUps()).toEqual([
      { ids: ids.slice(0, 2), fields: 'public_metrics,non_public_metrics,organic_metrics' },
      { ids: ids.slice(2), fields: 'public_metrics' },
    ]);
  });

  it('keeps the public figures of a post whose private ones X does not show', async () => {
    const id = await published('Old');
    await fixture.sandbox.control('clock', { advanceSeconds: 31 * 86_400 });
    access = await fixture.accessTo('TWITTER', seeded.twitter);

    const figures = await readFigures([{ platformPostId: id, publishedAt: at(1) }]);

    expect(figures.get(id)).toMatchObject({ status: 'read', counts: { impressions: expect.any(Number) } });
  });

  it.each([
    ['in its list', 200, { errors: [{ resource_id: 'ID', ...typed('not-authorized-for-field') }] }],
    ['for the whole call', 403, typed('not-authorized-for-field')],
  ])('asks again for public figures alone where X refuses %s', async (_title, status, body) => {
    const id = await published('Young');
    const named = JSON.parse(JSON.stringify(body).replace('ID', id)) as unknown;
    await fixture.sandbox.control('faults', { operation: 'insights', fault: 'custom', status, body: named });

    const figures = await readFigures([{ platformPostId: id, publishedAt: at(1) }]);

    expect(figures.get(id)).toMatchObject({ status: 'read' });
    expect((await lookUps()).at(-1)).toEqual({ ids: [id], fields: 'public_metrics' });
  });

  it('knows which of a hundred posts are gone', async () => {
    const kept = await published('Kept');
    const deleted = await published('Deleted');
    const posts = [kept, deleted, ...Array.from({ length: 98 }, (_, index) => String(9000 + index))];
    await fixture.provider('TWITTER').publishing.remove(access, { platformPostId: deleted, options: {} });
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const figures = await readFigures(posts.map((id) => ({ platformPostId: id, publishedAt: at(1) })));

    expect(figures.get(kept)?.status).toBe('read');
    expect([...figures.values()].filter(({ status }) => status === 'gone')).toHaveLength(99);
    expect(await lookUps()).toHaveLength(1);
  });

  it.each([
    [{ retweet_count: 3, quote_count: 2 }, 5],
    [{ repost_count: 4, quote_count: 2 }, 6],
  ])('reads both vocabularies: %j', async (publicMetrics, shares) => {
    const body = { data: [{ id: '7', public_metrics: publicMetrics }] };
    await fixture.sandbox.control('faults', { operation: 'insights', fault: 'custom', status: 200, body });

    const figures = await readFigures([{ platformPostId: '7', publishedAt: at(1) }]);

    expect(figures.get('7')).toMatchObject({ status: 'read', counts: { shares } });
  });

  async function published(text: string): Promise<string> {
    const result = await fixture.publish(access, textPost(text));
    return result.status === 'published' ? result.platformPostId : 'none';
  }

  async function readFigures(posts: { platformPostId: string; publishedAt: Date }[]) {
    return await fixture.provider('TWITTER').engagement.readEngagement(access, posts);
  }

  async function lookUps() {
    const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
    return (body as { calls: { path: string }[] }).calls
      .map(({ path }) => new URL(path, 'http://x'))
      .filter(({ pathname }) => pathname === '/2/tweets')
      .filter(({ searchParams }) => searchParams.has('ids'))
      .map(({ searchParams }) => ({
        ids: (searchParams.get('ids') ?? '').split(','),
        fields: searchParams.get('tweet.fields'),
      }));
  }
});

async function refusalOf(content: string, options: PostOptions = {}): Promise<ProviderFailure> {
  const post = { content, media: [], options };
  const result = await fixture.provider('TWITTER').publishing.publish(access, post, {});
  if (result.status === 'failed') return result.failure;
  throw new Error('X took the post.');
}

async function otherAccount(): Promise<string> {
  const { body } = await fixture.sandbox.control('accounts', { platform: 'TWITTER' });
  return (body as { accounts: { accountId: string }[] }).accounts[0]?.accountId ?? '';
}

function hoursUntil(moment: Date | undefined): number {
  return Math.round(((moment?.getTime() ?? 0) - Date.now()) / 36_000) / 100;
}
