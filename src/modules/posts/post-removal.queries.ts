import type { Sql } from '../../database/database.ts';

/** True: it is gone. A row of which something may be live, or that somebody is working on, or that is not the expected version (null: any), is left alone. */
export async function deletePost(
  sql: Sql,
  tenantId: string,
  id: string,
  expectedVersion: number | null,
): Promise<boolean> {
  const deleted = await sql.count(
    `DELETE FROM "SocialPost" p
     WHERE p.tenant_id = $1 AND p.id = $2 AND p.status IN ('DRAFT', 'FAILED', 'CANCELLED') AND p.platform_post_id IS NULL
       AND ($3::integer IS NULL OR p.version = $3)
       AND p.error_code IS DISTINCT FROM 'OUTCOME_UNKNOWN' AND p.error_code IS DISTINCT FROM 'LIVE_AFTER_CANCEL'
       AND NOT EXISTS (SELECT FROM "SocialPost" part WHERE part.root_post_id = p.id)
       AND NOT EXISTS (SELECT FROM "SocialPublishAttempt" a WHERE a.post_id = p.id
         AND (a.outcome IS NULL OR a.outcome IN ('published', 'adopted', 'undecided')))`,
    [tenantId, id, expectedVersion],
  );
  return deleted > 0;
}

/** Of the same live post only: it may have been put back and published anew meanwhile. */
export async function noteRemoval(
  sql: Sql,
  tenantId: string,
  post: { id: string; platformPostId: string },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialPost" SET deleted_on_platform_at = social_now(), engagement_due_at = NULL
     WHERE tenant_id = $1 AND id = $2 AND platform_post_id = $3 AND status IN ('PUBLISHED', 'CANCELLED')`,
    [tenantId, post.id, post.platformPostId],
  );
}
