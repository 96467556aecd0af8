import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happens to posts and connections, written down in the transaction that makes it happen, and the endpoints of tenants that
 * are told of it. Triggers write the events, so that a change made through psql counts like any other.
 *
 * The publish path pays for what interests somebody and nothing else: a claim and a reading of figures call no function, and what
 * only webhooks want to know (a post is scheduled, published, cancelled) is written for tenants that have an endpoint.
 */
export class EventsAndWebhooks1764600000009 implements MigrationInterface {
  name = 'EventsAndWebhooks1764600000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const tables = [
  `CREATE TABLE "SocialOutboxEvent" (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    tenant_id text NOT NULL,
    type text NOT NULL,
    connection_id uuid,
    post_id uuid,
    data jsonb NOT NULL,
    dedupe_key text,
    occurred_at timestamptz NOT NULL DEFAULT social_now(),
    webhooks_at timestamptz,
    noticed_at timestamptz,
    CONSTRAINT social_outbox_event_pk PRIMARY KEY (id),
    CONSTRAINT social_outbox_event_once UNIQUE (dedupe_key),
    CONSTRAINT social_outbox_event_data CHECK (jsonb_typeof(data) = 'object')
  )`,
  // The empty column leads, so that no other index gives the order in which readers ask.
  `CREATE INDEX social_outbox_event_for_webhooks ON "SocialOutboxEvent" (webhooks_at, occurred_at)
    WHERE webhooks_at IS NULL`,
  `CREATE INDEX social_outbox_event_for_notices ON "SocialOutboxEvent" (noticed_at, occurred_at)
    WHERE noticed_at IS NULL`,
  `CREATE INDEX social_outbox_event_by_age ON "SocialOutboxEvent" (occurred_at)`,

  `CREATE TABLE "SocialWebhookEndpoint" (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    url text NOT NULL,
    description text,
    event_types text[] NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'ACTIVE',
    paused_reason text,
    paused_at timestamptz,
    failing_since timestamptz,
    secret_sealed text NOT NULL,
    previous_secret_sealed text,
    previous_secret_until timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_webhook_endpoint_pk PRIMARY KEY (id),
    CONSTRAINT social_webhook_endpoint_tenant_key UNIQUE (id, tenant_id),
    CONSTRAINT social_webhook_endpoint_status CHECK (status IN ('ACTIVE', 'PAUSED')),
    CONSTRAINT social_webhook_endpoint_paused_says_why
      CHECK ((status = 'PAUSED') = (paused_reason IS NOT NULL) AND (status = 'PAUSED') = (paused_at IS NOT NULL)),
    CONSTRAINT social_webhook_endpoint_previous_ends
      CHECK ((previous_secret_sealed IS NULL) = (previous_secret_until IS NULL))
  )`,
  `CREATE INDEX social_webhook_endpoint_by_tenant
    ON "SocialWebhookEndpoint" (tenant_id, created_at DESC, id DESC)`,

  // The id is made of the event's and the endpoint's, so that it is the same whoever makes the row, and whenever.
  `CREATE TABLE "SocialWebhookDelivery" (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    event_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_type text NOT NULL,
    status text NOT NULL DEFAULT 'PENDING',
    attempts integer NOT NULL DEFAULT 0,
    retry_step integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT social_now(),
    lease_id uuid,
    last_attempt_at timestamptz,
    last_status_code integer,
    last_error text,
    delivered_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_webhook_delivery_pk PRIMARY KEY (id),
    CONSTRAINT social_webhook_delivery_once UNIQUE (event_id, endpoint_id),
    CONSTRAINT social_webhook_delivery_event FOREIGN KEY (event_id)
      REFERENCES "SocialOutboxEvent" (id) ON DELETE CASCADE,
    CONSTRAINT social_webhook_delivery_endpoint FOREIGN KEY (endpoint_id, tenant_id)
      REFERENCES "SocialWebhookEndpoint" (id, tenant_id) ON DELETE CASCADE,
    CONSTRAINT social_webhook_delivery_status CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
    CONSTRAINT social_webhook_delivery_delivered CHECK (status <> 'DELIVERED' OR delivered_at IS NOT NULL)
  )`,
  `CREATE INDEX social_webhook_delivery_due
    ON "SocialWebhookDelivery" (endpoint_id, next_attempt_at, id) WHERE status = 'PENDING'`,
  `CREATE INDEX social_webhook_delivery_by_tenant
    ON "SocialWebhookDelivery" (tenant_id, created_at DESC, id DESC)`,
  `CREATE INDEX social_webhook_delivery_by_endpoint
    ON "SocialWebhookDelivery" (endpoint_id, created_at DESC, id DESC)`,

