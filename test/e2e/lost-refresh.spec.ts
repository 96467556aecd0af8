import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TokenUpkeepService } from '../../src/modules/connections/token-upkeep.service.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

const lifeSeconds = 7_200;
const halfLife = lifeSeconds * 0.6 + 1;
/** From there to less than two minutes before the end. */
const toTheEnd = lifeSeconds - halfLife - 90;

interface View {
  status: string;
  isActive: boolean;
  errorMessage: string | null;
  blockedReason: string | null;
}

describe('a token refresh whose answer is lost', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  beforeEach(async () => {
    await app.database.query('UPDATE "SocialConnection" SET is_active = false');
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.sandbox.send('DELETE', '/_sandbox/calls');
  });

  afterAll(async () => {
    await app.close();
  });

  const upkeep = async () => await app.nest.get(TokenUpkeepService).refreshAhead();
  const row = async ({ id }: GivenConnection) =>
    (await app.database.query('SELECT * FROM "SocialConnection" WHERE id = $1', [id]))[0]!;
  const tokenCalls = async () => {
    const { body } = await app.sandbox.send('GET', '/_sandbox/calls');
    const { calls } = body as { calls: { path: string }[] };
    return calls.filter(({ path }) => path === '/2/oauth2/token').length;
  };
  const order = async (fault: string, times: number | null = 1) =>
    await app.sandbox.control('faults', { operation: 'token', fault, times });
  const postView = async (id: string) => (await app.api.get<View>(`/posts/${id}`)).body;
  /** The connection after one refresh that met the fault, at the time when tokens are renewed. */
  const afterFault = async (fault: string) => {
    const connection = await app.given.connection('TWITTER');
    await app.advance(halfLife);
    await order(fault);
    await upkeep();
    return connection;
  };

  it.each(['drop-answer', 'error-after-accept', 'error-before', 'reset-before'])(
    '%s: the spent token is not shown again while the access token lives, and posts go out with it',
    async (fault) => {
      const connection = await afterFault(fault);

      await app.advance(1_000);
      await upkeep();
      const byHand = await app.api.post<{ code: string }>(`/connections/${connection.id}/refresh`);
      const post = await app.given.post(connection);
      await app.publishDue();

      expect(await tokenCalls()).toBe(1);
      expect([byHand.status, byHand.body.code]).toEqual([503, 'TOKEN_REFRESH_UNKNOWN']);
      expect(await postView(post.id)).toMatchObject({ status: 'PUBLISHED' });
      expect(await row(connection)).toMatchObject({ is_active: true, token_version: 1 });
    },
  );

  it('the exchange never took place: the old token is tried once near the end, and all goes on', async () => {
    const connection = await afterFault('error-before');

    await app.advance(toTheEnd);
    await upkeep();
    await upkeep();

    expect(await tokenCalls()).toBe(2);
    expect(await row(connection)).toMatchObject({
      is_active: true,
      token_version: 2,
      refresh_attempt_id: null,
      error_message: null,
    });
  });

  it('the exchange took place: the old token is tried once near the end, then the admin is asked and the posts wait', async () => {
    const connection = await afterFault('drop-answer');
    const later = new Date(app.clock.now().getTime() + 3 * 3_600_000);
    const post = await app.given.post(connection, { scheduledAt: later });

    await app.advance(toTheEnd);
    await upkeep();
    await app.advance(3 * 3_600);
    await upkeep();
    await app.publishDue();

    expect(await tokenCalls()).toBe(2);
    expect(await row(connection)).toMatchObject({
      is_active: false,
      error_code: 'TOKEN_REFRESH_LOST',
      error_message: expect.stringMatching(/^Token expired - reauthentication required.*Please reconnect/),
    });
    expect(await postView(post.id)).toMatchObject({
      status: 'SCHEDULED',
      blockedReason: expect.stringMatching(/goes out when it is reconnected/),
    });
  });

  it('a limit at the last try does not hide that the token may be spent', async () => {
    const connection = await afterFault('error-before');
    await app.advance(toTheEnd);
    await order('rate-limit');
    await upkeep();

    expect(await row(connection)).toMatchObject({
      is_active: true,
      refresh_attempt_id: expect.any(String),
      error_code: 'TOKEN_REFRESH_UNKNOWN',
    });
  });

  it('an access token that is refused early is not waited for: the old refresh token is tried at once', async () => {
    const connection = await afterFault('error-before');
    await app.advance(60);
    await app.sandbox.control('tokens/expire', { accountId: connection.accountId });
    const post = await app.given.post(connection);

    await app.publishDue();
    await app.publishDue();

    expect(await tokenCalls()).toBe(2);
    expect(await postView(post.id)).toMatchObject({ status: 'PUBLISHED' });
  });

  it('a token endpoint that is down for hours costs no connection', async () => {
    const connection = await app.given.connection('TWITTER');
    await order('error-before', null);
    for (let minute = 0; minute < 300; minute += 5) {
      await app.advance(300);
      await upkeep();
    }
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.advance(900);
    await upkeep();

    expect(await row(connection)).toMatchObject({ is_active: true, token_version: 2 });
  });
});

describe('tokens that end before the posts of the next full hour', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  it('are renewed before, spread over the minutes until then, and those of idle connections wait', async () => {
    const connections = 60;
    const due = new Date(app.clock.now().getTime() + 15 * 60_000);
    for (let count = 0; count < connections; count += 1) {
      const connection = await app.given.connection('TWITTER');
      await app.given.post(connection, { scheduledAt: due });
    }
    const idle = await app.given.connection('TWITTER');
    // Ends a minute after the posts are due; its half life is not over.
    await app.database.query(
      `UPDATE "SocialConnection" SET token_obtained_at = social_now() + interval '14 minutes',
         token_expires_at = social_now() + interval '16 minutes'`,
    );
    const renewed = async () => {
      const [{ count } = { count: 0 }] = await app.database.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM "SocialConnection" WHERE token_version > 1`,
      );
      return count;
    };

    const counts: number[] = [];
    for (let minute = 1; minute <= 13; minute += 1) {
      await app.advance(60);
      await app.nest.get(TokenUpkeepService).refreshAhead();
      counts.push(await renewed());
    }
    const each = counts.map((count, index) => count - (counts[index - 1] ?? 0));

    expect(counts.at(-1)).toBe(connections);
    expect(Math.max(...each)).toBeLessThan(connections / 4);
    expect(
      await app.database.query('SELECT token_version FROM "SocialConnection" WHERE id = $1', [idle.id]),
    ).toEqual([{ token_version: 1 }]);
  });
});
