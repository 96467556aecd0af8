import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SEED } from '../../sandbox/seed.ts';
import { answerDialog, connect, dump, startLogin } from '../support/login.ts';
import { PersonsBrowser } from '../support/persons-browser.ts';
import { TestApp } from '../support/test-app.ts';

interface Page {
  code: string;
  mode: string;
  status: string;
  platform: string;
  account: { accountName: string } | null;
  reason: string | null;
  waitingPosts: number;
  nextPostAt: string | null;
  problem: { code: string; message: string } | null;
  accounts: { accountId: string; canPublish: boolean; problems: unknown[] }[];
  connected: { id: string; accountName: string }[];
  returnTo: { url: string; host: string } | null;
}

describe('a login on our own page', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ RETURN_URL_ORIGINS: 'https://crm.example' });
  });

  afterAll(async () => {
    await app.close();
  });

  const keyIn = (address: string) => address.split('/').at(-1)!;
  const browser = new PersonsBrowser();
  const call = async (method: 'GET' | 'POST', path: string, json?: object) =>
    await browser.call<Page & { authorizationUrl: string }>(
      method,
      `${app.url}/api/v1/social/connect/${path}`,
      json,
    );
  const page = async (key: string) => (await call('GET', key)).body;
  const start = async (key: string) => (await call('POST', `${key}/start`)).body.authorizationUrl;
  const browse = async (address: string | URL) => await browser.visit(address);
  /** The page that the browser is on after the dialog. */
  const through = async (dialog: string, decision: Record<string, string>) => {
    const { status, location } = await browse(await answerDialog(app, dialog, decision));
    expect([status, location]).toEqual([303, expect.stringContaining(`${app.url}/connect/`)]);
    return keyIn(location!);
  };
  const begin = async (platform: string, returnUrl?: string) => {
    const started = await startLogin(app.api, platform, returnUrl);
    return keyIn((started as unknown as { connectUrl: string }).connectUrl);
  };

  it('leads from the link over the dialog to the choice, and from there to the connection', async () => {
    const key = await begin('FACEBOOK', 'https://crm.example/social');
    expect(await page(key)).toMatchObject({
      mode: 'CONNECT',
      status: 'READY',
      platform: 'FACEBOOK',
      account: null,
    });

    const after = await through(await start(key), { user: SEED.alex });
    const choosing = await page(after);
    const { body: chosen } = await call('POST', `${after}/select`, { accountIds: [SEED.harbourRowing] });

    expect(choosing).toMatchObject({
      status: 'CHOOSING',
      returnTo: { host: 'crm.example', url: expect.stringContaining('status=choosing') },
    });
    expect(choosing.accounts).toContainEqual(
      expect.objectContaining({ accountId: SEED.harbourRowing, canPublish: true, problems: [] }),
    );
    expect(JSON.stringify(choosing)).not.toMatch(/ealed|loginId/);
    expect(chosen).toMatchObject({ status: 'CONNECTED', connected: [{ accountName: expect.any(String) }] });
    expect(chosen.returnTo?.url).toMatch(
      /^https:\/\/crm\.example\/social\?sessionId=[\w-]+&status=connected$/,
    );
    expect((await app.api.get(`/connections/${chosen.connected[0]?.id}`)).status).toBe(200);
    expect((await call('POST', `${after}/select`, { accountIds: [SEED.harbourRowing] })).body.code).toBe(
      'SESSION_NOT_CHOOSING',
    );
  });

  it('shows of a reconnect which account, why, and what waits; opening the link alone starts nothing', async () => {
    const wanted = { user: SEED.alex, accountId: SEED.harbourRowing };
    const connection = await connect(app, 'FACEBOOK', wanted);
    await app.api.post(`/connections/${connection.id}/deactivate`);
    await app.given.post({ ...connection, tenantId: 'acme', platform: 'FACEBOOK' });
    const { body } = await app.api.post<{ reconnectUrl: string; authorizationUrl: string }>(
      `/connections/${connection.id}/reconnect`,
    );
    const before = await dump(app);

    const opened = await browse(body.reconnectUrl);
    const shown = await page(keyIn(opened.location!));
    const stayed = await dump(app);
    const after = await through(await start(keyIn(opened.location!)), { user: SEED.alex });

    expect(shown).toMatchObject({
      mode: 'RECONNECT',
      status: 'READY',
      account: { accountName: connection.accountName },
      reason: expect.stringContaining('Deactivated'),
      waitingPosts: 1,
      nextPostAt: expect.any(String),
    });
    expect(stayed).toBe(before);
    expect(await page(after)).toMatchObject({ status: 'CONNECTED', connected: [{ id: connection.id }] });
    expect(await page(keyIn(body.reconnectUrl))).toMatchObject({ status: 'CONNECTED' });
    expect((await call('POST', `${after}/start`)).body.code).toBe('RECONNECT_LINK_SPENT');
  });

  it.each([
    ['a refusal', { decision: 'deny' }, 'LOGIN_REFUSED'],
    ['the wrong account', { user: SEED.twitterOldTownTennis }, 'WRONG_ACCOUNT'],
  ])('can be tried again on the same page after %s', async (_what, decision, code) => {
    const user = SEED.twitterHarbourRowing;
    const connection = await connect(app, 'TWITTER', { user, accountId: user });
    const { body } = await app.api.post<{ reconnectUrl: string }>(`/connections/${connection.id}/reconnect`);

    const failed = await through(await start(keyIn(body.reconnectUrl)), decision);
    const first = await page(failed);
    const second = await page(await through(await start(failed), { user }));

    expect(first).toMatchObject({ status: 'FAILED', problem: { code } });
    expect(second).toMatchObject({ status: 'CONNECTED', problem: null });
  });

  it('can be begun anew when the process died that was at it, and not while it is at it', async () => {
    const user = SEED.twitterHarbourRowing;
    const connection = await connect(app, 'TWITTER', { user, accountId: user });
    const { body } = await app.api.post<{ reconnectUrl: string }>(`/connections/${connection.id}/reconnect`);
    const key = keyIn(body.reconnectUrl);
    await app.database.query(
      `UPDATE "SocialOAuthSession" SET status = 'EXCHANGING', exchanging_since = social_now() WHERE connection_id = $1
       AND status = 'PENDING'`,
      [connection.id],
    );

    const during = [(await page(key)).status, (await call('POST', `${key}/start`)).body.code];
    await app.advance(301);
    const later = (await page(key)).status;

    expect([...during, later]).toEqual(['WORKING', 'RECONNECT_LINK_SPENT', 'READY']);
    expect(await page(await through(await start(key), { user }))).toMatchObject({ status: 'CONNECTED' });
  });

  it('says that a link is over, for a day, and then does not know it', async () => {
    const key = await begin('FACEBOOK');

    await app.advance(601);
    const over = await page(key);
    const started = await call('POST', `${key}/start`);
    const unknown = await call('GET', 'no-such-key');

    expect(over.status).toBe('EXPIRED');
    expect([started.status, started.body.code]).toEqual([404, 'RECONNECT_LINK_SPENT']);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'LINK_UNKNOWN']);
  });

  it('goes back to the page of the CRM where the CRM itself opened the dialog', async () => {
    const { authorizationUrl } = await startLogin(app.api, 'FACEBOOK', 'https://crm.example/social');

    const { location } = await browse(await answerDialog(app, authorizationUrl, { user: SEED.alex }));

    expect(location).toMatch(/^https:\/\/crm\.example\/social\?sessionId=.*&status=choosing$/);
  });

  it('takes the console for a way back, without anybody allowing it', async () => {
    const key = await begin('FACEBOOK', `${app.url}/connections`);

    expect((await page(key)).returnTo).toMatchObject({ host: new URL(app.url).host });
  });

  it('keeps no key of an address', async () => {
    const key = await begin('FACEBOOK');
    const after = await through(await start(key), { user: SEED.alex });

    const kept = await dump(app);

    expect(kept).not.toContain(key);
    expect(kept).not.toContain(after);
  });
});
