import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { SEED } from '../../sandbox/seed.ts';
import { answerDialog, connect, dump, startLogin, visit, type SessionView } from '../support/login.ts';
import { PersonsBrowser } from '../support/persons-browser.ts';
import { TestApp } from '../support/test-app.ts';

interface Started {
  authorizationUrl: string;
  connectUrl: string;
  sessionId: string;
}

interface Page {
  code: string;
  status: string;
  authorizationUrl: string;
}

const cookieName = 'social-browser';

describe('a login that belongs to the browser in which it was begun', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ RETURN_URL_ORIGINS: 'https://crm.example' });
  });

  afterAll(async () => {
    await app.close();
  });

  const keyIn = (address: string) => address.split('/').at(-1)!;
  const pathOf = (key: string) => `${app.url}/api/v1/social/connect/${key}`;
  const begin = async (platform: string, returnUrl?: string) =>
    (await startLogin(app.api, platform, returnUrl)) as Started;
  const session = async (id: string) => (await app.api.get<SessionView>(`/connections/sessions/${id}`)).body;
  /** Opens the page of a link and presses its button; gives the dialog's address. */
  const openDialog = async (browser: PersonsBrowser, { connectUrl }: Pick<Started, 'connectUrl'>) => {
    const path = pathOf(keyIn(connectUrl));
    await browser.call('GET', path);
    const { status, body } = await browser.call<Page>('POST', `${path}/start`, {});
    expect([status, body.code]).toEqual([200, undefined]);
    return body.authorizationUrl;
  };
  const isOver = { status: 303, location: expect.stringContaining(`/connect/`) };

  it.each([
    ['FACEBOOK', { user: SEED.alex }, 'CHOOSING'],
    ['TWITTER', { user: SEED.twitterHarbourRowing }, 'CONNECTED'],
    ['TWITTER', { decision: 'deny' }, 'FAILED'],
  ])(
    '%s: another browser is refused in plain words and changes nothing; the right one ends it after that (%j)',
    async (platform, decision, end) => {
      const [right, other, without] = [new PersonsBrowser(), new PersonsBrowser(), new PersonsBrowser()];
      const login = await begin(platform, 'https://crm.example/done');
      const back = await answerDialog(app, await openDialog(right, login), decision);
      await openDialog(other, await begin(platform));
      const before = await dump(app);

      const refused = [await other.visit(back), await without.visit(back), await visit(back)];
      const meanwhile = await dump(app);
      const finished = await right.visit(back);

      for (const { status, location, text } of refused) {
        expect([status, location]).toEqual([400, undefined]);
        expect(text).toMatch(
          /begun in another browser.*Nothing was changed.*Open the link again in this browser.*copy/s,
        );
        expect(text).not.toContain(login.sessionId);
      }
      expect(meanwhile).toBe(before);
      expect(finished).toMatchObject(isOver);
      expect((await session(login.sessionId)).status).toBe(end);
    },
  );

  it('two logins at once in one browser do not disturb each other', async () => {
    const browser = new PersonsBrowser();
    const [first, second] = [await begin('FACEBOOK'), await begin('TWITTER')];

    const dialogs = [await openDialog(browser, first), await openDialog(browser, second)];
    const backs = [
      await answerDialog(app, dialogs[0]!, { user: SEED.alex }),
      await answerDialog(app, dialogs[1]!, { user: SEED.twitterOldTownTennis }),
    ];
    const landings = [await browser.visit(backs[0]!), await browser.visit(backs[1]!)];

    expect(landings).toMatchObject([isOver, isOver]);
    expect((await session(first.sessionId)).status).toBe('CHOOSING');
    expect((await session(second.sessionId)).status).toBe('CONNECTED');
  });

  it('two pages that are opened at once and begin at once end in the same browser', async () => {
    const browser = new PersonsBrowser();
    const paths = [await begin('FACEBOOK'), await begin('TWITTER')].map(({ connectUrl }) =>
      pathOf(keyIn(connectUrl)),
    );

    await Promise.all(paths.map(async (path) => await browser.call('GET', path)));
    const dialogs = await Promise.all(
      paths.map(
        async (path) => (await browser.call<Page>('POST', `${path}/start`, {})).body.authorizationUrl,
      ),
    );
    const backs = [
      await answerDialog(app, dialogs[0]!, { user: SEED.sam }),
      await answerDialog(app, dialogs[1]!, { user: SEED.twitterOldTownTennis }),
    ];

    expect([await browser.visit(backs[0]!), await browser.visit(backs[1]!)]).toMatchObject([isOver, isOver]);
  });

  it('belongs to the browser that opened the dialog last', async () => {
    const [first, second] = [new PersonsBrowser(), new PersonsBrowser()];
    const login = await begin('FACEBOOK');
    const overtaken = await answerDialog(app, await openDialog(first, login), { user: SEED.alex });

    const back = await answerDialog(app, await openDialog(second, login), { user: SEED.alex });

    expect((await first.visit(overtaken)).status).toBe(400);
    expect((await first.visit(back)).status).toBe(400);
    expect(await second.visit(back)).toMatchObject(isOver);
  });

  it('an address that the CRM opened itself works in any browser, as long as our page has not begun the login', async () => {
    const [plain, moved] = [await begin('TWITTER'), await begin('TWITTER')];
    const decision = { user: SEED.twitterHarbourRowing };
    const browser = new PersonsBrowser();

    const landing = await visit(await answerDialog(app, plain.authorizationUrl, decision));
    const before = await answerDialog(app, moved.authorizationUrl, decision);
    const back = await answerDialog(app, await openDialog(browser, moved), decision);
    const refused = [await visit(before), await visit(back)];

    expect([landing.status, (await session(plain.sessionId)).status]).toEqual([200, 'CONNECTED']);
    expect(refused.map(({ status }) => status)).toEqual([400, 400]);
    expect(await browser.visit(back)).toMatchObject(isOver);
  });

  it('a program that keeps no cookie follows a reconnect link, and no link of a new connection', async () => {
    const user = SEED.twitterHarbourRowing;
    const { id } = await connect(app, 'TWITTER', { user, accountId: user });
    const { body } = await app.api.post<{ reconnectUrl: string }>(`/connections/${id}/reconnect`);
    const { connectUrl, sessionId } = await begin('TWITTER');

    const sent = await visit(body.reconnectUrl);
    const landing = await visit(await answerDialog(app, sent.location!, { user }));
    const roundabout = await visit(`${app.url}/api/v1/social/oauth/twitter/start/${keyIn(connectUrl)}`);

    expect([sent.status, landing.status]).toEqual([303, 200]);
    expect([roundabout.status, JSON.parse(roundabout.text)]).toMatchObject([
      404,
      { code: 'RECONNECT_LINK_SPENT' },
    ]);
    expect((await session(sessionId)).status).toBe('PENDING');
  });

  describe('the cookie', () => {
    it('is one for the whole browser, for a day after the last beginning, and no script sees it', async () => {
      const browser = new PersonsBrowser();

      await openDialog(browser, await begin('FACEBOOK'));
      await openDialog(browser, await begin('TWITTER'));

      expect(browser.cookies.size).toBe(1);
      expect(new Set(browser.setCookies)).toEqual(
        new Set([
          `${cookieName}=${browser.cookies.get(cookieName)}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax`,
        ]),
      );
      expect(browser.cookies.get(cookieName)).toMatch(/^[\w-]{43}$/);
      expect(await dump(app)).not.toContain(browser.cookies.get(cookieName));
    });

    it.each(['', 'short', 'x'.repeat(44), `"${'x'.repeat(41)}"`, `${'x'.repeat(42)}%`])(
      'is replaced where it holds what we did not write: %j',
      async (value) => {
        const browser = new PersonsBrowser();
        browser.cookies.set('another', 'x'.repeat(43));
        browser.cookies.set(cookieName, value);

        const back = await answerDialog(app, await openDialog(browser, await begin('FACEBOOK')), {
          user: SEED.alex,
        });

        expect(browser.cookies.get(cookieName)).toMatch(/^[\w-]{43}$/);
        expect(browser.cookies.get(cookieName)).not.toBe(value);
        expect(await browser.visit(back)).toMatchObject(isOver);
      },
    );

    it('is bound to the host and to https where PUBLIC_URL is https', async () => {
      const publicUrl = 'https://social.example';
      const secured = await TestApp.start({ PUBLIC_URL: publicUrl });
      const browser = new PersonsBrowser();
      try {
        const login = (await startLogin(secured.api, 'FACEBOOK')) as Started;
        const path = `${secured.url}/api/v1/social/connect/${keyIn(login.connectUrl)}/start`;

        const { body } = await browser.call<Page>('POST', path, {});
        const back = await answerDialog(secured, body.authorizationUrl, { user: SEED.alex });
        const here = back.href.replace(publicUrl, secured.url);
        const [other, right] = [await new PersonsBrowser().visit(here), await browser.visit(here)];

        expect(browser.setCookies).toEqual([
          expect.stringMatching(
            /^__Host-social-browser=[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure$/,
          ),
        ]);
        expect([other.status, right.status]).toEqual([400, 303]);
      } finally {
        await secured.close();
      }
    });
  });

  describe('the calls of the page', () => {
    const callFrom = async (path: string, headers: Record<string, string>) => {
      const { statusCode, body } = await request(path, { method: 'POST', headers });
      return { status: statusCode, body: (await body.json()) as Page };
    };

    it.each([
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['a neighbour of our site', { 'sec-fetch-site': 'same-site' }],
      ['a browser that only names the page', { origin: 'https://elsewhere.example' }],
      ['a page without a name', { origin: 'null' }],
    ])('are not taken from %s', async (_who, headers) => {
      const path = pathOf(keyIn((await begin('FACEBOOK')).connectUrl));
      const before = await dump(app);

      for (const call of ['start', 'select']) {
        const answer = await callFrom(`${path}/${call}`, headers);
        expect([answer.status, answer.body.code]).toEqual([403, 'CALLED_FROM_ANOTHER_SITE']);
      }

      expect(await dump(app)).toBe(before);
    });

    it.each([
      ['our own page', () => ({ 'sec-fetch-site': 'same-origin', origin: app.url })],
      ['an older browser on our own page', () => ({ origin: app.url })],
      ['a program', () => ({})],
    ])('are taken from %s', async (_who, headers) => {
      const path = pathOf(keyIn((await begin('FACEBOOK')).connectUrl));

      expect((await callFrom(`${path}/start`, headers())).status).toBe(200);
    });
  });
});
