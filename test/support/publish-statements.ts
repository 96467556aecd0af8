import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { Platform } from '../../src/kernel/platform.ts';
import type { BusyLookup } from '../../src/modules/posts/busy-lookup.ts';
import { markSends } from '../../src/modules/posts/attempt.queries.ts';
import {
  claimDuePosts,
  type Claim,
  type ClaimedPost,
  type ClaimWish,
} from '../../src/modules/posts/claim.queries.ts';
import type { QueuePlace } from '../../src/modules/posts/queue-place.queries.ts';
import { claimUnsettledSends, resumeUnsentAttempts } from '../../src/modules/posts/take-over.queries.ts';
import { recordEnds, type AttemptEnd } from '../../src/modules/posts/record.queries.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';

export const leaseSeconds = 60;

type WhereToLook = Partial<
  Pick<ClaimWish, 'scanFrom' | 'scanLimit' | 'freedConnections' | 'leftOut' | 'leftOutPlatforms'>
>;

/** A database for the tests of one file, and the statements of the publish protocol as they say them, over rows that they make. */
export function startPublishSuite(lookup: BusyLookup = 'list') {
  const suite = {} as { database: OpenDatabase };

  beforeAll(async () => {
    suite.database = await openDatabase();
  });

  beforeEach(async () => {
    await suite.database.sql.count('TRUNCATE "SocialConnection", "SocialRateLimit" CASCADE');
  });

  afterAll(async () => {
    await suite.database.close();
  });

  async function connection(tenantId: string, platform: Platform = 'TWITTER'): Promise<string> {
    const id = uuidv7();
    await suite.database.sql.count(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed)
       VALUES ($1, $2, $4, $3, 'Club', 'sealed')`,
      [id, tenantId, id, platform],
    );
    return id;
  }

  async function post(connectionId: string, wanted: { ago: number; tenantId?: string }): Promise<string> {
    const id = uuidv7();
    await suite.database.sql.count(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, scheduled_at)
       SELECT $1, COALESCE($4, c.tenant_id), c.id, 'SCHEDULED', 'News', social_now() - make_interval(secs => $3)
       FROM "SocialConnection" c WHERE c.id = $2`,
      [id, connectionId, wanted.ago, wanted.tenantId ?? null],
    );
    return id;
  }

  async function postAt(connectionId: string, at: Date): Promise<string> {
    const id = await post(connectionId, { ago: 0 });
    await suite.database.sql.count('UPDATE "SocialPost" SET scheduled_at = $2 WHERE id = $1', [id, at]);
    return id;
  }

  async function backlog(connectionId: string, count: number): Promise<void> {
    await suite.database.sql.count(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
       SELECT c.tenant_id, c.id, 'SCHEDULED', 'News', social_now() - interval '1 hour'
       FROM "SocialConnection" c, generate_series(1, $2) WHERE c.id = $1`,
      [connectionId, count],
    );
  }

  async function secondsAgo(seconds: number): Promise<Date> {
    const [row] = await suite.database.sql.rows<{ at: Date }>(
      'SELECT social_now() - make_interval(secs => $1) AS at',
      [seconds],
    );
    if (!row) throw new Error('The database has no clock.');
    return row.at;
  }

  async function placeAgo(seconds: number): Promise<QueuePlace> {
    return { dueAt: (await secondsAgo(seconds)).toISOString(), id: '00000000-0000-0000-0000-000000000000' };
  }

  async function secondsSince({ dueAt }: QueuePlace): Promise<number> {
    return Math.round(((await secondsAgo(0)).getTime() - new Date(dueAt).getTime()) / 1000);
  }

  async function claim(workerId: string, limit = 100, where: WhereToLook = {}): Promise<ClaimedPost[]> {
    return (await claimed(where, limit, workerId)).posts;
  }

  async function claimed(where: WhereToLook, limit = 100, workerId = 'w1'): Promise<Claim> {
    return await claimDuePosts(suite.database.sql, { ...claimWish({ limit, workerId }), ...where });
  }

  function claimWish({ limit, workerId }: { limit: number; workerId: string }): ClaimWish {
    return {
      workerId,
      attemptIds: Array.from({ length: limit }, () => uuidv7()),
      leaseSeconds,
      maxLatenessHours: 24,
      scanFrom: null,
      scanLimit: 1_000,
      busyConnections: lookup,
      freedConnections: [],
      leftOut: [],
      leftOutPlatforms: [],
    };
  }

  async function claimOne(workerId: string): Promise<ClaimedPost> {
    await post(await connection('a'), { ago: 1 });
    const [claimed] = await claim(workerId);
    if (!claimed) throw new Error('Nothing was claimed.');
    return claimed;
  }

  async function resume(workerId: string, leftOutPlatforms: Platform[] = []): Promise<ClaimedPost[]> {
    return await resumeUnsentAttempts(suite.database.sql, {
      workerId,
      leaseSeconds,
      limit: 10,
      except: [],
      leftOutPlatforms,
      maxLatenessHours: 24,
    });
  }

  async function unsettled(workerId: string) {
    return await claimUnsettledSends(suite.database.sql, {
      workerId,
      leaseSeconds,
      limit: 10,
      except: [],
    });
  }

  async function mark(
    workerId: string,
    claimed: ClaimedPost | undefined,
    settleSeconds = 0,
    again: 'first' | 'again' = 'first',
  ): Promise<boolean> {
    const attemptId = owner(claimed, workerId).attemptId;
    const wish = { attemptId, settleSeconds, mark: again };
    return (await markSends(suite.database.sql, workerId, [wish], { leaseSeconds, deadlineSeconds: 30 })).has(
      attemptId,
    );
  }

  async function end(
    claimed: ClaimedPost | undefined,
    workerId: string,
    how: Pick<AttemptEnd, 'outcome' | 'postStatus' | 'platformPostId'>,
  ): Promise<boolean> {
    if (!claimed) throw new Error('Nothing was claimed.');
    const { attemptId, postId, connectionId, tenantId } = claimed;
    const ends = [{ attemptId, postId, connectionId, tenantId, workerId, ...how }];
    return (await recordEnds(suite.database.sql, ends, 900)).closed.size > 0;
  }

  async function statusOf(id: string): Promise<string | undefined> {
    const [row] = await suite.database.sql.rows<{ status: string }>(
      'SELECT status FROM "SocialPost" WHERE id = $1',
      [id],
    );
    return row?.status;
  }

  return Object.assign(suite, {
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
    resume,
    unsettled,
    mark,
    end,
    statusOf,
  });
}

export function owner(claimed: ClaimedPost | undefined, workerId: string) {
  if (!claimed) throw new Error('Nothing was claimed.');
  return { attemptId: claimed.attemptId, workerId };
}

export function idsOf(claimed: ClaimedPost[]): Set<string> {
  return new Set(claimed.map(({ postId }) => postId));
}
