import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';

export interface LoginEnd {
  /** The person; null: whoever connected the account. */
  loginId: string | null;
  /** The one account that is meant; null: all of the person's. */
  accountId: string | null;
  /** Null: not known. */
  issuedAt: Date | null;
  code: string;
  message: string;
}

/**
 * Switches off what lived on a login, whichever tenant it belongs to, and takes its tokens out: they are dead at the platform. Posts wait for a reconnect. What was connected after the person asked for it is another grant, and stays; a minute
 * is left for two clocks that differ.
 */
export async function endLogin(sql: Sql, end: LoginEnd): Promise<{ id: string; tenantId: string }[]> {
  return await sql.rows(
    `UPDATE "SocialConnection"
     SET is_active = false, error_code = $3, error_message = $4, access_token_sealed = NULL, refresh_token_sealed = NULL,
         login_id = NULL, login_token_sealed = NULL, token_version = token_version + 1
     WHERE login_id IS NOT NULL AND login_id = COALESCE($1, login_id) AND account_id = COALESCE($2, account_id)
       AND (token_obtained_at > $5::timestamptz + interval '1 minute') IS NOT TRUE
     RETURNING id, tenant_id AS "tenantId"`,
    [end.loginId, end.accountId, end.code, end.message, end.issuedAt],
  );
}

/**
 * The same for logins whose accounts nobody has chosen yet: what was found is wiped, and cannot be connected any more. Before
 * `endLogin`: a choice that is made meanwhile has then either failed, or made a connection that is there to be ended.
 */
export async function endChoices(sql: Sql, end: LoginEnd): Promise<void> {
  await sql.count(
    `UPDATE "SocialOAuthSession"
     SET status = 'FAILED', problem_code = $2, problem_message = $3, accounts = '[]'
     WHERE status = 'CHOOSING' AND accounts @> jsonb_build_array(jsonb_build_object('loginId', $1::text))
       AND (exchanging_since > $4::timestamptz + interval '1 minute') IS NOT TRUE`,
    [end.loginId, end.code, end.message, end.issuedAt],
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
