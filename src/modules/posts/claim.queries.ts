import { uuidArray, type Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { ResumeState } from '../providers/provider.port.ts';
import type { BusyLookup } from './busy-lookup.ts';
import type { HeldConnection } from './held-connections.ts';
import { mayBeForgotten, mustSettle, sameDatabase } from './quarantine.queries.ts';
import { isInWindow } from './lateness.queries.ts';
import { firstId, placeTime, type QueuePlace } from './queue-place.queries.ts';
import { openConnections, usableConnection } from './usable-connection.queries.ts';

/** What each step on an attempt needs: whose it is, and the snapshot that is, or was, sent. */
export interface AttemptInHand {
  attemptId: string;
  postId: string;
  tenantId: string;
  connectionId: string;
  platform: Platform;
  accountId: string;
  payload: PostContent;
  resume: ResumeState;
  /** An earlier send of this post could not be decided at once; a rejection now proves less. */
  ambiguousBefore: boolean;
}

/** A post that this worker owns until the lease ends. */
export interface ClaimedPost extends AttemptInHand {
  retryCount: number;
  /** When it should have gone out. */
  dueAt: Date;
  /** Set when the row was published once and then set back to SCHEDULED. */
  platformPostId: string | null;
  /** An earlier attempt went out, could not be decided, or was not found a while ago: the account is read before anything is sent. */
  mayBeLive: boolean;
}

export interface ClaimWish {
  workerId: string;
  /** Made here, so that a commit whose answer is lost can be recognised. One for each post wanted. */
  attemptIds: string[];
  leaseSeconds: number;
  maxLatenessHours: number;
  /** Platforms that there are no places for. */
  leftOutPlatforms: Platform[];
  /** Where the scan starts: everything before it was claimed or has to wait. Null: from the very first. */
  scanFrom: QueuePlace | null;
  /** How many free posts the scan looks at; more than are wanted, so that one tenant's backlog does not hide the others. */
  scanLimit: number;
  /** How busy connections are told from free ones. */
  busyConnections: BusyLookup;
  /** Connections whose last post has just ended: their next one is looked up, wherever the scan starts. */
  freedConnections: string[];
  /** Connections that the scan does not look at, because it passed them over before. */
  leftOut: string[];
}

export interface Claim {
  posts: ClaimedPost[];
  /**
   * Nothing that could be claimed stood before it, freed connections included. The next scan may start here; what a
   * transaction commits late, behind it, is for the next full scan.
   */
  scannedTo: QueuePlace;
  /**
   * Connections that filled a whole scan and gave nothing, although places were left: somebody holds their next posts. While they
   * do, nothing behind those is seen.
   */
  passedOver: HeldConnection[];
  /** How long reading the open attempts took, in milliseconds; null where connections were asked for one by one. */
  listMs: number | null;
}

/**
 * How long it counts that a post was looked for and not found. What was sent then may have landed since, and the draft that
 * cannot go out twice may have expired.
 */
const lookCountsSeconds = 300;

/**
 * What the closed attempts of a post say about it. The names are of the statement around it, never values. Other words than those that
 * were looked for are no copy to a platform that refuses copies, and another draft: both protect from nothing then.
 */
export function historyOf(of: 'claim' | 'attempt'): string {
  const [postId, post, payload] =
    of === 'claim'
      ? (['claimed.id', 'claimed', 'claimed.payload'] as const)
      : (['a.post_id', 'p', 'a.payload'] as const);
  return `SELECT bool_or(outcome IN ('published', 'adopted', 'undecided') OR outcome = 'not_found' AND
        (closed_at < social_now() - make_interval(secs => ${lookCountsSeconds}) OR closed_at < ${post}.requeued_at
          OR earlier.payload <> ${payload})) IS TRUE
        OR ${mayBeForgotten(post)} AS may_be_live,
      bool_or(outcome IN ('not_found', 'undecided')) IS TRUE OR ${mayBeForgotten(post)} AS ambiguous
    FROM "SocialPublishAttempt" earlier WHERE earlier.post_id = ${postId} AND earlier.outcome IS NOT NULL`;
}

/**
 * The newest attempt of a connection. Only it can be open: its number is given once, and the next one only when it is closed. Found in
 * one step, where an index of open attempts would lead through all that were open while somebody holds an old snapshot.
 */
export const newestAttempt = (
  connectionId: string,
  columns: string,
) => `SELECT ${columns} FROM "SocialPublishAttempt" a
    WHERE a.connection_id = ${connectionId} ORDER BY a.connection_turn DESC LIMIT 1`;

/** What the scan has read of the connection already, in the same shape. */
const scannedConnection = `(
  SELECT turns.platform, turns.account_id, turns.deleted_turn, turns.is_past_spacing WHERE turns.is_past_spacing OR p.root_post_id IS NOT NULL
)`;

/** Those that fill the scan most. They come with each post of the claim. */
const mostPassedOver = 20;

const mayStart = `p.status = 'SCHEDULED' AND p.due_at <= social_now() AND ${sameDatabase} AND NOT ${mustSettle('p')}
  AND ${isInWindow('$4')} AND c.platform <> ALL ($11::text[])`;

/**
 * How far before the newest attempt's post one of the same connection may stand that nobody put back: it was committed after its
 * time. A full scan ($5 is null) looks for older ones, too.
 */
const lateCommitSeconds = 10;
const scanned = `CASE WHEN $5::timestamptz IS NOT NULL
    THEN newest.post_scheduled_at - make_interval(secs => ${lateCommitSeconds}) END`;

/** The earliest that may go out now over the connection, of those that `where` says. */
const earliest = (
  connection: string,
  where: string,
) => `SELECT p.id, p.tenant_id, p.connection_id, p.scheduled_at, p.due_at, c.*
           FROM "SocialPost" p CROSS JOIN LATERAL ${connection} c
           WHERE ${where} AND ${mayStart}
           ORDER BY p.scheduled_at, p.id LIMIT 1`;

/**
 * The post that goes out next over a free connection: the earliest that may go out now, wherever a scan started or ended. Behind the
 * newest attempt's post only what was put back is left; the index of all would lead through everything that went out.
 */
function nextOf(list: 'freed' | 'turns'): string {
  // What the scan has read of the connection is not read again.
  const connection = list === 'turns' ? scannedConnection : usableConnection;
  return `SELECT p.id, p.tenant_id, p.connection_id, p.due_at, p.platform, p.account_id, p.deleted_turn, p.is_past_spacing,
           1 + GREATEST(newest.connection_turn, p.deleted_turn) AS turn_of_connection
         FROM (SELECT ${list}.connection_id) wanted
         LEFT JOIN LATERAL (
           ${newestAttempt('wanted.connection_id', 'a.connection_turn, a.closed_at IS NULL AS is_open, a.post_scheduled_at')}
         ) newest ON true
         CROSS JOIN LATERAL (
           (${earliest(
             connection,
             `p.connection_id = wanted.connection_id AND p.scheduled_at <= social_now()
             AND p.scheduled_at >= COALESCE(${scanned}, '-infinity')`,
           )})
           UNION ALL
           (${earliest(
             connection,
             `p.connection_id = wanted.connection_id AND (p.not_before IS NOT NULL OR p.requeued_at IS NOT NULL)
             AND p.scheduled_at < ${scanned}`,
           )})
           ORDER BY scheduled_at, id LIMIT 1
         ) p
         WHERE newest.is_open IS NOT TRUE`;
}

/**
 * Takes due posts and opens an attempt for each, in one statement: the earliest of every free connection, tenants in turn.
 * A connection is free when it is usable and has no open attempt. The unique indexes of attempts decide every race: one open
 * attempt for each post, one attempt after each of a connection. What they refuse is simply not claimed. What was prepared is used
 * again for the same words on the same account, unless it went live: a post that was deleted since needs a draft of its own. Workers
 * that claim at the same moment see the same connections; each takes the posts that no other one has locked.
 *
 * The scan only finds free connections. What goes out next over each is looked up, because posts of one connection go out in the
 * order of their times, and a post that was put off is due late: behind the end of the scan, or before its start.
 *
 * The scan goes along the index of due posts and stops early. Connection and open attempt are asked for row by row, by index
 * probes that the planner cannot turn into joins: its statistics call a queue empty that is full by now, and it would compare
 * every pair. The clock is read before the list and after it, as the columns stand. Where the scan may start late it does: while somebody holds an old snapshot, the entries of all posts that went
 * out since stay in the index, and a scan from the very first walks over them.
 */
export async function claimDuePosts(sql: Sql, wish: ClaimWish): Promise<Claim> {
  const rows = await sql.rows<ClaimedPost & { attemptId: string | null } & Omit<Claim, 'posts'>>(
    `WITH busy AS MATERIALIZED (
       SELECT clock_timestamp() AS begun, CASE WHEN $9 THEN ARRAY(${openConnections}) || $10::uuid[] END AS connections, clock_timestamp() AS ended
     ), scan AS MATERIALIZED (
       SELECT p.id, p.tenant_id, p.connection_id, p.due_at, c.*, NULL::bigint AS turn_of_connection, false AS is_next
       FROM "SocialPost" p CROSS JOIN LATERAL ${usableConnection} c
       WHERE ${mayStart}
         AND CASE WHEN $9 THEN p.connection_id NOT IN (SELECT unnest(connections) FROM busy)
           ELSE p.connection_id <> ALL ($10::uuid[])
             AND (${newestAttempt('p.connection_id', 'a.closed_at IS NULL')}) IS NOT TRUE END
         AND (p.due_at, p.id) >= (COALESCE($5, '-infinity'::timestamptz), COALESCE($8, '${firstId}'::uuid))
       ORDER BY p.due_at, p.id
       LIMIT $6
     ), due AS (
       SELECT * FROM scan
       UNION ALL
       SELECT next.*, true FROM unnest($7::uuid[]) AS freed (connection_id)
       CROSS JOIN LATERAL (${nextOf('freed')}) next
     ), heads AS (
       SELECT DISTINCT ON (connection_id) * FROM due ORDER BY connection_id, is_next DESC, due_at, id
     ), turns AS (
       SELECT *, row_number() OVER (PARTITION BY tenant_id ORDER BY due_at, id) AS turn FROM heads
     ), locked AS (
       SELECT p.*, turns.platform, turns.account_id, next.turn_of_connection
       FROM (SELECT * FROM turns ORDER BY turn, due_at, id) turns
       CROSS JOIN LATERAL (
         SELECT turns.id, turns.turn_of_connection WHERE turns.is_next
         UNION ALL
         SELECT id, turn_of_connection FROM (${nextOf('turns')}) next WHERE NOT turns.is_next
       ) next
       CROSS JOIN LATERAL (
         SELECT id, tenant_id, connection_id, content, media, options, scheduled_at, requeued_at, due_at, created_at, retry_count, platform_post_id
         FROM "SocialPost" p WHERE p.id = next.id AND p.status = 'SCHEDULED' AND p.due_at <= social_now()
         FOR UPDATE SKIP LOCKED
       ) p
       LIMIT cardinality($2::uuid[])
     ), numbered AS (
       SELECT *, sha256(convert_to(payload::text, 'UTF8')) AS payload_hash
       FROM (SELECT *, row_number() OVER () AS n,
               jsonb_build_object('content', content, 'media', media, 'options', options) AS payload
             FROM locked) said
     ), opened AS (
       INSERT INTO "SocialPublishAttempt" (id, post_id, tenant_id, connection_id, connection_turn, post_scheduled_at,
         account_id, worker_id, payload, payload_hash, resume_state, lease_until, created_at)
       SELECT ids.id, numbered.id, tenant_id, connection_id, turn_of_connection, scheduled_at,
         numbered.account_id, $1, payload, numbered.payload_hash,
         CASE WHEN last.payload_hash = numbered.payload_hash AND last.account_id = numbered.account_id AND last.platform_post_id IS NULL
           THEN last.resume_state ELSE '{}' END,
         social_now() + make_interval(secs => $3), social_now()
       FROM numbered
       JOIN unnest($2::uuid[]) WITH ORDINALITY AS ids (id, n) USING (n)
       LEFT JOIN LATERAL (
         SELECT payload_hash, account_id, platform_post_id, resume_state FROM "SocialPublishAttempt" a
         WHERE a.post_id = numbered.id ORDER BY created_at DESC, a.id DESC LIMIT 1
       ) last ON true
       ON CONFLICT DO NOTHING
       RETURNING id, post_id, payload, resume_state
     ), publishing AS (
       UPDATE "SocialPost" p SET status = 'PUBLISHING' WHERE p.id = ANY (ARRAY(SELECT post_id FROM opened))
       RETURNING p.id
     )
     SELECT bound.scanned_to AS "scannedTo",
       CASE WHEN (SELECT count(*) FROM scan) >= $6 AND (SELECT count(*) FROM locked) < cardinality($2::uuid[]) THEN (
         SELECT COALESCE(jsonb_agg(held), '[]') FROM (
           SELECT connection_id AS id, platform FROM scan WHERE connection_id NOT IN (SELECT connection_id FROM locked)
           GROUP BY connection_id, platform ORDER BY count(*) DESC LIMIT ${mostPassedOver}
         ) held
       ) ELSE '[]' END AS "passedOver",
       (SELECT extract(epoch FROM ended - begun)::float8 * 1000 FROM busy WHERE $9) AS "listMs",
       claimed.attempt_id AS "attemptId", claimed.id AS "postId", claimed.tenant_id AS "tenantId",
       claimed.connection_id AS "connectionId", claimed.platform, claimed.account_id AS "accountId",
       claimed.payload, claimed.resume_state AS resume, claimed.retry_count AS "retryCount", claimed.due_at AS "dueAt",
       claimed.platform_post_id AS "platformPostId", history.may_be_live AS "mayBeLive",
       history.ambiguous AS "ambiguousBefore"
     FROM (
       SELECT jsonb_build_object('dueAt', ${placeTime('due_at')}, 'id', id) AS scanned_to FROM (
         (SELECT due_at, id FROM due WHERE connection_id NOT IN (SELECT connection_id FROM locked) ORDER BY due_at, id LIMIT 1)
         UNION ALL
         (SELECT due_at, id FROM scan WHERE (SELECT count(*) FROM scan) >= $6 ORDER BY due_at DESC, id DESC LIMIT 1)
         UNION ALL
         SELECT social_now(), '${firstId}'::uuid
       ) places ORDER BY due_at, id LIMIT 1
     ) bound
     LEFT JOIN (
       SELECT locked.*, opened.id AS attempt_id, opened.payload, opened.resume_state
       FROM locked JOIN opened ON opened.post_id = locked.id JOIN publishing ON publishing.id = locked.id
     ) claimed ON true
     LEFT JOIN LATERAL (${historyOf('claim')}) history ON true`,
    [
      wish.workerId,
      uuidArray(wish.attemptIds),
      wish.leaseSeconds,
      wish.maxLatenessHours,
      wish.scanFrom?.dueAt ?? null,
      wish.scanLimit,
      uuidArray(wish.freedConnections),
      wish.scanFrom?.id ?? null,
      wish.busyConnections === 'list',
      uuidArray(wish.leftOut),
      wish.leftOutPlatforms,
    ],
    'claim-due-posts',
  );
  const [row] = rows;
  if (!row) throw new Error('The claim always answers with the place up to which it looked.');
  return {
    posts: rows.filter(({ attemptId }) => attemptId !== null),
    scannedTo: row.scannedTo,
    passedOver: row.passedOver,
    listMs: row.listMs,
  };
}
