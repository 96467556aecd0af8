import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.ts';
import { Fleet } from '../support/fleet.ts';
import type { GivenConnection } from '../support/given.ts';
import { until, type ServiceProcess } from '../support/service-process.ts';

/** How long a process keeps the right to refresh, and a little more, in seconds. */
const pastTheLease = 61;
/** From there to the last two minutes of a token of two hours: then a refresh token that may be spent is tried once more. */
const toTheEnd = 7_200 - pastTheLease - 90;

describe('refreshing over several processes', () => {
  let fleet: Fleet;

  afterEach(async () => {
    await fleet.disband();
  });

  const processes = async (count: number) =>
    await Promise.all(Array.from({ length: count }, async () => await fleet.start('api')));
  const refresh = async (service: ServiceProcess, { id, tenantId }: GivenConnection) =>
    await new ApiClient(service.url, { tenantId }).post<{ isActive: boolean }>(`/connections/${id}/refresh`);
  const tokenCalls = async () => {
    const { body } = await fleet.sandbox.send('GET', '/_sandbox/calls');
    const { calls } = body as { calls: { path: string; status: number | null }[] };
    return calls.filter(({ path }) => path === '/2/oauth2/token').map(({ status }) => status);
  };
  const order = async (fault: string, ms = 0) =>
    await fleet.sandbox.control('faults', { operation: 'token', fault, ms });
  const row = async ({ id }: GivenConnection) =>
    (await fleet.database.query('SELECT * FROM "SocialConnection" WHERE id = $1', [id]))[0]!;
  /** The platform has the request, so the process holds the lease and waits. */
  const orderTaken = async () =>
    await until('the token request has arrived', async () => {
      const { body } = await fleet.sandbox.send('GET', '/_sandbox/faults');
      return (body as { faults: object[] }).faults.length === 0 ? true : undefined;
    });

  it('four processes that all want 40 connections at once show every single-use token once', async () => {
    fleet = await Fleet.gather();
    const connections = await fleet.connections(40, ['TWITTER']);
    const services = await processes(4);

    const answers = await Promise.all(
      connections.flatMap((connection) =>
        services.map(async (service) => await refresh(service, connection)),
      ),
    );

    expect(answers.filter(({ status, body }) => status !== 200 || !body.isActive)).toEqual([]);
    expect(await tokenCalls()).toEqual(connections.map(() => 200));
    for (const connection of connections) {
      expect(await row(connection)).toMatchObject({ is_active: true, token_version: 2 });
    }
  }, 120_000);

  it('a process killed while its request hangs, never accepted, costs nothing: near the end of the token another one refreshes', async () => {
    fleet = await Fleet.gather();
    const [connection] = await fleet.connections(1, ['TWITTER']);
    const [doomed, other] = await processes(2);
    await order('hang');
    const broken = refresh(doomed!, connection!).catch(() => 'cut off');
    await orderTaken();

    await doomed!.kill();
    const afterTheKill = await row(connection!);
    await fleet.database.advance(pastTheLease);
    const early = await refresh(other!, connection!);
    await fleet.database.advance(toTheEnd);
    const { status, body } = await refresh(other!, connection!);

    expect(await broken).toBe('cut off');
    expect(afterTheKill).toMatchObject({ is_active: true, token_version: 1 });
    expect([early.status, early.body]).toMatchObject([503, { code: 'TOKEN_REFRESH_UNKNOWN' }]);
    expect([status, body.isActive]).toEqual([200, true]);
    expect((await tokenCalls()).filter((answer) => answer === 200)).toHaveLength(1);
    expect(await row(connection!)).toMatchObject({ is_active: true, token_version: 2, error_message: null });
  }, 90_000);

  it('a process killed while its token is exchanged: nobody breaks its lease, the old token is shown once more at the end, then the admin is asked', async () => {
    fleet = await Fleet.gather();
    const [connection] = await fleet.connections(1, ['TWITTER']);
    const [doomed, ...others] = await processes(3);
    await order('slow', 2_000);
    const broken = refresh(doomed!, connection!).catch(() => 'cut off');
    await orderTaken();

    await doomed!.kill();
    const callers = others.flatMap((service) => Array.from({ length: 10 }, () => service));
    const waiting = Promise.all(callers.map(async (service) => await refresh(service, connection!)));
    await until('the exchange was made', async () => ((await tokenCalls()).length > 0 ? true : undefined));
    const whileLeased = await tokenCalls();
    await fleet.database.advance(pastTheLease);
    const answers = await waiting;
    const all = async () =>
      await Promise.all(callers.map(async (service) => await refresh(service, connection!)));
    const afterTheLease = await all();
    const shownUntilThen = await tokenCalls();
    await fleet.database.advance(toTheEnd);
    const atTheEnd = await all();

    expect(await broken).toBe('cut off');
    expect(whileLeased).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(afterTheLease.map(({ status }) => status))).toEqual(new Set([503]));
    expect(shownUntilThen).toHaveLength(1);
    expect(new Set(atTheEnd.map(({ status }) => status))).toEqual(new Set([409]));
    expect(await tokenCalls()).toHaveLength(2);
    expect(await row(connection!)).toMatchObject({
      is_active: false,
      error_message: expect.stringMatching(/^Token expired - reauthentication required/),
    });
  }, 90_000);
});
