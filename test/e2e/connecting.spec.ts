import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { SEED } from '../../sandbox/seed.ts';
import { answerDialog, connect, dump, logIn, startLogin, visit, type SessionView } from '../support/login.ts';
import { TestApp } from '../support/test-app.ts';

const returnUrl = 'https://crm.example/social/done?club=7';

describe('connecting accounts', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const session = async (id: string) => (await app.api.get<SessionView>(`/connections/sessions/${id}`)).body;
  const callback = (platform: string, query: string) =>
    `${app.url}/api/v1/social/oauth/${platform}/callback?${query}`;
  const select = async (id: string, accountIds: string[]) =>
    await app.api.post<{ code?: string; errors?: { field: string; code: string; message: string }[] }>(
      `/connections/sessions/${id}/select`,
      { accountIds },
    );

  it('Facebook: finds every Page of the person, says why one cannot publish, and connects what is chosen', async () => {
    const found = await logIn(app, 'FACEBOOK', { user: SEED.alex });

    expect(found.status).toBe('CHOOSING');
    const held = app.platforms.world.persons.get(SEED.alex)!.roles;
    expect(found.accounts.map(({ accountId }) => accountId).sort()).toEqual([...held.keys()].sort());
    const account = (id: string) => found.accounts.find(({ accountId }) => accountId === id);
    expect(account(SEED.harbourRowing)).toMatchObject({ canPublish: true, problems: [] });
    expect(account(SEED.lakesideSailing)).toMatchObject({
      accountName: 'Lakeside Sailing',
      canPublish: true,
    });
    expect(account(SEED.riversideRunners)).toMatchObject({
      canPublish: false,
      problems: [
        { code: 'FACEBOOK_TASK_MISSING', message: expect.stringMatching(/Ask an admin of the Page/) },
      ],
    });

    const chosen = [SEED.harbourRowing, SEED.lakesideSailing];
    const { status, body: selected } = await app.api.post<{ connections: object[] }>(
      `/connections/sessions/${found.id}/select`,
      { accountIds: chosen },
    );

    expect(status).toBe(200);
    expect(selected.connections).toHaveLength(2);
    for (const connection of selected.connections)
      expect(connection).toMatchObject({ platform: 'FACEBOOK', isActive: true, tokenExpiresAt: null });
    expect(await session(found.id)).toMatchObject({ status: 'CONNECTED', connections: [{}, {}] });
  });

  it('Facebook: finds the Pages behind the first page of the list too', async () => {
    const { body } = await app.sandbox.control('accounts', {
      platform: 'FACEBOOK',
      count: 120,
      name: 'Village',
    });
    const { accounts } = body as { accounts: { accountId: string; personId: string }[] };
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    const found = await logIn(app, 'FACEBOOK', { user: accounts[0]!.personId });

    const calls = (await app.sandbox.send('GET', '/_sandbox/calls')).body as { calls: { path: string }[] };
    expect(calls.calls.filter(({ path }) => path.includes('/me/accounts?'))).toHaveLength(2);
    expect(new Set(found.accounts.map(({ accountId }) => accountId))).toEqual(
      new Set(accounts.map(({ accountId }) => accountId)),
    );
  });

  it('Facebook: a choice with an unknown account or one that cannot publish connects nothing', async () => {
    const found = await logIn(app, 'FACEBOOK', { user: SEED.alex });
    const before = await dump(app);

    const refused = await select(found.id, [SEED.oldTownTennis, SEED.riversideRunners, '999']);

    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([
      {
        field: 'accountIds[1]',
        code: 'ACCOUNT_CANNOT_PUBLISH',
        message: expect.stringMatching(/Riverside Runners/),
      },
      { field: 'accountIds[2]', code: 'ACCOUNT_UNKNOWN' },
    ]);
    expect(await dump(app)).toBe(before);
  });

  it('Facebook: a session is chosen from once, also by two calls at the same time', async () => {
    const found = await logIn(app, 'FACEBOOK', { user: SEED.alex });

    const both = await Promise.all([
      select(found.id, [SEED.oldTownTennis]),
      select(found.id, [SEED.oldTownTennis]),
    ]);
    const third = await select(found.id, [SEED.oldTownTennis]);

    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect([third.status, third.body.code]).toEqual([409, 'SESSION_NOT_CHOOSING']);
  });

  it('two people who come back at the same moment each end their own login', async () => {
    const logins = [
      { user: SEED.alex, account: SEED.harbourRowing },
      { user: SEED.sam, account: SEED.samsSwimmers },
    ];
    const started = await Promise.all(
      logins.map(async ({ user, account }) => {
        const login = await startLogin(app.api, 'FACEBOOK', `https://crm.example/${account}`);
        const back = await answerDialog(app, login.authorizationUrl, { user, pages: account });
        return { ...login, account, back };
      }),
    );

    const landings = await Promise.all(started.map(async ({ back }) => await visit(back)));

    for (const [index, { sessionId, account }] of started.entries()) {
      expect(landings[index]!.location).toContain(`https://crm.example/${account}`);
      expect(await session(sessionId)).toMatchObject({
        status: 'CHOOSING',
        accounts: [{ accountId: account }],
      });
    }
  });

  it.each(['FACEBOOK', 'TWITTER'])(
    '%s: a browser that comes back three times at once is answered each time, and connects once',
    async (platform) => {
      const { authorizationUrl, sessionId } = await startLogin(app.api, platform);
      const back = await answerDialog(app, authorizationUrl, {
        user: platform === 'TWITTER' ? SEED.twitterHarbourRowing : SEED.alex,
      });

      const landings = await Promise.all([visit(back), visit(back), visit(back)]);

      expect(landings.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400, 400]);
      expect((await session(sessionId)).problem).toBeNull();
    },
  );

  it('Facebook: a Page that was not ticked is not offered, and no Page at all is said plainly', async () => {
    const one = await logIn(app, 'FACEBOOK', { user: SEED.alex, pages: SEED.oldTownTennis });
    const none = await logIn(app, 'FACEBOOK', { user: SEED.alex, ticks: '1' });

    expect(one.accounts.map(({ accountId }) => accountId)).toEqual([SEED.oldTownTennis]);
    expect(none).toMatchObject({ status: 'FAILED', problem: { message: expect.stringMatching(/\w/) } });
  });

  it('Facebook: a permission that was declined is named', async () => {
    const found = await logIn(app, 'FACEBOOK', { user: SEED.sam, declined: 'pages_manage_posts' });

    expect(found.accounts).toMatchObject([
      {
        accountId: SEED.samsSwimmers,
        canPublish: false,
        problems: [{ message: expect.stringMatching(/pages_manage_posts/) }],
      },
    ]);
  });

  it('Instagram: finds the account through its Page and publishes over it', async () => {
    const connection = await connect(app, 'INSTAGRAM', {
      user: SEED.alex,
      accountId: SEED.harbourRowingInstagram,
    });

    const post = await app.given.post({ ...connection, tenantId: 'acme', platform: 'INSTAGRAM' });
    await app.publishDue();
    await app.advance(6);
    await app.recover();

    expect(connection).toMatchObject({
      accountId: SEED.harbourRowingInstagram,
      accountName: 'harbourrowing',
    });
    expect(await app.sandbox.ledger({ accountId: SEED.harbourRowingInstagram })).toMatchObject([
      { text: post.content },
    ]);
  });

  it('X: connects at once, and the session holds the connection', async () => {
    const ended = await logIn(app, 'TWITTER', { user: SEED.twitterHarbourRowing });

    expect(ended).toMatchObject({
      status: 'CONNECTED',
      accounts: [{ accountId: SEED.twitterHarbourRowing, canPublish: true }],
      connections: [{ accountId: SEED.twitterHarbourRowing, accountName: 'harbourrowing', isActive: true }],
    });
  });

  it('keeps no token, code or app secret in the clear in any column of any table', async () => {
    await connect(app, 'TWITTER', { user: SEED.twitterOldTownTennis, accountId: SEED.twitterOldTownTennis });
    await logIn(app, 'FACEBOOK', { user: SEED.alex });
    const secrets = [
      ...app.platforms.graphTokens.issuedSecrets(),
      ...app.platforms.twitterTokens.issuedSecrets(),
      app.platforms.apps.facebook.secret,
      app.platforms.apps.twitter.secret,
    ];

    const stored = await dump(app);

    expect(secrets.length).toBeGreaterThan(40);
    expect(stored).toContain(SEED.twitterOldTownTennis);
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
  });

  it('sends the person back to the CRM with the session and how it ended, and with nothing secret', async () => {
    const good = await startLogin(app.api, 'TWITTER', returnUrl);
    const bad = await startLogin(app.api, 'TWITTER', returnUrl);

    const connected = await visit(
      await answerDialog(app, good.authorizationUrl, { user: SEED.twitterHarbourRowing }),
    );
    const refused = await visit(await answerDialog(app, bad.authorizationUrl, { decision: 'deny' }));

    expect(connected).toMatchObject({ status: 303 });
    expect(connected.location).toBe(`${returnUrl}&sessionId=${good.sessionId}&status=connected`);
    expect(refused.location).toBe(`${returnUrl}&sessionId=${bad.sessionId}&status=failed&code=LOGIN_REFUSED`);
  });

  it.each(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])(
    '%s: a refusal in the dialog connects nothing and is told',
    async (platform) => {
      const { authorizationUrl, sessionId } = await startLogin(app.api, platform);

      const page = await visit(await answerDialog(app, authorizationUrl, { decision: 'deny' }));

      expect(page.status).toBe(400);
      expect(page.text).toMatch(/refused/);
      expect(await session(sessionId)).toMatchObject({
        status: 'FAILED',
        problem: { code: 'LOGIN_REFUSED' },
        connections: [],
      });
    },
  );

  it.each([
    ['nothing', ''],
    ['a code without a state', 'code=abc'],
    ['a state without a code', 'state=abc'],
    ['a state from nowhere', 'code=abc&state=made-up'],
    ['two states', 'code=abc&state=a&state=b'],
    ['two codes', 'code=a&code=b&state=a'],
    ['a refusal with a state from nowhere', 'error=access_denied&state=made-up'],
    ['a refusal with two states', 'error=access_denied&state=a&state=b'],
    ['two refusals', 'error=a&error=b&state=a'],
    ['a script', 'error=%3Cscript%3Ealert(1)%3C/script%3E&state=a'],
  ])('a callback with %s is refused with a page and changes nothing', async (_, query) => {
    const before = await dump(app);

    const page = await visit(callback('twitter', query));

    expect(page.status).toBe(400);
    expect(page.text).toMatch(/<h1>Not connected<\/h1>/);
    expect(page.text).not.toMatch(/<script/);
    expect(await dump(app)).toBe(before);
  });

  it('a callback works once: the same address again changes nothing', async () => {
    const { authorizationUrl, sessionId } = await startLogin(app.api, 'TWITTER');
    const back = await answerDialog(app, authorizationUrl, { user: SEED.twitterHarbourRowing });

    const first = await visit(back);
    const before = await dump(app);
    const second = await visit(back);

    expect([first.status, second.status]).toEqual([200, 400]);
    expect(await dump(app)).toBe(before);
    expect(await session(sessionId)).toMatchObject({ status: 'CONNECTED' });
  });

  it('whoever only asks for the headers of an address on the way spends nothing', async () => {
    const connection = await connect(app, 'TWITTER', {
      user: SEED.twitterHarbourRowing,
      accountId: SEED.twitterHarbourRowing,
    });
    const link = (await app.api.post<{ reconnectUrl: string }>(`/connections/${connection.id}/reconnect`))
      .body;
    const { authorizationUrl, sessionId } = await startLogin(app.api, 'TWITTER');
    const back = await answerDialog(app, authorizationUrl, { user: SEED.twitterHarbourRowing });
    const no = new URL(back);
    no.searchParams.delete('code');
    no.searchParams.set('error', 'access_denied');
    const before = await dump(app);

    const answers = await Promise.all(
      [back, no, link.reconnectUrl].map(async (address) => {
        const { statusCode, headers } = await request(address, { method: 'HEAD' });
        return [statusCode, headers['allow']];
      }),
    );

    expect(answers).toEqual([405, 405, 405].map((status) => [status, 'GET']));
    expect(await dump(app)).toBe(before);
    expect((await visit(back)).status).toBe(200);
    expect(await session(sessionId)).toMatchObject({ status: 'CONNECTED' });
  });

  it('a state of one platform is nothing to another, and stays good for its own', async () => {
    const { authorizationUrl, sessionId } = await startLogin(app.api, 'TWITTER');
    const back = await answerDialog(app, authorizationUrl, { user: SEED.twitterHarbourRowing });

    const wrong = await visit(callback('facebook', back.searchParams.toString()));
    const right = await visit(back);

    expect([wrong.status, right.status]).toEqual([400, 200]);
    expect(await session(sessionId)).toMatchObject({ status: 'CONNECTED' });
  });

  it.each([
    ['TWITTER', SEED.twitterHarbourRowing],
    ['FACEBOOK', SEED.alex],
  ])('%s: a code that was used before is refused, also with a fresh state', async (platform, user) => {
    const first = await startLogin(app.api, platform);
    const back = await answerDialog(app, first.authorizationUrl, { user });
    await visit(back);
    const second = await startLogin(app.api, platform);
    const state = new URL(second.authorizationUrl).searchParams.get('state')!;

    const replayed = await visit(
      callback(
        platform.toLowerCase(),
        new URLSearchParams({ code: back.searchParams.get('code')!, state }).toString(),
      ),
    );

    expect(replayed.status).toBe(400);
    expect(await session(second.sessionId)).toMatchObject({ status: 'FAILED', connections: [] });
  });

  it('a login that took longer than its session is refused, and the session says so', async () => {
    const { authorizationUrl, sessionId } = await startLogin(app.api, 'TWITTER');
    const back = await answerDialog(app, authorizationUrl, { user: SEED.twitterHarbourRowing });
    const found = await logIn(app, 'FACEBOOK', { user: SEED.alex });
    await app.advance(601);

    const late = await visit(back);
    const choice = await select(found.id, [SEED.oldTownTennis]);

    expect(late.status).toBe(400);
    expect(await session(sessionId)).toMatchObject({ status: 'EXPIRED' });
    expect([choice.status, choice.body.code]).toEqual([409, 'SESSION_NOT_CHOOSING']);
  });

  it('an unknown platform in the address of a callback is not found', async () => {
    const { status, text } = await visit(callback('myspace', 'code=a&state=b'));

    expect([status, JSON.parse(text)]).toMatchObject([404, { status: 404 }]);
  });

  it('the same Page in two tenants is two connections that know nothing of each other', async () => {
    const globex = app.api.as({ tenantId: 'globex' });
    const wanted = { user: SEED.sam, accountId: SEED.samsSwimmers };

    const ours = await connect(app, 'FACEBOOK', wanted);
    const theirs = await connect(app, 'FACEBOOK', wanted, globex);
    await globex.delete(`/connections/${theirs.id}`);

    expect(theirs.id).not.toBe(ours.id);
    expect((await app.api.get(`/connections/${ours.id}`)).body).toMatchObject({ isActive: true });
    expect((await globex.get(`/connections/${ours.id}`)).status).toBe(404);
  });
});
