import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorFunctions } from './0010-operators-kit.functions.ts';
import { operatorViews } from './0010-operators-kit.views.ts';

/**
 * What operators do and read by hand: views that say what is wrong and who acts, functions that refuse what must not be, a pause of a
 * whole tenant, and an audit that also knows edits and deletions made through psql.
 *
 * The audit's triggers ask for the session's name in their WHEN, so that the service's own writes never enter a function.
 */
export class OperatorsKit1764700000010 implements MigrationInterface {
  name = 'OperatorsKit1764700000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...audit, ...operatorViews.up, ...operatorFunctions.up])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [...operatorFunctions.down, ...operatorViews.down, ...down])
      await runner.query(statement);
  }
}

const tables = [
  `CREATE TABLE "SocialTenantPause" (
    tenant_id text NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    reason text NOT NULL,
    paused_by text NOT NULL DEFAULT session_user,
    paused_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_tenant_pause_pk PRIMARY KEY (tenant_id),
    CONSTRAINT social_tenant_pause_says_why CHECK (reason <> '')
  )`,
];

const outside = `current_setting('application_name') NOT LIKE 'social-integration%'`;

const audit = [
  `CREATE INDEX social_audit_event_by_tenant ON "SocialAuditEvent" (tenant_id, occurred_at DESC, id DESC)`,

  `CREATE FUNCTION social_operator() RETURNS text LANGUAGE sql STABLE AS $body$
    SELECT session_user || ' (' || current_setting('application_name') || ')'
  $body$`,

  // Long texts are cut: what was changed must be recognised, not restored.
  `CREATE FUNCTION social_audit_columns() RETURNS trigger LANGUAGE plpgsql AS $body$
  DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
  BEGIN
    INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
    SELECT NEW.tenant_id, TG_TABLE_NAME, NEW.id, social_operator(),
      jsonb_object_agg(name, jsonb_build_array(
        CASE WHEN jsonb_typeof(before->name) = 'string' THEN to_jsonb(left(before->>name, 200)) ELSE before->name END,
        CASE WHEN jsonb_typeof(after->name) = 'string' THEN to_jsonb(left(after->>name, 200)) ELSE after->name END)),
      social_now()
    FROM unnest(TG_ARGV) AS name WHERE before->name IS DISTINCT FROM after->name
    HAVING count(*) > 0;
    RETURN NULL;
  END $body$`,

  `CREATE FUNCTION social_audit_deletion() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
    SELECT OLD.tenant_id, TG_TABLE_NAME, OLD.id, social_operator(),
      jsonb_build_object('deleted', jsonb_object_agg(name, left(to_jsonb(OLD)->>name, 200))), social_now()
    FROM unnest(TG_ARGV) AS name;
    RETURN NULL;
  END $body$`,

  `DROP TRIGGER social_post_audit ON "SocialPost"`,
  `DROP TRIGGER social_connection_audit ON "SocialConnection"`,
  `DROP FUNCTION social_audit_outside_change()`,
  `CREATE TRIGGER social_post_audit AFTER UPDATE ON "SocialPost"
    FOR EACH ROW WHEN (${outside} AND (OLD.status IS DISTINCT FROM NEW.status OR OLD.content IS DISTINCT FROM NEW.content
      OR OLD.scheduled_at IS DISTINCT FROM NEW.scheduled_at))
    EXECUTE FUNCTION social_audit_columns('status', 'content', 'scheduled_at')`,
  `CREATE TRIGGER social_connection_audit AFTER UPDATE ON "SocialConnection"
    FOR EACH ROW WHEN (${outside} AND (OLD.is_active IS DISTINCT FROM NEW.is_active
      OR OLD.min_spacing_seconds IS DISTINCT FROM NEW.min_spacing_seconds))
    EXECUTE FUNCTION social_audit_columns('is_active', 'min_spacing_seconds')`,
  `CREATE TRIGGER social_post_audit_deletion AFTER DELETE ON "SocialPost"
    FOR EACH ROW WHEN (${outside})
    EXECUTE FUNCTION social_audit_deletion('status', 'content', 'scheduled_at', 'platform_post_id')`,
  `CREATE TRIGGER social_connection_audit_deletion AFTER DELETE ON "SocialConnection"
    FOR EACH ROW WHEN (${outside})
    EXECUTE FUNCTION social_audit_deletion('platform', 'account_id', 'account_name')`,

  `CREATE FUNCTION social_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    RAISE check_violation USING MESSAGE = 'The audit is only ever added to; ' || TG_OP || ' is refused.';
  END $body$`,
  `CREATE TRIGGER social_audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON "SocialAuditEvent"
    FOR EACH STATEMENT EXECUTE FUNCTION social_audit_stays()`,
];

const down = [
  `DROP TRIGGER social_audit_stays ON "SocialAuditEvent"`,
  `DROP FUNCTION social_audit_stays()`,
  `DROP TRIGGER social_post_audit_deletion ON "SocialPost"`,
  `DROP TRIGGER social_connection_audit_deletion ON "SocialConnection"`,
  `DROP TRIGGER social_post_audit ON "SocialPost"`,
  `DROP TRIGGER social_connection_audit ON "SocialConnection"`,
  `DROP FUNCTION social_audit_deletion()`,
  `DROP FUNCTION social_audit_columns()`,
  `DROP FUNCTION social_operator()`,
  `DROP INDEX social_audit_event_by_tenant`,
  `DROP TABLE "SocialTenantPause"`,
  // As 0001 made it.
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
