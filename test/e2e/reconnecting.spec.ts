import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SEED } from '../../sandbox/seed.ts';
import { Secret } from '../../src/kernel/secret.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import { ProviderError } from '../../src/modules/providers/provider.errors.ts';
import { ProviderRegistry } from '../../src/modules/providers/provider.registry.ts';
import { TokenUpkeepService } from '../../src/modules/connections/token-upkeep.service.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import {
  answerDialog,
  connect,
  dump,
  logIn,
  visit,
  type ConnectionView,
  type SessionView,
} from '../support/login.ts';
import { TestApp } from '../support/test-app.ts';

interface Started {
  authorizationUrl: string;
  reconnectUrl: string;
  sessionId: string;
}

interface PostView {
  status: string;
  blockedReason: string | null;
}

const accounts: [Platform, { user: string; accountId: string }, string][] = [
  ['FACEBOOK', { user: SEED.alex, accountId: SEED.harbourRowing }, SEED.sam],
  [
    'TWITTER',
    { user: SEED.twitterHarbourRowing, accountId: SEED.twitterHarbourRowing },
    SEED.twitterOldTownTennis,
  ],
];

describe('reconnecting and disconnecting', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const view = async (id: string) => (await app.api.get<ConnectionView>(`/connections/${id}`)).body;
  const post = async (id: string) => (await app.api.get<PostView>(`/posts/${id}`)).body;
  const session = async (id: string) => (await app.api.get<SessionView>(`/connections/sessions/${id}`)).body;
  const reconnect = async (id: string) => (await app.api.post<Started>(`/connections/${id}/reconnect`)).body;
  const row = async (id: string) =>
    (await app.database.query('SELECT * FROM "SocialConnection" WHERE id = $1', [id]))[0]!;
  const reveal = async (id: string, column: 'access_token_sealed' | 'refresh_token_sealed') => {
    const { [column]: sealed, tenant_id: tenantId } = await row(id);
    const place = { table: 'SocialConnection', column, rowId: id, tenantId: String(tenantId) };
    return app.nest.get(TokenCipher).open(String(sealed), place).reveal();
  };

  it.each(accounts)(
    '%s: the right account renews the same row, and what was parked goes out',
    async (platform, wanted) => {
      const connection = await connect(app, platform, wanted);
      const parked = await app.given.post({ ...connection, tenantId: 'acme', platform });
      await app.api.post(`/connections/${connection.id}/deactivate`);
      await app.publishDue();
      expect(await post(parked.id)).toMatchObject({
        status: 'SCHEDULED',
        blockedReason: expect.stringMatching(/Deactivated by tester/),
      });

      const { authorizationUrl, sessionId } = await reconnect(connection.id);
      const page = await visit(await answerDialog(app, authorizationUrl, { user: wanted.user }));
      await app.publishDue();

      expect([page.status, page.text]).toEqual([200, expect.stringMatching(/is connected/)]);
      expect(await session(sessionId)).toMatchObject({
        status: 'CONNECTED',
        connections: [{ id: connection.id }],
      });
      expect(await view(connection.id)).toMatchObject({ isActive: true, errorMessage: null });
      expect(await post(parked.id)).toMatchObject({ status: 'PUBLISHED', blockedReason: null });
    },
  );

  it.each(accounts)(
    '%s: another account is refused by name, and the connection stays as it was',
    async (platform, wanted, other) => {
      const connection = await connect(app, platform, wanted);
      await app.api.post(`/connections/${connection.id}/deactivate`);
      const before = await row(connection.id);

      const { authorizationUrl, sessionId } = await reconnect(connection.id);
      const page = await visit(await answerDialog(app, authorizationUrl, { user: other }));

      expect(page.status).toBe(400);
      const { status, problem } = await session(sessionId);
      expect([status, problem?.code]).toEqual(['FAILED', 'WRONG_ACCOUNT']);
      expect(problem?.message).toContain(connection.accountName);
      expect(problem?.message).toMatch(/Sunrise Swimmers|oldtowntennis/);
      expect(await row(connection.id)).toEqual(before);
    },
  );

  it('the reconnect link needs no access token, may be opened often, and is spent by the login', async () => {
    const connection = await connect(
      app,
      ...(accounts[1]!.slice(0, 2) as [Platform, { user: string; accountId: string }]),
    );
    const { reconnectUrl } = await reconnect(connection.id);

    const first = await visit(reconnectUrl);
    const second = await visit(reconnectUrl);
    const overtaken = await visit(
      await answerDialog(app, first.location!, { user: SEED.twitterHarbourRowing }),
    );
    const through = await visit(
      await answerDialog(app, second.location!, { user: SEED.twitterHarbourRowing }),
    );
    const third = await visit(reconnectUrl);

    expect([first.status, second.status]).toEqual([303, 303]);
    expect([overtaken.status, through.status, third.status]).toEqual([400, 200, 404]);
    expect(JSON.parse(third.text)).toMatchObject({ code: 'RECONNECT_LINK_SPENT' });
    expect((await visit(reconnectUrl.replace('/twitter/', '/facebook/'))).status).toBe(404);
  });

  it('a reconnect link ends after a day', async () => {
    const connection = await app.given.connection('TWITTER');
    const { reconnectUrl } = await reconnect(connection.id);
    await app.advance(24 * 3600 + 1);

    expect((await visit(reconnectUrl)).status).toBe(404);
  });

  it('X: deleting revokes every token at X, hides the connection and sends nothing more', async () => {
    const connection = await connect(app, 'TWITTER', {
      user: SEED.twitterOldTownTennis,
      accountId: SEED.twitterOldTownTennis,
    });
    const waiting = await app.given.post({ ...connection, tenantId: 'acme', platform: 'TWITTER' });
    const access = await reveal(connection.id, 'access_token_sealed');
    const refresh = await reveal(connection.id, 'refresh_token_sealed');
    expect(app.platforms.twitterTokens.caller(access)).not.toBeNull();

    const { status, body } = await app.api.delete(`/connections/${connection.id}`);
    await app.publishDue();

    expect([status, body]).toEqual([
      200,
      { id: connection.id, revoked: true, message: expect.stringMatching(/revoked at X/) },
    ]);
    expect(app.platforms.twitterTokens.caller(access)).toBeNull();
    expect(app.platforms.twitterTokens.rotate(refresh)).toBeNull();
    expect((await app.api.get(`/connections/${connection.id}`)).status).toBe(404);
    expect(await row(connection.id)).toMatchObject({
      access_token_sealed: null,
      refresh_token_sealed: null,
      is_active: false,
    });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toEqual([]);
    expect((await app.api.get<PostView>(`/posts/${waiting.id}`)).body).toMatchObject({ status: 'SCHEDULED' });
    expect((await app.api.delete(`/connections/${connection.id}`)).status).toBe(404);
  });

  it('X: new tokens that come while the old ones are revoked are revoked as well', async () => {
    const wanted = { user: SEED.twitterOldTownTennis, accountId: SEED.twitterOldTownTennis };
    const connection = await connect(app, 'TWITTER', wanted);
    const { connecting } = app.nest.get(ProviderRegistry).require('TWITTER');
    const revoke = connecting.revoke.bind(connecting);
    const renewed: string[] = [];
    const spy = jest.spyOn(connecting, 'revoke').mockImplementationOnce(async (tokens) => {
      const page = await visit(
        await answerDialog(app, (await reconnect(connection.id)).authorizationUrl, { user: wanted.user }),
      );
      expect(page.status).toBe(200);
      renewed.push(await reveal(connection.id, 'access_token_sealed'));
      await revoke(tokens);
    });

    const { status, body } = await app.api.delete<{ revoked: boolean }>(`/connections/${connection.id}`);
    spy.mockRestore();

    expect([status, body.revoked]).toEqual([200, true]);
    expect(await row(connection.id)).toMatchObject({ is_active: false, access_token_sealed: null });
    expect(app.platforms.twitterTokens.caller(renewed[0]!)).toBeNull();
  });

  it('X: of two who disconnect at once, neither is told that what X did not take back is revoked', async () => {
    const connection = await app.given.connection('TWITTER');
    const { connecting } = app.nest.get(ProviderRegistry).require('TWITTER');
    const down = new ProviderError({
      meaning: 'unavailable',
      code: 'TWITTER_UNAVAILABLE',
      message: 'X has a disturbance.',
      who: 'wait',
    });
    const disconnect = async () =>
      (await app.api.delete<{ revoked: boolean }>(`/connections/${connection.id}`)).body.revoked;
    const revoked: boolean[] = [];
    const spy = jest.spyOn(connecting, 'revoke').mockRejectedValue(down);
    spy.mockImplementationOnce(async () => {
      revoked.push(await disconnect());
      throw down;
    });

    revoked.push(await disconnect());
    spy.mockRestore();

    expect(revoked).toEqual([false, false]);
  });

  it('X: connecting the account again revives the row, and its waiting posts go out', async () => {
    const wanted = { user: SEED.twitterOldTownTennis, accountId: SEED.twitterOldTownTennis };
    const [gone] = await app.database.query(`SELECT id FROM "SocialConnection" WHERE account_id = $1`, [
      wanted.accountId,
    ]);

    const revived = await connect(app, 'TWITTER', wanted);
    await app.publishDue();

    expect(revived).toMatchObject({ id: gone!['id'], isActive: true, errorMessage: null });
    expect(await app.sandbox.ledger({ accountId: wanted.accountId })).toHaveLength(1);
  });

  it('X: when X cannot be reached the tokens are deleted all the same, and the answer says what still stands', async () => {
    const connection = await connect(app, 'TWITTER', {
      user: SEED.twitterOldTownTennis,
      accountId: SEED.twitterOldTownTennis,
    });
    await app.sandbox.control('faults', { operation: 'token', fault: 'error-before', times: null });

    const { body } = await app.api.delete<{ message: string }>(`/connections/${connection.id}`);
    await app.sandbox.send('DELETE', '/_sandbox/faults');

    expect(body).toMatchObject({ revoked: false });
    expect(body.message).toMatch(/tokens are deleted here.*still stands at X.*remove this app/);
    expect(await row(connection.id)).toMatchObject({ access_token_sealed: null });
  });

  it('Facebook: the permission stands while another Page of the login needs it, and is revoked with the last', async () => {
    const found = await logIn(app, 'FACEBOOK', { user: SEED.alex });
    const { body: selected } = await app.api.post<{ connections: ConnectionView[] }>(
      `/connections/sessions/${found.id}/select`,
      { accountIds: [SEED.harbourRowing, SEED.oldTownTennis] },
    );
    const gone = selected.connections.find(({ accountId }) => accountId === SEED.harbourRowing)!;
    const kept = selected.connections.find(({ accountId }) => accountId === SEED.oldTownTennis)!;

    const { body } = await app.api.delete<{ message: string }>(`/connections/${gone.id}`);
    const next = await app.given.post({ ...kept, tenantId: 'acme', platform: 'FACEBOOK' });
    await app.publishDue();

    expect(body).toMatchObject({ id: gone.id, revoked: false });
    expect(body.message).toMatch(
      /tokens are deleted here.*still stands at Facebook.*other accounts? connected/,
    );
    expect(await row(gone.id)).toMatchObject({ access_token_sealed: null });
    expect(await post(next.id)).toMatchObject({ status: 'PUBLISHED' });

    const others = await app.database.query<{ id: string }>(
      `SELECT id FROM "SocialConnection" WHERE platform <> 'TWITTER' AND disconnected_at IS NULL AND id <> $1`,
      [kept.id],
    );
    for (const { id } of others) await app.api.delete(`/connections/${id}`);
    const token = await reveal(kept.id, 'access_token_sealed');
    const last = await app.api.delete<{ message: string }>(`/connections/${kept.id}`);

    expect(last.body).toMatchObject({ revoked: true, message: expect.stringMatching(/revoked at Facebook/) });
    const used = await app.sandbox.send('GET', `/v26.0/${kept.accountId}?fields=id`, { token });
    expect(used.body).toMatchObject({ error: { code: 190 } });
  });

  it('deactivating parks the posts, and a refresh of it is refused with the way out', async () => {
    const connection = await app.given.connection('TWITTER');
    const waiting = await app.given.post(connection);

    const { body } = await app.api.post<ConnectionView>(`/connections/${connection.id}/deactivate`);
    await app.publishDue();
    const refresh = await app.api.post(`/connections/${connection.id}/refresh`);

    expect(body).toMatchObject({
      isActive: false,
      errorMessage: expect.stringMatching(/^Deactivated by tester/),
    });
    expect(await post(waiting.id)).toMatchObject({
      status: 'SCHEDULED',
      blockedReason: expect.stringMatching(
        /not active: Deactivated by tester\. Reconnect the account to publish again\. The post goes out/,
      ),
    });
    expect([refresh.status, refresh.body]).toEqual([
      409,
      expect.objectContaining({ code: 'RECONNECT_REQUIRED' }),
    ]);
  });

  it('what has expired and cannot be refreshed is switched off with the words of the runbook; what can be is not', async () => {
    const facebook = await app.given.connection('FACEBOOK');
    const twitter = await app.given.connection('TWITTER');
    await app.database.query(
      `UPDATE "SocialConnection" SET token_expires_at = social_now() - interval '1 second' WHERE id = ANY($1::uuid[])`,
      [[facebook.id, twitter.id]],
    );

    await app.nest.get(TokenUpkeepService).deactivateExpired();

    expect(await view(facebook.id)).toMatchObject({
      isActive: false,
      errorMessage: 'Token expired - reauthentication required',
    });
    expect(await view(twitter.id)).toMatchObject({ isActive: true });
  });

  it('a sealed token that was moved to another row opens nothing', async () => {
    const [one, two] = [await app.given.connection('TWITTER'), await app.given.connection('TWITTER')];
    const sealed = (await row(one.id))['access_token_sealed'];
    const place = { table: 'SocialConnection', column: 'access_token_sealed', tenantId: 'acme' };
    const cipher = app.nest.get(TokenCipher);

    expect(() => cipher.open(sealed, { ...place, rowId: two.id })).toThrow(/unable to authenticate/);
    expect(cipher.open(sealed, { ...place, rowId: one.id })).toBeInstanceOf(Secret);
    expect(await dump(app)).not.toContain(cipher.open(sealed, { ...place, rowId: one.id }).reveal());
  });
});
