import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface Spending {
  tenantId: string;
  platform: Platform;
  /** Null: no budget was set. */
  monthlyUsd: number | null;
  /** Estimated, for what was published and read since the month began in UTC. */
  spentUsd: number;
}

/** What one read of a post's figures costs, by platform; a post that is read twice on a UTC day costs once. */
export type ReadPrices = Partial<Record<Platform, number>>;

const monthStart = `date_trunc('month', social_now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;

/** `$1` are the prices of reads. Figures are read for a month after publishing, and so for two at most. */
const spentUsd = `(
    COALESCE((SELECT sum(p.estimated_cost_usd) FROM "SocialConnection" c JOIN "SocialPost" p ON p.connection_id = c.id
      WHERE c.tenant_id = wanted.tenant_id AND c.platform = wanted.platform AND p.published_at >= ${monthStart}), 0)
    + COALESCE(($1::jsonb ->> wanted.platform)::numeric, 0)
      * (SELECT count(DISTINCT (s.post_id, (s.taken_at AT TIME ZONE 'UTC')::date))
         FROM "SocialConnection" c JOIN "SocialPost" p ON p.connection_id = c.id
         JOIN "SocialEngagementSnapshot" s ON s.post_id = p.id AND s.taken_at >= ${monthStart}
         WHERE c.tenant_id = wanted.tenant_id AND c.platform = wanted.platform
           AND p.published_at >= ${monthStart} - interval '35 days')
  )::float8 AS "spentUsd"`;

/** Of every tenant that set a budget. */
export async function readBudgets(sql: Sql, prices: ReadPrices): Promise<Spending[]> {
  return await sql.rows(
    `SELECT tenant_id AS "tenantId", platform, monthly_usd::float8 AS "monthlyUsd", ${spentUsd} FROM "SocialBudget" wanted`,
    [JSON.stringify(prices)],
  );
}

/** What one tenant spends on the given platforms, with a budget or without. */
export async function readSpending(
  sql: Sql,
  tenantId: string,
  platforms: Platform[],
  prices: ReadPrices,
): Promise<Spending[]> {
  return await sql.rows(
    `SELECT wanted.tenant_id AS "tenantId", wanted.platform, b.monthly_usd::float8 AS "monthlyUsd", ${spentUsd}
     FROM (SELECT $2::text AS tenant_id, unnest($3::text[]) AS platform) wanted
     LEFT JOIN "SocialBudget" b ON b.tenant_id = wanted.tenant_id AND b.platform = wanted.platform
     ORDER BY wanted.platform`,
    [JSON.stringify(prices), tenantId, platforms],
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
