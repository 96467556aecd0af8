import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the platforms say about their limits, the spacing that keeps within them, and what a tenant is willing to pay. */
export class QuotasAndBudgets1764400000007 implements MigrationInterface {
  name = 'QuotasAndBudgets1764400000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE TABLE "SocialQuota" (
    platform text NOT NULL,
    holder text NOT NULL,
    endpoint text NOT NULL,
    window_name text NOT NULL,
    quota_limit bigint,
    remaining bigint,
    used_percent real,
    resets_at timestamptz,
    seen_at timestamptz NOT NULL,
    CONSTRAINT social_quota_pk PRIMARY KEY (holder, platform, endpoint, window_name)
  ) WITH (fillfactor = 70)`,
  `ALTER TABLE "SocialConnection"
    ADD COLUMN rate_limit_reason text,
    ADD COLUMN rate_spacing_seconds integer NOT NULL DEFAULT 0,
    ADD COLUMN rate_spacing_until timestamptz`,
  `ALTER TABLE "SocialPost" ADD COLUMN estimated_cost_usd numeric(10, 4)`,
  `CREATE TABLE "SocialBudget" (
    tenant_id text NOT NULL,
    platform text NOT NULL,
    monthly_usd numeric(12, 4) NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_budget_pk PRIMARY KEY (tenant_id, platform),
    CONSTRAINT social_budget_amount CHECK (monthly_usd >= 0)
  )`,
];

const down = [
  `DROP TABLE "SocialBudget"`,
  `ALTER TABLE "SocialPost" DROP COLUMN estimated_cost_usd`,
  `ALTER TABLE "SocialConnection"
    DROP COLUMN rate_limit_reason, DROP COLUMN rate_spacing_seconds, DROP COLUMN rate_spacing_until`,
  `DROP TABLE "SocialQuota"`,
];
