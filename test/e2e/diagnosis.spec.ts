import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import type { GivenConnection } from '../support/given.ts';
import { storePosts } from '../support/stored-posts.ts';
import { TestApp } from '../support/test-app.ts';

interface Diagnosis {
  connectionId: string;
  checkedAt: string;
  status: string;
  cause: string | null;
  message: string;
  who: string | null;
  link: string | null;
  checks: { name: string; status: string; message: string; detail?: string }[];
}

interface Row {
  is_active: boolean;
  token_version: number;
  error_code: string | null;
  error_message: string | null;
}

interface Case {
  title: string;
  platform: Platform;
  arrange: (connection: GivenConnection) => Promise<unknown>;
  cause: string;
  word: RegExp;
  who: string;
  status?: 'warning';
  /** The check that must name it. */
  check: string;
}

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});

afterEach(async () => {
  await app.sandbox.send('DELETE', '/_sandbox/faults');
  await app.sandbox.control('settings', { appIsLive: true, twitterAccess: 'read-write' });
});

afterAll(async () => {
  await app.close();
});

async function diagnose({ id, tenantId }: GivenConnection): Promise<Diagnosis> {
  const { status, body } = await app.api.as({ tenantId }).get<Diagnosis>(`/connections/${id}/diagnosis`);
  expect([status, body]).toEqual([200, expect.objectContaining({ connectionId: id })]);
  return body;
}

async function rowOf({ id }: GivenConnection): Promise<Row> {
  const [row] = await app.database.query<Row & Record<string, unknown>>(
    `SELECT is_active, token_version, error_code, error_message FROM "SocialConnection" WHERE id = $1`,
    [id],
  );
  if (!row) throw new Error('The connection has no row.');
  return row;
}

async function change({ id }: GivenConnection, set: string, values: unknown[] = []): Promise<void> {
  await app.database.query(`UPDATE "SocialConnection" SET ${set} WHERE id = $1`, [id, ...values]);
}

const account = ({ accountId }: GivenConnection, settings: object) =>
  app.sandbox.control(`accounts/${accountId}`, settings);
const inState = (state: string) => (connection: GivenConnection) => account(connection, { state });
const fault =
  (operation: string, kind: string) =>
  ({ accountId }: GivenConnection) =>
    app.sandbox.control('faults', { accountId, operation, fault: kind });

interface Minted {
  accessToken: string;
  loginToken: string;
  refreshToken?: string;
}

async function mint({ platform, accountId }: GivenConnection, wanted: object = {}): Promise<Minted> {
  return (await app.sandbox.control('tokens', { platform, accountId, ...wanted })).body as Minted;
}

/** Puts a token where the service would have put it. */
async function keep(
  connection: GivenConnection,
  column: 'access_token_sealed' | 'login_token_sealed',
  token: string,
): Promise<void> {
  const place = { table: 'SocialConnection', column, rowId: connection.id, tenantId: connection.tenantId };
  await change(connection, `${column} = $2`, [app.nest.get(TokenCipher).seal(new Secret(token), place)]);
}

async function keepMinted(connection: GivenConnection, wanted: object): Promise<void> {
  await keep(connection, 'access_token_sealed', (await mint(connection, wanted)).accessToken);
}

async function keepLogin(connection: GivenConnection): Promise<void> {
  await keep(connection, 'login_token_sealed', (await mint(connection)).loginToken);
  await change(connection, `login_id = '1'`);
}

/** One post that meets what stands in its way. */
async function postOnce(connection: GivenConnection): Promise<void> {
  await app.given.post(connection);
  await app.publishDue();
}

async function overduePost(connection: GivenConnection): Promise<string> {
  const [id] = await storePosts(app.database, connection, [{ content: 'Overdue' }]);
  await app.database.query(
    `UPDATE "SocialPost" SET scheduled_at = social_now() - interval '10 minutes' WHERE id = $1`,
    [id],
  );
  return id ?? '';
}

