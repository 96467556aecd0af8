import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface Limit {
  until: Date;
  /** What to tell whoever waits. */
  reason: string;
  /** Null: a quarter wider than the posts of the last hour, which were too many. */
  spacingSeconds: number | null;
}

/**
 * Nothing is sent until the limit ends, and after it with enough room between posts not to reach it again: for as long as the limit
 * lasted, an hour at most. The room is never wider than the limit was long; one of seconds says nothing about the hours to come.
 */
export async function holdConnection(sql: Sql, tenantId: string, id: string, limit: Limit): Promise<void> {
  await sql.count(
    `UPDATE "SocialConnection"
     SET rate_limited_until = GREATEST(rate_limited_until, $3), rate_limit_reason = $4,
         rate_spacing_until = GREATEST(rate_limited_until, $3) + LEAST($3 - social_now(), interval '1 hour'),
         rate_spacing_seconds = GREATEST(0, LEAST(3600, extract(epoch FROM $3 - social_now()), COALESCE($5,
           CEIL(4500.0 / NULLIF((SELECT count(*) FROM "SocialPost" p
             WHERE p.connection_id = $2 AND p.published_at > social_now() - interval '1 hour'), 0)), 0)))
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, limit.until, limit.reason, limit.spacingSeconds],
  );
}

/** The longer of two limits stays, with its own words. */
const longerLimit = `ON CONFLICT (platform) DO UPDATE
     SET limited_until = GREATEST("SocialRateLimit".limited_until, EXCLUDED.limited_until),
         reason = CASE WHEN "SocialRateLimit".limited_until > EXCLUDED.limited_until THEN "SocialRateLimit".reason ELSE EXCLUDED.reason END,
         seen_at = EXCLUDED.seen_at`;

export async function holdPlatforms(
  sql: Sql,
  platforms: readonly Platform[],
  until: Date,
  reason: string,
): Promise<void> {
  await sql.count(
    `INSERT INTO "SocialRateLimit" (platform, limited_until, reason, seen_at)
     SELECT platform, $2, $3, social_now() FROM unnest($1::text[]) AS platform
     ${longerLimit}`,
    [platforms, until, reason],
  );
}

/** A pause of a platform that answers nobody, in milliseconds by the database's clock. */
export interface PlatformPause {
  ms: number;
  /** For how long now nobody must have published on it. */
  silentMs: number;
}

/** One worker may fail to reach a platform on which the others publish; then it is the only one to pause. */
export async function pausePlatform(
  sql: Sql,
  platform: Platform,
  { ms, silentMs }: PlatformPause,
  reason: string,
): Promise<void> {
  await sql.count(
    `INSERT INTO "SocialRateLimit" (platform, limited_until, reason, seen_at)
     SELECT $1, social_now() + make_interval(secs => $2), $3, social_now()
     WHERE NOT EXISTS (SELECT FROM "SocialConnection" c
       WHERE c.platform = $1 AND c.last_post_at > social_now() - make_interval(secs => $4))
     ${longerLimit}`,
    [platform, ms / 1000, reason, silentMs / 1000],
  );
}
