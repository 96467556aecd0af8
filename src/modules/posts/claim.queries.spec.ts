import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Client, type QueryResultRow } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { idsOf, leaseSeconds, owner, startPublishSuite } from '../../../test/support/publish-statements.ts';
import { saveResumeState } from './attempt.queries.ts';
import type { Platform } from '../../kernel/platform.ts';
import { claimDuePosts } from './claim.queries.ts';
import { failLatePosts } from './lateness.queries.ts';

const tooLate = {
  hours: 24,
  message: 'Too late.',
  unknown: { code: 'OUTCOME_UNKNOWN', message: 'It may be live.' },
};

describe.each(['list', 'probe'] as const)('claiming, busy connections told by a %s', (lookup) => {
  const suite = startPublishSuite(lookup);
  const {
    connection,
    post,
    postAt,
    backlog,
    secondsAgo,
    placeAgo,
    secondsSince,
    claim,
    claimed,
    claimWish,
    claimOne,
    mark,
    end,
    statusOf,
  } = suite;

  it('takes the earliest post of each free connection and no second one beside it', async () => {
    const [one, two] = [await connection('a'), await connection('a')];
    const late = await post(one, { ago: 10 });
    const early = await post(one, { ago: 20 });
    const other = await post(two, { ago: 5 });

    const first = await claim('w1');
    const second = await claim('w2');

    expect(idsOf(first)).toEqual(new Set([early, other]));
    expect(second).toEqual([]);
    expect(await statusOf(late)).toBe('SCHEDULED');
  });

  it('never gives one post to two workers, however many ask at once', async () => {
    const connections = await Promise.all(Array.from({ length: 40 }, () => connection('a')));
    for (const each of connections) await post(each, { ago: 1 });

    const claims = await Promise.all(Array.from({ length: 8 }, (_, worker) => claim(`w${worker}`, 10)));

    const claimed = claims.flat().map(({ postId }) => postId);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claimed.length).toBeGreaterThanOrEqual(10);
  });

  it('opens one attempt of a connection after the other, however many workers claim and end at once', async () => {
    for (let each = 0; each < 3; each += 1) await backlog(await connection('a'), 20);
    const twoOpen = `SELECT connection_id FROM "SocialPublishAttempt" WHERE closed_at IS NULL
      GROUP BY connection_id HAVING count(*) > 1`;
    const found: unknown[] = [];
    const work = async (workerId: string) => {
      for (let idle = 0; idle < 20;) {
        const [own] = await claim(workerId, 1);
        found.push(...(await suite.database.sql.rows(twoOpen)));
        if (own) await end(own, workerId, { outcome: 'never_sent', postStatus: 'FAILED' });
        idle = own ? 0 : idle + 1;
      }
    };

    await Promise.all(Array.from({ length: 8 }, (_, worker) => work(`w${worker}`)));

    expect(found).toEqual([]);
    const turns = await suite.database.sql.rows(
      `SELECT count(*)::integer AS attempts, max(connection_turn)::integer AS last FROM "SocialPublishAttempt" GROUP BY connection_id`,
    );
    expect(turns).toEqual(Array.from({ length: 3 }, () => ({ attempts: 20, last: 20 })));
  });

  it('takes other posts than a claim that is not committed yet', async () => {
    for (let each = 0; each < 20; each += 1) await post(await connection('club'), { ago: 100 - each });

    const [first, second] = await suite.database.sql.transaction(async (tx) => {
      const own = await claimDuePosts(tx, claimWish({ limit: 10, workerId: 'w1' }));
      return [own.posts, await claim('w2', 10)];
    });

    expect([first.length, second.length]).toEqual([10, 10]);
    expect(idsOf([...first, ...second]).size).toBe(20);
  });

  it('serves tenants in turn, so that a large one does not keep a small one waiting', async () => {
    for (let club = 0; club < 20; club += 1) await post(await connection('large'), { ago: 100 });
    const small = await post(await connection('small'), { ago: 1 });

    expect(idsOf(await claim('w1', 5))).toContain(small);
  });

  it('leaves out platforms that there are no places for, also of connections that are looked up by name', async () => {
    const [onX, onFacebook] = [await connection('a'), await connection('a', 'FACEBOOK')];
    const early = await post(onFacebook, { ago: 20 });
    const late = await post(onX, { ago: 10 });
    const leftOut: Platform[] = ['FACEBOOK'];

    const first = await claimed({ leftOutPlatforms: leftOut, freedConnections: [onFacebook] }, 5);
    const second = await claimed({}, 5);

    expect([idsOf(first.posts), idsOf(second.posts)]).toEqual([new Set([late]), new Set([early])]);
  });

  it('gets past a backlog that is longer than one scan, once its connection is busy', async () => {
    const [large, small] = [await connection('large'), await connection('small')];
    await backlog(large, 11);
    const hidden = await post(small, { ago: 1 });

    const first = await claim('w1', 5, { scanLimit: 10 });
    const second = await claim('w1', 5, { scanLimit: 10 });

    expect(first.map(({ connectionId }) => connectionId)).toEqual([large]);
    expect(idsOf(second)).toEqual(new Set([hidden]));
  });

  it('takes a post that was put off, though a whole scan of its connection became due before it, and gets past them', async () => {
    const [large, small] = [await connection('large'), await connection('small')];
    const putOff = await post(large, { ago: 7_200 });
    await suite.database.sql.count(
      `UPDATE "SocialPost" SET not_before = social_now() - interval '10 s' WHERE id = $1`,
      [putOff],
    );
    await backlog(large, 11);
    const hidden = await post(small, { ago: 1 });

    const first = await claim('w1', 5, { scanLimit: 10 });
    const second = await claim('w1', 5, { scanLimit: 10 });

    expect(idsOf(first)).toEqual(new Set([putOff]));
    expect(idsOf(second)).toEqual(new Set([hidden]));
  });

  it('gets past a backlog that is longer than one scan, while somebody holds its next post, once it is left out', async () => {
    const [large, small] = [await connection('large'), await connection('small')];
    const next = await post(large, { ago: 7_200 });
    await backlog(large, 11);
    const hidden = await post(small, { ago: 1 });
    const psql = await connect();
    await psql.query('BEGIN');
    await psql.query('SELECT social_cancel_post($1)', [next]);

    const first = await claimed({ scanLimit: 10 }, 5);
    const second = await claimed({ scanFrom: first.scannedTo, scanLimit: 10, leftOut: [large] }, 5);
    await psql.query('ROLLBACK');
    await psql.end();
    const last = await claimed({ scanFrom: second.scannedTo, freedConnections: [large] });

    expect([first.posts, first.passedOver]).toEqual([[], [{ id: large, platform: 'TWITTER' }]]);
    expect([idsOf(second.posts), second.passedOver]).toEqual([new Set([hidden]), []]);
    expect(idsOf(last.posts)).toEqual(new Set([next]));
  });

  it('passes over nothing while a scan sees all there is, or every place is taken', async () => {
    const ids = [await connection('a'), await connection('a')];
    const posts = [await post(ids[0]!, { ago: 20 }), await post(ids[1]!, { ago: 10 })];

    const [all, full] = await suite.database.sql.transaction(async (tx) => {
      await tx.count(`UPDATE "SocialPost" SET content = 'Held' WHERE id = $1`, [posts[0]]);
      return [await claimed({ scanLimit: 3 }, 0), await claimed({ scanLimit: 2 }, 1)];
    });

    expect([all.passedOver, full.passedOver]).toEqual([[], []]);
    expect(idsOf(full.posts)).toEqual(new Set([posts[1]]));
  });

  it('starts late where it may: everything up to there is left to others', async () => {
    const old = await post(await connection('a'), { ago: 60 });
    const recent = await post(await connection('b'), { ago: 1 });

    const late = await claim('w1', 5, { scanFrom: await placeAgo(30) });

    expect(idsOf(late)).toEqual(new Set([recent]));
    expect(idsOf(await claim('w1'))).toEqual(new Set([old]));
  });

  it('takes the earlier post of the same connection first, though it lies before the scan', async () => {
    const id = await connection('a');
    const earlier = await post(id, { ago: 60 });
    const later = await post(id, { ago: 1 });

    const late = await claim('w1', 5, { scanFrom: await placeAgo(30) });

    expect(idsOf(late)).toEqual(new Set([earlier]));
    expect(await statusOf(later)).toBe('SCHEDULED');
  });

  it('looks up the next post of a freed connection wherever the scan starts', async () => {
    const freed = await connection('a');
    const next = await post(freed, { ago: 50 });
    await post(freed, { ago: 40 });
    await post(await connection('b'), { ago: 60 });

    const claimed = await claim('w1', 5, { scanFrom: await placeAgo(0), freedConnections: [freed] });

    expect(idsOf(claimed)).toEqual(new Set([next]));
  });

  it('takes what was put back before what was due later, though the scan starts behind it', async () => {
    const id = await connection('a');
    const retried = await post(id, { ago: 600 });
    await post(id, { ago: 500 });
    const [failed] = await claim('w1');
    await end(failed, 'w1', { outcome: 'never_sent', postStatus: 'SCHEDULED' });
    await suite.database.sql.count(
      `UPDATE "SocialPost" SET not_before = social_now() + interval '1 min' WHERE id = $1`,
      [retried],
    );
    const [next] = await claim('w1');
    await end(next, 'w1', { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: '1' });
    await post(id, { ago: 400 });
    await suite.database.test.advance(61);

    const claimed = await claim('w1', 5, { scanFrom: await placeAgo(0), freedConnections: [id] });

    expect(idsOf(claimed)).toEqual(new Set([retried]));
  });

  it('finds a post that was committed a little after its time, and an older one in a full scan', async () => {
    const id = await connection('a');
    await post(id, { ago: 60 });
    const [first] = await claim('w1');
    await end(first, 'w1', { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: '1' });
    const old = await post(id, { ago: 600 });
    const recent = await post(id, { ago: 65 });

    const quick = await claim('w1', 5, { scanFrom: await placeAgo(0), freedConnections: [id] });
    await end(quick[0], 'w1', { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: '2' });

    expect(idsOf(quick)).toEqual(new Set([recent]));
    expect(idsOf(await claim('w1'))).toEqual(new Set([old]));
  });

  it('numbers the attempts of a connection, and gives the number of a deleted one to no other', async () => {
    const id = await connection('a');
    const first = await post(id, { ago: 3 });
    const [claimedFirst] = await claim('w1');
    await end(claimedFirst, 'w1', { outcome: 'rejected', postStatus: 'FAILED' });
    await suite.database.sql.count('DELETE FROM "SocialPost" WHERE id = $1', [first]);
    await post(id, { ago: 2 });

    await claim('w1');

    expect(
      await suite.database.sql.rows('SELECT connection_turn AS turn FROM "SocialPublishAttempt"'),
    ).toEqual([{ turn: '2' }]);
  });

  it('reads as few posts and attempts while somebody holds an old snapshot and much went out since', async () => {
    for (let club = 0; club < 20; club += 1) await post(await connection(`club-${club}`), { ago: 100 });
    const [holder, worker] = [await connect(), await connect()];
    // The indexes are as deep as they stay.
    for (let round = 0; round < 20; round += 1) await blocksOfRound(worker);
    const before = await blocksOfRound(worker);
    await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM "SocialPost"');

    for (let round = 0; round < 30; round += 1) await blocksOfRound(worker);
    const after = await blocksOfRound(worker);
    await Promise.all([holder.end(), worker.end()]);

    expect(after / before).toBeLessThan(1.2);
  });

  it('goes on within a second in which many are due, where the last scan ended', async () => {
    const at = await secondsAgo(5);
    const ids: string[] = [];
    for (let each = 0; each < 6; each += 1) ids.push(await postAt(await connection('a'), at));

    const first = await claimed({ scanLimit: 4 }, 2);
    await suite.database.sql.count(
      `UPDATE "SocialPublishAttempt" SET outcome = 'never_sent', closed_at = now()`,
    );
    await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'SCHEDULED'`);
    const second = await claimed({ scanFrom: first.scannedTo });

    expect(idsOf(first.posts)).toEqual(new Set(ids.slice(0, 2)));
    expect(idsOf(second.posts)).toEqual(new Set(ids.slice(2)));
  });

  it('says how far it looked: to now, to what it left behind, or to the end of a full scan', async () => {
    const [first, second] = [await connection('a'), await connection('b')];
    await post(first, { ago: 60 });
    await post(second, { ago: 50 });
    await post(second, { ago: 40 });

    const full = await claimed({ scanLimit: 1 });
    const left = await claimed({ scanLimit: 10 }, 0);
    const all = await claimed({ scanLimit: 10 });

    expect(await secondsSince(full.scannedTo)).toBe(60);
    expect(await secondsSince(left.scannedTo)).toBe(50);
    expect(await secondsSince(all.scannedTo)).toBe(0);
  });

  it.each([
    ['an inactive connection', `is_active = false, error_message = 'Ended'`],
    ['a limited connection', `rate_limited_until = social_now() + interval '1 minute'`],
    ['a connection within its spacing', `min_spacing_seconds = 600, last_post_at = social_now()`],
  ])('leaves posts of %s where they are', async (_what, change) => {
    const id = await connection('a');
    const waiting = await post(id, { ago: 1 });
    await suite.database.sql.count(`UPDATE "SocialConnection" SET ${change} WHERE id = $1`, [id]);

    expect(await claim('w1')).toEqual([]);
    expect(await statusOf(waiting)).toBe('SCHEDULED');
  });

  it('leaves posts of a limited platform, and takes them when the limit ends', async () => {
    await post(await connection('a'), { ago: 1 });
    await suite.database.sql.count(
      `INSERT INTO "SocialRateLimit" VALUES ('TWITTER', social_now() + interval '1 minute', 'too many')`,
    );

    expect(await claim('w1')).toEqual([]);
    await suite.database.test.advance(61);
    expect(await claim('w1')).toHaveLength(1);
  });

  it('leaves a post that is too late to the job that fails it, measured from a retry where there was one', async () => {
    const old = await post(await connection('a'), { ago: 25 * 3600 });
    const retried = await post(await connection('a'), { ago: 25 * 3600 });
    await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'FAILED' WHERE id = $1`, [retried]);
    await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'SCHEDULED' WHERE id = $1`, [retried]);

    expect(idsOf(await claim('w1'))).toEqual(new Set([retried]));
    const failed = await failLatePosts(suite.database.sql, tooLate);
    expect(failed.map(({ id }) => id)).toEqual([old]);
  });

  it('does not call a post unsent that may be live, nor one with an open attempt', async () => {
    const claimed = await claimOne('w1');
    await mark('w1', claimed);
    await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'SCHEDULED'`);
    await suite.database.test.advance(25 * 3600);
    expect(await failLatePosts(suite.database.sql, tooLate)).toEqual([]);

    await end(claimed, 'w1', { outcome: 'undecided', postStatus: 'FAILED' });
    await failLatePosts(suite.database.sql, tooLate);

    const rows = await suite.database.sql.rows('SELECT status, error_code, error_message FROM "SocialPost"');
    expect(rows).toEqual([
      { status: 'FAILED', error_code: 'OUTCOME_UNKNOWN', error_message: 'It may be live.' },
    ]);
  });

  it('hands what an earlier attempt prepared to the next, as long as the post says the same', async () => {
    const id = await connection('a');
    const same = await post(id, { ago: 2 });
    const [first] = await claim('w1');
    await saveResumeState(suite.database.sql, owner(first, 'w1'), {
      resume: { containerId: '7' },
      leaseSeconds,
    });
    await end(first, 'w1', { outcome: 'never_sent', postStatus: 'SCHEDULED' });

    const [second] = await claim('w1');
    expect(second).toMatchObject({ postId: same, resume: { containerId: '7' }, mayBeLive: false });

    await end(second, 'w1', { outcome: 'never_sent', postStatus: 'SCHEDULED' });
    await suite.database.sql.count(`UPDATE "SocialPost" SET content = 'Other words' WHERE id = $1`, [same]);
    expect(await claim('w1')).toMatchObject([{ resume: {}, payload: { content: 'Other words' } }]);
  });

  it('tells what reading a list cost it, whatever else it waited for', async () => {
    await post(await connection('a'), { ago: 1 });
    const holder = await connect();
    await holder.query('BEGIN; LOCK TABLE "SocialConnection" IN ACCESS EXCLUSIVE MODE');

    const claiming = claimed({});
    await pause(2_000);
    await holder.query('COMMIT');
    await holder.end();

    const { posts, listMs } = await claiming;
    expect(posts).toHaveLength(1);
    const lessThanHalfASecond = expect.closeTo(0, -3);
    expect(listMs).toEqual(lookup === 'list' ? lessThanHalfASecond : null);
  });

  /** Blocks of the queue's tables that one quick claim touched; what it took is published, and a new post waits for each. */
  async function blocksOfRound(worker: Client): Promise<number> {
    const scanFrom = await placeAgo(0);
    await suite.database.test.advance(20);
    await suite.database.sql.count(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
       SELECT tenant_id, id, 'SCHEDULED', 'News', social_now() - interval '1 s' FROM "SocialConnection"`,
    );
    const sql = {
      rows: async <Row extends QueryResultRow>(text: string, values?: unknown[]) =>
        (await worker.query<Row>(text, values)).rows,
      count: async (text: string, values?: unknown[]) => (await worker.query(text, values)).rowCount ?? 0,
    };
    await worker.query('BEGIN');
    const before = await blocksTouched(worker);
    const claimed = (
      await claimDuePosts(sql, {
        ...claimWish({ limit: 20, workerId: 'w1' }),
        scanFrom,
        busyConnections: 'probe',
      })
    ).posts;
    const touched = (await blocksTouched(worker)) - before;
    await worker.query('COMMIT');
    expect(claimed).toHaveLength(20);
    for (const each of claimed) {
      const how = { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: uuidv7() } as const;
      await end(each, 'w1', how);
    }
    return touched;
  }

  /**
   * Of posts and attempts, so far by this session alone: what others did is counted whenever they get to it. To be compared within one
   * transaction. A connection's own versions, one for each post that went out, are walked through.
   */
  async function blocksTouched(client: Client): Promise<number> {
    const { rows } = await client.query<{ blocks: string }>(
      `SELECT sum(pg_stat_get_xact_blocks_fetched(c.oid)) AS blocks FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
       WHERE COALESCE(i.indrelid, c.oid) IN ('"SocialPost"'::regclass, '"SocialPublishAttempt"'::regclass)`,
    );
    return Number(rows[0]?.blocks);
  }

  async function connect(): Promise<Client> {
    const client = new Client({
      connectionString: suite.database.test.url,
      application_name: 'social-integration test',
    });
    await client.connect();
    return client;
  }
});
