import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase, type OpenDatabase } from '../../../test/support/open-database.ts';
import { markBlockedPosts } from './blocked-posts.queries.ts';

describe('marking blocked posts', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  async function connectionWithPosts(count: number): Promise<string> {
    const id = uuidv7();
    await database.sql.rows(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed, is_active, error_message)
       VALUES ($1, 'acme', 'TWITTER', $2, 'Club', 'sealed', false, 'Reconnect it')`,
      [id, id],
    );
    await database.sql.rows(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, content, status, scheduled_at, not_before)
       SELECT 'acme', $1, 'News', 'SCHEDULED', social_now() - interval '1 minute' + late, social_now() - interval '1 minute' + later
       FROM (VALUES (interval '0', interval '0'), (interval '1 hour', interval '0'), (interval '0', interval '1 hour')) AS t (late, later),
         generate_series(1, $2)`,
      [id, count],
    );
    return id;
  }

  const blockedOf = async (connectionId: string) =>
    await database.sql.rows<{ due: boolean }>(
      `SELECT due_at <= social_now() AS due FROM "SocialPost" WHERE connection_id = $1 AND blocked_at IS NOT NULL`,
      [connectionId],
    );

  it('takes those that are due, a batch at a time, and each once', async () => {
    const id = await connectionWithPosts(5);

    const marked = [];
    for (let run = 0; run < 4; run += 1) marked.push(await markBlockedPosts(database.sql, 3));

    expect(marked).toEqual([3, 2, 0, 0]);
    expect(await blockedOf(id)).toEqual(Array.from({ length: 5 }, () => ({ due: true })));
  });

  it('leaves a connection alone that is being switched on at this moment', async () => {
    const id = await connectionWithPosts(2);

    const marked = await database.sql.transaction(async (tx) => {
      await tx.count(`UPDATE "SocialConnection" SET is_active = true WHERE id = $1`, [id]);
      return await markBlockedPosts(database.sql, 100);
    });

    expect(marked).toBe(0);
    expect(await markBlockedPosts(database.sql, 100)).toBe(0);
    expect(await blockedOf(id)).toEqual([]);
  });
});
