import { uuidArray, type Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { SealedToken } from '../../security/token-cipher.ts';

export interface TokenRow {
  id: string;
  tenantId: string;
  platform: Platform;
  accountId: string;
  isActive: boolean;
  errorMessage: string | null;
  accessTokenSealed: string | null;
  refreshTokenSealed: string | null;
  tokenExpiresAt: Date | null;
  tokenObtainedAt: Date | null;
  tokenVersion: number;
  refreshNotBefore: Date | null;
  refreshFailures: number;
  leased: boolean;
  /** The database's clock when the row was read. */
  now: Date;
}

const tokenColumns = `id, tenant_id AS "tenantId", platform, account_id AS "accountId", is_active AS "isActive",
  error_message AS "errorMessage", access_token_sealed AS "accessTokenSealed",
  refresh_token_sealed AS "refreshTokenSealed", token_expires_at AS "tokenExpiresAt",
  token_obtained_at AS "tokenObtainedAt", token_version AS "tokenVersion", refresh_not_before AS "refreshNotBefore",
  refresh_failures AS "refreshFailures", COALESCE(refresh_lease_until > social_now(), false) AS leased,
  social_now() AS now`;

export interface StoredLogin {
  id: string;
  tokenSealed: string;
  /** Other connections, of any tenant, that the same login keeps alive. */
  shared: number;
}

/** The person's login behind a connection; undefined where there is none. */
export async function readLogin(sql: Sql, connectionId: string): Promise<StoredLogin | undefined> {
  const [row] = await sql.rows<StoredLogin>(
    `SELECT c.login_id AS id, c.login_token_sealed AS "tokenSealed",
       (SELECT count(*)::integer FROM "SocialConnection" other
        WHERE other.login_id = c.login_id AND other.id <> c.id AND other.disconnected_at IS NULL) AS shared
     FROM "SocialConnection" c WHERE c.id = $1 AND c.login_token_sealed IS NOT NULL`,
    [connectionId],
  );
  return row;
}

export async function readTokens(sql: Sql, ids: string[]): Promise<TokenRow[]> {
  return await sql.rows(`SELECT ${tokenColumns} FROM "SocialConnection" WHERE id = ANY($1::uuid[])`, [
    uuidArray(ids),
  ]);
}

/**
 * Takes the right to refresh, committed before the token request leaves. Only one holder at a time, and only for the token
 * version that was read; nothing is returned when somebody else has it or was faster.
 */
export async function leaseRefresh(
  sql: Sql,
  lease: { id: string; tokenVersion: number; attemptId: string; seconds: number },
): Promise<TokenRow | undefined> {
  const [row] = await sql.rows<TokenRow>(
    `UPDATE "SocialConnection"
     SET refresh_attempt_id = $3, refresh_lease_until = social_now() + make_interval(secs => $4),
         refresh_started_at = social_now()
     WHERE id = $1 AND token_version = $2 AND is_active AND refresh_token_sealed IS NOT NULL
       AND (refresh_lease_until IS NULL OR refresh_lease_until < social_now())
     RETURNING ${tokenColumns}`,
    [lease.id, lease.tokenVersion, lease.attemptId, lease.seconds],
  );
  return row;
}

export interface RefreshedTokens {
  id: string;
  attemptId: string;
  tokenVersion: number;
  accessTokenSealed: SealedToken;
  /** Null keeps the stored one: a token is never overwritten by nothing. */
  refreshTokenSealed: SealedToken | null;
  expiresAt: Date | null;
  /** Empty keeps the stored ones. */
  scopes: string[];
}

/** Writes the new pair while the lease and the version still hold; false when somebody reconnected meanwhile. */
export async function storeRefreshed(sql: Sql, tokens: RefreshedTokens): Promise<boolean> {
  const stored = await sql.count(
    `UPDATE "SocialConnection"
     SET access_token_sealed = $4, refresh_token_sealed = COALESCE($5, refresh_token_sealed),
         token_expires_at = $6, token_obtained_at = social_now(),
         scopes = CASE WHEN cardinality($7::text[]) > 0 THEN $7::text[] ELSE scopes END,
         token_version = token_version + 1, refresh_attempt_id = NULL, refresh_lease_until = NULL,
         refresh_not_before = NULL, refresh_failures = 0,
         error_message = CASE WHEN is_active THEN NULL ELSE error_message END,
         error_code = CASE WHEN is_active THEN NULL ELSE error_code END
     WHERE id = $1 AND refresh_attempt_id = $2 AND token_version = $3`,
    [
      tokens.id,
      tokens.attemptId,
      tokens.tokenVersion,
      tokens.accessTokenSealed,
      tokens.refreshTokenSealed,
      tokens.expiresAt,
      tokens.scopes,
    ],
  );
  return stored > 0;
}

/** Gives the lease back after trouble that is not the token's fault, and waits before the next try. */
export async function postponeRefresh(
  sql: Sql,
  postponed: { id: string; attemptId: string; waitMs: number; code: string; message: string },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialConnection"
     SET refresh_attempt_id = NULL, refresh_lease_until = NULL, refresh_failures = refresh_failures + 1,
         refresh_not_before = social_now() + make_interval(secs => $3::numeric / 1000),
         error_code = $4, error_message = $5
     WHERE id = $1 AND refresh_attempt_id = $2`,
    [postponed.id, postponed.attemptId, postponed.waitMs, postponed.code, postponed.message],
  );
}

/** Switches a connection off after a definite answer about the very token it still holds. */
export async function deactivateToken(
  sql: Sql,
  token: { id: string; tokenVersion: number; code: string; message: string },
): Promise<boolean> {
  const deactivated = await sql.count(
    `UPDATE "SocialConnection"
     SET is_active = false, error_code = $3, error_message = $4, refresh_attempt_id = NULL, refresh_lease_until = NULL
     WHERE id = $1 AND token_version = $2 AND is_active`,
    [token.id, token.tokenVersion, token.code, token.message],
  );
  return deactivated > 0;
}

/**
 * Connections whose refresh token should be used now: past half of the access token's life, spread over a tenth of it so that
 * tokens issued together are not refreshed together.
 */
export async function findTokensToRefresh(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM "SocialConnection"
     WHERE is_active AND refresh_token_sealed IS NOT NULL AND token_expires_at IS NOT NULL
       AND (refresh_lease_until IS NULL OR refresh_lease_until < social_now())
       AND (refresh_not_before IS NULL OR refresh_not_before <= social_now())
       AND social_now() >= token_expires_at - (token_expires_at - COALESCE(token_obtained_at, created_at))
           * (0.4 + 0.1 * (abs(hashtext(id::text)) % 100) / 100.0)
     ORDER BY token_expires_at
     LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}
