import type { Sql } from '../../database/database.ts';
import { secondCopyMessage, type SecondCopy } from './second-copy.ts';

/** A row that went out by another attempt: it takes no second id. The name `p` is of the statement around it. */
export const keepsItsId = `(p.status = 'PUBLISHED' OR p.status = 'CANCELLED' AND p.error_code IN ('LIVE_AFTER_CANCEL', 'DUPLICATE_DETECTED'))`;

/**
 * Of attempts that were just written as published or adopted, those whose row has another live id. Row and attempt are told of it; the row
 * keeps the id it had first, and the attempt the one it reported.
 */
export async function noteSecondCopies(tx: Sql, attemptIds: string[]): Promise<SecondCopy[]> {
  const copies = await findSecondCopies(tx, attemptIds);
  for (const copy of copies) {
    const message = secondCopyMessage(copy);
    await tx.count(
      `UPDATE "SocialPost" SET error_code = 'DUPLICATE_DETECTED', error_message = $2 WHERE id = $1`,
      [copy.postId, message],
    );
    await tx.count(
      `UPDATE "SocialPublishAttempt" SET error_code = 'DUPLICATE_DETECTED', error_message = $2 WHERE id = $1`,
      [copy.attemptId, message],
    );
  }
  return copies;
}

async function findSecondCopies(tx: Sql, attemptIds: string[]): Promise<SecondCopy[]> {
  return await tx.rows<SecondCopy>(
    `SELECT p.id AS "postId", p.tenant_id AS "tenantId", a.id AS "attemptId", c.platform,
       jsonb_build_object('id', p.platform_post_id, 'permalink', p.permalink) AS first,
       jsonb_build_object('id', a.platform_post_id, 'permalink', a.permalink) AS second
     FROM "SocialPublishAttempt" a
     JOIN "SocialPost" p ON p.id = a.post_id
     JOIN "SocialConnection" c ON c.id = p.connection_id
     WHERE a.id = ANY($1::uuid[]) AND a.outcome IN ('published', 'adopted') AND p.platform_post_id <> a.platform_post_id
       AND a.error_code IS DISTINCT FROM 'DUPLICATE_DETECTED'
       AND ${keepsItsId}`,
    [attemptIds],
  );
}
