import { describe, expect, it } from '@jest/globals';
import { startPublishSuite } from '../../../test/support/publish-statements.ts';
import { until } from '../../../test/support/service-process.ts';
import type { Sql } from '../../database/database.ts';
import type { ClaimedPost } from './claim.queries.ts';
import { readOthersOnAccount } from './earlier-sends.queries.ts';

const shownAfterSeconds = 210;

describe('the other posts of an account', () => {
  const suite = startPublishSuite();
  const { connection, post, claim, mark, end } = suite;

  /** Connections of several tenants to one account. */
  const share = async (...tenants: string[]) => {
    const ids: string[] = [];
    for (const tenant of tenants) ids.push(await connection(tenant));
    await suite.database.sql.count(
      `UPDATE "SocialConnection" SET account_id = 'the club' WHERE id = ANY($1)`,
      [ids],
    );
    return ids;
  };
  const sent = async (connectionId: string, worker: string): Promise<ClaimedPost> => {
    const id = await post(connectionId, { ago: 1 });
    const claimed = (await claim(worker)).find(({ postId }) => postId === id);
    expect(await mark(worker, claimed)).toBe(true);
    return claimed!;
  };
  const accountOf = ({ postId, attemptId }: ClaimedPost) =>
    ({ platform: 'TWITTER', accountId: 'the club', postId, attemptId, shownAfterSeconds }) as const;
  const others = async (claimed: ClaimedPost, platformPostIds: string[] = []) =>
    await readOthersOnAccount(suite.database.sql, { ...accountOf(claimed), platformPostIds });
  const bound = async (claimed: ClaimedPost) => [...(await others(claimed, ['1', '2', '3'])).boundIds].sort();

  it('bind their live ids, whichever tenant connected it, and even when it was disconnected', async () => {
    const [mine, theirs] = await share('a', 'b');
    const elsewhere = await connection('c');
    await end(await sent(theirs!, 'w1'), 'w1', {
      outcome: 'published',
      postStatus: 'PUBLISHED',
      platformPostId: '1',
    });
    await end(await sent(elsewhere, 'w1'), 'w1', {
      outcome: 'published',
      postStatus: 'PUBLISHED',
      platformPostId: '2',
    });
    await suite.database.sql.count(`UPDATE "SocialConnection" SET is_active = false WHERE id = $1`, [theirs]);

    expect(await bound(await sent(mine!, 'w1'))).toEqual(['1']);
  });

  it.each([
    ['PUBLISHED', null, ['3']],
    ['CANCELLED', 'LIVE_AFTER_CANCEL', ['3']],
    ['CANCELLED', null, []],
    ['PUBLISHING', null, []],
  ])('bind the own id of a row that is %s (%s): %j', async (status, errorCode, ids) => {
    const [mine] = await share('a');
    const claimed = await sent(mine!, 'w1');
    await suite.database.sql.count(
      `UPDATE "SocialPost" SET status = $2, platform_post_id = '3', deleted_on_platform_at = social_now() WHERE id = $1`,
      [claimed.postId, status],
    );
    await suite.database.sql.count(`UPDATE "SocialPost" SET error_code = $2 WHERE id = $1`, [
      claimed.postId,
      errorCode,
    ]);

    expect(await bound(claimed)).toEqual(ids);
  });

  it('are on their way as long as their answer may come or they may not be shown, then only for those that were sent later', async () => {
    const [mine, theirs] = await share('a', 'b');
    const first = await sent(mine!, 'w1');
    const second = await sent(theirs!, 'w2');
    const waits = async (claimed: ClaimedPost) => (await others(claimed)).onTheirWay.length;

    expect([await waits(first), await waits(second)]).toEqual([1, 1]);
    await suite.database.test.advance(shownAfterSeconds + 1);
    expect([await waits(first), await waits(second)]).toEqual([0, 1]);
    await end(first, 'w1', { outcome: 'undecided', postStatus: 'FAILED' });
    expect(await waits(second)).toBe(0);
  });

  it('are waited for by a post that has sent nothing itself, and do not wait for it', async () => {
    const [mine, theirs] = await share('a', 'b');
    const id = await post(theirs!, { ago: 1 });
    const unsent = (await claim('w2')).find(({ postId }) => postId === id)!;
    const first = await sent(mine!, 'w1');
    await suite.database.test.advance(shownAfterSeconds + 1);

    expect((await others(unsent)).onTheirWay).toEqual([first.payload]);
    expect((await others(first)).onTheirWay).toEqual([]);
  });

  it('are waited for by one that looks before it sends, where they do so too and were claimed before', async () => {
    const [mine, theirs] = await share('a', 'b');
    const first = await sent(mine!, 'w1');
    const second = await sent(theirs!, 'w1');
    for (const each of [first, second]) await end(each, 'w1', { outcome: 'undecided', postStatus: 'FAILED' });
    const again = async ({ postId }: ClaimedPost) => {
      await suite.database.sql.count(
        `UPDATE "SocialPost" SET status = 'SCHEDULED', content = 'Other words' WHERE id = $1`,
        [postId],
      );
      return (await claim('w1')).find((claimed) => claimed.postId === postId)!;
    };
    const [earlier, later] = [await again(second), await again(first)];

    expect((await others(earlier)).onTheirWay).toEqual([]);
    const waitedFor = (await others(later)).onTheirWay;
    expect(waitedFor).toHaveLength(2);
    expect(waitedFor).toEqual(expect.arrayContaining([second.payload, earlier.payload]));
  });

  it('are not waited for by it where nothing of them can be live', async () => {
    const [mine, theirs] = await share('a', 'b');
    await post(theirs!, { ago: 1 });
    await claim('w1');
    const id = await post(mine!, { ago: 1 });
    const looking = (await claim('w1')).find(({ postId }) => postId === id)!;
    expect((await others(looking)).onTheirWay).toEqual([]);

    await suite.database.sql.count(
      `UPDATE "SocialDatabaseIdentity" SET quarantine_since = social_now() - interval '1 hour', quarantine_until = social_now(), quarantine_settled_at = social_now()`,
    );
    expect((await others(looking)).onTheirWay).toHaveLength(1);
    await suite.database.sql.count(
      `UPDATE "SocialDatabaseIdentity" SET quarantine_since = NULL, quarantine_until = NULL, quarantine_settled_at = NULL`,
    );
  });

  it('let no two rows have a live id that one statement writes', async () => {
    const [mine, theirs] = await share('a', 'b');
    const ids = [await post(mine!, { ago: 1 }), await post(theirs!, { ago: 1 })];

    await expect(
      suite.database.sql.count(`UPDATE "SocialPost" SET platform_post_id = '1' WHERE id = ANY($1)`, [ids]),
    ).rejects.toMatchObject({ code: '23505' });
  });

  it('let no second row have a live id, not even one that is being written at the same time', async () => {
    const [mine, theirs] = await share('a', 'b');
    const [first, second, other] = [
      await post(mine!, { ago: 1 }),
      await post(theirs!, { ago: 1 }),
      await post(await connection('c'), { ago: 1 }),
    ];
    const bind = async (sql: Sql, id: string) =>
      await sql.count(`UPDATE "SocialPost" SET platform_post_id = '1' WHERE id = $1`, [id]);
    const waits = async () => {
      const [row] = await suite.database.sql.rows<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return row?.count === 1 ? true : undefined;
    };
    let comesSecond: Promise<unknown> = Promise.resolve();

    await suite.database.sql.transaction(async (tx) => {
      await bind(tx, first);
      comesSecond = bind(suite.database.sql, second).catch((error: unknown) => error);
      await until('the second one waits', waits, 5_000);
    });

    expect(await comesSecond).toMatchObject({
      code: '23505',
      message: expect.stringContaining('social_post_live_once_on_account'),
    });
    expect(await bind(suite.database.sql, first)).toBe(1);
    expect(await bind(suite.database.sql, other)).toBe(1);
  });

  it('are found among many without reading a table from end to end', async () => {
    const [mine, theirs] = await share('a', 'b');
    const claimed = await sent(mine!, 'w1');
    await suite.database.sql.count(
      `INSERT INTO "SocialConnection" (tenant_id, platform, account_id, account_name, access_token_sealed)
       SELECT 'many', 'TWITTER', n, 'Club', 'sealed' FROM generate_series(1, 5000) n`,
    );
    await suite.database.sql.count(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at, published_at, platform_post_id)
       SELECT 'b', $1, 'PUBLISHED', 'News', social_now(), social_now(), n FROM generate_series(1, 20000) n`,
      [theirs],
    );

    const platformPostIds = Array.from({ length: 100 }, (_each, index) => String(index));
    const read = async () =>
      await suite.database.sql.transaction(async (tx) => {
        const before = await rowsRead(tx);
        const { boundIds } = await readOthersOnAccount(tx, { ...accountOf(claimed), platformPostIds });
        const after = await rowsRead(tx);
        return {
          found: boundIds.size,
          whole: after.whole - before.whole,
          isFew: after.probed - before.probed < 500,
        };
      });
    const beforeStatistics = await read();
    await suite.database.sql.count('ANALYZE');

    for (const each of [beforeStatistics, await read()])
      expect(each).toEqual({ found: 99, whole: 0, isFew: true });
  });
});

/** In this transaction and what its session has not reported yet. */
async function rowsRead(tx: Sql): Promise<{ whole: number; probed: number }> {
  const [row] = await tx.rows<{ whole: number; probed: number }>(
    `SELECT sum(seq_tup_read)::integer AS whole, sum(idx_tup_fetch)::integer AS probed FROM pg_stat_xact_user_tables
     WHERE relname IN ('SocialConnection', 'SocialPost')`,
  );
  return row!;
}
