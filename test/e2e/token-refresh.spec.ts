import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../src/database/database.ts';
import { ConnectionsService } from '../../src/modules/connections/connections.service.ts';
import { TokenAccessService } from '../../src/modules/connections/token-access.service.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import { ApiClient } from '../support/api-client.ts';
import type { GivenConnection } from '../support/given.ts';
import { answerDialog, visit, type ConnectionView } from '../support/login.ts';
import { ServiceProcess, until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

const tokenPath = '/2/oauth2/token';

describe('refreshing tokens that work once', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.sandbox.send('DELETE', '/_sandbox/calls');
  });

  afterAll(async () => {
    await app.close();
  });

  const view = async (id: string) => (await app.api.get<ConnectionView>(`/connections/${id}`)).body;
  const row = async (id: string) =>
    (await app.database.query('SELECT * FROM "SocialConnection" WHERE id = $1', [id]))[0]!;
  const callsTo = async (wanted: string) => {
    const { body } = await app.sandbox.send('GET', '/_sandbox/calls');
    return (body as { calls: { path: string }[] }).calls.filter(({ path }) => path === wanted).length;
  };
  const tokenCalls = async () => await callsTo(tokenPath);
  const slowRefresh = async (ms: number) => {
    await app.sandbox.control('faults', { operation: 'token', fault: 'slow', ms });
  };
  const reveal = async (id: string, column: 'access_token_sealed' | 'refresh_token_sealed') => {
    const { [column]: sealed, tenant_id: tenantId } = await row(id);
    const place = { table: 'SocialConnection', column, rowId: id, tenantId: String(tenantId) };
    return app.nest.get(TokenCipher).open(String(sealed), place).reveal();
  };
  const refreshUnderWay = async (id: string) =>
    await until('the refresh has its lease', async () =>
      (await row(id))['refresh_attempt_id'] ? true : undefined,
    );
  const reconnect = async ({ id, accountId }: GivenConnection) => {
    const { body } = await app.api.post<{ authorizationUrl: string }>(`/connections/${id}/reconnect`);
    const page = await visit(await answerDialog(app, body.authorizationUrl, { user: accountId }));
    expect(page.status).toBe(200);
  };

  it('200 callers in two processes cause one token request, all are answered well, and nobody is switched off', async () => {
    const connection = await app.given.connection('TWITTER');
    const wanted = {
      databaseUrl: app.database.url,
      sandboxUrl: app.sandboxUrl,
      overrides: { SOCIAL_ROLE: 'api' },
    };
    const services = await Promise.all([ServiceProcess.start(wanted), ServiceProcess.start(wanted)]);
    await slowRefresh(1_000);

    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const api = new ApiClient(services[index % 2]!.url);
        return await api.post<ConnectionView>(`/connections/${connection.id}/refresh`);
      }),
    );
    const logs = services.map(({ log }) => log);
    await Promise.all(services.map(async (service) => await service.stop()));

    expect(answers.filter(({ status, body }) => status !== 200 || !body.isActive)).toEqual([]);
    expect(await tokenCalls()).toBe(1);
    expect(await row(connection.id)).toMatchObject({
      is_active: true,
      token_version: 2,
      refresh_lease_until: null,
    });
    expect(
      app.platforms.twitterTokens.caller(await reveal(connection.id, 'access_token_sealed')),
    ).not.toBeNull();
    expect(logs.join('')).not.toMatch(/needs its admin/);
  });

  it('a refresh gives a new pair, and the old refresh token is spent', async () => {
    const connection = await app.given.connection('TWITTER');
    const old = await reveal(connection.id, 'refresh_token_sealed');

    const { status, body } = await app.api.post<ConnectionView>(`/connections/${connection.id}/refresh`);

    expect([status, body.isActive, body.errorMessage]).toEqual([200, true, null]);
    expect(await reveal(connection.id, 'refresh_token_sealed')).not.toBe(old);
    const post = await app.given.post(connection);
    await app.publishDue();
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
  });

  it('a caller who comes just after a refresh causes none; a minute later one does', async () => {
    const connection = await app.given.connection('TWITTER');
    const refresh = async () => (await app.api.post(`/connections/${connection.id}/refresh`)).status;

    const soon = [await refresh(), await refresh()];
    const callsSoon = await tokenCalls();
    await app.advance(61);
    const later = await refresh();

    expect([...soon, later]).toEqual([200, 200, 200]);
    expect([callsSoon, await tokenCalls()]).toEqual([1, 2]);
  });

  it('a reconnect during a slow refresh is not written over by it', async () => {
    const connection = await app.given.connection('TWITTER');
    await slowRefresh(1_500);

    const refreshing = app.api.post<ConnectionView>(`/connections/${connection.id}/refresh`);
    await refreshUnderWay(connection.id);
    await reconnect(connection);
    const afterReconnect = await row(connection.id);
    const { status } = await refreshing;

    expect(status).toBe(200);
    expect(await row(connection.id)).toEqual(afterReconnect);
    expect(
      app.platforms.twitterTokens.caller(await reveal(connection.id, 'access_token_sealed')),
    ).not.toBeNull();
  });

  it('a refusal of the old token after a reconnect uses the new one and switches nothing off', async () => {
    const connection = await app.given.connection('TWITTER');
    const old = await reveal(connection.id, 'refresh_token_sealed');
    await slowRefresh(1_500);

    const refreshing = app.api.post<ConnectionView>(`/connections/${connection.id}/refresh`);
    await refreshUnderWay(connection.id);
    await reconnect(connection);
    app.platforms.twitterTokens.revoke(old);
    const { status, body } = await refreshing;

    expect([status, body.isActive]).toEqual([200, true]);
    expect(await row(connection.id)).toMatchObject({
      is_active: true,
      error_message: null,
      token_version: 2,
    });
    const post = await app.given.post(connection);
    await app.publishDue();
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
  });

  it('an operator who switches the connection off during a refresh is obeyed, and the new pair is kept', async () => {
    const connection = await app.given.connection('TWITTER');
    const old = await reveal(connection.id, 'refresh_token_sealed');
    await slowRefresh(1_000);

    const refreshing = app.api.post<ConnectionView>(`/connections/${connection.id}/refresh`);
    await refreshUnderWay(connection.id);
    await app.database.query(
      `UPDATE "SocialConnection" SET is_active = false, error_message = 'Stopped by hand' WHERE id = $1`,
      [connection.id],
    );
    const { status } = await refreshing;

    expect(status).toBe(409);
    expect(await view(connection.id)).toMatchObject({ isActive: false, errorMessage: 'Stopped by hand' });
    expect(await reveal(connection.id, 'refresh_token_sealed')).not.toBe(old);
  });

  it.each(['error-after-accept', 'rate-limit'])(
    'a connection that a person switched off during a refresh keeps their reason, whatever the refresh met (%s)',
    async (fault) => {
      const connection = await app.given.connection('TWITTER');
      await app.sandbox.control('faults', { operation: 'token', fault });
      const database = app.nest.get(Database);
      const count = database.count.bind(database);
      jest.spyOn(database, 'count').mockImplementationOnce(async (text, values) => {
        const leased = await count(text, values);
        await app.api.post(`/connections/${connection.id}/deactivate`);
        return leased;
      });

      await app.nest.get(TokenAccessService).refreshById(connection.id);

      expect(await tokenCalls()).toBe(1);
      expect(await row(connection.id)).toMatchObject({
        is_active: false,
        error_code: 'DEACTIVATED',
        error_message: expect.stringMatching(/^Deactivated by tester/),
        refresh_lease_until: null,
        refresh_failures: 1,
      });
    },
  );

  it('an answer that comes after the lease is stored, although another process took the lease and did not reach X', async () => {
    const connection = await app.given.connection('TWITTER');
    const old = await reveal(connection.id, 'refresh_token_sealed');
    await slowRefresh(1_000);

    const refreshing = app.api.post(`/connections/${connection.id}/refresh`);
    await refreshUnderWay(connection.id);
    await app.database.query(
      `UPDATE "SocialConnection" SET refresh_attempt_id = gen_random_uuid(), refresh_lease_until = NULL WHERE id = $1`,
      [connection.id],
    );
    const { status } = await refreshing;

    expect(status).toBe(200);
    expect(await row(connection.id)).toMatchObject({ token_version: 2, refresh_attempt_id: null });
    expect(await reveal(connection.id, 'refresh_token_sealed')).not.toBe(old);
  });

  it('a right that was missing before a reconnect is not held against the connection after it', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'custom',
      status: 403,
      body: { title: 'Forbidden', detail: 'You are not permitted to perform this action.', status: 403 },
    });
    const post = await app.given.post(connection);
    const connections = app.nest.get(ConnectionsService);
    const noteProblem = connections.noteProblem.bind(connections);
    jest.spyOn(connections, 'noteProblem').mockImplementationOnce(async (...noted) => {
      await reconnect(connection);
      await noteProblem(...noted);
    });

    await app.publishDue();

    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ errorCode: 'X_NOT_PERMITTED' });
    expect(await row(connection.id)).toMatchObject({
      is_active: true,
      token_version: 2,
      error_code: null,
      error_message: null,
    });
  });

  it.each(['rate-limit', 'error-before'])(
    'a refused token is not used again before its refresh can be had, whatever keeps that away (%s)',
    async (fault) => {
      const connection = await app.given.connection('TWITTER');
      await app.advance(120);
      await app.sandbox.control('tokens/expire', { accountId: connection.accountId });
      await app.sandbox.control('faults', { operation: 'token', fault, times: null, resetSeconds: 600 });
      const post = await app.given.post(connection);

      for (let round = 0; round < 12; round += 1) await app.publishDue();
      const meanwhile = (await app.api.get<{ status: string; errorMessage: string }>(`/posts/${post.id}`))
        .body;
      const [tweets, tokens] = [await callsTo('/2/tweets'), await tokenCalls()];
      await app.sandbox.send('DELETE', '/_sandbox/faults');
      await app.advance(700);
      await app.publishDue();
      await app.publishDue(); // Only a refusal shows that the token must be renewed.

      expect([tweets, tokens]).toEqual([1, 1]);
      expect(meanwhile.status).toBe('SCHEDULED');
      expect(meanwhile.errorMessage).not.toMatch(/reconnect/i);
      expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
    },
  );

  it.each([400, 403, 404])(
    'a page with status %i, which X itself never sends to a refresh, blames neither account nor request',
    async (status) => {
      const connection = await app.given.connection('TWITTER');
      await app.advance(7200 - 60);
      const page = '<html><title>Attention Required!</title></html>';
      await app.sandbox.control('faults', { operation: 'token', fault: 'custom', status, body: page });
      const post = await app.given.post(connection);

      await app.publishDue();
      const held = await app.api.get(`/posts/${post.id}`);
      const heldRow = await row(connection.id);
      await app.advance(31);
      await app.publishDue();

      expect(held.body).toMatchObject({ status: 'SCHEDULED', errorCode: 'X_NOT_REACHED', retryCount: 0 });
      expect(heldRow).toMatchObject({
        is_active: true,
        error_code: 'X_NOT_REACHED',
        refresh_attempt_id: null,
      });
      expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
    },
  );

  it('the token endpoint is left alone until the time it names, by clocks; a person may ask before', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.sandbox.control('faults', {
      operation: 'token',
      fault: 'rate-limit',
      times: null,
      resetSeconds: 900,
    });
    await app.advance(7200 - 60);
    const post = await app.given.post(connection);

    for (let round = 0; round < 20; round += 1) {
      await app.publishDue();
      await app.advance(31);
    }
    const byClocks = await tokenCalls();
    const byHand = await app.api.post<{ code: string }>(`/connections/${connection.id}/refresh`);
    const afterHand = await tokenCalls();
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(1_000);
    await app.publishDue();

    expect(byClocks).toBe(1);
    expect([byHand.status, afterHand]).toEqual([503, 2]);
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
  });

  it('one refusal of a token that is a moment old switches nothing off, a second one does', async () => {
    const connection = await app.given.connection('TWITTER');
    const refuse = async (times: number) =>
      await app.sandbox.control('faults', {
        accountId: connection.accountId,
        operation: 'publish',
        fault: 'custom',
        status: 401,
        times,
        body: { title: 'Unauthorized', status: 401 },
      });
    await app.advance(7200 - 60);
    await refuse(1);
    const [first, second] = [await app.given.post(connection), await app.given.post(connection)];
    const rounds = async () => {
      for (let round = 0; round < 4; round += 1) {
        await app.publishDue();
        await app.advance(15);
      }
    };

    await rounds();
    const afterOne = await row(connection.id);
    await app.advance(7200);
    await refuse(2);
    await app.given.post(connection);
    await rounds();

    expect(afterOne).toMatchObject({ is_active: true, error_code: null });
    for (const { id } of [first, second])
      expect((await app.api.get(`/posts/${id}`)).body).toMatchObject({ status: 'PUBLISHED' });
    expect(await row(connection.id)).toMatchObject({ is_active: false, error_code: 'X_TOKEN_EXPIRED' });
  });

  it('whoever slept while the lease was given does not show the token that another may have spent since', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.advance(7200 - 60);
    const database = app.nest.get(Database);
    const count = database.count.bind(database);
    jest.spyOn(database, 'count').mockImplementationOnce(async (text, values) => {
      const leased = await count(text, values);
      await app.advance(61);
      return leased;
    });

    const [access] = (await app.nest.get(TokenAccessService).requireAccess([connection.id])).values();
    const callsMeanwhile = await tokenCalls();
    const [later] = (await app.nest.get(TokenAccessService).requireAccess([connection.id])).values();

    expect(access).toMatchObject({ status: 'later', failure: { code: 'TOKEN_REFRESH_UNDER_WAY' } });
    expect(callsMeanwhile).toBe(0);
    expect(later).toMatchObject({ status: 'ok', tokenVersion: 2 });
  });

  it('whoever gives the lease back unused leaves the doubt of an earlier refresh on the row', async () => {
    const connection = await app.given.connection('TWITTER');
    const earlier = '0190aaaa-0000-7000-8000-000000000001';
    await app.database.query(`UPDATE "SocialConnection" SET refresh_attempt_id = $2 WHERE id = $1`, [
      connection.id,
      earlier,
    ]);
    await app.advance(7200 - 60);
    const database = app.nest.get(Database);
    const count = database.count.bind(database);
    jest.spyOn(database, 'count').mockImplementationOnce(async (text, values) => {
      const leased = await count(text, values);
      await app.advance(6);
      return leased;
    });

    await app.nest.get(TokenAccessService).requireAccess([connection.id]);

    expect(await tokenCalls()).toBe(0);
    expect(await row(connection.id)).toMatchObject({
      refresh_attempt_id: earlier,
      refresh_lease_until: null,
    });
  });

  it.each([-3, 3])(
    'a process whose clock is %i hours off stores the end of a token by the clock of the database',
    async (hours) => {
      const connection = await app.given.connection('TWITTER');
      app.clock.advance(hours * 3_600);

      const result = await app.nest.get(TokenAccessService).refreshById(connection.id);
      await app.nest.get(TokenAccessService).requireAccess([connection.id]);
      app.clock.advance(-hours * 3_600);

      const [{ seconds } = { seconds: 0 }] = await app.database.query<{ seconds: number }>(
        `SELECT extract(epoch FROM token_expires_at - social_now())::float8 AS seconds FROM "SocialConnection" WHERE id = $1`,
        [connection.id],
      );
      expect(result).toMatchObject({ status: 'ok', tokenVersion: 2 });
      expect(await tokenCalls()).toBe(1);
      expect(Math.abs(seconds - 7_200)).toBeLessThan(60);
    },
  );

  it('a token that X no longer takes switches the connection off once, with the words of the runbook', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.sandbox.control('tokens/expire', { accountId: connection.accountId, refresh: true });

    const answers = await Promise.all(
      [1, 2, 3].map(async () => await app.api.post(`/connections/${connection.id}/refresh`)),
    );

    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [409, 'RECONNECT_REQUIRED'],
      [409, 'RECONNECT_REQUIRED'],
      [409, 'RECONNECT_REQUIRED'],
    ]);
    expect(await tokenCalls()).toBe(1);
    expect(await view(connection.id)).toMatchObject({
      isActive: false,
      errorMessage: expect.stringMatching(/^Token expired - reauthentication required/),
    });
  });

  it.each(['FACEBOOK', 'INSTAGRAM'] as const)(
    '%s has no refresh: 409, and how to reconnect',
    async (platform) => {
      const connection = await app.given.connection(platform);

      const { status, body } = await app.api.post(`/connections/${connection.id}/refresh`);

      expect([status, body]).toEqual([
        409,
        expect.objectContaining({
          code: 'REFRESH_NOT_SUPPORTED',
          detail: expect.stringContaining(`POST /connections/${connection.id}/reconnect`),
        }),
      ]);
      expect(await view(connection.id)).toMatchObject({ isActive: true });
    },
  );
});
