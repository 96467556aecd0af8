import type { Sql } from '../../database/database.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import { lostSince, mayBeForgotten } from './quarantine.queries.ts';

/** What went out of one post, and may have landed. */
export interface EarlierSends {
  /** Each wording once; the row may have other words by now. */
  payloads: PostContent[];
  /** How long ago the last of them began, by the database's clock; null when none ever left. */
  lastAgoSeconds: number | null;
}

export async function readEarlierSends(sql: Sql, postId: string): Promise<EarlierSends> {
  const [row] = await sql.rows<EarlierSends>(
    `SELECT COALESCE(jsonb_agg(DISTINCT payload), '[]') AS payloads,
       extract(epoch FROM social_now() - max(send_started_at))::float8 AS "lastAgoSeconds"
     FROM "SocialPublishAttempt"
     WHERE post_id = $1 AND send_started_at IS NOT NULL
       AND outcome IN ('published', 'adopted', 'not_found', 'undecided')`,
    [postId],
  );
  return row ?? { payloads: [], lastAgoSeconds: null };
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

/** Which of these platform ids belong to a row already; a live post binds to one row. */
export async function findBoundIds(
  sql: Sql,
  connectionId: string,
  wanted: { postId: string; platformPostIds: string[] },
): Promise<Set<string>> {
  const rows = await sql.rows<{ platformPostId: string }>(
    `SELECT platform_post_id AS "platformPostId" FROM "SocialPost"
     WHERE connection_id = $1 AND id <> $2 AND platform_post_id = ANY($3::text[])`,
    [connectionId, wanted.postId, wanted.platformPostIds],
  );
  return new Set(rows.map(({ platformPostId }) => platformPostId));
}
