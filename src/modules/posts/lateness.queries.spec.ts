import { describe, expect, it } from '@jest/globals';
import { idsOf, startPublishSuite } from '../../../test/support/publish-statements.ts';
import { failLatePosts } from './lateness.queries.ts';

const day = 24 * 3600;
const minute = 60;
const general = 'Too late.';

describe('a post whose time is over', () => {
  const suite = startPublishSuite();
  const { connection, post, claim } = suite;

  /** A post that is due now, and how long a limit holds its connection, in seconds. */
  const held = async (seconds: number, isOfApp: 'connection' | 'app' = 'connection') => {
    const connectionId = await connection('a');
    await limit(connectionId, seconds, isOfApp);
    return { connectionId, id: await post(connectionId, { ago: 0 }) };
  };
  const limit = async (connectionId: string, seconds: number, of: 'connection' | 'app') =>
    await (of === 'app'
      ? suite.database.sql.count(
          `INSERT INTO "SocialRateLimit" (platform, limited_until, reason)
           VALUES ('TWITTER', social_now() + make_interval(secs => $1), 'Used up.')`,
          [seconds],
        )
      : suite.database.sql.count(
          `UPDATE "SocialConnection" SET rate_limited_until = social_now() + make_interval(secs => $2) WHERE id = $1`,
          [connectionId, seconds],
        ));
  const failLate = async () =>
    await failLatePosts(suite.database.sql, {
      hours: 24,
      message: general,
      unknown: { code: 'OUTCOME_UNKNOWN', message: 'It may be live.' },
    });
  const advance = async (seconds: number) => await suite.database.test.advance(seconds);
  const row = async (id: string) => {
    const [found] = await suite.database.sql.rows<Record<string, string | null>>(
      `SELECT status, error_code AS "errorCode", error_message AS "errorMessage" FROM "SocialPost" WHERE id = $1`,
      [id],
    );
    return found!;
  };

  it.each(['connection', 'app'] as const)(
    'a moment before the limit of its %s ends waits for that moment, and goes out',
    async (of) => {
      const { id } = await held(day + 30, of);

      await advance(day);
      expect(await failLate()).toEqual([]);
      expect(await claim('w1')).toEqual([]);
      await advance(31);
      expect(await failLate()).toEqual([]);

      expect(idsOf(await claim('w1'))).toEqual(new Set([id]));
    },
  );

  it('and that was put off to the end of the limit itself goes out then', async () => {
    const { id } = await held(day + 30);
    await suite.database.sql.count(
      `UPDATE "SocialPost" SET not_before = social_now() + make_interval(secs => $1)`,
      [day + 30],
    );

    await advance(day + 31);
    expect(await failLate()).toEqual([]);

    expect(idsOf(await claim('w1'))).toEqual(new Set([id]));
  });

  it.each(['connection', 'app'] as const)(
    'long before the limit of its %s ends fails at once, and says until when the limit holds',
    async (of) => {
      const { id } = await held(30 * 3600, of);
      await advance(day - 1);
      expect(await failLate()).toEqual([]);

      await advance(1);
      expect(await failLate()).toMatchObject([{ id }]);

      const { errorCode, errorMessage } = await row(id);
      expect(errorCode).toBe('MISSED_WINDOW');
      expect(errorMessage).toMatch(
        /^X took no more posts from this account before \d{4}-\d\d-\d\d \d\d:\d\d UTC, and this post was to go out by .* UTC at the latest, so it was not sent late\. Give it a new time, or retry it;/,
      );
    },
  );

  it('is waited for a quarter of an hour at most', async () => {
    const { connectionId, id } = await held(day + 10 * minute);
    await advance(day);
    await failLate();
    await limit(connectionId, 20 * minute, 'connection');

    await advance(15 * minute - 1);
    expect(await failLate()).toEqual([]);
    await advance(1);
    await failLate();

    expect(await row(id)).toMatchObject({ status: 'FAILED', errorCode: 'MISSED_WINDOW' });
    expect((await row(id)).errorMessage).toMatch(/^X took no more posts/);
  });

  it.each<[string, number, string]>([
    ['the limit was over before', day - minute, ''],
    ['there was no limit', 0, ''],
    ['its connection is not active', day + minute, `UPDATE "SocialConnection" SET is_active = false`],
  ])('fails in general words when %s', async (_why, seconds, meanwhile) => {
    const { id } = await held(seconds);
    if (meanwhile) await suite.database.sql.count(meanwhile);

    await advance(day);
    await failLate();

    expect(await row(id)).toMatchObject({ errorCode: 'MISSED_WINDOW', errorMessage: general });
    expect(await claim('w1')).toEqual([]);
  });

  it('that nobody looked at for hours does not blame a limit of now', async () => {
    const { connectionId, id } = await held(0);
    await advance(day + 3600);
    await limit(connectionId, 60, 'connection');

    await failLate();

    expect((await row(id)).errorMessage).toBe(general);
  });
});
