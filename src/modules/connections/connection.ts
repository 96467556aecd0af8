import type { Platform } from '../../kernel/platform.ts';

/** A connection as the API and the other modules see it; no token is in it. */
export interface Connection {
  id: string;
  tenantId: string;
  platform: Platform;
  accountId: string;
  accountName: string;
  isActive: boolean;
  tokenExpiresAt: Date | null;
  dataAccessExpiresAt: Date | null;
  lastPostAt: Date | null;
  errorMessage: string | null;
  errorCode: string | null;
  rateLimitedUntil: Date | null;
  rateLimitReason: string | null;
  /** After a limit: seconds between posts until `rateSpacingUntil`. */
  rateSpacingSeconds: number;
  rateSpacingUntil: Date | null;
  minSpacingSeconds: number;
  scopes: string[];
  /** Whether this service renews the token by itself. */
  isRefreshable: boolean;
  /** By the database's clock. */
  now: Date;
  createdAt: Date;
}

/** The columns of a `Connection`; never `*`, so that no sealed token travels further than it must. */
export const connectionColumns = `c.id, c.tenant_id AS "tenantId", c.platform, c.account_id AS "accountId",
  c.account_name AS "accountName", c.is_active AS "isActive", c.token_expires_at AS "tokenExpiresAt",
  c.data_access_expires_at AS "dataAccessExpiresAt", c.last_post_at AS "lastPostAt", c.error_message AS "errorMessage",
  c.error_code AS "errorCode", c.rate_limited_until AS "rateLimitedUntil",
  c.rate_limit_reason AS "rateLimitReason", c.rate_spacing_seconds AS "rateSpacingSeconds",
  c.rate_spacing_until AS "rateSpacingUntil",
  c.min_spacing_seconds AS "minSpacingSeconds", c.scopes, c.refresh_token_sealed IS NOT NULL AS "isRefreshable",
  social_now() AS now, c.created_at AS "createdAt"`;
