import type { Sql } from '../../database/database.ts';
import { mustSettle } from './quarantine.queries.ts';
import { openConnections, usableConnection } from './usable-connection.queries.ts';

/** How far behind the queue is. Ages in seconds; null: there is no such post. */
export interface QueueFigures {
  /** Since the oldest post that a worker could take now was due. */
  oldestDueAge: number | null;
  /** Since the oldest post was due that waits for somebody to reconnect. */
  oldestBlockedAge: number | null;
  /** Since the oldest send began whose outcome nobody knows yet. */
  oldestUnsettledAge: number | null;
  /** Whether nothing goes out because another database was noticed a moment ago. */
  settling: boolean;
}

/**
 * A scrape must not read all of a long queue. Posts that wait for a reconnect stand at its front and are found early; behind many
 * of them, the one that could go out is looked for longer.
 */
const mostLookedAt = { forDue: 100_000, forBlocked: 20_000 };

const firstDue = (limit: number) => `(
  SELECT id, connection_id, due_at, scheduled_at, root_post_id, created_at FROM "SocialPost"
  WHERE status = 'SCHEDULED' AND due_at <= social_now()
  ORDER BY due_at, id LIMIT ${limit}
)`;

/** What the claim asks, for the first post that would pass. A connection whose post is on its way is no reason to worry. */
export async function readQueueFigures(sql: Sql): Promise<QueueFigures> {
  const [figures] = await sql.rows<QueueFigures>(
    `SELECT
       (SELECT EXTRACT(EPOCH FROM social_now() - p.due_at)::float8
        FROM ${firstDue(mostLookedAt.forDue)} p CROSS JOIN LATERAL ${usableConnection} c
        WHERE NOT ${mustSettle('p')} AND p.connection_id NOT IN (${openConnections})
        ORDER BY p.due_at, p.id LIMIT 1) AS "oldestDueAge",
       (SELECT EXTRACT(EPOCH FROM social_now() - p.due_at)::float8
        FROM ${firstDue(mostLookedAt.forBlocked)} p
        WHERE NOT (SELECT c.is_active FROM "SocialConnection" c WHERE c.id = p.connection_id OFFSET 0)
        ORDER BY p.due_at, p.id LIMIT 1) AS "oldestBlockedAge",
       (SELECT EXTRACT(EPOCH FROM social_now() - min(send_started_at))::float8
        FROM "SocialPublishAttempt" WHERE closed_at IS NULL) AS "oldestUnsettledAge",
       EXISTS (SELECT FROM "SocialDatabaseIdentity" WHERE quarantine_settled_at > social_now()) AS settling`,
  );
  if (!figures) throw new Error('A statement without FROM always answers with a row.');
  return figures;
}
