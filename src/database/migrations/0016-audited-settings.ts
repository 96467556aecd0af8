import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tenant's month may cost, and where it is told what happens, is in the audit too when it is changed through psql. */
export class AuditedSettings1765300000016 implements MigrationInterface {
  name = 'AuditedSettings1765300000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const outside = `current_setting('application_name') NOT LIKE 'social-integration%'`;

const up = [
  // A budget has no id: tenant and platform are its key, and both stand in the event.
  `CREATE FUNCTION social_audit_budget() RETURNS trigger LANGUAGE plpgsql AS $body$
  DECLARE
    kept "SocialBudget" := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  BEGIN
    INSERT INTO "SocialAuditEvent" (tenant_id, table_name, row_id, actor, change, occurred_at)
    VALUES (kept.tenant_id, TG_TABLE_NAME, NULL, social_operator(), jsonb_build_object(
      'platform', kept.platform, 'monthly_usd', jsonb_build_array(OLD.monthly_usd, NEW.monthly_usd)), social_now());
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_budget_audit AFTER INSERT OR UPDATE OR DELETE ON "SocialBudget"
    FOR EACH ROW WHEN (${outside}) EXECUTE FUNCTION social_audit_budget()`,

  `CREATE TRIGGER social_webhook_endpoint_audit AFTER UPDATE ON "SocialWebhookEndpoint"
    FOR EACH ROW WHEN (${outside} AND OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION social_audit_columns('status')`,
  // Not the address: what follows its host may hold a key.
  `CREATE TRIGGER social_webhook_endpoint_audit_deletion AFTER DELETE ON "SocialWebhookEndpoint"
    FOR EACH ROW WHEN (${outside}) EXECUTE FUNCTION social_audit_deletion('status', 'description')`,
];

const down = [
  `DROP TRIGGER social_webhook_endpoint_audit_deletion ON "SocialWebhookEndpoint"`,
  `DROP TRIGGER social_webhook_endpoint_audit ON "SocialWebhookEndpoint"`,
  `DROP TRIGGER social_budget_audit ON "SocialBudget"`,
  `DROP FUNCTION social_audit_budget()`,
];
