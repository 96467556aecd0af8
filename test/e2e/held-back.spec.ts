import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { ProviderRegistry } from '../../src/modules/providers/provider.registry.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

/** Longer than a send may rest on its mark. */
const tooLongMs = 1_100;

describe('a send whose connection stands only when its mark is too old', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  afterAll(async () => {
    await app.close();
  });

  /** As if name, connection and handshake of the next send took so long. */
  const connectLate = (platform: Platform, meanwhile: () => Promise<unknown> = async () => undefined) => {
    const { publishing } = app.nest.get(ProviderRegistry).require(platform);
    const publish = publishing.publish.bind(publishing);
    return jest.spyOn(publishing, 'publish').mockImplementationOnce(async (...given) => {
      await meanwhile();
      await pause(tooLongMs);
      return await publish(...given);
    });
  };
  const until = async ({ accountId }: GivenConnection, id: string) => ({
    post: (await app.api.get<Record<string, unknown>>(`/posts/${id}`)).body,
    live: await app.sandbox.ledger({ accountId }),
  });

  it.each<Platform>(['TWITTER', 'FACEBOOK', 'INSTAGRAM'])(
    'is marked again, and goes out once (%s)',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const { id } = await app.given.post(connection);
      const sends = connectLate(platform);

      await app.publishDue();
      await app.advance(6);
      await app.recover();

      const { post, live } = await until(connection, id);
      expect(sends).toHaveBeenCalledTimes(2);
      expect(post).toMatchObject({ status: 'PUBLISHED', retryCount: 0 });
      expect(live).toHaveLength(1);
    },
  );

  it.each<Platform>(['TWITTER', 'FACEBOOK'])(
    'does not leave when the connection was switched off meanwhile (%s)',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const { id } = await app.given.post(connection);
      connectLate(platform, () =>
        app.database.query(`UPDATE "SocialConnection" SET is_active = false WHERE id = $1`, [connection.id]),
      );

      await app.publishDue();

      const { post, live } = await until(connection, id);
      expect(live).toEqual([]);
      expect(post).toMatchObject({ status: 'SCHEDULED', errorCode: 'HELD_BACK', retryCount: 0 });
      expect(post['blockedReason']).not.toBeNull();
    },
  );

  it.each<Platform>(['TWITTER', 'FACEBOOK'])(
    'does not leave when the post was put back and then cancelled by hand after the mark (%s)',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const { id } = await app.given.post(connection);
      const { publishing } = app.nest.get(ProviderRegistry).require(platform);
      const publish = publishing.publish.bind(publishing);
      let cancelled: unknown[] = [];
      jest.spyOn(publishing, 'publish').mockImplementationOnce(async (...given) => {
        const asOperator = async (set: string, where: string) =>
          await app.database.query(`UPDATE "SocialPost" SET ${set} WHERE id = '${id}' ${where} RETURNING id`);
        await asOperator(`status = 'SCHEDULED', error_message = NULL, retry_count = 0`, '');
        cancelled = await asOperator(`status = 'CANCELLED'`, `AND status = 'SCHEDULED'`);
        return await publish(...given);
      });

      await app.publishDue();

      const { post, live } = await until(connection, id);
      expect(cancelled).toHaveLength(1);
      expect(live).toEqual([]);
      expect(post).toMatchObject({ status: 'CANCELLED' });
    },
  );

  it('goes out as soon as the connection is back, and costs no retry, however often that happens', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection);
    const switched = async (isActive: boolean) =>
      await app.database.query(`UPDATE "SocialConnection" SET is_active = $2 WHERE id = $1`, [
        connection.id,
        isActive,
      ]);
    for (let time = 0; time < 2; time += 1) {
      connectLate('TWITTER', async () => await switched(false));
      await app.publishDue();
      await switched(true);
    }

    await app.publishDue();

    const { post, live } = await until(connection, id);
    expect(post).toMatchObject({ status: 'PUBLISHED', errorCode: null, retryCount: 0 });
    expect(live).toHaveLength(1);
  });

  it('is known not to have been sent where every mark came too late, and goes out when the database is quick again', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection);
    await app.database.query(`CREATE FUNCTION slow_mark() RETURNS trigger LANGUAGE plpgsql
      AS $body$ BEGIN PERFORM pg_sleep(1.05); RETURN NEW; END $body$`);
    await app.database.query(`CREATE TRIGGER slow_mark BEFORE UPDATE ON "SocialPublishAttempt" FOR EACH ROW
      WHEN (NEW.settle_until IS DISTINCT FROM OLD.settle_until AND NEW.closed_at IS NULL) EXECUTE FUNCTION slow_mark()`);
    await app.publishDue();
    await app.database.query('DROP FUNCTION slow_mark() CASCADE');
    const meanwhile = await until(connection, id);

    await app.advance(60);
    await app.publishDue();

    expect(meanwhile.post).toMatchObject({ status: 'SCHEDULED', errorCode: 'HELD_BACK', retryCount: 1 });
    expect(meanwhile.live).toEqual([]);
    const { post, live } = await until(connection, id);
    expect(post).toMatchObject({ status: 'PUBLISHED' });
    expect(live).toHaveLength(1);
  });
});