const cases: Case[] = [
  {
    title: 'a connection that an operator switched off over the API',
    platform: 'FACEBOOK',
    arrange: ({ id }) => app.api.post(`/connections/${id}/deactivate`),
    cause: 'CONNECTION_DEACTIVATED',
    word: /Deactivated by/,
    who: 'operator',
    check: 'row-active',
  },
  {
    title: 'a connection that was marked inactive with the statement of the runbook',
    platform: 'TWITTER',
    arrange: (connection) =>
      change(connection, `is_active = false, error_message = 'Token expired - reauthentication required'`),
    cause: 'CONNECTION_INACTIVE',
    word: /reauthentication/,
    who: 'club-admin',
    check: 'row-active',
  },
  {
    title: 'a token that no key of this service opens',
    platform: 'FACEBOOK',
    arrange: (connection) =>
      change(connection, `access_token_sealed = replace(access_token_sealed, 'k1', 'k9')`),
    cause: 'TOKEN_UNREADABLE',
    word: /TOKEN_ENCRYPTION_KEYS/,
    who: 'operator',
    check: 'token-opens',
  },
  {
    title: "a person's token where the Page's own should be",
    platform: 'FACEBOOK',
    arrange: async (connection) =>
      await keep(connection, 'access_token_sealed', (await mint(connection)).loginToken),
    cause: 'FACEBOOK_TOKEN_KIND',
    word: /person's/,
    who: 'club-admin',
    check: 'token-kind',
  },
  {
    title: "another Page's token",
    platform: 'FACEBOOK',
    arrange: async (connection) => {
      const other = await app.given.connection('FACEBOOK');
      await keep(connection, 'access_token_sealed', (await mint(other)).accessToken);
    },
    cause: 'FACEBOOK_TOKEN_OF_ANOTHER_PAGE',
    word: /another Page/,
    who: 'club-admin',
    check: 'token-kind',
  },
  {
    title: 'a Page token that has ended',
    platform: 'FACEBOOK',
    arrange: inState('expired'),
    cause: 'FACEBOOK_CONNECTION_EXPIRED',
    word: /ended/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'a password that was changed',
    platform: 'INSTAGRAM',
    arrange: inState('password-changed'),
    cause: 'FACEBOOK_PASSWORD_CHANGED',
    word: /password/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'an app that was removed in the settings',
    platform: 'FACEBOOK',
    arrange: inState('app-removed'),
    cause: 'FACEBOOK_APP_REMOVED',
    word: /removed/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'a security check that Facebook wants',
    platform: 'FACEBOOK',
    arrange: inState('checkpoint'),
    cause: 'FACEBOOK_SECURITY_CHECK',
    word: /security check/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'a role on the Page that was lost',
    platform: 'FACEBOOK',
    arrange: inState('lost-role'),
    cause: 'FACEBOOK_PAGE_ROLE_LOST',
    word: /role/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'a person who lost the role while the token still works',
    platform: 'FACEBOOK',
    arrange: async (connection) => {
      await keepLogin(connection);
      await account(connection, { tasks: [] });
    },
    cause: 'FACEBOOK_PAGE_ROLE_LOST',
    word: /role/,
    who: 'club-admin',
    check: 'page-role',
  },
  {
    title: 'a role that does not include creating content',
    platform: 'INSTAGRAM',
    arrange: async (connection) => {
      await keepLogin(connection);
      await account(connection, { tasks: ['ANALYZE', 'MODERATE'] });
    },
    cause: 'FACEBOOK_TASK_MISSING',
    word: /creating content/,
    who: 'club-admin',
    check: 'page-role',
  },
  {
    title: 'a token whose end the row knows and nobody can renew',
    platform: 'FACEBOOK',
    arrange: (connection) => change(connection, `token_expires_at = social_now() - interval '1 minute'`),
    cause: 'TOKEN_EXPIRED',
    word: /Reconnect/,
    who: 'club-admin',
    check: 'expiry',
  },
  {
    title: 'data access that has ended, though posts go out',
    platform: 'FACEBOOK',
    arrange: ({ accountId }) =>
      app.sandbox.control(`tokens/${accountId}/data-access`, { endsInSeconds: -60 }),
    cause: 'DATA_ACCESS_ENDED',
    word: /figures/,
    who: 'club-admin',
    status: 'warning',
    check: 'data-access',
  },
  {
    title: 'a permission that was declined',
    platform: 'FACEBOOK',
    arrange: (connection) =>
      keepMinted(connection, { scopes: ['pages_show_list', 'pages_read_engagement', 'read_insights'] }),
    cause: 'FACEBOOK_PERMISSION_MISSING',
    word: /pages_manage_posts/,
    who: 'club-admin',
    check: 'scopes',
  },
  {
    title: 'permissions that were given for another Page only',
    platform: 'FACEBOOK',
    arrange: (connection) => keepMinted(connection, { tickedPageIds: ['610000000000001'] }),
    cause: 'FACEBOOK_PAGE_NOT_TICKED',
    word: /tick it/,
    who: 'club-admin',
    check: 'scopes',
  },
  {
    title: 'a Page that is not published',
    platform: 'FACEBOOK',
    arrange: (connection) => account(connection, { isPublished: false }),
    cause: 'FACEBOOK_PAGE_UNPUBLISHED',
    word: /not published/,
    who: 'club-admin',
    check: 'account',
  },
  {
    title: 'an Instagram account that is a personal one now',
    platform: 'INSTAGRAM',
    arrange: (connection) => account(connection, { isProfessional: false }),
    cause: 'INSTAGRAM_NOT_PROFESSIONAL',
    word: /professional/,
    who: 'club-admin',
    check: 'account',
  },
  {
    title: 'an Instagram account that was unlinked from its Page',
    platform: 'INSTAGRAM',
    arrange: (connection) => account(connection, { isLinked: false }),
    cause: 'INSTAGRAM_NOT_LINKED',
    word: /linked/,
    who: 'club-admin',
    check: 'account',
  },
  {
    title: 'a Meta app in development mode',
    platform: 'FACEBOOK',
    arrange: () => app.sandbox.control('settings', { appIsLive: false }),
    cause: 'FACEBOOK_APP_NOT_LIVE',
    word: /development mode/,
    who: 'operator',
    status: 'warning',
    check: 'app',
  },
  {
    title: 'a Page that Facebook restricts, as its last post met it',
    platform: 'FACEBOOK',
    arrange: async (connection) => {
      await account(connection, { state: 'restricted' });
      await postOnce(connection);
    },
    cause: 'FACEBOOK_ACCOUNT_LIMITED',
    word: /Support Inbox/,
    who: 'club-admin',
    check: 'attempts',
  },
  {
    title: 'the posts of a day that are used up on Instagram',
    platform: 'INSTAGRAM',
    arrange: (connection) => account(connection, { igQuotaTotal: 0 }),
    cause: 'INSTAGRAM_DAILY_POSTS',
    word: /24 hours/,
    who: 'wait',
    check: 'publishing-quota',
  },
  {
    title: 'a Page whose calls are used up',
    platform: 'FACEBOOK',
    arrange: (connection) => account(connection, { usagePercent: 100 }),
    cause: 'FACEBOOK_PAGE_LIMIT',
    word: /no more calls/,
    who: 'wait',
    check: 'rate-limit',
  },
  {
    title: 'an X account that is locked',
    platform: 'TWITTER',
    arrange: inState('locked'),
    cause: 'X_ACCOUNT_LOCKED',
    word: /unlock/,
    who: 'club-admin',
    check: 'account',
  },
  {
    title: 'an X account that is suspended',
    platform: 'TWITTER',
    arrange: inState('suspended'),
    cause: 'X_ACCOUNT_SUSPENDED',
    word: /suspended/,
    who: 'club-admin',
    check: 'account',
  },
  {
    title: 'an X token without the right to write',
    platform: 'TWITTER',
    arrange: (connection) =>
      change(connection, `scopes = '{tweet.read,users.read,media.write,offline.access}'`),
    cause: 'X_PERMISSION_MISSING',
    word: /tweet\.write/,
    who: 'club-admin',
    check: 'scopes',
  },
  {
    title: 'an X app that may only read',
    platform: 'TWITTER',
    arrange: () => app.sandbox.control('settings', { twitterAccess: 'read' }),
    cause: 'X_APP_READ_ONLY',
    word: /read and write/,
    who: 'operator',
    check: 'app',
  },
  {
    title: 'credit for the X API that is used up',
    platform: 'TWITTER',
    arrange: fault('any', 'no-credit'),
    cause: 'X_CREDITS_DEPLETED',
    word: /credit/,
    who: 'operator',
    check: 'credits',
  },
  {
    title: "a month's limit of X that is used up",
    platform: 'TWITTER',
    arrange: fault('any', 'usage-cap'),
    cause: 'X_USAGE_CAP',
    word: /month's limit/,
    who: 'wait',
    check: 'rate-limit',
  },
  {
    title: 'an X login that was taken back',
    platform: 'TWITTER',
    arrange: inState('revoked'),
    cause: 'X_TOKEN_EXPIRED',
    word: /reconnect/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'a refresh token that was spent',
    platform: 'TWITTER',
    arrange: async (connection) => {
      await app.sandbox.control('tokens/expire', { accountId: connection.accountId, refresh: true });
      await change(connection, `token_expires_at = social_now() - interval '1 minute'`);
    },
    cause: 'X_CONNECTION_EXPIRED',
    word: /reconnect/,
    who: 'club-admin',
    check: 'token-valid',
  },
  {
    title: 'a limit that holds the connection',
    platform: 'TWITTER',
    arrange: async (connection) => {
      await fault('publish', 'rate-limit')(connection);
      await postOnce(connection);
    },
    cause: 'QUOTA_USED_UP',
    word: /POST \/2\/tweets/,
    who: 'wait',
    check: 'publishing-quota',
  },
  {
    title: 'a wait that the platform asked for, without a number',
    platform: 'FACEBOOK',
    arrange: (connection) =>
      change(
        connection,
        `rate_limited_until = social_now() + interval '1 hour', rate_limit_reason = 'Too fast'`,
      ),
    cause: 'RATE_LIMITED',
    word: /Too fast/,
    who: 'wait',
    check: 'rate-limit',
  },
  {
    title: 'the same refusal of its content, again and again',
    platform: 'FACEBOOK',
    arrange: async (connection) => {
      const error = { message: 'Disallowed content', type: 'OAuthException', code: 368 };
      const { accountId } = connection;
      await app.sandbox.control('faults', {
        accountId,
        operation: 'publish',
        fault: 'custom',
        times: 2,
        status: 400,
        body: { error },
      });
      await postOnce(connection);
      await postOnce(connection);
    },
    cause: 'FACEBOOK_POLICY',
    word: /^2 of the last 2/,
    who: 'author',
    check: 'attempts',
  },
  {
    title: 'posts that nobody takes up',
    platform: 'FACEBOOK',
    arrange: async (connection) => {
      await change(connection, `token_obtained_at = social_now() - interval '1 day'`);
      await overduePost(connection);
    },
    cause: 'POSTS_LATE',
    word: /workers/,
    who: 'operator',
    status: 'warning',
    check: 'posts',
  },
];