  `ALTER TABLE "SocialPost" ADD COLUMN blocked_at timestamptz`,
  `CREATE INDEX social_connection_inactive ON "SocialConnection" (id) WHERE NOT is_active`,
];

/** What an event says of a post. `more` is further names and columns of `p`, as of now: `, 'name', p.column`. */
export const postData = (more = '') =>
  `CREATE FUNCTION social_post_data(p "SocialPost", c "SocialConnection") RETURNS jsonb LANGUAGE sql STABLE AS $body$
    SELECT jsonb_build_object('postId', p.id, 'groupId', p.group_id, 'rootPostId', p.root_post_id,
      'connectionId', p.connection_id, 'platform', c.platform, 'accountName', c.account_name, 'status', p.status,
      'scheduledAt', social_time_text(p.scheduled_at), 'publishedAt', social_time_text(p.published_at),
      'platformPostId', p.platform_post_id, 'permalink', p.permalink, 'errorCode', p.error_code,
      'errorMessage', p.error_message, 'retryCount', p.retry_count, 'clientReference', p.client_reference${more})
  $body$`;

const wording = [
  `CREATE FUNCTION social_time_text(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $body$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  $body$`,
  postData(),
  `CREATE FUNCTION social_connection_data(c "SocialConnection") RETURNS jsonb LANGUAGE sql STABLE AS $body$
    SELECT jsonb_build_object('connectionId', c.id, 'platform', c.platform, 'accountId', c.account_id,
      'accountName', c.account_name, 'isActive', c.is_active, 'tokenExpiresAt', social_time_text(c.token_expires_at),
      'errorCode', c.error_code, 'errorMessage', c.error_message)
  $body$`,
];

const postEvents = [
  // Notices read failures, blocked posts and what was deleted; the rest is for webhooks alone and counts as noticed.
  `CREATE FUNCTION social_post_record_event() RETURNS trigger LANGUAGE plpgsql AS $body$
  DECLARE
    kind text := COALESCE(TG_ARGV[0], CASE NEW.status
      WHEN 'SCHEDULED' THEN 'post.scheduled' WHEN 'PUBLISHED' THEN 'post.published'
      WHEN 'CANCELLED' THEN 'post.cancelled'
      ELSE CASE WHEN NEW.error_code = 'OUTCOME_UNKNOWN' THEN 'post.outcome_unknown' ELSE 'post.failed' END END);
    for_webhooks_alone boolean := kind IN ('post.scheduled', 'post.published', 'post.cancelled');
    connection "SocialConnection";
    extra jsonb := '{}';
  BEGIN
    IF for_webhooks_alone
       AND NOT EXISTS (SELECT FROM "SocialWebhookEndpoint" e WHERE e.tenant_id = NEW.tenant_id) THEN
      RETURN NULL;
    END IF;
    SELECT * INTO connection FROM "SocialConnection" c WHERE c.id = NEW.connection_id;
    IF kind = 'post.blocked' THEN
      extra := jsonb_build_object('blockedReason', connection.error_message, 'connectionErrorCode', connection.error_code);
    ELSIF kind = 'post.deleted_on_platform' THEN
      extra := jsonb_build_object('deletedOnPlatformAt', social_time_text(NEW.deleted_on_platform_at));
    END IF;
    INSERT INTO "SocialOutboxEvent" (tenant_id, type, connection_id, post_id, data, noticed_at)
    VALUES (NEW.tenant_id, kind, NEW.connection_id, NEW.id, social_post_data(NEW, connection) || extra,
      CASE WHEN for_webhooks_alone THEN social_now() END);
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_post_event_created AFTER INSERT ON "SocialPost"
    FOR EACH ROW WHEN (NEW.status = 'SCHEDULED') EXECUTE FUNCTION social_post_record_event()`,
  // What the service puts back after a try that failed is no news. A post that went out after its cancellation is.
  `CREATE TRIGGER social_post_event_status AFTER UPDATE OF status, scheduled_at, error_code ON "SocialPost"
    FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND (NEW.status IN ('PUBLISHED', 'FAILED', 'CANCELLED')
        OR NEW.status = 'SCHEDULED' AND OLD.status <> 'PUBLISHING')
      OR NEW.status = 'SCHEDULED' AND OLD.status = 'SCHEDULED' AND OLD.scheduled_at <> NEW.scheduled_at
      OR NEW.status = 'CANCELLED' AND NEW.error_code = 'LIVE_AFTER_CANCEL'
        AND OLD.error_code IS DISTINCT FROM NEW.error_code)
    EXECUTE FUNCTION social_post_record_event()`,
  `CREATE TRIGGER social_post_event_deleted AFTER UPDATE OF deleted_on_platform_at ON "SocialPost"
    FOR EACH ROW WHEN (OLD.deleted_on_platform_at IS NULL AND NEW.deleted_on_platform_at IS NOT NULL)
    EXECUTE FUNCTION social_post_record_event('post.deleted_on_platform')`,
  `CREATE TRIGGER social_post_event_blocked AFTER UPDATE OF blocked_at ON "SocialPost"
    FOR EACH ROW WHEN (OLD.blocked_at IS NULL AND NEW.blocked_at IS NOT NULL)
    EXECUTE FUNCTION social_post_record_event('post.blocked')`,

  // After social_post_before_write, which notes that a person put the post back: triggers run in the order of their names.
  `CREATE FUNCTION social_post_unblock() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    NEW.blocked_at := NULL;
    RETURN NEW;
  END $body$`,
  `CREATE TRIGGER social_post_unblock BEFORE UPDATE ON "SocialPost"
    FOR EACH ROW
    WHEN (OLD.blocked_at IS NOT NULL AND (NEW.status <> 'SCHEDULED' OR NEW.scheduled_at <> OLD.scheduled_at
      OR NEW.requeued_at IS DISTINCT FROM OLD.requeued_at))
    EXECUTE FUNCTION social_post_unblock()`,
];

