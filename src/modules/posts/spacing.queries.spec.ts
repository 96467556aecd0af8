import { describe, expect, it } from '@jest/globals';
import type { Sql } from '../../database/database.ts';
import { startPublishSuite } from '../../../test/support/publish-statements.ts';
import { applySpacing } from './spacing.queries.ts';

const posts = 400;

describe('spreading the posts of a connection', () => {
  const suite = startPublishSuite();

  /** As after a night of limits: statistics that know of no scheduled post, and the retry of the runbook for all of them. */
  const retriedAtOnce = async (): Promise<string> => {
    const { sql } = suite.database;
    const id = await suite.connection('a');
    const other = await suite.connection('b');
    for (const connection of [id, other]) await suite.backlog(connection, posts);
    await sql.count(`UPDATE "SocialPost" SET status = 'FAILED'`);
    await sql.count('ANALYZE "SocialPost"');
    await sql.count(`UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0`);
    return id;
  };

  /** Rows of the table that the statements of one transaction look at. */
  const rowsRead = async (work: (tx: Sql) => Promise<unknown>): Promise<number> =>
    await suite.database.sql.transaction(async (tx) => {
      await work(tx);
      const [read] = await tx.rows<{ rows: number }>(
        `SELECT (SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = posts)::float8
           + pg_stat_get_xact_tuples_returned(posts) AS rows
         FROM CAST('"SocialPost"' AS regclass) AS posts`,
      );
      return read?.rows ?? Number.NaN;
    });

  it.each([
    [
      'through the API',
      async (tx: Sql, connectionId: string) =>
        await applySpacing(tx, 'a', { connectionId, spacingMinutes: 5, startAt: null }),
    ],
    [
      'by an operator',
      async (tx: Sql, id: string) =>
        await tx.rows(`SELECT social_reschedule_connection($1, interval '5 minutes')`, [id]),
    ],
  ])('%s reads each of them a few times, and not once for each other one', async (_, spread) => {
    const id = await retriedAtOnce();

    const read = await rowsRead(async (tx) => await spread(tx, id));

    const [moved] = await suite.database.sql.rows<{ times: number; apart: number }>(
      `SELECT count(DISTINCT scheduled_at)::integer AS times,
         extract(epoch FROM max(scheduled_at) - min(scheduled_at))::float8 AS apart
       FROM "SocialPost" WHERE connection_id = $1`,
      [id],
    );
    expect(moved).toEqual({ times: posts, apart: (posts - 1) * 300 });
    expect(read).toBeGreaterThanOrEqual(posts);
    expect(read).toBeLessThan(30 * posts);
  });
});