describe('says connected but cannot post', () => {
  it.each<Platform>(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])(
    'finds nothing on a working connection to %s, after looking at everything',
    async (platform) => {
      const connection = await app.given.connection(platform);
      if (platform !== 'TWITTER') await keepLogin(connection);

      const found = await diagnose(connection);

      expect(found).toMatchObject({ status: 'healthy', cause: null, who: null, link: null });
      expect(found.checks).toHaveLength(17);
      const unseen = found.checks.filter(({ status }) => status !== 'passed').map(({ name }) => name);
      expect(unseen).toEqual(platform === 'TWITTER' ? ['token-kind', 'scopes', 'page-role'] : ['credits']);
    },
  );

  it.each(cases)('names $cause: $title', async ({ platform, arrange, cause, word, who, status, check }) => {
    const connection = await app.given.connection(platform);
    await arrange(connection);
    const before = await rowOf(connection);

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: status ?? 'blocked', cause, who });
    expect(found.message).toMatch(word);
    const blamed = found.checks.find((each) => each.status === (status ?? 'failed'));
    expect(blamed).toMatchObject({ name: check, message: found.message });
    expect(await rowOf(connection)).toEqual(before);
  });

  it('covers a different cause with each case but the two ways to lose a role', () => {
    expect(new Set(cases.map(({ cause }) => cause)).size).toBe(cases.length - 1);
  });

  it('names the pause of a tenant', async () => {
    const connection = await app.given.connection('FACEBOOK', { tenantId: 'paused-club' });
    await app.database.query(`SELECT social_pause_tenant('paused-club', 'Unpaid bill')`);

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: 'blocked', cause: 'TENANT_PAUSED', who: 'operator' });
    expect(found.message).toContain('Unpaid bill');
  });

  it.each<[string, string]>([
    ['keep a distance', `min_spacing_seconds = 3600, last_post_at = social_now() - interval '1 minute'`],
    ['wait for a limit', `rate_limited_until = social_now() + interval '1 hour'`],
    ['were held by a limit until a minute ago', `rate_limited_until = social_now() - interval '1 minute'`],
    ['wait for somebody to reconnect', `is_active = false, error_message = 'Ended.'`],
    ['waited for a reconnect until a minute ago', `token_obtained_at = social_now() - interval '1 minute'`],
  ])('does not call posts late that %s', async (_title, set) => {
    const connection = await app.given.connection('FACEBOOK');
    await overduePost(connection);
    await change(connection, `token_obtained_at = social_now() - interval '1 day'`);
    await change(connection, set);

    const { checks } = await diagnose(connection);

    expect(checks.at(-1)).toMatchObject({
      name: 'posts',
      status: 'passed',
      message: expect.stringMatching(/^1 post waits/),
    });
  });

  it('does not call posts late behind one that is on its way', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const [ahead] = [await overduePost(connection), await overduePost(connection)];
    await app.database.query(
      `INSERT INTO "SocialPublishAttempt" (id, post_id, tenant_id, connection_id, connection_turn, account_id, worker_id, payload, payload_hash, lease_until)
       SELECT gen_random_uuid(), id, tenant_id, connection_id, 1, 'a', 'w', '{}', '', social_now() FROM "SocialPost" WHERE id = $1`,
      [ahead],
    );

    expect(await diagnose(connection)).toMatchObject({ status: 'healthy', cause: null });
  });

  it('names a budget that is used up, and does not spend on asking X', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'thrifty' });
    await app.api.as({ tenantId: 'thrifty' }).put('/budgets/twitter', { monthlyUsd: 0 });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: 'blocked', cause: 'BUDGET_SPENT', who: 'operator' });
    expect(found.checks.find(({ name }) => name === 'token-valid')).toMatchObject({ status: 'skipped' });
    expect(await callsOf(connection)).toEqual([]);
  });

  it('tells a login that no key opens from the token that posts, and looks at the rest', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await keepLogin(connection);
    await change(connection, `login_token_sealed = replace(login_token_sealed, 'k1', 'k9')`);

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: 'warning', cause: 'LOGIN_UNREADABLE', who: 'operator' });
    expect(found.message).toMatch(/TOKEN_ENCRYPTION_KEYS/);
    const notPassed = found.checks.filter(({ status }) => status !== 'passed').map(({ name }) => name);
    expect(notPassed).toEqual(['page-role', 'credits']);
  });

  it('blames no token where the database does not answer', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await app.database.query(`ALTER TABLE "SocialConnection" RENAME COLUMN login_token_sealed TO away`);

    const { status, body } = await app.api.get<{ code: string }>(`/connections/${connection.id}/diagnosis`);
    await app.database.query(`ALTER TABLE "SocialConnection" RENAME COLUMN away TO login_token_sealed`);

    expect(status).toBeGreaterThanOrEqual(500);
    expect(body.code).not.toBe('TOKEN_UNREADABLE');
    expect(await diagnose(connection)).toMatchObject({ status: 'healthy', cause: null });
  });

  it('blames no token where the database refuses to renew it', async () => {
    const connection = await app.given.connection('TWITTER');
    await change(connection, `token_expires_at = social_now() - interval '1 minute'`);
    await app.database.query(
      `ALTER TABLE "SocialConnection" ADD CONSTRAINT no_lease CHECK (refresh_attempt_id IS NULL) NOT VALID`,
    );

    const { status, body } = await app.api.get<{ code: string }>(`/connections/${connection.id}/diagnosis`);
    await app.database.query(`ALTER TABLE "SocialConnection" DROP CONSTRAINT no_lease`);

    expect([status, body.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(await diagnose(connection)).toMatchObject({ status: 'healthy', cause: null });
  });

  it('renews an X token that merely ran out, and goes on', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.sandbox.control('tokens/expire', { accountId: connection.accountId });
    await change(connection, `token_expires_at = social_now() - interval '1 minute'`);
    const before = await rowOf(connection);

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: 'healthy', cause: null });
    expect(await rowOf(connection)).toMatchObject({
      is_active: true,
      token_version: before.token_version + 1,
    });
  });

  it('does not show a refresh token that may have been spent already', async () => {
    const connection = await app.given.connection('TWITTER');
    await change(
      connection,
      `token_expires_at = social_now() - interval '1 minute', refresh_attempt_id = gen_random_uuid(), refresh_lease_until = NULL`,
    );
    const before = await rowOf(connection);
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: 'warning', cause: null });
    expect(await callsOf(connection)).toEqual([]);
    expect(await rowOf(connection)).toEqual(before);
  });

  it.each<[Platform, string]>([
    ['FACEBOOK', 'reset-before'],
    ['TWITTER', 'error-before'],
  ])('calls a silent %s no cause', async (platform, kind) => {
    const connection = await app.given.connection(platform);
    await fault('any', kind)(connection);

    const found = await diagnose(connection);

    expect(found).toMatchObject({ status: 'warning', cause: null, who: null });
    expect(found.checks.filter(({ message }) => /could not be asked/.test(message)).length).toBeGreaterThan(
      0,
    );
    expect(await rowOf(connection)).toMatchObject({ is_active: true, error_code: null });
  });

  it('names a refusal no more once the account was connected again', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await account(connection, { state: 'restricted' });
    await postOnce(connection);
    await account(connection, { state: 'ok' });
    const before = await diagnose(connection);
    await app.advance(60);

    await change(connection, `token_obtained_at = social_now(), error_code = NULL, error_message = NULL`);
    const after = await diagnose(connection);

    expect(before).toMatchObject({ status: 'blocked', cause: 'FACEBOOK_ACCOUNT_LIMITED' });
    expect(after).toMatchObject({ status: 'healthy', cause: null });
  });

  it('finds the last try of a post that was written months before it was due', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const [id] = await storePosts(app.database, connection, [{ content: 'Planned long ago' }]);
    await app.database.query(
      `UPDATE "SocialPost" SET created_at = social_now() - interval '100 days' WHERE id = $1`,
      [id],
    );
    await account(connection, { state: 'restricted' });
    await app.publishDue();
    await change(connection, `error_code = NULL, error_message = NULL`);

    expect(await diagnose(connection)).toMatchObject({ cause: 'FACEBOOK_ACCOUNT_LIMITED' });
  });

  it('shows the address of a reconnect, and where roles are given', async () => {
    const ended = await app.given.connection('FACEBOOK');
    const unpublished = await app.given.connection('FACEBOOK');
    await account(ended, { state: 'expired' });
    await account(unpublished, { isPublished: false });

    const [one, other] = [await diagnose(ended), await diagnose(unpublished)];

    expect(one.link).toBe(`${app.url}/api/v1/social/connections/${ended.id}/reconnect`);
    expect(other.link).toMatch(/^https:\/\/business\.facebook\.com\//);
  });

  it('asks the platform once in ten seconds, however many ask, and then anew', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => diagnose(connection)));
    const first = (await callsOf(connection)).length;
    await app.advance(11);
    const later = await diagnose(connection);

    expect(new Set(answers.map(({ checkedAt }) => checkedAt)).size).toBe(1);
    expect(first).toBe(1);
    expect(later.checkedAt).not.toBe(answers[0]?.checkedAt);
    expect(await callsOf(connection)).toHaveLength(2);
  });

  it('tells a tenant nothing about the connection of another one, even right after its owner asked', async () => {
    const connection = await app.given.connection('TWITTER');
    await diagnose(connection);

    const { status } = await app.api
      .as({ tenantId: 'globex' })
      .get(`/connections/${connection.id}/diagnosis`);

    expect(status).toBe(404);
  });

  async function callsOf({ accountId }: GivenConnection): Promise<unknown[]> {
    const { body } = await app.sandbox.send('GET', '/_sandbox/calls');
    return (body as { calls: { accountId: string }[] }).calls.filter((call) => call.accountId === accountId);
  }
});
