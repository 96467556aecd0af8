import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

const databaseTimeoutMs = 1_500;

describe('while somebody keeps a transaction open in psql', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ DATABASE_TIMEOUT_MS: String(databaseTimeoutMs) });
  });

  afterAll(async () => {
    await app.close();
  });

  const connect = async () => {
    const psql = new Client(app.database.url);
    await psql.connect();
    return psql;
  };
  const published = async (tenant: string) => {
    const [row] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer FROM "SocialPost" WHERE status = 'PUBLISHED' AND tenant_id LIKE $1`,
      [`${tenant}-%`],
    );
    return row?.count;
  };
  const publishedWithin = async (tenant: string, count: number, withinMs: number) =>
    await until(
      `${count} posts are recorded`,
      async () => ((await published(tenant)) === count ? count : undefined),
      withinMs,
    );

  it.each([1, 6])(
    'the ends of all others are recorded after one statement timeout, and those of the %i held connections when it ends',
    async (held) => {
      const tenant = `held${held}`;
      const connections: string[] = [];
      for (let club = 0; club < 30; club += 1) {
        const connection = await app.given.connection('TWITTER', { tenantId: `${tenant}-${club}` });
        await app.given.post(connection);
        connections.push(connection.id);
      }
      const psql = await connect();
      await psql.query('BEGIN');
      await psql.query(`UPDATE "SocialConnection" SET account_name = 'Renamed' WHERE id = ANY ($1)`, [
        connections.slice(0, held),
      ]);

      await app.nest.get(PublishingService).publishDue();

      const others = await publishedWithin(tenant, 30 - held, 2 * databaseTimeoutMs + 1_500);
      await psql.query('ROLLBACK');
      await psql.end();
      const all = await publishedWithin(tenant, 30, 20_000);

      expect([others, all]).toEqual([30 - held, 30]);
    },
  );
});
