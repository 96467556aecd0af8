import type { Sql } from '../../database/database.ts';
import type { ListPosition } from '../../http/cursor-page.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';
import type { SealedToken } from '../../security/token-cipher.ts';
import { dataAccessWarningMs, tokenWarningMs } from './connection-warnings.ts';
import { connectionColumns, type Connection } from './connection.ts';

export interface ConnectionFilter {
  platform?: Platform;
  isActive?: boolean;
  expiringWithinDays?: number;
  needsAttention?: boolean;
}

export async function listConnections(
  sql: Sql,
  tenantId: string,
  filter: ConnectionFilter,
  page: { limit: number; after: ListPosition | null },
): Promise<(Connection & { cursorAt: string })[]> {
  return await sql.rows(
    `SELECT ${connectionColumns},
       to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
     FROM "SocialConnection" c
     WHERE c.tenant_id = $1 AND c.disconnected_at IS NULL
       AND ($2::text IS NULL OR c.platform = $2)
       AND ($3::boolean IS NULL OR c.is_active = $3)
       AND ($4::integer IS NULL
            OR (c.is_active AND c.token_expires_at < social_now() + make_interval(days => $4)))
       AND ($5::boolean IS NULL OR $5 = (${needsAttention('$6', '$7')}))
       AND ($8::timestamptz IS NULL OR (c.created_at, c.id) < ($8::timestamptz, $9::uuid))
     ORDER BY c.created_at DESC, c.id DESC
     LIMIT $10`,
    [
      tenantId,
      filter.platform ?? null,
      filter.isActive ?? null,
      filter.expiringWithinDays ?? null,
      filter.needsAttention ?? null,
      tokenWarningMs,
      dataAccessWarningMs,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit + 1,
    ],
  );
}

/** The same as: it is inactive, or has an error, or `warningsOf` it is not empty. */
function needsAttention(tokenWarningParameter: string, dataAccessWarningParameter: string): string {
  const isWithin = (column: string, parameter: string) =>
    `COALESCE(c.${column} <= social_now() + ${parameter}::float8 * interval '1 millisecond', false)`;
  return `NOT c.is_active OR c.error_code IS NOT NULL
    OR (c.refresh_token_sealed IS NULL AND ${isWithin('token_expires_at', tokenWarningParameter)})
    OR ${isWithin('data_access_expires_at', dataAccessWarningParameter)}`;
}

export async function findConnections(sql: Sql, tenantId: string, ids: string[]): Promise<Connection[]> {
  return await sql.rows(
    `SELECT ${connectionColumns} FROM "SocialConnection" c
     WHERE c.tenant_id = $1 AND c.id = ANY($2::uuid[]) AND c.disconnected_at IS NULL`,
    [tenantId, ids],
    'find-connections',
  );
}

export async function updateSpacing(
  sql: Sql,
  tenantId: string,
  id: string,
  minSpacingSeconds: number,
): Promise<number> {
  return await sql.count(
    `UPDATE "SocialConnection" SET min_spacing_seconds = $3
     WHERE tenant_id = $1 AND id = $2 AND disconnected_at IS NULL`,
    [tenantId, id, minSpacingSeconds],
  );
}

export async function deactivate(sql: Sql, tenantId: string, id: string, reason: string): Promise<number> {
  return await sql.count(
    `UPDATE "SocialConnection" SET is_active = false, error_message = $3, error_code = 'DEACTIVATED'
     WHERE tenant_id = $1 AND id = $2 AND disconnected_at IS NULL`,
    [tenantId, id, reason],
  );
}

/**
 * Takes the tokens out and hides the row; posts keep the account they belong to. Connecting again revives it. Nothing happens when
 * there are other tokens by now.
 */
export async function disconnect(
  sql: Sql,
  { tenantId, id, tokenVersion }: UsedToken,
  reason: string,
): Promise<number> {
  return await sql.count(
    `UPDATE "SocialConnection"
     SET is_active = false, disconnected_at = social_now(), error_message = $3, error_code = 'DISCONNECTED',
         access_token_sealed = NULL, refresh_token_sealed = NULL, login_id = NULL, login_token_sealed = NULL,
         notify_email = NULL, token_version = token_version + 1, refresh_attempt_id = NULL, refresh_lease_until = NULL
     WHERE tenant_id = $1 AND id = $2 AND token_version = $4 AND disconnected_at IS NULL`,
    [tenantId, id, reason, tokenVersion],
  );
}

export interface ConnectionGrant {
  id: string;
  tenantId: string;
  platform: Platform;
  accountId: string;
  accountName: string;
  accessTokenSealed: SealedToken;
  refreshTokenSealed: SealedToken | null;
  tokenExpiresAt: Date | null;
  dataAccessExpiresAt: Date | null;
  scopes: string[];
  connectedBy: string;
  /** Null: whom it was before. */
  notifyEmail: string | null;
  loginId: string | null;
  loginTokenSealed: SealedToken | null;
}

