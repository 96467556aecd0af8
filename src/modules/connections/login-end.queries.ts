import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface LoginEnd {
  /** The person, or null when an account itself sent the app away. */
  loginId: string | null;
  accountId: string | null;
  /** Null: not known. */
  issuedAt: Date | null;
  code: string;
  message: string;
}

/**
 * Switches off every connection that lived on a login, whichever tenant it belongs to, and takes its tokens out: they are dead at
 * the platform. Posts wait for a reconnect. What was connected after the person asked for it is another grant, and stays; a minute
 * is left for two clocks that differ.
 */
export async function endLogin(sql: Sql, end: LoginEnd): Promise<{ id: string; tenantId: string }[]> {
  return await sql.rows(
    `UPDATE "SocialConnection"
     SET is_active = false, error_code = $3, error_message = $4, access_token_sealed = NULL, refresh_token_sealed = NULL,
         login_id = NULL, login_token_sealed = NULL, token_version = token_version + 1
     WHERE (login_id = $1 OR $1::text IS NULL AND account_id = $2 AND login_id IS NOT NULL)
       AND (token_obtained_at > $5::timestamptz + interval '1 minute') IS NOT TRUE
     RETURNING id, tenant_id AS "tenantId"`,
    [end.loginId, end.accountId, end.code, end.message, end.issuedAt],
  );
}

export async function insertDeletion(
  sql: Sql,
  deletion: { code: string; platform: Platform; connections: number },
): Promise<void> {
  await sql.count(`INSERT INTO "SocialDataDeletion" (code, platform, connections) VALUES ($1, $2, $3)`, [
    deletion.code,
    deletion.platform,
    deletion.connections,
  ]);
}

export interface Deletion {
  platform: Platform;
  connections: number;
  deletedAt: Date;
}

export async function findDeletion(sql: Sql, code: string): Promise<Deletion | undefined> {
  const [deletion] = await sql.rows<Deletion>(
    `SELECT platform, connections, deleted_at AS "deletedAt" FROM "SocialDataDeletion" WHERE code = $1`,
    [code],
  );
  return deletion;
}
