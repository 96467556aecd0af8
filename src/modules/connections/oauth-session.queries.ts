import type { Sql } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { SealedToken } from '../../security/token-cipher.ts';
import type { AccountProblem } from '../providers/provider.port.ts';

/** PENDING: the dialog is open. EXCHANGING: the code came, once. CHOOSING: accounts were found, none is connected yet. */
export type OAuthSessionStatus = 'PENDING' | 'EXCHANGING' | 'CHOOSING' | 'CONNECTED' | 'FAILED';

/** An account found behind a login, with its tokens sealed for this session. */
export interface StoredAccount {
  accountId: string;
  accountName: string;
  canPublish: boolean;
  problems: AccountProblem[];
  /** The person at the platform, by whom the grant is found when they take it back. */
  loginId: string | null;
  grantSealed: SealedToken;
}

export interface OAuthSession {
  id: string;
  tenantId: string;
  platform: Platform;
  codeVerifierSealed: string | null;
  redirectUri: string;
  returnUrl: string | null;
  /** The connection to renew; null when a new one is made. */
  connectionId: string | null;
  createdBy: string;
  /** Whom to write to about what is connected. */
  notifyEmail: string | null;
  /** Seen through on our own page, and not on one of the CRM's. */
  isOnPage: boolean;
  status: OAuthSessionStatus;
  /** EXCHANGING for longer than any platform takes: the process that did it died. */
  isStuck: boolean;
  problemCode: string | null;
  problemMessage: string | null;
  accounts: StoredAccount[];
  connectionIds: string[];
  expiresAt: Date;
  expired: boolean;
}

/** Longer than a platform's calls may take, one after the other; a login whose process died is told from one that is slow. */
const longestExchangeSeconds = 300;

const isStuck = `(status = 'EXCHANGING' AND COALESCE(exchanging_since, '-infinity') < social_now() - make_interval(secs => ${longestExchangeSeconds}))`;

const sessionColumns = `id, tenant_id AS "tenantId", platform, code_verifier_sealed AS "codeVerifierSealed",
  redirect_uri AS "redirectUri", return_url AS "returnUrl", connection_id AS "connectionId", created_by AS "createdBy", notify_email AS "notifyEmail",
  is_on_page AS "isOnPage", ${isStuck} AS "isStuck", status, problem_code AS "problemCode", problem_message AS "problemMessage", accounts,
  connection_ids AS "connectionIds", expires_at AS "expiresAt", expires_at <= social_now() AS expired`;

export interface NewSession {
  id: string;
  tenantId: string;
  platform: Platform;
  stateHash: Buffer;
  linkHash: Buffer;
  codeVerifierSealed: SealedToken | null;
  redirectUri: string;
  returnUrl: string | null;
  connectionId: string | null;
  createdBy: string;
  notifyEmail: string | null;
  lifeSeconds: number;
}

export async function insertSession(sql: Sql, session: NewSession): Promise<{ expiresAt: Date }> {
  const [row] = await sql.rows<{ expiresAt: Date }>(
    `INSERT INTO "SocialOAuthSession" (id, tenant_id, platform, state_hash, link_hash, code_verifier_sealed, redirect_uri,
       return_url, connection_id, created_by, expires_at, notify_email)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, social_now() + make_interval(secs => $11), $12)
     RETURNING expires_at AS "expiresAt"`,
    [
      session.id,
      session.tenantId,
      session.platform,
      session.stateHash,
      session.linkHash,
      session.codeVerifierSealed,
      session.redirectUri,
      session.returnUrl,
      session.connectionId,
      session.createdBy,
      session.lifeSeconds,
      session.notifyEmail,
    ],
  );
  if (!row) throw new Error('The session was not stored.');
  return row;
}

/**
 * The dialog is opened anew: a new state takes the place of the old one, as long as nothing was connected. A login that failed (the
 * wrong account, a right that was not given) or found the wrong accounts is tried again by the same link.
 */
export async function restartSession(
  sql: Sql,
  id: string,
  state: { stateHash: Buffer; codeVerifierSealed: SealedToken | null; browserHash: Buffer | null },
): Promise<boolean> {
  const restarted = await sql.count(
    `UPDATE "SocialOAuthSession" SET state_hash = $2, code_verifier_sealed = $3, browser_hash = $4, is_on_page = $4::bytea IS NOT NULL,
       status = 'PENDING', problem_code = NULL, problem_message = NULL, accounts = '[]'
     WHERE id = $1 AND (status IN ('PENDING', 'FAILED', 'CHOOSING') OR ${isStuck}) AND expires_at > social_now()`,
    [id, state.stateHash, state.codeVerifierSealed, state.browserHash],
  );
  return restarted > 0;
}

/** A state as somebody brings it back. */
export interface BroughtState {
  stateHash: Buffer;
  /** Of the browser that brings it; null where it has no key. */
  browserHash: Buffer | null;
}