/**
 * The id this account has in this tenant, also when it was disconnected. Locked until the transaction ends, also when there is no
 * row yet: two logins that connect the same account at the same moment go one after the other.
 */
export async function lockConnectionOfAccount(
  tx: Sql,
  tenantId: string,
  platform: Platform,
  accountId: string,
): Promise<string | undefined> {
  await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    JSON.stringify([tenantId, platform, accountId]),
  ]);
  const [row] = await tx.rows<{ id: string }>(
    `SELECT id FROM "SocialConnection" WHERE tenant_id = $1 AND platform = $2 AND account_id = $3 FOR UPDATE`,
    [tenantId, platform, accountId],
  );
  return row?.id;
}

export async function insertConnection(tx: Sql, grant: ConnectionGrant): Promise<void> {
  await tx.count(
    `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed,
       refresh_token_sealed, token_expires_at, token_obtained_at, data_access_expires_at, scopes, connected_by, login_id,
       login_token_sealed, notify_email)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, social_now(), $9, $10, $11, $12, $13, $14)`,
    [
      grant.id,
      grant.tenantId,
      grant.platform,
      grant.accountId,
      grant.accountName,
      grant.accessTokenSealed,
      grant.refreshTokenSealed,
      grant.tokenExpiresAt,
      grant.dataAccessExpiresAt,
      grant.scopes,
      grant.connectedBy,
      grant.loginId,
      grant.loginTokenSealed,
      grant.notifyEmail,
    ],
  );
}

/**
 * A new grant for a known account: bumps the token version and clears the lease, so that a refresh still under way cannot
 * write over it; clears what held the connection back.
 */
export async function renewConnection(tx: Sql, grant: ConnectionGrant): Promise<void> {
  await tx.count(
    `UPDATE "SocialConnection"
     SET account_name = $3, access_token_sealed = $4, refresh_token_sealed = $5,
         token_expires_at = $6, token_obtained_at = social_now(), data_access_expires_at = $7, scopes = $8,
         connected_by = $9, login_id = $10, login_token_sealed = $11, notify_email = COALESCE($12, notify_email), is_active = true, error_message = NULL, error_code = NULL, disconnected_at = NULL,
         rate_limited_until = NULL, token_version = token_version + 1, refresh_attempt_id = NULL,
         refresh_lease_until = NULL, refresh_not_before = NULL, refresh_failures = 0
     WHERE tenant_id = $1 AND id = $2`,
    [
      grant.tenantId,
      grant.id,
      grant.accountName,
      grant.accessTokenSealed,
      grant.refreshTokenSealed,
      grant.tokenExpiresAt,
      grant.dataAccessExpiresAt,
      grant.scopes,
      grant.connectedBy,
      grant.loginId,
      grant.loginTokenSealed,
      grant.notifyEmail,
    ],
  );
}

export async function findConnectedBy(sql: Sql, tenantId: string, id: string): Promise<string | null> {
  const [row] = await sql.rows<{ connectedBy: string | null }>(
    `SELECT connected_by AS "connectedBy" FROM "SocialConnection" WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
  return row?.connectedBy ?? null;
}

export async function deactivateExpired(
  sql: Sql,
  message: string,
): Promise<{ id: string; tenantId: string }[]> {
  return await sql.rows(
    `UPDATE "SocialConnection" SET is_active = false, error_message = $1, error_code = 'TOKEN_EXPIRED'
     WHERE is_active AND token_expires_at <= social_now() AND refresh_token_sealed IS NULL
     RETURNING id, tenant_id AS "tenantId"`,
    [message],
  );
}

/** The token that a call was made with. */
export interface UsedToken {
  tenantId: string;
  /** Of the connection. */
  id: string;
  tokenVersion: number;
}

/**
 * A right is missing: the connection stays active (its token works), but its row says what a person must do. What was said of a token
 * that has been replaced since is not noted: a reconnect may have brought the right.
 */
export async function noteProblem(
  sql: Sql,
  { tenantId, id, tokenVersion }: UsedToken,
  problem: { code: string; message: string },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialConnection" SET error_code = $4, error_message = $5
     WHERE tenant_id = $1 AND id = $2 AND token_version = $3 AND is_active`,
    [tenantId, id, tokenVersion, problem.code, problem.message],
  );
}

/** For metrics: every platform in both states, also where there is none. */
export async function countConnections(
  sql: Sql,
): Promise<{ platform: Platform; isActive: boolean; count: number }[]> {
  return await sql.rows(
    `SELECT platform, is_active AS "isActive", count(c.id)::int AS count
     FROM unnest($1::text[]) AS platform CROSS JOIN unnest(ARRAY[true, false]) AS is_active
     LEFT JOIN "SocialConnection" c USING (platform, is_active)
     GROUP BY platform, is_active`,
    [platforms],
  );
}
