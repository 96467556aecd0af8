import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface QuotaRow {
  platform: Platform;
  /** The connection's id, or `application`. */
  holder: string;
  /** For example `POST /2/tweets`; `*` for every call. */
  endpoint: string;
  window: string;
  limit: number | null;
  remaining: number | null;
  usedPercent: number | null;
  resetsAt: Date | null;
  seenAt: Date;
}

/** Writes what was seen; of two that saw the same limit, the later one stays. */
export async function upsertQuotas(sql: Sql, quotas: QuotaRow[]): Promise<void> {
  await sql.count(
    `INSERT INTO "SocialQuota" (platform, holder, endpoint, window_name, quota_limit, remaining, used_percent, resets_at, seen_at)
     SELECT platform, holder, endpoint, "window", "limit", remaining, "usedPercent", "resetsAt", "seenAt"
     FROM jsonb_to_recordset($1::jsonb) AS seen (platform text, holder text, endpoint text, "window" text, "limit" bigint,
       remaining bigint, "usedPercent" real, "resetsAt" timestamptz, "seenAt" timestamptz)
     ORDER BY holder, platform, endpoint, "window"
     ON CONFLICT (holder, platform, endpoint, window_name) DO UPDATE
     SET quota_limit = EXCLUDED.quota_limit, remaining = EXCLUDED.remaining, used_percent = EXCLUDED.used_percent,
         resets_at = EXCLUDED.resets_at, seen_at = EXCLUDED.seen_at
     WHERE "SocialQuota".seen_at <= EXCLUDED.seen_at`,
    [JSON.stringify(quotas)],
  );
}

/** What is known of the limits of one connection and of its platform's application. */
export async function listQuotas(sql: Sql, platform: Platform, connectionId: string): Promise<QuotaRow[]> {
  return await sql.rows(
    `SELECT platform, holder, endpoint, window_name AS "window", quota_limit::float8 AS "limit", remaining::float8 AS remaining,
       used_percent AS "usedPercent", resets_at AS "resetsAt", seen_at AS "seenAt"
     FROM "SocialQuota" WHERE platform = $1 AND holder IN ($2, 'application')
     ORDER BY holder = 'application', endpoint, window_name`,
    [platform, connectionId],
  );
}

/** What nobody has seen for so long tells nothing. */
export async function forgetQuotas(sql: Sql, olderThanDays: number): Promise<number> {
  return await sql.count(
    `DELETE FROM "SocialQuota" WHERE seen_at < social_now() - make_interval(days => $1)`,
    [olderThanDays],
  );
}

/** More limits than the platforms have for one application together. */
const mostShown = 100;

/** What is known of the limits that a platform sets to our whole application, while it is news. */
export async function listApplicationQuotas(sql: Sql): Promise<QuotaRow[]> {
  return await sql.rows(
    `SELECT platform, holder, endpoint, window_name AS "window", quota_limit::float8 AS "limit", remaining::float8 AS remaining,
       used_percent AS "usedPercent", resets_at AS "resetsAt", seen_at AS "seenAt"
     FROM "SocialQuota" WHERE holder = 'application' AND (resets_at IS NULL OR resets_at > social_now())
       AND seen_at > social_now() - interval '1 day'
     ORDER BY seen_at DESC, platform, endpoint, window_name LIMIT ${mostShown}`,
  );
}
