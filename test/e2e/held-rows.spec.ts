import { setTimeout as pause } from 'node:timers/promises';
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

  it('the same goes for a post that is held while it is being sent', async () => {
    const posts: string[] = [];
    for (let club = 0; club < 10; club += 1) {
      const connection = await app.given.connection('TWITTER', { tenantId: `sent-${club}` });
      posts.push((await app.given.post(connection)).id);
    }
    await app.sandbox.control('faults', { operation: 'publish', fault: 'slow', ms: 1_000, times: null });
    const psql = await connect();
    await app.nest.get(PublishingService).publishDue();
    await until('all are being sent', async () => {
      const marked = await app.database.query(
        'SELECT id FROM "SocialPublishAttempt" WHERE send_started_at IS NOT NULL AND post_id = ANY ($1)',
        [posts],
      );
      return marked.length === posts.length ? true : undefined;
    });

    await psql.query('BEGIN');
    await psql.query(`UPDATE "SocialPost" SET content = 'Edited' WHERE id = $1`, [posts[0]]);
    const others = await publishedWithin('sent', 9, 1_000 + 2 * databaseTimeoutMs + 1_500);
    await psql.query('COMMIT');
    await psql.end();
    const all = await publishedWithin('sent', 10, 20_000);
    await app.sandbox.send('DELETE', '/_sandbox/faults');

    expect([others, all]).toEqual([9, 10]);
  });

  it('posts of others go out at once though the held one has a backlog as long as a scan, and its own when it ends', async () => {
    const [large, small] = [
      await app.given.connection('TWITTER', { tenantId: 'large-1' }),
      await app.given.connection('TWITTER', { tenantId: 'small-1' }),
    ];
    await app.database.query(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
       SELECT 'large-1', $1, 'SCHEDULED', 'News ' || n, social_now() - make_interval(secs => 2000 - n) FROM generate_series(1, 1200) n`,
      [large.id],
    );
    await app.given.post(small);
    const psql = await connect();
    await psql.query('BEGIN');
    await psql.query(
      `UPDATE "SocialPost" SET content = 'Edited' WHERE connection_id = $1 AND content = 'News 1'`,
      [large.id],
    );
    const publishing = app.nest.get(PublishingService);

    await publishing.publishDue();
    await publishing.drain();
    const whileHeld = [await published('small'), await published('large')];
    for (let tick = 0; tick < 8; tick += 1) {
      await publishing.publishDue();
      await pause(250);
    }
    await psql.query('COMMIT');
    await psql.end();
    const isSent = async () => {
      await publishing.publishDue();
      return (await published('large')) === 0 ? undefined : true;
    };
    await until('the held post is sent', isSent, 3_000);

    expect(whileHeld).toEqual([1, 0]);
    const [first] = await app.database.query(
      `SELECT content FROM "SocialPost" WHERE connection_id = $1 AND status = 'PUBLISHED' ORDER BY published_at LIMIT 1`,
      [large.id],
    );
    expect(first).toEqual({ content: 'Edited' });
  });
});