/** Why a state was not used up. */
export type UnspentState =
  /** It is unknown, was used before, or has expired. */
  | { status: 'unknown-state' }
  /** It is good, and belongs to another browser, which can still use it. */
  | { status: 'other-browser'; session: Pick<OAuthSession, 'id' | 'tenantId'> };

export type SpentState = { status: 'spent'; session: OAuthSession } | UnspentState;

const isOpenState = `state_hash = $1 AND platform = $2 AND status = 'PENDING' AND expires_at > social_now()`;

/** Uses up a state, once, and only in the browser in which its dialog was opened, where that is known. */
export async function spendState(
  sql: Sql,
  platform: Platform,
  { stateHash, browserHash }: BroughtState,
): Promise<SpentState> {
  const [session] = await sql.rows<OAuthSession>(
    `UPDATE "SocialOAuthSession" SET status = 'EXCHANGING', exchanging_since = social_now()
     WHERE ${isOpenState} AND (browser_hash IS NULL OR browser_hash = $3)
     RETURNING ${sessionColumns}`,
    [stateHash, platform, browserHash],
  );
  if (session) return { status: 'spent', session };
  const [elsewhere] = await sql.rows<Pick<OAuthSession, 'id' | 'tenantId'>>(
    `SELECT id, tenant_id AS "tenantId" FROM "SocialOAuthSession" WHERE ${isOpenState}`,
    [stateHash, platform],
  );
  return elsewhere ? { status: 'other-browser', session: elsewhere } : { status: 'unknown-state' };
}

/** Of a reconnect only: it takes no other account, whoever goes through its dialog. A new connection is begun on our page. */
export async function findSessionByLink(
  sql: Sql,
  platform: Platform,
  linkHash: Buffer,
): Promise<OAuthSession | undefined> {
  const [row] = await sql.rows<OAuthSession>(
    `SELECT ${sessionColumns} FROM "SocialOAuthSession"
     WHERE link_hash = $1 AND platform = $2 AND connection_id IS NOT NULL AND status IN ('PENDING', 'FAILED')
       AND expires_at > social_now()`,
    [linkHash, platform],
  );
  return row;
}

/** By the secret of its link, or by that of the page that its person came back to; in whatever state it is. */
export async function findSessionByKey(sql: Sql, keyHash: Buffer): Promise<OAuthSession | undefined> {
  const [row] = await sql.rows<OAuthSession>(
    `SELECT ${sessionColumns} FROM "SocialOAuthSession" WHERE link_hash = $1 OR page_hash = $1`,
    [keyHash],
  );
  return row;
}

/** From here on the session is also found by this key. */
export async function setPageKey(sql: Sql, id: string, pageHash: Buffer): Promise<void> {
  await sql.count(`UPDATE "SocialOAuthSession" SET page_hash = $2 WHERE id = $1`, [id, pageHash]);
}

export async function findSession(sql: Sql, tenantId: string, id: string): Promise<OAuthSession | undefined> {
  const [row] = await sql.rows<OAuthSession>(
    `SELECT ${sessionColumns} FROM "SocialOAuthSession" WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
  return row;
}

export async function offerAccounts(sql: Sql, id: string, accounts: StoredAccount[]): Promise<void> {
  await sql.count(
    `UPDATE "SocialOAuthSession" SET status = 'CHOOSING', accounts = $2, code_verifier_sealed = NULL
     WHERE id = $1 AND status = 'EXCHANGING'`,
    [id, JSON.stringify(accounts)],
  );
}

/** Ends a session well. The tokens it held are wiped; false when it was not in the state it must come from. */
export async function finishSession(
  tx: Sql,
  id: string,
  end: {
    from: 'EXCHANGING' | 'CHOOSING';
    connectionIds: string[];
    accounts: Omit<StoredAccount, 'grantSealed' | 'loginId'>[];
  },
): Promise<boolean> {
  const finished = await tx.count(
    `UPDATE "SocialOAuthSession"
     SET status = 'CONNECTED', connection_ids = $3, accounts = $4, code_verifier_sealed = NULL
     WHERE id = $1 AND status = $2`,
    [id, end.from, end.connectionIds, JSON.stringify(end.accounts)],
  );
  return finished > 0;
}

export async function failSession(
  sql: Sql,
  id: string,
  problem: { code: string; message: string },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialOAuthSession"
     SET status = 'FAILED', problem_code = $2, problem_message = $3, code_verifier_sealed = NULL, accounts = '[]'
     WHERE id = $1 AND status IN ('PENDING', 'EXCHANGING')`,
    [id, problem.code, problem.message],
  );
}

export async function forgetOldSessions(sql: Sql): Promise<number> {
  return await sql.count(
    `DELETE FROM "SocialOAuthSession" WHERE expires_at < social_now() - interval '1 day'`,
  );
}