const connectionEvents = [
  // A connection that works again blocks nothing: what it blocks later is told anew.
  `CREATE FUNCTION social_connection_record_event() RETURNS trigger LANGUAGE plpgsql AS $body$
  DECLARE
    kind text := CASE WHEN TG_OP = 'INSERT' THEN 'connection.connected'
      WHEN NEW.is_active THEN 'connection.reconnected' ELSE 'connection.inactive' END;
  BEGIN
    INSERT INTO "SocialOutboxEvent" (tenant_id, type, connection_id, data)
    VALUES (NEW.tenant_id, kind, NEW.id, social_connection_data(NEW)
      || jsonb_build_object('disconnected', NEW.disconnected_at IS NOT NULL));
    IF kind = 'connection.reconnected' THEN
      UPDATE "SocialPost" SET blocked_at = NULL
      WHERE connection_id = NEW.id AND status = 'SCHEDULED' AND blocked_at IS NOT NULL;
    END IF;
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_connection_event_connected AFTER INSERT ON "SocialConnection"
    FOR EACH ROW WHEN (NEW.is_active) EXECUTE FUNCTION social_connection_record_event()`,
  `CREATE TRIGGER social_connection_event_activity AFTER UPDATE OF is_active ON "SocialConnection"
    FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION social_connection_record_event()`,
];

const up = [...tables, ...wording, ...postEvents, ...connectionEvents];

const down = [
  `DROP TRIGGER social_connection_event_activity ON "SocialConnection"`,
  `DROP TRIGGER social_connection_event_connected ON "SocialConnection"`,
  `DROP TRIGGER social_post_unblock ON "SocialPost"`,
  `DROP TRIGGER social_post_event_blocked ON "SocialPost"`,
  `DROP TRIGGER social_post_event_deleted ON "SocialPost"`,
  `DROP TRIGGER social_post_event_status ON "SocialPost"`,
  `DROP TRIGGER social_post_event_created ON "SocialPost"`,
  `DROP FUNCTION social_connection_record_event()`,
  `DROP FUNCTION social_post_unblock()`,
  `DROP FUNCTION social_post_record_event()`,
  `DROP FUNCTION social_connection_data("SocialConnection")`,
  `DROP FUNCTION social_post_data("SocialPost", "SocialConnection")`,
  `DROP FUNCTION social_time_text(timestamptz)`,
  `DROP INDEX social_connection_inactive`,
  `ALTER TABLE "SocialPost" DROP COLUMN blocked_at`,
  `DROP TABLE "SocialWebhookDelivery"`,
  `DROP TABLE "SocialWebhookEndpoint"`,
  `DROP TABLE "SocialOutboxEvent"`,
];
