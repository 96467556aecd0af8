import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface Spending {
  tenantId: string;
  platform: Platform;
  /** Null: no budget was set. */
  monthlyUsd: number | null;
  /** Estimated, for what was published since the month began in UTC. */
  spentUsd: number;
}

const spentUsd = `COALESCE((SELECT sum(p.estimated_cost_usd) FROM "SocialConnection" c
    JOIN "SocialPost" p ON p.connection_id = c.id
    WHERE c.tenant_id = wanted.tenant_id AND c.platform = wanted.platform
      AND p.published_at >= date_trunc('month', social_now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'), 0)::float8 AS "spentUsd"`;

/** Of every tenant that set a budget. */
export async function readBudgets(sql: Sql): Promise<Spending[]> {
  return await sql.rows(
    `SELECT tenant_id AS "tenantId", platform, monthly_usd::float8 AS "monthlyUsd", ${spentUsd} FROM "SocialBudget" wanted`,
  );
}

/** What one tenant spends on the given platforms, with a budget or without. */
export async function readSpending(sql: Sql, tenantId: string, platforms: Platform[]): Promise<Spending[]> {
  return await sql.rows(
    `SELECT wanted.tenant_id AS "tenantId", wanted.platform, b.monthly_usd::float8 AS "monthlyUsd", ${spentUsd}
     FROM (SELECT $1::text AS tenant_id, unnest($2::text[]) AS platform) wanted
     LEFT JOIN "SocialBudget" b ON b.tenant_id = wanted.tenant_id AND b.platform = wanted.platform
     ORDER BY wanted.platform`,
    [tenantId, platforms],
  );
}

/** Null takes the budget away. */
export async function writeBudget(
  sql: Sql,
  tenantId: string,
  platform: Platform,
  monthlyUsd: number | null,
): Promise<void> {
  await (monthlyUsd === null
    ? sql.count(`DELETE FROM "SocialBudget" WHERE tenant_id = $1 AND platform = $2`, [tenantId, platform])
    : sql.count(
        `INSERT INTO "SocialBudget" (tenant_id, platform, monthly_usd, updated_at) VALUES ($1, $2, $3, social_now())
         ON CONFLICT (tenant_id, platform) DO UPDATE SET monthly_usd = EXCLUDED.monthly_usd, updated_at = EXCLUDED.updated_at`,
        [tenantId, platform, monthlyUsd],
      ));
}
