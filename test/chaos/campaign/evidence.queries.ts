import type { CampaignDatabase } from './campaign-database.ts';
import type { AttemptRow, PostRow } from './judge.ts';

export async function readPosts(database: CampaignDatabase): Promise<PostRow[]> {
  return await database.query(
    `SELECT id, connection_id AS "connectionId", content, status, error_code AS "errorCode",
       error_message AS "errorMessage", platform_post_id AS "platformPostId"
     FROM "SocialPost" ORDER BY id`,
  );
}

export async function readAttempts(database: CampaignDatabase): Promise<AttemptRow[]> {
  return await database.query(
    `SELECT id, post_id AS "postId", connection_id AS "connectionId", outcome, send_started_at AS "sendStartedAt",
       closed_at AS "closedAt", failure_meaning AS "failureMeaning", error_code AS "errorCode",
       platform_post_id AS "platformPostId"
     FROM "SocialPublishAttempt" ORDER BY created_at, id`,
  );
}

/** Everything that is known about one post, for whoever looks for the cause. */
export async function readStory(database: CampaignDatabase, postId: string): Promise<object> {
  const post = await database.query('SELECT * FROM "SocialPost" WHERE id = $1', [postId]);
  const attempts = await database.query(
    `SELECT id, worker_id, outcome, created_at, send_started_at, settle_until, lease_until, closed_at, negative_reads,
       failure_meaning, error_code, error_message, http_status, detail, platform_post_id, resume_state
     FROM "SocialPublishAttempt" WHERE post_id = $1 ORDER BY created_at, id`,
    [postId],
  );
  const audit = await database.query(
    'SELECT occurred_at, change FROM "SocialAuditEvent" WHERE row_id = $1 ORDER BY occurred_at',
    [postId],
  );
  return { post: post[0], attempts, audit };
}

export async function readInactive(database: CampaignDatabase): Promise<string[]> {
  const rows = await database.query<{ id: string; why: string | null }>(
    `SELECT id, error_message AS why FROM "SocialConnection" WHERE NOT is_active`,
  );
  return rows.map(({ id, why }) => `${id}: ${why}`);
}

/** How many rows and attempts are not at their end yet. */
export async function countOpen(database: CampaignDatabase): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM "SocialPost" WHERE status IN ('SCHEDULED', 'PUBLISHING'))::integer
          + (SELECT count(*) FROM "SocialPublishAttempt" WHERE outcome IS NULL)::integer AS count`,
  );
  return row?.count ?? 0;
}

/**
 * Cuts long waits short once the faults are over: the pause before a retry, and the pause after an account that could not be
 * read. A send's settle time, which is shorter, is left as it is.
 */
export async function cutWaitsShort(database: CampaignDatabase): Promise<void> {
  await database.query(
    `UPDATE "SocialPost" SET not_before = NULL WHERE status = 'SCHEDULED' AND not_before > now()`,
  );
  await database.query(`DELETE FROM "SocialRateLimit"`);
  await database.query(
    `UPDATE "SocialPublishAttempt" SET settle_until = now()
     WHERE outcome IS NULL AND lease_until <= now() AND settle_until > now() + interval '5 seconds'`,
  );
}

/** Ends one session of the service, the `chosen`-th one counted in a circle. */
export async function terminateBackend(database: CampaignDatabase, chosen: number): Promise<number> {
  const rows = await database.query(
    `WITH ours AS (
       SELECT pid, row_number() OVER (ORDER BY pid) - 1 AS place, count(*) OVER () AS all
       FROM pg_stat_activity WHERE application_name LIKE 'social-integration%'
     )
     SELECT pg_terminate_backend(pid) FROM ours WHERE place = $1 % "all"`,
    [chosen],
  );
  return rows.length;
}
