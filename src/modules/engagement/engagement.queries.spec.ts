import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { Database } from '../../database/database.ts';
import { createDataSource, migrate } from '../../database/data-source.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../database/embedded-postgres.ts';
import {
  claimDueReads,
  findAskedRead,
  findHistory,
  postponeReads,
  recordGone,
  recordReads,
  type ClaimedRead,
} from './engagement.queries.ts';

const tenantId = 'acme';
const figures = { likes: 3, comments: 0, shares: null, reach: 120, impressions: 400 };

describe('The queries of engagement', () => {
  let scratch: string;
  let server: EmbeddedPostgres;
  let dataSource: DataSource;
  let database: Database;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'engagement-'));
    server = await startEmbeddedPostgres({ dataDir: join(scratch, 'data'), settings: { fsync: 'off' } });
    dataSource = await createDataSource({ url: server.url, role: 'test', poolSize: 8 }).initialize();
    await migrate(dataSource);
    database = new Database(dataSource);
  }, 60_000);

  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await database.count('TRUNCATE "SocialConnection", "SocialRateLimit" CASCADE');
  });

  it('claim what is due, longest due first, and lease it', async () => {
    const connectionId = await givenConnection();
    const later = await givenPost(connectionId, { dueInSeconds: -60 });
    const first = await givenPost(connectionId, { dueInSeconds: -600 });
    await givenPost(connectionId, { dueInSeconds: 60 });

    const claimed = await claim(1);
    const rest = await claim(10);

    expect(claimed.map(({ id }) => id)).toEqual([first]);
    expect(rest).toEqual([
      expect.objectContaining({
        id: later,
        tenantId,
        connectionId,
        platform: 'FACEBOOK',
        publishedAt: expect.any(Date),
      }),
    ]);
    expect(await claim(10)).toEqual([]);
    expect(await dueInSeconds(first)).toBeCloseTo(600, -1);
  });

  it('never give one post to two workers', async () => {
    const connectionId = await givenConnection();
    for (let n = 0; n < 40; n += 1) await givenPost(connectionId, { dueInSeconds: -n - 1 });

    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(10)));

    const ids = claims.flat().map(({ id }) => id);
    const rest = await claim(100);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length + rest.length).toBe(40);
  });

  it.each(['DRAFT', 'SCHEDULED', 'FAILED', 'CANCELLED'])('leave a post alone that is %s', async (status) => {
    await givenPost(await givenConnection(), { dueInSeconds: -60, status });

    expect(await claim(10)).toEqual([]);
  });

  it('put posts off that cannot be read now, until the limit ends or for an hour', async () => {
    const inactive = await givenPost(await givenConnection({ isActive: false }), { dueInSeconds: -60 });
    const held = await givenPost(await givenConnection({ limitedForSeconds: 5_000 }), { dueInSeconds: -60 });
    const platformHeld = await givenPost(await givenConnection({ platform: 'TWITTER' }), {
      dueInSeconds: -60,
    });
    await database.count(
      `INSERT INTO "SocialRateLimit" VALUES ('TWITTER', social_now() + interval '7000 seconds', 'Too many calls')`,
    );
    const readable = await givenPost(await givenConnection({ limitedForSeconds: -5 }), { dueInSeconds: -1 });

    const claimed = await claim(10);

    expect(claimed.map(({ id }) => id)).toEqual([readable]);
    expect(await dueInSeconds(inactive)).toBeCloseTo(3_600, -1);
    expect(await dueInSeconds(held)).toBeCloseTo(5_000, -1);
    expect(await dueInSeconds(platformHeld)).toBeCloseTo(7_000, -1);
  });

  it('give a post up that is past its last read while its connection is inactive', async () => {
    const inactive = await givenConnection({ isActive: false });
    const young = await givenPost(inactive, { dueInSeconds: -60, publishedDaysAgo: 31 });
    const old = await givenPost(inactive, { dueInSeconds: -60, publishedDaysAgo: 33 });

    await claim(10);

    expect(await dueInSeconds(young)).toBeCloseTo(3_600, -1);
    expect(await dueAt(old)).toBeNull();
  });

  it('write counts as numbers, with the next read and a snapshot', async () => {
    const post = await givenPost(await givenConnection(), { dueInSeconds: -60 });
    const nextAt = new Date('2100-01-01T03:04:05.678Z');

    const stored = await recordReads(database, [{ ...(await claimOne()), counts: figures, nextAt }]);

    expect(stored).toEqual([{ postId: post, ...figures, syncedAt: expect.any(Date) }]);
    expect(await dueAt(post)).toEqual(nextAt);
    expect(await history(post)).toEqual([{ takenAt: stored[0]?.syncedAt, ...figures }]);
  });

  it('keep the last known number when the platform stops telling, but the history says what was told', async () => {
    const post = await givenPost(await givenConnection(), { dueInSeconds: -60 });
    const { platformPostId } = await claimOne();
    await recordReads(database, [{ id: post, platformPostId, counts: figures, nextAt: null }]);

    const untold = { likes: 0, comments: null, shares: null, reach: null, impressions: 900 };
    const stored = await recordReads(database, [{ id: post, platformPostId, counts: untold, nextAt: null }]);

    expect(stored).toEqual([
      expect.objectContaining({ likes: 0, comments: 0, shares: null, reach: 120, impressions: 900 }),
    ]);
    expect(await history(post)).toEqual([expect.objectContaining(figures), expect.objectContaining(untold)]);
  });

  it('write nothing once the lease has passed to another, or the row was set back', async () => {
    const connectionId = await givenConnection();
    const [taken, requeued] = [
      await givenPost(connectionId, { dueInSeconds: -9 }),
      await givenPost(connectionId, { dueInSeconds: -8 }),
    ];
    const claimed = await claim(2);
    await database.count(
      `UPDATE "SocialPost" SET engagement_due_at = social_now() - interval '1 s' WHERE id = $1`,
      [taken],
    );
    await database.count(`UPDATE "SocialPost" SET status = 'SCHEDULED' WHERE id = $1`, [requeued]);

    const stored = await recordReads(
      database,
      claimed.map((post) => ({ ...post, counts: figures, nextAt: null })),
    );

    expect(stored).toEqual([]);
    expect(await history(taken)).toEqual([]);
    expect(await claim(2)).toEqual([
      expect.objectContaining({ id: taken, counts: expect.objectContaining({ likes: null }) }),
    ]);
  });

  it('do not write over what was learnt while a person’s read was under way: newer figures, or that the post was deleted', async () => {
    const connectionId = await givenConnection();
    const newer = await givenPost(connectionId, { dueInSeconds: null });
    const deleted = await givenPost(connectionId, { dueInSeconds: null });
    const [ofNewer, ofDeleted] = [await asked(newer), await asked(deleted)];
    await recordReads(database, [
      { ...(await asked(newer)), counts: { ...figures, likes: 9 }, nextAt: null },
    ]);
    await database.count(`UPDATE "SocialPost" SET deleted_on_platform_at = social_now() WHERE id = $1`, [
      deleted,
    ]);

    const stored = await recordReads(
      database,
      [ofNewer, ofDeleted].map((read) => ({ ...read, counts: figures, nextAt: null })),
    );

    expect(stored).toEqual([]);
    expect(await asked(newer)).toMatchObject({ counts: { likes: 9 }, syncedAt: expect.any(Date) });
    expect(await asked(deleted)).toMatchObject({ deletedOnPlatformAt: expect.any(Date) });
    expect(
      await recordReads(database, [{ ...(await asked(deleted)), counts: figures, nextAt: null }]),
    ).toHaveLength(1);
    expect(await asked(deleted)).toMatchObject({ deletedOnPlatformAt: null });
  });

  it('end the cadence of a post that is gone, and take that back when it is seen again', async () => {
    const post = await givenPost(await givenConnection(), { dueInSeconds: -60 });
    const { platformPostId, leasedUntil } = await claimOne();

    await recordGone(database, [{ id: post, platformPostId, leasedUntil, message: 'It is gone.' }]);
    const gone = await row(post);
    await recordReads(database, [{ id: post, platformPostId, counts: figures, nextAt: null }]);

    expect(gone).toEqual({
      status: 'PUBLISHED',
      code: 'DELETED_ON_PLATFORM',
      message: 'It is gone.',
      due: null,
    });
    expect(await row(post)).toEqual({ status: 'PUBLISHED', code: null, message: null, due: null });
  });

  it('postpone to the later of the wait and the platform’s own time, and give a post up that is past its last read', async () => {
    const connectionId = await givenConnection();
    await givenPost(connectionId, { dueInSeconds: -3 });
    await givenPost(connectionId, { dueInSeconds: -2 });
    await givenPost(connectionId, { dueInSeconds: -1, publishedDaysAgo: 40 });
    const [short, long, old] = (await claim(3)) as [ClaimedRead, ClaimedRead, ClaimedRead];
    const retryAt = new Date('2100-01-01T00:00:00Z');

    const count = await postponeReads(database, [
      { ...short, seconds: 1_800, retryAt: new Date('2020-01-01T00:00:00Z') },
      { ...long, seconds: 1_800, retryAt },
      { ...old, seconds: 1_800, retryAt: null },
    ]);

    expect(count).toBe(3);
    expect(await dueInSeconds(short.id)).toBeCloseTo(1_800, -1);
    expect(await dueAt(long.id)).toEqual(retryAt);
    expect(await dueAt(old.id)).toBeNull();
  });

  it('show a post and its history to its own tenant only', async () => {
    const post = await givenPost(await givenConnection({ limitedForSeconds: -5 }), { dueInSeconds: null });

    expect(await findAskedRead(database, tenantId, post)).toMatchObject({
      id: post,
      isActive: true,
      limitedUntil: null,
    });
    expect(await findAskedRead(database, 'other', post)).toBeUndefined();
    expect(await history(post)).toEqual([]);
    expect(await findHistory(database, 'other', { postId: post, limit: 5 })).toBeUndefined();
  });

  it('find due posts by their index among many that are not due', async () => {
    const connectionId = await givenConnection();
    await database.count(
      `INSERT INTO "SocialPost"
         (tenant_id, connection_id, status, content, published_at, platform_post_id, engagement_due_at)
       SELECT $1, $2, 'PUBLISHED', 'Hello', social_now() - interval '2 days', 'many-' || n,
         CASE WHEN n % 2 = 0 THEN social_now() + make_interval(secs => n) END
       FROM generate_series(1, 50000) AS n`,
      [tenantId, connectionId],
    );
    await database.count('ANALYZE "SocialPost"');

    const plan = await explainOf((sql) => claimDueReads(sql, { limit: 200, leaseSeconds: 600 }));

    expect(plan).toContain('Index Scan using social_post_engagement_due');
    expect(plan).not.toContain('Seq Scan on "SocialPost"');
  });

  async function claim(limit: number): Promise<ClaimedRead[]> {
    return (await claimDueReads(database, { limit, leaseSeconds: 600 })).reads;
  }

  async function claimOne(): Promise<ClaimedRead> {
    const [claimed] = await claim(1);
    if (!claimed) throw new Error('Nothing was due.');
    return claimed;
  }

  async function asked(postId: string) {
    const found = await findAskedRead(database, tenantId, postId);
    if (!found?.platformPostId) throw new Error('There is no such post.');
    return { ...found, platformPostId: found.platformPostId };
  }

  async function history(postId: string): Promise<unknown> {
    return await findHistory(database, tenantId, { postId, limit: 10 });
  }

  async function givenConnection(
    state: { platform?: string; isActive?: boolean; limitedForSeconds?: number } = {},
  ): Promise<string> {
    const id = randomUUID();
    await database.count(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed,
         is_active, error_message, rate_limited_until)
       VALUES ($1, $2, $3, $4, 'Club', 'sealed', $5, 'Switched off', social_now() + make_interval(secs => $6))`,
      [
        id,
        tenantId,
        state.platform ?? 'FACEBOOK',
        `account-${id}`,
        state.isActive ?? true,
        state.limitedForSeconds ?? null,
      ],
    );
    return id;
  }

  async function givenPost(
    connectionId: string,
    state: { dueInSeconds: number | null; status?: string; publishedDaysAgo?: number },
  ): Promise<string> {
    const id = randomUUID();
    await database.count(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, scheduled_at, error_message,
         published_at, platform_post_id, engagement_due_at)
       VALUES ($1, $2, $3, $4, 'Hello', social_now(), CASE WHEN $4 = 'FAILED' THEN 'Refused' END,
         social_now() - make_interval(days => $5), $6, social_now() + make_interval(secs => $7))`,
      [
        id,
        tenantId,
        connectionId,
        state.status ?? 'PUBLISHED',
        state.publishedDaysAgo ?? 1,
        `on-platform-${id}`,
        state.dueInSeconds,
      ],
    );
    return id;
  }

  async function row(id: string): Promise<unknown> {
    const [found] = await database.rows(
      `SELECT status, error_code AS code, error_message AS message, engagement_due_at AS due
       FROM "SocialPost" WHERE id = $1`,
      [id],
    );
    return found;
  }

  async function dueAt(id: string): Promise<Date | null | undefined> {
    const [found] = await database.rows<{ due: Date | null }>(
      `SELECT engagement_due_at AS due FROM "SocialPost" WHERE id = $1`,
      [id],
    );
    return found?.due;
  }

  async function dueInSeconds(id: string): Promise<number> {
    const [found] = await database.rows<{ seconds: number }>(
      `SELECT extract(epoch FROM engagement_due_at - social_now())::float8 AS seconds FROM "SocialPost" WHERE id = $1`,
      [id],
    );
    return found?.seconds ?? Number.NaN;
  }

  /** The plan PostgreSQL chooses for the very statement that a query function sends. */
  async function explainOf(run: (sql: Database) => Promise<unknown>): Promise<string> {
    let statement: { text: string; values: unknown[] } | undefined;
    const noting = Object.assign(Object.create(database) as Database, {
      rows: async (text: string, values: unknown[]) => {
        statement = { text, values };
        return [];
      },
    });
    await run(noting);
    const lines = await database.rows<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${statement?.text}`,
      statement?.values,
    );
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  }
});
