import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase, type OpenDatabase } from '../../test/support/open-database.ts';

describe('the events of posts', () => {
  let database: OpenDatabase;
  const tenantId = 'acme';
  const connectionId = uuidv7();

  beforeAll(async () => {
    database = await openDatabase();
    await database.sql.rows(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed)
       VALUES ($1, $2, 'TWITTER', '1', 'Club', 'sealed')`,
      [connectionId, tenantId],
    );
    await database.sql.rows(
      `INSERT INTO "SocialWebhookEndpoint" (id, tenant_id, url, secret_sealed, created_by)
       VALUES ($1, $2, 'https://crm.example/', 'sealed', 'tester')`,
      [uuidv7(), tenantId],
    );
  });

  afterAll(async () => {
    await database.close();
  });

  async function post(state: string): Promise<string> {
    const id = uuidv7();
    await database.sql.rows(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, content, status) VALUES ($1, $2, $3, 'News', 'DRAFT')`,
      [id, tenantId, connectionId],
    );
    await database.sql.rows(`UPDATE "SocialPost" SET ${state} WHERE id = $1`, [id]);
    await database.sql.rows(`DELETE FROM "SocialOutboxEvent"`);
    return id;
  }

  async function typesAfter(id: string, change: string): Promise<string[]> {
    await database.sql.rows(`UPDATE "SocialPost" SET ${change} WHERE id = $1`, [id]);
    const events = await database.sql.rows<{ type: string }>(
      `SELECT type FROM "SocialOutboxEvent" WHERE post_id = $1 ORDER BY type`,
      [id],
    );
    return events.map(({ type }) => type);
  }

  const scheduled = `status = 'SCHEDULED', scheduled_at = '2027-05-05T10:00:00Z'`;
  const published = `status = 'PUBLISHED', platform_post_id = gen_random_uuid()::text`;
  const failed = `status = 'FAILED', error_message = 'No'`;

  it.each([
    [`status = 'DRAFT'`, scheduled, ['post.scheduled']],
    [failed, scheduled, ['post.scheduled']],
    [`status = 'CANCELLED'`, scheduled, ['post.scheduled']],
    [published, scheduled, ['post.scheduled']],
    [scheduled, `scheduled_at = '2027-05-06T10:00:00Z'`, ['post.scheduled']],
    [`status = 'PUBLISHING'`, published, ['post.published']],
    [`status = 'PUBLISHING'`, failed, ['post.failed']],
    [`status = 'PUBLISHING'`, `${failed}, error_code = 'OUTCOME_UNKNOWN'`, ['post.outcome_unknown']],
    [scheduled, failed, ['post.failed']],
    [scheduled, `status = 'CANCELLED'`, ['post.cancelled']],
    [`status = 'CANCELLED'`, `error_code = 'LIVE_AFTER_CANCEL'`, ['post.cancelled']],
    [published, `deleted_on_platform_at = social_now()`, ['post.deleted_on_platform']],
    [scheduled, `blocked_at = social_now()`, ['post.blocked']],
  ])('of %s that becomes %s', async (before, change, types) => {
    expect(await typesAfter(await post(before), change)).toEqual(types);
  });

  it.each([
    ['a claim', scheduled, `status = 'PUBLISHING'`],
    [
      'a try put back by the service',
      `status = 'PUBLISHING'`,
      `${scheduled}, not_before = social_now(), retry_count = 1`,
    ],
    [
      'figures',
      published,
      `likes = 5, engagement_synced_at = social_now(), error_code = NULL, deleted_on_platform_at = NULL`,
    ],
    ['a read of figures that is put off', published, `engagement_due_at = social_now()`],
    ['other words', scheduled, `content = 'Other news'`],
    ['the same time', scheduled, scheduled],
    ['the end of a blockage', `${scheduled}, blocked_at = social_now()`, `blocked_at = NULL`],
  ])('are none for %s, and no function of theirs is called', async (_what, before, change) => {
    const id = await post(before);

    const plan = await database.sql.rows<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE) UPDATE "SocialPost" SET ${change} WHERE id = '${id}'`,
    );

    const triggers = plan.map((line) => line['QUERY PLAN']).filter((line) => line.startsWith('Trigger'));
    expect(triggers.some((line) => line.includes('social_post_before_write'))).toBe(true);
    expect(triggers.filter((line) => line.includes('event'))).toEqual([]);
  });

  it('are shown by the plan where there are some, so that their absence means something', async () => {
    const id = await post(scheduled);

    const plan = await database.sql.rows<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE) UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = '${id}'`,
    );

    expect(plan.map((line) => line['QUERY PLAN'])).toContainEqual(
      expect.stringMatching(/^Trigger social_post_event_status.*calls=1/),
    );
  });

  it('are none for what a connection notes of each post', async () => {
    const plan = await database.sql.rows<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE) UPDATE "SocialConnection" SET last_post_at = social_now(), error_code = NULL WHERE id = '${connectionId}'`,
    );

    expect(plan.some((line) => /Trigger.*event/.test(line['QUERY PLAN']))).toBe(false);
  });

  it.each([
    ['leaves the queue', `status = 'CANCELLED'`],
    ['is put back by a person', `error_message = NULL, retry_count = 0`],
    ['gets another time', `scheduled_at = '2027-05-06T10:00:00Z'`],
  ])('forget that a post was blocked when it %s', async (_what, change) => {
    const id = await post(`${scheduled}, retry_count = 2, error_message = 'Later'`);
    await database.sql.rows(`UPDATE "SocialPost" SET blocked_at = social_now() WHERE id = $1`, [id]);

    await database.sql.rows(`UPDATE "SocialPost" SET ${change} WHERE id = $1`, [id]);

    const [row] = await database.sql.rows(`SELECT blocked_at FROM "SocialPost" WHERE id = $1`, [id]);
    expect(row).toEqual({ blocked_at: null });
  });
});
