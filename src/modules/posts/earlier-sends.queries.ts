import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import { newestAttempt } from './claim.queries.ts';
import { lostSince, mayBeForgotten } from './quarantine.queries.ts';
import { keepsItsId } from './second-copy.queries.ts';

/** What went out of one post, and may have landed. */
export interface EarlierSends {
  /** Each wording once; the row may have other words by now. */
  payloads: PostContent[];
  /** How long ago the last of them began, by the database's clock; null when none ever left. */
  lastAgoSeconds: number | null;
  /** The database's clock. */
  now: Date;
}

export async function readEarlierSends(sql: Sql, postId: string): Promise<EarlierSends> {
  const [row] = await sql.rows<EarlierSends>(
    `SELECT COALESCE(jsonb_agg(DISTINCT payload), '[]') AS payloads,
       extract(epoch FROM social_now() - max(send_started_at))::float8 AS "lastAgoSeconds",
       social_now() AS now
     FROM "SocialPublishAttempt"
     WHERE post_id = $1 AND send_started_at IS NOT NULL
       AND outcome IN ('published', 'adopted', 'not_found', 'undecided')`,
    [postId],
  );
  if (!row) throw new Error('Sums without groups are always one row.');
  return row;
}

/** When the sends of this post that may have landed began; null when none ever left, and none can have been forgotten. */
export async function readFirstSend(sql: Sql, postId: string): Promise<Date | null> {
  const [row] = await sql.rows<{ since: Date | null }>(
    `SELECT LEAST(CASE WHEN ${mayBeForgotten('p')} THEN ${lostSince} END,
       (SELECT min(send_started_at) FROM "SocialPublishAttempt"
        WHERE post_id = $1 AND outcome IN ('published', 'adopted', 'not_found', 'undecided'))) AS since
     FROM "SocialPost" p WHERE p.id = $1`,
    [postId],
  );
  return row?.since ?? null;
}

/** What went out as that live post; undefined where no attempt reported it (a person marked it). */
export async function readSentAs(
  sql: Sql,
  postId: string,
  platformPostId: string,
): Promise<PostContent | undefined> {
  const [row] = await sql.rows<{ payload: PostContent }>(
    `SELECT payload FROM "SocialPublishAttempt" WHERE post_id = $1 AND platform_post_id = $2 ORDER BY created_at, id LIMIT 1`,
    [postId, platformPostId],
  );
  return row?.payload;
}

/** Whose live posts are looked at, and for which attempt. */
export interface AccountLook {
  platform: Platform;
  /** The platform's id of the account that was read. */
  accountId: string;
  postId: string;
  attemptId: string;
  /** What the account shows. */
  platformPostIds: string[];
  /** How long after its start a send may still get its answer, or be live without being shown, in seconds. */
  shownAfterSeconds: number;
}

/** What the other posts of an account have to do with what it shows, whichever tenant connected it. */
export interface OthersOnAccount {
  /** Platform ids that belong to a row already; a live post binds to one row. */
  boundIds: Set<string>;
  /** What others sent of which nobody knows yet whether it landed; what the account shows may be theirs. */
  onTheirWay: PostContent[];
}

/**
 * Ask after the account was read. Each id is a probe by key (`LIMIT` keeps it one): before statistics know how many posts a connection
 * has, a join would read all of them. Ids and sends are of one moment: an end that is written meanwhile is either a bound id or still on
 * its way. Of several sends without an answer the earliest waits for no other one, but for answers that may still come and until what landed is shown
 * (its own may be hidden yet, and what it sees be of a later one); so there is always one that goes on. An attempt that has sent nothing itself waits for all that have, and of those that look before they send, as it does, for the
 * earlier ones: they may be taking what it sees, under any of their wordings.
 */
export async function readOthersOnAccount(sql: Sql, look: AccountLook): Promise<OthersOnAccount> {
  const [row] = await sql.rows<{ boundIds: string[]; onTheirWay: PostContent[] }>(
    `WITH connections AS (
       SELECT id FROM "SocialConnection" WHERE platform = $1 AND account_id = $2
     ), others AS (
       SELECT a.* FROM connections c CROSS JOIN LATERAL (
         ${newestAttempt('c.id', 'a.id, a.post_id, a.account_id, a.payload, a.created_at, a.send_started_at, a.closed_at')}
       ) a LEFT JOIN "SocialPublishAttempt" mine ON mine.id = $4
       WHERE a.closed_at IS NULL AND a.post_id <> $3 AND a.account_id = $2
         AND CASE WHEN a.send_started_at IS NULL
           THEN mine.send_started_at IS NULL AND (a.created_at, a.id) < (mine.created_at, mine.id)
           ELSE mine.send_started_at IS NULL OR (a.send_started_at, a.id) < (mine.send_started_at, mine.id)
             OR a.send_started_at > social_now() - make_interval(secs => $6) END
     )
     SELECT ARRAY(
         SELECT p.platform_post_id FROM connections c CROSS JOIN unnest($5::text[]) AS seen (id) CROSS JOIN LATERAL (
           SELECT p.platform_post_id FROM "SocialPost" p
           WHERE p.connection_id = c.id AND p.platform_post_id = seen.id AND (p.id <> $3 OR ${keepsItsId}) LIMIT 1
         ) p
       ) AS "boundIds",
       ARRAY(
         SELECT payload FROM others WHERE send_started_at IS NOT NULL
         UNION ALL
         SELECT wording.payload FROM others a CROSS JOIN LATERAL (
           SELECT a.payload UNION SELECT e.payload FROM "SocialPublishAttempt" e WHERE e.post_id = a.post_id AND ${mayHaveLanded('e')}
         ) wording
         WHERE a.send_started_at IS NULL
           AND (EXISTS (SELECT FROM "SocialPublishAttempt" e WHERE e.post_id = a.post_id AND ${mayHaveLanded('e')})
             OR (SELECT ${mayBeForgotten('p')} FROM "SocialPost" p WHERE p.id = a.post_id))
       ) AS "onTheirWay"`,
    [
      look.platform,
      look.accountId,
      look.postId,
      look.attemptId,
      look.platformPostIds,
      look.shownAfterSeconds,
    ],
  );
  return { boundIds: new Set(row?.boundIds), onTheirWay: row?.onTheirWay ?? [] };
}

const mayHaveLanded = (attempt: string) =>
  `${attempt}.outcome IN ('published', 'adopted', 'not_found', 'undecided')`;
