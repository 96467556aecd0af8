import { time } from './0010-operators-kit.views.ts';

/** Functions of migration 0010; the TypeORM migration is in 0010-operators-kit.ts. */

/**
 * Counted as sent when the last try of it was, so that figures and spacing are those of a post that went out then. `write` is what it
 * writes; migration 0013 writes more.
 */
export const markPublished = (
  write: string,
) => `CREATE FUNCTION social_mark_published(post_id uuid, platform_id text, link text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $body$
  DECLARE post "SocialPost" := social_require_post(post_id);
  BEGIN
    IF post.status <> 'FAILED' OR post.error_code IS DISTINCT FROM 'OUTCOME_UNKNOWN' THEN
      RAISE check_violation USING MESSAGE = 'Only a post that is FAILED with OUTCOME_UNKNOWN is marked by hand; this one is '
        || post.status || COALESCE(' with ' || post.error_code, '') || '.';
    END IF;
    IF COALESCE(trim(platform_id), '') = '' THEN
      RAISE check_violation USING MESSAGE = 'The id of the post on the platform is needed; it stands in the address of the post.';
    END IF;
    ${write}
    RETURN 'The post is PUBLISHED as ' || trim(platform_id) || '; its figures are read within a minute.';
  EXCEPTION WHEN unique_violation THEN
    RAISE check_violation USING MESSAGE = 'Another post of this connection is ' || trim(platform_id) || ' on the platform already.';
  END $body$`;

/** `permalink` is what becomes of it, and of what else belongs to the live post. */
export const markedRow = (permalink: string) => `UPDATE "SocialPost" p
    SET status = 'PUBLISHED', platform_post_id = trim(platform_id), ${permalink}, error_code = NULL, error_message = NULL,
      published_at = COALESCE((SELECT max(a.send_started_at) FROM "SocialPublishAttempt" a WHERE a.post_id = post.id), social_now()),
      engagement_due_at = social_now()
    WHERE p.id = post.id;`;

export const permalinkKept = 'permalink = COALESCE(link, p.permalink)';

/** `said` is how it ends its answer, by the number of posts. */
export const pauseTenant = (
  said: string,
) => `CREATE FUNCTION social_pause_tenant(tenant text, reason text) RETURNS text LANGUAGE plpgsql AS $body$
  DECLARE
    known "SocialTenantPause";
    waiting bigint;
  BEGIN
    IF COALESCE(trim(reason), '') = '' THEN
      RAISE check_violation USING MESSAGE = 'A pause says why: social_pause_tenant(tenant, reason).';
    END IF;
    IF NOT EXISTS (SELECT FROM "SocialConnection" c WHERE c.tenant_id = tenant) THEN
      RAISE no_data_found USING MESSAGE = 'There is no connection of a tenant ' || COALESCE(tenant, 'NULL') || '.';
    END IF;
    SELECT * INTO known FROM "SocialTenantPause" p WHERE p.tenant_id = tenant;
    IF FOUND THEN
      RAISE check_violation USING MESSAGE = 'Tenant ' || tenant || ' is paused already, since ' || ${time('known.paused_at')} || ': ' || known.reason;
    END IF;
    INSERT INTO "SocialTenantPause" (tenant_id, reason, paused_by) VALUES (tenant, trim(reason), social_operator()) RETURNING * INTO known;
    INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
    VALUES (tenant, 'SocialTenantPause', known.id, social_operator(), jsonb_build_object('paused', known.reason), social_now());
    SELECT count(*) INTO waiting FROM "SocialPost" p WHERE p.tenant_id = tenant AND p.status = 'SCHEDULED';
    RETURN 'Tenant ' || tenant || ' is paused: no send starts a second after this is committed. ' || ${said};
  END $body$`;

export const resumeTenant = (
  said: string,
) => `CREATE FUNCTION social_resume_tenant(tenant text) RETURNS text LANGUAGE plpgsql AS $body$
  DECLARE
    known "SocialTenantPause";
    due bigint;
  BEGIN
    DELETE FROM "SocialTenantPause" p WHERE p.tenant_id = tenant RETURNING * INTO known;
    IF NOT FOUND THEN
      RAISE no_data_found USING MESSAGE = 'Tenant ' || COALESCE(tenant, 'NULL') || ' is not paused.';
    END IF;
    INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
    VALUES (tenant, 'SocialTenantPause', known.id, social_operator(), jsonb_build_object('resumed', known.reason), social_now());
    SELECT count(*) INTO due FROM "SocialPost" p WHERE p.tenant_id = tenant AND p.status = 'SCHEDULED' AND p.due_at <= social_now();
    RETURN 'Tenant ' || tenant || ' goes on. ' || ${said};
  END $body$`;

/** How the plan is made, and how its posts are found again. */
export interface SpreadPlan {
  materialized: string;
  status: string;
}

const spreadPlan: SpreadPlan = { materialized: '', status: 'p.status' };

