import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase, type OpenDatabase } from '../../../test/support/open-database.ts';
import type { Sql } from '../../database/database.ts';
import { markSends } from './attempt.queries.ts';
import { claimDuePosts } from './claim.queries.ts';
import type { QueuePlace } from './queue-place.queries.ts';
import { recordEnds } from './record.queries.ts';

const connections = 100;
const rounds = 40;

describe('a table that grows faster than its statistics', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  it('is not read from end to end by claims, marks and records', async () => {
    await backlog();

    // One session, because plans are kept by session, and made while the tables were small.
    const read = await database.sql.transaction(async (tx) => {
      let scanFrom: QueuePlace | null = null;
      for (let round = 0; round < rounds; round += 1) scanFrom = await publishOfEach(tx, scanFrom);
      return await rowsReadInOrder(tx);
    });

    // While they fill a page or two, reading them whole is the shortest way.
    expect(read).toBeLessThanOrEqual(10 * connections);
  });

  async function backlog(): Promise<void> {
    await database.sql.count(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed)
       SELECT gen_random_uuid(), 'club', 'TWITTER', n, 'Club', 'sealed' FROM generate_series(1, $1::integer) n`,
      [connections],
    );
    await database.sql.count(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
       SELECT tenant_id, id, 'SCHEDULED', 'News', social_now() - interval '1 hour' + make_interval(secs => n)
       FROM "SocialConnection", generate_series(1, $1::integer) n`,
      [rounds],
    );
  }

  async function publishOfEach(tx: Sql, scanFrom: QueuePlace | null): Promise<QueuePlace> {
    const workerId = 'w1';
    const { posts, scannedTo } = await claimDuePosts(tx, {
      workerId,
      attemptIds: Array.from({ length: connections }, () => uuidv7()),
      leaseSeconds: 60,
      maxLatenessHours: 24,
      scanFrom,
      scanLimit: connections,
      busyConnections: 'list',
      freedConnections: [],
      leftOut: [],
      leftOutPlatforms: [],
    });
    const wishes = posts.map(({ attemptId }) => ({ attemptId, settleSeconds: 0, mark: 'first' as const }));
    const marked = await markSends(tx, workerId, wishes, { leaseSeconds: 60, deadlineSeconds: 30 });
    expect(marked.size).toBe(connections);
    const ends = posts.map(({ attemptId, postId, connectionId, tenantId }) => {
      const names = { attemptId, postId, connectionId, tenantId, workerId };
      return { ...names, outcome: 'published', postStatus: 'PUBLISHED', platformPostId: postId } as const;
    });
    expect((await recordEnds(tx, ends, 900)).settled.size).toBe(connections);
    return scannedTo;
  }

  /** By this transaction, without an index. */
  async function rowsReadInOrder(tx: Sql): Promise<number> {
    const [row] = await tx.rows<{ read: number }>(
      `SELECT sum(seq_tup_read)::integer AS read FROM pg_stat_xact_user_tables
       WHERE relname IN ('SocialPost', 'SocialPublishAttempt')`,
    );
    return row?.read ?? 0;
  }
});
