import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The two tables of the runbook, the attempts behind each post, and the triggers that keep a hand-made UPDATE honest.
 * `social_now()` is the database's clock in one place; tests replace it to move time.
 */
export class ConnectionsAndPosts1763800000001 implements MigrationInterface {
  name = 'ConnectionsAndPosts1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE FUNCTION social_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()'`,

  `CREATE TABLE "SocialConnection" (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    tenant_id text NOT NULL,
    platform text NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    token_expires_at timestamptz,
    last_post_at timestamptz,
    error_message text,
    error_code text,
    access_token_sealed text,
    refresh_token_sealed text,
    scopes text[] NOT NULL DEFAULT '{}',
    token_obtained_at timestamptz,
    token_version integer NOT NULL DEFAULT 1,
    refresh_attempt_id uuid,
    refresh_lease_until timestamptz,
    refresh_started_at timestamptz,
    refresh_not_before timestamptz,
    refresh_failures integer NOT NULL DEFAULT 0,
    data_access_expires_at timestamptz,
    rate_limited_until timestamptz,
    min_spacing_seconds integer NOT NULL DEFAULT 0,
    connected_by text,
    disconnected_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    updated_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_connection_pk PRIMARY KEY (id),
    CONSTRAINT social_connection_account_once UNIQUE (tenant_id, platform, account_id),
    CONSTRAINT social_connection_tenant_key UNIQUE (id, tenant_id),
    CONSTRAINT social_connection_platform CHECK (platform IN ('FACEBOOK', 'INSTAGRAM', 'TWITTER')),
    CONSTRAINT social_connection_tenant_named CHECK (tenant_id <> ''),
    CONSTRAINT social_connection_spacing CHECK (min_spacing_seconds BETWEEN 0 AND 604800),
    CONSTRAINT social_connection_active_has_token CHECK (NOT is_active OR access_token_sealed IS NOT NULL),
    CONSTRAINT social_connection_inactive_says_why CHECK (is_active OR error_message IS NOT NULL)
  )`,
  `CREATE INDEX social_connection_expiring ON "SocialConnection" (token_expires_at)
    WHERE is_active AND token_expires_at IS NOT NULL`,

  `CREATE TABLE "SocialPost" (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    tenant_id text NOT NULL,
    connection_id uuid NOT NULL,
    group_id uuid NOT NULL DEFAULT gen_random_uuid(),
    status text NOT NULL DEFAULT 'DRAFT',
    content text NOT NULL,
    media jsonb NOT NULL DEFAULT '[]',
    options jsonb NOT NULL DEFAULT '{}',
    scheduled_at timestamptz,
    not_before timestamptz,
    due_at timestamptz GENERATED ALWAYS AS (GREATEST(scheduled_at, not_before)) STORED,
    requeued_at timestamptz,
    published_at timestamptz,
    error_message text,
    error_code text,
    retry_count integer NOT NULL DEFAULT 0,
    platform_post_id text,
    permalink text,
    likes bigint,
    comments bigint,
    shares bigint,
    reach bigint,
    impressions bigint,
    engagement_synced_at timestamptz,
    engagement_due_at timestamptz,
    client_reference text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    updated_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_post_pk PRIMARY KEY (id),
    CONSTRAINT social_post_connection FOREIGN KEY (connection_id, tenant_id)
      REFERENCES "SocialConnection" (id, tenant_id),
    CONSTRAINT social_post_status
      CHECK (status IN ('DRAFT', 'SCHEDULED', 'PUBLISHING', 'PUBLISHED', 'FAILED', 'CANCELLED')),
    CONSTRAINT social_post_scheduled_has_time CHECK (status <> 'SCHEDULED' OR scheduled_at IS NOT NULL),
    CONSTRAINT social_post_published_has_time CHECK (status <> 'PUBLISHED' OR published_at IS NOT NULL),
    CONSTRAINT social_post_failed_says_why CHECK (status <> 'FAILED' OR error_message IS NOT NULL),
    CONSTRAINT social_post_retries CHECK (retry_count >= 0),
    CONSTRAINT social_post_media_list CHECK (jsonb_typeof(media) = 'array'),
    CONSTRAINT social_post_options_object CHECK (jsonb_typeof(options) = 'object'),
    CONSTRAINT social_post_counts CHECK (
      likes >= 0 AND comments >= 0 AND shares >= 0 AND reach >= 0 AND impressions >= 0)
  )`,
  `CREATE INDEX social_post_due ON "SocialPost" (due_at, id) WHERE status = 'SCHEDULED'`,
  `CREATE INDEX social_post_by_tenant ON "SocialPost" (tenant_id, created_at DESC, id DESC)`,
  `CREATE INDEX social_post_by_connection ON "SocialPost" (connection_id, scheduled_at, id)
    WHERE status IN ('SCHEDULED', 'PUBLISHING')`,
  `CREATE INDEX social_post_group ON "SocialPost" (group_id)`,
  `CREATE INDEX social_post_engagement_due ON "SocialPost" (engagement_due_at)
    WHERE engagement_due_at IS NOT NULL`,
  `CREATE INDEX social_post_published_by_connection ON "SocialPost" (connection_id, published_at)
    WHERE published_at IS NOT NULL`,
  `CREATE UNIQUE INDEX social_post_live_once ON "SocialPost" (connection_id, platform_post_id)
    WHERE platform_post_id IS NOT NULL`,

  `CREATE TABLE "SocialPublishAttempt" (
    id uuid NOT NULL,
    post_id uuid NOT NULL,
    tenant_id text NOT NULL,
    connection_id uuid NOT NULL,
    account_id text NOT NULL,
    worker_id text NOT NULL,
    payload jsonb NOT NULL,
    payload_hash bytea NOT NULL,
    resume_state jsonb NOT NULL DEFAULT '{}',
    lease_until timestamptz NOT NULL,
    resume_at timestamptz,
    send_started_at timestamptz,
    settle_until timestamptz,
    negative_reads integer NOT NULL DEFAULT 0,
    outcome text,
    platform_post_id text,
    permalink text,
    failure_meaning text,
    error_code text,
    error_message text,
    http_status integer,
    platform_code text,
    platform_request_id text,
    detail text,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    closed_at timestamptz,
    CONSTRAINT social_publish_attempt_pk PRIMARY KEY (id),
    CONSTRAINT social_publish_attempt_post FOREIGN KEY (post_id) REFERENCES "SocialPost" (id) ON DELETE CASCADE,
    CONSTRAINT social_publish_attempt_outcome CHECK (outcome IN
      ('never_sent', 'published', 'adopted', 'rejected', 'not_found', 'undecided')),
    CONSTRAINT social_publish_attempt_closed CHECK ((outcome IS NULL) = (closed_at IS NULL))
  ) WITH (fillfactor = 80)`,
  `CREATE UNIQUE INDEX social_publish_attempt_one_open_per_post
    ON "SocialPublishAttempt" (post_id) WHERE outcome IS NULL`,
  `CREATE UNIQUE INDEX social_publish_attempt_one_open_per_connection
    ON "SocialPublishAttempt" (connection_id) WHERE outcome IS NULL`,
  `CREATE INDEX social_publish_attempt_by_post ON "SocialPublishAttempt" (post_id, created_at)`,

  `CREATE TABLE "SocialRateLimit" (
    platform text NOT NULL,
    limited_until timestamptz NOT NULL,
    reason text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_rate_limit_pk PRIMARY KEY (platform)
  )`,

  `CREATE TABLE "SocialOAuthSession" (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    platform text NOT NULL,
    state_hash bytea NOT NULL,
    link_hash bytea,
    code_verifier_sealed text,
    redirect_uri text NOT NULL,
    return_url text,
    connection_id uuid,
    created_by text NOT NULL,
    status text NOT NULL DEFAULT 'PENDING',
    problem_code text,
    problem_message text,
    accounts jsonb NOT NULL DEFAULT '[]',
    connection_ids uuid[] NOT NULL DEFAULT '{}',
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_oauth_session_pk PRIMARY KEY (id),
    CONSTRAINT social_oauth_session_state_once UNIQUE (state_hash),
    CONSTRAINT social_oauth_session_link_once UNIQUE (link_hash),
    CONSTRAINT social_oauth_session_status
      CHECK (status IN ('PENDING', 'EXCHANGING', 'CHOOSING', 'CONNECTED', 'FAILED'))
  )`,

  `CREATE TABLE "SocialEngagementSnapshot" (
    post_id uuid NOT NULL,
    taken_at timestamptz NOT NULL,
    tenant_id text NOT NULL,
    likes bigint,
    comments bigint,
    shares bigint,
    reach bigint,
    impressions bigint,
    CONSTRAINT social_engagement_snapshot_pk PRIMARY KEY (post_id, taken_at),
    CONSTRAINT social_engagement_snapshot_post FOREIGN KEY (post_id) REFERENCES "SocialPost" (id) ON DELETE CASCADE
  )`,

  `CREATE TABLE "SocialAuditEvent" (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    tenant_id text NOT NULL,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    actor text NOT NULL,
    change jsonb NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_audit_event_pk PRIMARY KEY (id)
  )`,
  `CREATE INDEX social_audit_event_by_row ON "SocialAuditEvent" (row_id, occurred_at)`,

  `CREATE FUNCTION social_post_before_write() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF NEW.status = 'SCHEDULED' AND NEW.scheduled_at IS NULL THEN NEW.scheduled_at := social_now(); END IF;
    IF NEW.status = 'PUBLISHED' AND NEW.published_at IS NULL THEN NEW.published_at := social_now(); END IF;
    IF NEW.status = 'FAILED' AND NEW.error_message IS NULL THEN
      NEW.error_message := 'Marked as failed by an operator.';
    END IF;
    IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;