export const rescheduleConnection = (
  said: string,
  { materialized, status } = spreadPlan,
) => `CREATE FUNCTION social_reschedule_connection(connection uuid, spacing interval) RETURNS text LANGUAGE plpgsql AS $body$
  DECLARE moved record;
  BEGIN
    IF spacing IS NULL OR spacing < interval '1 minute' OR spacing > interval '7 days' THEN
      RAISE check_violation USING MESSAGE = 'The distance between two posts is at least a minute and at most seven days; this is '
        || COALESCE(spacing::text, 'NULL') || '.';
    END IF;
    IF NOT EXISTS (SELECT FROM "SocialConnection" c WHERE c.id = connection) THEN
      RAISE no_data_found USING MESSAGE = 'There is no connection ' || connection || '.';
    END IF;
    WITH planned AS ${materialized}(
      SELECT p.id, p.scheduled_at, GREATEST(min(p.scheduled_at) OVER (), social_now())
        + (row_number() OVER (ORDER BY p.scheduled_at, p.id) - 1) * spacing AS new_at
      FROM "SocialPost" p WHERE p.connection_id = connection AND p.status = 'SCHEDULED' AND p.root_post_id IS NULL
    ), written AS (
      UPDATE "SocialPost" p SET scheduled_at = planned.new_at, not_before = NULL
      FROM planned WHERE p.id = planned.id AND ${status} = 'SCHEDULED' AND p.scheduled_at = planned.scheduled_at
      RETURNING p.scheduled_at
    )
    SELECT count(*) AS posts, min(scheduled_at) AS first, max(scheduled_at) AS last INTO moved FROM written;
    IF moved.posts = 0 THEN
      RAISE no_data_found USING MESSAGE = 'The connection has no scheduled post.';
    END IF;
    RETURN ${said};
  END $body$`;

/** As migration 0010 says it; 0019 says it better of a single post. */
export const saidOfPosts = {
  waiting: `waiting || ' scheduled posts wait.'`,
  due: `due || ' posts are due now; those that are too late fail with MISSED_WINDOW.'`,
  moved: `moved.posts || ' posts now go out from ' || ${time('moved.first')} || ' to ' || ${time('moved.last')} || ', ' || spacing || ' apart.'`,
};

const up = [
  `CREATE FUNCTION social_require_post(wanted uuid) RETURNS "SocialPost" LANGUAGE plpgsql AS $body$
  DECLARE post "SocialPost";
  BEGIN
    SELECT * INTO post FROM "SocialPost" WHERE id = wanted FOR UPDATE;
    IF NOT FOUND THEN RAISE no_data_found USING MESSAGE = 'There is no post ' || wanted || '.'; END IF;
    RETURN post;
  END $body$`,

  // Says what the next seconds bring, so that nobody waits for a post that cannot go.
  `CREATE FUNCTION social_retry_post(post_id uuid) RETURNS text LANGUAGE plpgsql AS $body$
  DECLARE
    post "SocialPost" := social_require_post(post_id);
    hindrance record;
  BEGIN
    IF post.status NOT IN ('FAILED', 'CANCELLED') THEN
      RAISE check_violation USING MESSAGE = 'Only a post that is FAILED or CANCELLED is retried; this one is ' || post.status || '.';
    END IF;
    UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = post.id;
    SELECT h.* INTO hindrance FROM "SocialConnection" c LEFT JOIN LATERAL social_connection_hindrance(c) h ON true WHERE c.id = post.connection_id;
    RETURN CASE WHEN hindrance.code IS NULL
      THEN 'The post is queued and starts within two seconds, unless another one of its connection is ahead. What may be live is looked up first.'
      ELSE 'The post is queued and waits: ' || hindrance.explanation END;
  END $body$`,

  `CREATE FUNCTION social_cancel_post(post_id uuid) RETURNS text LANGUAGE plpgsql AS $body$
  DECLARE post "SocialPost" := social_require_post(post_id);
  BEGIN
    IF post.status NOT IN ('DRAFT', 'SCHEDULED') THEN
      RAISE check_violation USING MESSAGE = 'Only a post that is DRAFT or SCHEDULED is cancelled; this one is ' || post.status || '.';
    END IF;
    UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = post.id;
    RETURN 'The post is cancelled; nothing of it is sent once this is committed.';
  END $body$`,

  pauseTenant(saidOfPosts.waiting),

  resumeTenant(saidOfPosts.due),

  markPublished(markedRow(permalinkKept)),

  rescheduleConnection(saidOfPosts.moved),
];

const down = [
  `DROP FUNCTION social_reschedule_connection(uuid, interval)`,
  `DROP FUNCTION social_mark_published(uuid, text, text)`,
  `DROP FUNCTION social_resume_tenant(text)`,
  `DROP FUNCTION social_pause_tenant(text, text)`,
  `DROP FUNCTION social_cancel_post(uuid)`,
  `DROP FUNCTION social_retry_post(uuid)`,
  `DROP FUNCTION social_require_post(uuid)`,
];

export const operatorFunctions = { up, down };
