import type { MigrationInterface, QueryRunner } from 'typeorm';
import { markedRow, markPublished, permalinkKept } from './0010-operators-kit.functions.ts';
import {
  connectionHealth,
  healthOfOldest,
  latePosts,
  lateUntilTaken,
  openAttempt,
  time,
  type HealthOfPosts,
  type HeldBack,
} from './0010-operators-kit.views.ts';
import { replacing } from './replacing.ts';

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

export const lateAndFree: HeldBack = {
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
  // No post is due before its time, and the index of a connection's posts goes by their times.
  narrowed: ` AND p.scheduled_at < social_now() - interval '2 minutes'`,
};

/**
 * What "SocialLatePosts" calls NOT_TAKEN_UP, counted for one connection without asking for each post what holds the connection. Like
 * the function of hindrances it is planned into the query around it.
 */
export const overduePosts = (
  open = openAttempt,
) => `CREATE FUNCTION social_overdue_posts(c "SocialConnection")
  RETURNS TABLE (posts integer, since timestamptz) LANGUAGE sql STABLE AS $body$
    SELECT count(*)::integer, min(p.due_at)
    FROM "SocialPost" p
    CROSS JOIN LATERAL (SELECT ${spacingEnd} AS free_at) spacing
    CROSS JOIN LATERAL (SELECT ${freeSince} AS since) freed
    WHERE p.connection_id = c.id AND p.status = 'SCHEDULED' AND p.scheduled_at < social_now() - interval '2 minutes'
      AND NOT ${isJustFree}
      AND NOT EXISTS (SELECT FROM social_connection_hindrance(c))
      AND NOT EXISTS (SELECT FROM ${open} a)
      AND (p.created_at <= (SELECT q.quarantine_until FROM "SocialDatabaseIdentity" q
        WHERE q.quarantine_settled_at > social_now())) IS NOT TRUE
  $body$`;

export const healthOfLate = (open = openAttempt): HealthOfPosts => ({
  health: `WHEN stuck.since IS NOT NULL THEN 'POST_STUCK'
      WHEN late.posts > 0 THEN 'POSTS_LATE'`,
  explanation: `WHEN stuck.since IS NOT NULL
        THEN 'A post is on its way since ' || ${time('stuck.since')} || ', and others wait behind it; "SocialStuckPosts" says why.'
      WHEN late.posts > 0 THEN 'Posts are late; "SocialLatePosts" says why.'`,
  who: `WHEN stuck.since IS NOT NULL THEN 'wait'
      WHEN late.posts > 0 THEN 'operator'`,
  lookedUp: `
  CROSS JOIN LATERAL social_overdue_posts(c) late
  LEFT JOIN LATERAL (
    SELECT a.created_at AS since FROM ${open} a WHERE a.created_at < social_now() - interval '10 minutes'
  ) stuck ON true`,
});

// Another post than the one that stood in the row before: what was said of that one does not hold for it.
const markedWholly = `${markedRow(`permalink = COALESCE(NULLIF(trim(link), ''), CASE WHEN p.platform_post_id = trim(platform_id) THEN p.permalink END),
      deleted_on_platform_at = NULL, not_before = NULL`)}
    UPDATE "SocialConnection" c SET last_post_at = GREATEST(c.last_post_at, p.published_at)
    FROM "SocialPost" p WHERE p.id = post.id AND c.id = p.connection_id;`;

const up = [
  overduePosts(),
  replacing(latePosts(lateAndFree)),
  replacing(connectionHealth(healthOfLate())),
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
  `DROP FUNCTION social_overdue_posts("SocialConnection")`,
];
