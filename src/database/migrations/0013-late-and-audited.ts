import type { MigrationInterface, QueryRunner } from 'typeorm';
import { markedRow, markPublished, permalinkKept } from './0010-operators-kit.functions.ts';
import {
  connectionHealth,
  healthOfOldest,
  latePosts,
  lateUntilTaken,
  time,
  type HealthOfPosts,
  type HeldBack,
} from './0010-operators-kit.views.ts';

/**
 * Mends what 0010 gave to operators: only posts that could have gone out are called late, a post that is marked by hand gets all that a
 * published one has, and the audit also takes changes of what has no row of its own (a budget, a tenant's settings).
 */
export class LateAndAudited1765000000013 implements MigrationInterface {
  name = 'LateAndAudited1765000000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

/**
 * Since when the claim would take the post. A wider distance after a limit ends with its time at the latest, what follows a post keeps
 * none, and who was reconnected, resumed or retried a moment ago did not keep anybody waiting before.
 */
const spacingEnd = `CASE WHEN p.root_post_id IS NULL THEN GREATEST(
      c.last_post_at + make_interval(secs => c.min_spacing_seconds),
      LEAST(c.last_post_at + make_interval(secs => c.rate_spacing_seconds), COALESCE(c.rate_spacing_until, c.last_post_at))) END`;
const freeSince = `GREATEST(p.due_at, p.requeued_at, spacing.free_at, c.last_post_at, c.token_obtained_at, c.rate_limited_until,
      (SELECT r.limited_until FROM "SocialRateLimit" r WHERE r.platform = c.platform))`;
const isJustFree = `freed.since >= social_now() - interval '2 minutes'`;

const lateAndFree: HeldBack = {
  freeAt: spacingEnd,
  code: `
      WHEN restore.settled_at IS NOT NULL THEN 'RESTORE_SETTLES'
      WHEN ${isJustFree} THEN 'JUST_FREE'`,
  reason: `
      WHEN restore.settled_at IS NOT NULL THEN 'Another database was noticed; what was sent before may still land until '
        || ${time('restore.settled_at')} || '. Then posts go out by themselves.'
      WHEN ${isJustFree} THEN 'Nothing holds it back since ' || ${time('freed.since')} || '; it goes out in a moment.'`,
  lookedUp: `
  CROSS JOIN LATERAL (SELECT ${freeSince} AS since) freed
  LEFT JOIN LATERAL (
    SELECT q.quarantine_settled_at AS settled_at FROM "SocialDatabaseIdentity" q
    WHERE q.quarantine_settled_at > social_now() AND p.created_at <= q.quarantine_until
  ) restore ON true`,
};

const healthOfLate: HealthOfPosts = {
  health: `WHEN late.is_stuck THEN 'POST_STUCK'
      WHEN late.is_late THEN 'POSTS_LATE'`,
  explanation: `WHEN late.is_stuck
        THEN 'A post has been on its way for more than ten minutes, and the others wait behind it; "SocialStuckPosts" says why.'
      WHEN late.is_late THEN 'Posts are late; "SocialLatePosts" says why.'`,
  who: `WHEN late.is_stuck THEN 'wait'
      WHEN late.is_late THEN 'operator'`,
  // Only where nothing is in the way: the queue of a connection that waits for its admin is not walked.
  lookedUp: `
  CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM "SocialPublishAttempt" a WHERE a.connection_id = c.id AND a.outcome IS NULL
        AND a.created_at < social_now() - interval '10 minutes') AS is_stuck,
      hindrance.code IS NULL AND posts.oldest < social_now() - interval '2 minutes' AND EXISTS (
        SELECT FROM "SocialLatePosts" l WHERE l.connection_id = c.id AND l.code = 'NOT_TAKEN_UP') AS is_late
  ) late`,
};

// Another post than the one that stood in the row before: what was said of that one does not hold for it.
const markedWholly = `${markedRow(`permalink = COALESCE(NULLIF(trim(link), ''), CASE WHEN p.platform_post_id = trim(platform_id) THEN p.permalink END),
      deleted_on_platform_at = NULL, not_before = NULL`)}
    UPDATE "SocialConnection" c SET last_post_at = GREATEST(c.last_post_at, p.published_at)
    FROM "SocialPost" p WHERE p.id = post.id AND c.id = p.connection_id;`;

const replacing = (statement: string) => statement.replace(/^CREATE /, 'CREATE OR REPLACE ');

const up = [
  replacing(latePosts(lateAndFree)),
  replacing(connectionHealth(healthOfLate)),
  replacing(markPublished(markedWholly)),
  `ALTER TABLE "SocialAuditEvent" ALTER COLUMN row_id DROP NOT NULL`,
];

const nowhere = '00000000-0000-0000-0000-000000000000';

const down = [
  `ALTER TABLE "SocialAuditEvent" DISABLE TRIGGER social_audit_stays`,
  `UPDATE "SocialAuditEvent" SET row_id = '${nowhere}' WHERE row_id IS NULL`,
  `ALTER TABLE "SocialAuditEvent" ENABLE TRIGGER social_audit_stays`,
  `ALTER TABLE "SocialAuditEvent" ALTER COLUMN row_id SET NOT NULL`,
  replacing(markPublished(markedRow(permalinkKept))),
  replacing(connectionHealth(healthOfOldest)),
  replacing(latePosts(lateUntilTaken)),
];
