import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenResealService } from '../../src/modules/connections/token-reseal.service.ts';
import { TokenUpkeepService } from '../../src/modules/connections/token-upkeep.service.ts';
import { TestApp } from '../support/test-app.ts';

const first = `first:${Buffer.alloc(32, 1).toString('base64')}`;
const second = `second:${Buffer.alloc(32, 2).toString('base64')}`;
const gone = `gone:${Buffer.alloc(32, 3).toString('base64')}`;

describe('a new encryption key', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ TOKEN_ENCRYPTION_KEYS: `${second},${first}` });
  });

  afterAll(async () => {
    await app.close();
  });

  it('takes over every stored token, and posts go out before and after', async () => {
    const connection = await app.given.connection('TWITTER', { sealedBy: first });
    const unreadable = await app.given.connection('FACEBOOK', {
      sealedBy: gone,
    });
    await app.given.post(connection);
    await app.publishDue();

    await app.nest.get(TokenResealService).resealStale();
    await app.given.post(connection);
    await app.publishDue();

    const seals = await app.database.query<{ id: string; access: string; refresh: string | null }>(
      `SELECT id, split_part(access_token_sealed, '.', 2) AS access, split_part(refresh_token_sealed, '.', 2) AS refresh
       FROM "SocialConnection"`,
    );
    expect(seals).toHaveLength(2);
    expect(seals).toContainEqual({ id: connection.id, access: 'second', refresh: 'second' });
    expect(seals).toContainEqual({ id: unreadable.id, access: 'gone', refresh: null });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(2);
  });

  it('leaves a post whose token cannot be opened waiting, and says who must act, while others go out', async () => {
    const broken = await app.given.connection('TWITTER', {
      sealedBy: gone,
    });
    const waiting = await app.given.post(broken);
    const healthy = await app.given.post(await app.given.connection('TWITTER'));

    await app.publishDue();

    const { body } = await app.api.get(`/posts/${waiting.id}`);
    expect(body).toMatchObject({ status: 'SCHEDULED', errorCode: 'TOKEN_UNREADABLE', retryCount: 0 });
    expect((await app.api.get(`/posts/${healthy.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
  });

  it('a connection whose token cannot be opened can be disconnected, and the answer says what still stands', async () => {
    const broken = await app.given.connection('TWITTER', { sealedBy: gone });

    const { status, body } = await app.api.delete<{ revoked: boolean; message: string }>(
      `/connections/${broken.id}`,
    );

    expect([status, body.revoked]).toEqual([200, false]);
    expect(body.message).toMatch(/TOKEN_ENCRYPTION_KEYS.*remove this app in the settings of/);
    const [row] = await app.database.query('SELECT * FROM "SocialConnection" WHERE id = $1', [broken.id]);
    expect(row).toMatchObject({ is_active: false, access_token_sealed: null, refresh_token_sealed: null });
  });

  it('connections whose tokens cannot be opened do not keep the others from being renewed in time', async () => {
    const healthy = await app.given.connection('TWITTER', { sealedBy: first });
    const broken = await app.given.connection('TWITTER', { sealedBy: gone });
    await app.database.query(
      `INSERT INTO "SocialConnection" (tenant_id, platform, account_id, account_name, access_token_sealed,
         refresh_token_sealed, token_expires_at, token_obtained_at)
       SELECT tenant_id, platform, account_id || n, account_name, access_token_sealed, refresh_token_sealed,
         token_expires_at - interval '1 minute', token_obtained_at
       FROM "SocialConnection", generate_series(1, 200) n WHERE id = $1`,
      [broken.id],
    );
    await app.advance(7_200 * 0.6 + 61);

    await app.nest.get(TokenUpkeepService).refreshAhead();

    const rows = await app.database.query('SELECT token_version FROM "SocialConnection" WHERE id = $1', [
      healthy.id,
    ]);
    expect(rows).toEqual([{ token_version: 2 }]);
  });

  it('blames no token where the database refused to renew it, and posts once it does', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await app.database.query(
      `UPDATE "SocialConnection" SET token_expires_at = social_now() + interval '1 second' WHERE id = $1`,
      [connection.id],
    );
    await app.database.query(
      `CREATE FUNCTION no_lease() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE query_canceled; END $$`,
    );
    await app.database.query(
      `CREATE TRIGGER no_lease BEFORE UPDATE OF refresh_attempt_id ON "SocialConnection" FOR EACH ROW EXECUTE FUNCTION no_lease()`,
    );

    await app.publishDue();
    const held = await app.api.get(`/posts/${post.id}`);
    await app.database.query(`DROP TRIGGER no_lease ON "SocialConnection"`);
    await app.advance(31);
    await app.publishDue();

    expect(held.body).toMatchObject({ status: 'SCHEDULED', errorCode: 'TOKEN_NOT_READY', retryCount: 0 });
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
  });
});
