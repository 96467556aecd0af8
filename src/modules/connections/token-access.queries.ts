import { uuidArray, type Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { SealedToken } from '../../security/token-cipher.ts';

export interface TokenRow {
  id: string;
  tenantId: string;
  platform: Platform;
  accountId: string;
  isActive: boolean;
  errorCode: string | null;
  errorMessage: string | null;
  accessTokenSealed: string | null;
  refreshTokenSealed: string | null;
  tokenExpiresAt: Date | null;
  tokenObtainedAt: Date | null;
  tokenVersion: number;
  refreshNotBefore: Date | null;
  refreshFailures: number;
  /** Set without a lease: a refresh began, and nobody knows whether the platform spent the refresh token on it. */
  refreshAttemptId: string | null;
  leased: boolean;
  /** The database's clock when the row was read. */
  now: Date;
}

const tokenColumns = `id, tenant_id AS "tenantId", platform, account_id AS "accountId", is_active AS "isActive",
  error_code AS "errorCode", error_message AS "errorMessage", access_token_sealed AS "accessTokenSealed",
  refresh_token_sealed AS "refreshTokenSealed", token_expires_at AS "tokenExpiresAt",
  token_obtained_at AS "tokenObtainedAt", token_version AS "tokenVersion", refresh_not_before AS "refreshNotBefore",
  refresh_failures AS "refreshFailures", refresh_attempt_id AS "refreshAttemptId",
  COALESCE(refresh_lease_until > social_now(), false) AS leased,
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
 * version and the attempt that were read; false when somebody else has it or was faster, and before the wait after a failure is
 * over. Only a person who asks for it (`isByHand`) need not wait, unless the token may be spent.
 */
export async function leaseRefresh(
  sql: Sql,
  read: Pick<TokenRow, 'id' | 'tokenVersion' | 'refreshAttemptId'>,
  lease: { attemptId: string; seconds: number; isByHand: boolean },
): Promise<boolean> {
  const leased = await sql.count(
    `UPDATE "SocialConnection"
     SET refresh_attempt_id = $3, refresh_lease_until = social_now() + make_interval(secs => $4),
         refresh_started_at = social_now()
     WHERE id = $1 AND token_version = $2 AND is_active AND refresh_token_sealed IS NOT NULL
       AND (refresh_lease_until IS NULL OR refresh_lease_until < social_now())
       AND refresh_attempt_id IS NOT DISTINCT FROM $5
       AND (refresh_not_before IS NULL OR refresh_not_before <= social_now() OR $6 AND refresh_attempt_id IS NULL)`,
    [read.id, read.tokenVersion, lease.attemptId, lease.seconds, read.refreshAttemptId, lease.isByHand],
  );
  return leased > 0;
}

export interface RefreshedTokens {
  id: string;
  tokenVersion: number;
  accessTokenSealed: SealedToken;
  /** Null keeps the stored one: a token is never overwritten by nothing. */
  refreshTokenSealed: SealedToken | null;
  /** How much longer the access token lives, in milliseconds; null: it does not expire. */
  livesMs: number | null;
  /** Empty keeps the stored ones. */
  scopes: string[];
}

/**
 * Writes the new pair while the version still holds; false when somebody reconnected meanwhile. The lease may have ended: whoever has
 * it now shows a token that is spent, and the pair is the only one that is good. The end is counted by the database's clock, as it is read.
 */
export async function storeRefreshed(sql: Sql, tokens: RefreshedTokens): Promise<boolean> {
  const stored = await sql.count(
    `UPDATE "SocialConnection"
     SET access_token_sealed = $3, refresh_token_sealed = COALESCE($4, refresh_token_sealed),
         token_expires_at = social_now() + make_interval(secs => $5::numeric / 1000), token_obtained_at = social_now(),
         scopes = CASE WHEN cardinality($6::text[]) > 0 THEN $6::text[] ELSE scopes END,
         token_version = token_version + 1, refresh_attempt_id = NULL, refresh_lease_until = NULL,
         refresh_not_before = NULL, refresh_failures = 0,
         error_message = CASE WHEN is_active THEN NULL ELSE error_message END,
         error_code = CASE WHEN is_active THEN NULL ELSE error_code END
     WHERE id = $1 AND token_version = $2`,
    [
      tokens.id,
      tokens.tokenVersion,
      tokens.accessTokenSealed,
      tokens.refreshTokenSealed,
      tokens.livesMs,
      tokens.scopes,
    ],
  );
  return stored > 0;
}

export interface PostponedRefresh {
  id: string;
  attemptId: string;
  waitMs: number;
  /** What is known of the refresh token now: the platform has not used it, or it may have. */
  refreshToken: 'unspent' | 'maybe-spent';
  code: string;
  message: string;
}

/**
 * Gives the lease back after trouble that is not the token's fault, and waits before the next try. Where the token may be spent
 * the attempt stays on the row as the sign of it. What a person wrote who switched the connection off meanwhile stays as well.
 */
export async function postponeRefresh(sql: Sql, postponed: PostponedRefresh): Promise<void> {
  await sql.count(
    `UPDATE "SocialConnection"
     SET refresh_attempt_id = CASE WHEN $6 = 'maybe-spent' THEN refresh_attempt_id END, refresh_lease_until = NULL,
         refresh_failures = refresh_failures + 1,
         refresh_not_before = social_now() + make_interval(secs => $3::numeric / 1000),
         error_code = CASE WHEN is_active THEN $4 ELSE error_code END,
         error_message = CASE WHEN is_active THEN $5 ELSE error_message END
     WHERE id = $1 AND refresh_attempt_id = $2`,
    [
      postponed.id,
      postponed.attemptId,
      postponed.waitMs,
      postponed.code,
      postponed.message,
      postponed.refreshToken,
    ],
  );
}

/**
 * Gives the lease back and leaves everything else as it was before, a doubt about the refresh token included: the next who needs the
 * token hears the refusal again and judges it.
 */
export async function releaseRefresh(
  sql: Sql,
  before: Pick<TokenRow, 'id' | 'refreshAttemptId'>,
  attemptId: string,
): Promise<void> {
  await sql.count(
    `UPDATE "SocialConnection" SET refresh_attempt_id = $3, refresh_lease_until = NULL WHERE id = $1 AND refresh_attempt_id = $2`,
    [before.id, attemptId, before.refreshAttemptId],
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

/** How far ahead scheduled posts are looked at, and how long before its post a token is renewed at the latest. */
const spikeWindow = { minutes: 15, endsBeforeMinutes: 3 };

/**
 * Connections whose refresh token should be used now: past half of the access token's life, spread over a tenth of it so that
 * tokens issued together are not refreshed together. A token that ends before a post of the next quarter of an hour could use it
 * is renewed in good time before, at a moment of its own, so that the posts of a full hour do not ask for their tokens all at once.
 * One that may be spent already is left alone until the access token is too short to use, and one that none of the `keyIds` opens
 * altogether: nothing would come of it, and it would stand before the others each time.
 */
export async function findTokensToRefresh(
  sql: Sql,
  wish: { limit: number; tooShortMs: number; keyIds: string[] },
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `WITH soon AS (
       SELECT connection_id, min(due_at) AS due_at FROM "SocialPost"
       WHERE status = 'SCHEDULED' AND due_at > social_now()
         AND due_at <= social_now() + make_interval(mins => ${spikeWindow.minutes})
       GROUP BY connection_id
     ), living AS (
       SELECT c.*, soon.due_at, abs(hashtext(c.id::text)) % 100 / 100.0 AS jitter,
         make_interval(secs => $2::numeric / 1000) AS too_short
       FROM "SocialConnection" c LEFT JOIN soon ON soon.connection_id = c.id
       WHERE c.is_active AND split_part(c.refresh_token_sealed, '.', 2) = ANY($3::text[]) AND c.token_expires_at IS NOT NULL
         AND (c.refresh_lease_until IS NULL OR c.refresh_lease_until < social_now())
         AND (c.refresh_not_before IS NULL OR c.refresh_not_before <= social_now())
     )
     SELECT id FROM living
     WHERE CASE
       WHEN refresh_attempt_id IS NOT NULL THEN token_expires_at < social_now() + too_short
       WHEN token_expires_at < due_at + too_short THEN social_now() >= due_at
         - make_interval(mins => ${spikeWindow.endsBeforeMinutes})
         - make_interval(mins => ${spikeWindow.minutes - spikeWindow.endsBeforeMinutes}) * jitter
       ELSE social_now() >= token_expires_at
         - (token_expires_at - COALESCE(token_obtained_at, created_at)) * (0.4 + 0.1 * jitter)
     END
     ORDER BY due_at NULLS LAST, token_expires_at
     LIMIT $1`,
    [wish.limit, wish.tooShortMs, wish.keyIds],
  );
  return rows.map(({ id }) => id);
}
