import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase, type OpenDatabase } from '../../../test/support/open-database.ts';
import { markSends } from './attempt.queries.ts';
import { claimDuePosts, type ClaimedPost } from './claim.queries.ts';
import { claimUnsettledSends, resumeUnsentAttempts } from './take-over.queries.ts';
import { readFirstSend } from './earlier-sends.queries.ts';
import { noteSeen, openQuarantine, type Quarantine } from './quarantine.queries.ts';
import { failLatePosts } from './lateness.queries.ts';

const leaseSeconds = 60;
const settleSeconds = 210;
const seenEvery = 10;

describe('the quarantine after a failover or a restore', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase();
  });

  beforeEach(async () => {
    await database.sql.count('TRUNCATE "SocialConnection" CASCADE');
    await database.sql.count(
      `UPDATE "SocialDatabaseIdentity" SET identity = social_database_identity(), seen_at = social_now(),
         quarantine_since = NULL, quarantine_until = NULL, quarantine_settled_at = NULL`,
    );
  });

  afterAll(async () => {
    await database.close();
  });

  const replaceDatabase = async () =>
    await database.sql.count(`UPDATE "SocialDatabaseIdentity" SET identity = '1/00000001'`);
  const open = async () =>
    await openQuarantine(database.sql, { marginSeconds: 60, settleSeconds, maxLatenessHours: 24 });
  const post = async (ahead = '-1 second'): Promise<string> => {
    const [row] = await database.sql.rows<{ id: string }>(
      `WITH c AS (
         INSERT INTO "SocialConnection" (tenant_id, platform, account_id, account_name, access_token_sealed)
         VALUES ('a', 'TWITTER', gen_random_uuid(), 'A', 'sealed') RETURNING id, tenant_id)
       INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
       SELECT tenant_id, id, 'SCHEDULED', 'News', social_now() + $1::interval FROM c RETURNING id`,
      [ahead],
    );
    return row!.id;
  };
  const claim = async (): Promise<ClaimedPost[]> => {
    const claim = await claimDuePosts(database.sql, {
      workerId: 'w1',
      attemptIds: [uuidv7()],
      leaseSeconds,
      maxLatenessHours: 24,
      scanFrom: null,
      busyConnections: 'list',
      scanLimit: 1_000,
      freedConnections: [],
      leftOut: [],
      leftOutPlatforms: [],
    });
    return claim.posts;
  };
  const takeOver = {
    workerId: 'w2',
    leaseSeconds,
    limit: 10,
    except: [],
    leftOutPlatforms: [],
    maxLatenessHours: 24,
  };

  it('a database that is the same opens none, and says when it was seen', async () => {
    await database.test.advance(60);

    expect(await noteSeen(database.sql, seenEvery)).toBe('same');
    expect(await open()).toBeUndefined();
    expect(
      await database.sql.rows(`SELECT seen_at >= social_now() - interval '5 seconds' AS now, quarantine_until
         FROM "SocialDatabaseIdentity"`),
    ).toEqual([{ now: true, quarantine_until: null }]);
  });

  it('a database that was never seen opens none', async () => {
    await database.sql.count('DELETE FROM "SocialDatabaseIdentity"');
    const before = await noteSeen(database.sql, seenEvery);

    expect([before, await open(), await noteSeen(database.sql, seenEvery)]).toEqual([
      'another',
      undefined,
      'same',
    ]);
  });

  it('of many workers that see another database one opens it, from a minute before the last sight until now', async () => {
    await database.test.advance(300);
    await replaceDatabase();

    const all = await Promise.all(Array.from({ length: 8 }, open));

    const opened = all.filter((each): each is Quarantine => each !== undefined);
    expect(opened).toHaveLength(1);
    const seconds = (opened[0]!.until.getTime() - opened[0]!.since.getTime()) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(360);
    expect(seconds).toBeLessThan(400);
    expect(await noteSeen(database.sql, seenEvery)).toBe('same');
  });

  it('a second one within the day keeps the beginning of the first', async () => {
    await replaceDatabase();
    const first = await open();
    await database.test.advance(3_600);
    await noteSeen(database.sql, seenEvery);
    await replaceDatabase();

    expect((await open())?.since).toEqual(first?.since);
  });

  it('nothing is claimed, taken over, looked up or failed on another database before it is open', async () => {
    await post();
    const [unsent] = await claim();
    const late = await post('-30 hours');
    await post();
    await database.test.advance(120);
    await replaceDatabase();

    const whileUnknown = [
      await claim(),
      await resumeUnsentAttempts(database.sql, takeOver),
      await failLate(),
    ];
    await markAsSent(unsent!);
    await database.test.advance(400);

    expect(whileUnknown).toEqual([[], [], []]);
    expect(await claimUnsettledSends(database.sql, takeOver)).toEqual([]);
    expect(await statusOf(late)).toBe('SCHEDULED');
  });

  it('what was there before waits until lost calls have landed, and is then looked up since the lost time began', async () => {
    const due = await post();
    const later = await post('2 hours');
    await replaceDatabase();
    const opened = await open();

    const atOnce = await claim();
    await database.test.advance(settleSeconds + 1);
    const settled = await claim();
    await database.sql.count(`UPDATE "SocialPost" SET scheduled_at = social_now() WHERE id = $1`, [later]);
    const asked = await claim();

    expect(atOnce).toEqual([]);
    expect(settled).toMatchObject([{ postId: due, mayBeLive: true, ambiguousBefore: true }]);
    expect(asked).toMatchObject([{ postId: later, mayBeLive: true }]);
    expect(await readFirstSend(database.sql, due)).toEqual(opened?.since);
  });

  it('a post that came later, or that was never meant for these days, goes out as usual', async () => {
    const farAway = await post('3 days');
    await replaceDatabase();
    await open();
    await database.sql.rows('SELECT pg_sleep(0.01)');
    const fresh = await post();

    expect(await claim()).toMatchObject([{ postId: fresh, mayBeLive: false, ambiguousBefore: false }]);
    expect(await readFirstSend(database.sql, fresh)).toBeNull();
    await database.test.advance(3 * 86_400 + 1);
    expect(await claim()).toMatchObject([{ postId: farAway, mayBeLive: false }]);
  });

  it.each(['SCHEDULED', 'FAILED', 'DRAFT', 'CANCELLED'])(
    'one that was %s before and is given a far time afterwards may have gone out in between',
    async (status) => {
      const id = await post();
      await database.sql.count(`UPDATE "SocialPost" SET status = $2 WHERE id = $1`, [id, status]);
      await replaceDatabase();
      const opened = await open();

      await database.sql.count(
        `UPDATE "SocialPost" SET status = 'SCHEDULED', scheduled_at = social_now() + interval '3 days' WHERE id = $1`,
        [id],
      );
      await database.test.advance(3 * 86_400 + 1);

      expect(await claim()).toMatchObject([{ postId: id, mayBeLive: true }]);
      expect(await readFirstSend(database.sql, id)).toEqual(opened?.since);
    },
  );

  it('an attempt that was open is taken over only then, and counts as one that may be live', async () => {
    await post();
    await claim();
    await replaceDatabase();
    await open();
    await database.test.advance(leaseSeconds + 1);

    const early = await resumeUnsentAttempts(database.sql, takeOver);
    await database.test.advance(settleSeconds);

    expect(early).toEqual([]);
    expect(await resumeUnsentAttempts(database.sql, takeOver)).toMatchObject([{ mayBeLive: true }]);
  });

  it('a post that is too late by then is not called unsent', async () => {
    const late = await post('-30 hours');
    await replaceDatabase();
    await open();

    await failLate();

    expect(
      await database.sql.rows('SELECT status, error_code FROM "SocialPost" WHERE id = $1', [late]),
    ).toEqual([{ status: 'FAILED', error_code: 'OUTCOME_UNKNOWN' }]);
  });

  const failLate = async () =>
    await failLatePosts(database.sql, {
      hours: 24,
      message: 'Too late.',
      unknown: { code: 'OUTCOME_UNKNOWN', message: 'It may be live.' },
    });
  const statusOf = async (id: string) =>
    (await database.sql.rows<{ status: string }>('SELECT status FROM "SocialPost" WHERE id = $1', [id]))[0]
      ?.status;
  const markAsSent = async ({ attemptId }: ClaimedPost) => {
    await database.sql.count(
      `UPDATE "SocialPublishAttempt" SET lease_until = social_now() + interval '1 minute'`,
    );
    const times = { leaseSeconds, deadlineSeconds: 30 };
    const marked = await markSends(
      database.sql,
      'w1',
      [{ attemptId, settleSeconds: 120, mark: 'first' }],
      times,
    );
    expect(marked.size).toBe(1);
  };
});