    NEW.updated_at := social_now();
    IF (NEW.content, NEW.media, NEW.options, NEW.scheduled_at, NEW.status)
       IS DISTINCT FROM (OLD.content, OLD.media, OLD.options, OLD.scheduled_at, OLD.status) THEN
      NEW.version := OLD.version + 1;
    END IF;
    -- Set back to SCHEDULED by a person: start at once, and count the lateness from now. A post that waits for its next try is
    -- SCHEDULED already; there the reset of its error or its retries is the sign.
    IF NEW.status = 'SCHEDULED' AND (OLD.status IN ('DRAFT', 'FAILED', 'CANCELLED', 'PUBLISHED')
        OR OLD.status = 'SCHEDULED' AND (NEW.retry_count < OLD.retry_count
          OR NEW.error_message IS NULL AND OLD.error_message IS NOT NULL)) THEN
      NEW.requeued_at := social_now();
      NEW.engagement_due_at := NULL;
      NEW.error_code := NULL;
      NEW.error_message := NULL;
      IF NEW.not_before IS NOT DISTINCT FROM OLD.not_before THEN NEW.not_before := NULL; END IF;
    END IF;
    RETURN NEW;
  END $body$`,
  `CREATE TRIGGER social_post_before_write BEFORE INSERT OR UPDATE ON "SocialPost"
    FOR EACH ROW EXECUTE FUNCTION social_post_before_write()`,

  `CREATE FUNCTION social_connection_before_update() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    NEW.updated_at := social_now();
    IF NOT NEW.is_active AND NEW.error_message IS NULL THEN
      NEW.error_message := 'Deactivated by an operator.';
    END IF;
    -- Switched on again: what was wrong before no longer holds.
    IF NEW.is_active AND NOT OLD.is_active THEN
      IF NEW.error_message IS NOT DISTINCT FROM OLD.error_message THEN NEW.error_message := NULL; END IF;
      NEW.error_code := NULL;
      NEW.disconnected_at := NULL;
      NEW.rate_limited_until := NULL;
      NEW.refresh_not_before := NULL;
      NEW.refresh_failures := 0;
    END IF;
    RETURN NEW;
  END $body$`,
  `CREATE TRIGGER social_connection_before_update BEFORE UPDATE ON "SocialConnection"
    FOR EACH ROW EXECUTE FUNCTION social_connection_before_update()`,

  `CREATE FUNCTION social_audit_outside_change() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF current_setting('application_name') LIKE 'social-integration%' THEN RETURN NULL; END IF;
    INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
    VALUES (NEW.tenant_id, TG_TABLE_NAME, NEW.id,
      session_user || ' (' || current_setting('application_name') || ')',
      jsonb_build_object(TG_ARGV[0],
        jsonb_build_array(to_jsonb(OLD) -> TG_ARGV[0], to_jsonb(NEW) -> TG_ARGV[0])),
      social_now());
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_post_audit AFTER UPDATE ON "SocialPost"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION social_audit_outside_change('status')`,
  `CREATE TRIGGER social_connection_audit AFTER UPDATE ON "SocialConnection"
    FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
    EXECUTE FUNCTION social_audit_outside_change('is_active')`,
];

const down = [
  `DROP TABLE "SocialAuditEvent"`,
  `DROP TABLE "SocialEngagementSnapshot"`,
  `DROP TABLE "SocialOAuthSession"`,
  `DROP TABLE "SocialRateLimit"`,
  `DROP TABLE "SocialPublishAttempt"`,
  `DROP TABLE "SocialPost"`,
  `DROP TABLE "SocialConnection"`,
  `DROP FUNCTION social_post_before_write()`,
  `DROP FUNCTION social_connection_before_update()`,
  `DROP FUNCTION social_audit_outside_change()`,
  `DROP FUNCTION social_now()`,
];
