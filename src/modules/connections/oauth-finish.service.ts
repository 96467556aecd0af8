import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database, type Sql } from '../../database/database.ts';
import { AppError, invalidFields, notFound, type FieldProblem } from '../../kernel/app-error.ts';
import { platformNames, type Platform } from '../../kernel/platform.ts';
import { Secret } from '../../kernel/secret.ts';
import { TokenCipher } from '../../security/token-cipher.ts';
import { ProviderError, type ProviderFailure } from '../providers/provider.errors.ts';
import type { FoundAccount, TokenGrant } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import type { Connection } from './connection.ts';
import {
  findConnections,
  insertConnection,
  lockConnectionOfAccount,
  renewConnection,
} from './connections.queries.ts';
import { packGrant, unpackGrant } from './grant-packing.ts';
import type { LoginResult } from './oauth-callback.guard.ts';
import {
  failSession,
  findSession,
  finishSession,
  offerAccounts,
  spendState,
  type OAuthSession,
  type StoredAccount,
  type UnspentState,
} from './oauth-session.queries.ts';
import { broughtState } from './oauth-strategies.ts';
import { sealContext } from './seal-context.ts';

/** What the person sees at the end of the dialog. */
export type LoginOutcome =
  | { status: 'connected'; session: OAuthSession; accountNames: string[] }
  | { status: 'choosing'; session: OAuthSession }
  | { status: 'failed'; session: OAuthSession | null; code: string; message: string };

/** Ends a login: looks at the accounts behind it and turns the chosen ones into connections. */
@Injectable()
export class OAuthFinishService {
  private readonly logger = new Logger('OAuth');

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    private readonly providers: ProviderRegistry,
  ) {}

  /** `browserKey`: of the browser that came back. */
  async finish(
    platform: Platform,
    login: LoginResult,
    browserKey: string | undefined,
  ): Promise<LoginOutcome> {
    switch (login.status) {
      case 'granted':
        return await this.afterGrant(login.session, login.grant);
      case 'exchange-failed':
        return await this.fail(login.session, login.failure);
      case 'refused':
        return await this.afterRefusal(platform, login, browserKey);
      case 'unknown-state':
      case 'other-browser':
        return this.notHere(login);
    }
  }

  /** Connects accounts that a login offered. Nothing is stored unless every one of them can be. */
  async select(tenantId: string, sessionId: string, accountIds: string[]): Promise<Connection[]> {
    const session = await findSession(this.database, tenantId, sessionId);
    if (!session) throw notFound('Session', sessionId);
    if (session.status !== 'CHOOSING' || session.expired) throw notChoosing(session);
    const chosen = this.requireChoosable(session, [...new Set(accountIds)]);
    const accounts = chosen.map((account) => ({ ...account, grant: this.openGrant(session, account) }));
    const ids = await this.connect(session, accounts, 'CHOOSING');
    return await findConnections(this.database, tenantId, ids);
  }

  private async afterGrant(session: OAuthSession, grant: TokenGrant): Promise<LoginOutcome> {
    let accounts: FoundAccount[];
    try {
      accounts = await this.providers.require(session.platform).connecting.findAccounts(grant);
    } catch (error) {
      if (error instanceof ProviderError) return await this.fail(session, error.failure);
      throw error;
    }
    if (session.connectionId) return await this.renew(session, session.connectionId, accounts);
    const [only] = accounts;
    if (session.platform === 'TWITTER' && only?.canPublish) return await this.connected(session, [only]);
    if (accounts.length === 0) return await this.fail(session, noAccounts(session.platform));
    await offerAccounts(
      this.database,
      session.id,
      accounts.map((account) => this.stored(session, account)),
    );
    return { status: 'choosing', session };
  }

  /** A reconnect is bound to its account: another one, however valid, is refused. */
  private async renew(
    session: OAuthSession,
    connectionId: string,
    accounts: FoundAccount[],
  ): Promise<LoginOutcome> {
    const [connection] = await findConnections(this.database, session.tenantId, [connectionId]);
    if (!connection) return await this.fail(session, connectionGone);
    const same = accounts.find(({ accountId }) => accountId === connection.accountId);
    if (!same) return await this.fail(session, wrongAccount(connection, accounts));
    if (!same.canPublish) return await this.fail(session, cannotPublish(same));
    return await this.connected(session, [same]);
  }

  private async connected(session: OAuthSession, accounts: FoundAccount[]): Promise<LoginOutcome> {
    await this.connect(session, accounts, 'EXCHANGING');
    return { status: 'connected', session, accountNames: accounts.map(({ accountName }) => accountName) };
  }

  private async connect(
    session: OAuthSession,
    accounts: FoundAccount[],
    from: 'EXCHANGING' | 'CHOOSING',
  ): Promise<string[]> {
    return await this.database.transaction(async (tx) => {
      const connectionIds: string[] = [];
      for (const account of inLockOrder(accounts))
        connectionIds.push(await this.upsert(tx, session, account));
      const told = accounts.map(({ accountId, accountName, canPublish, problems }) => ({
        accountId,
        accountName,
        canPublish,
        problems,
      }));
      const finished = await finishSession(tx, session.id, { from, connectionIds, accounts: told });
      if (!finished) throw notChoosing(session);
      return connectionIds;
    });
  }

  private async upsert(tx: Sql, session: OAuthSession, account: FoundAccount): Promise<string> {
    const { tenantId, platform, createdBy, notifyEmail } = session;
    const known = await lockConnectionOfAccount(tx, tenantId, platform, account.accountId);
    const row = { id: known ?? uuidv7(), tenantId };
    const { accessToken, refreshToken, expiresAt, dataAccessExpiresAt, scopes, login } = account.grant;
    const grant = {
      ...row,
      platform,
      accountId: account.accountId,
      accountName: account.accountName,
      accessTokenSealed: this.cipher.seal(accessToken, sealContext.accessToken(row)),
      refreshTokenSealed: refreshToken && this.cipher.seal(refreshToken, sealContext.refreshToken(row)),
      tokenExpiresAt: expiresAt,
      dataAccessExpiresAt,
      scopes,
      connectedBy: createdBy,
      notifyEmail,
      loginId: login?.id ?? null,
      loginTokenSealed: login && this.cipher.seal(login.token, sealContext.loginToken(row)),
    };
    await (known ? renewConnection(tx, grant) : insertConnection(tx, grant));
    return row.id;
  }

  private async afterRefusal(
    platform: Platform,
    refusal: Extract<LoginResult, { status: 'refused' }>,
    browserKey: string | undefined,
  ): Promise<LoginOutcome> {
    if (!refusal.state) return this.notHere({ status: 'unknown-state' });
    const spent = await spendState(this.database, platform, broughtState(refusal.state, browserKey));
    if (spent.status !== 'spent') return this.notHere(spent);
    const { session } = spent;
    const denied = refusal.code === 'access_denied' || refusal.code === '200';
    return await this.fail(session, {
      code: denied ? 'LOGIN_REFUSED' : 'LOGIN_FAILED',
      message: denied
        ? `The permission was refused at ${platformNames[platform]}. Nothing was connected. Start again and allow it.`
        : `${platformNames[platform]} ended the login (${refusal.code.slice(0, 60)}). Nothing was connected. Start again.`,
    });
  }

  /** Nothing of the session is shown: whoever came may be somebody else. */
  private notHere(state: UnspentState): LoginOutcome {
    if (state.status === 'unknown-state') return { status: 'failed', session: null, ...unknownState };
    const { id: sessionId, tenantId } = state.session;
    const { code } = otherBrowser;
    this.logger.warn({ message: 'A login came back in another browser', sessionId, tenantId, code });
    return { status: 'failed', session: null, ...otherBrowser };
  }

  private async fail(
    session: OAuthSession,
    problem: Pick<ProviderFailure, 'code' | 'message'>,
  ): Promise<LoginOutcome> {
    const { code, message } = problem;
    await failSession(this.database, session.id, { code, message });
    this.logger.warn({ message: 'A login failed', sessionId: session.id, tenantId: session.tenantId, code });
    return { status: 'failed', session, code, message };
  }

  private requireChoosable(session: OAuthSession, accountIds: string[]): StoredAccount[] {
    const problems: FieldProblem[] = [];
    const chosen = accountIds.map((accountId, index) => {
      const account = session.accounts.find((candidate) => candidate.accountId === accountId);
      const field = `accountIds[${index}]`;
      if (!account) {
        problems.push({
          field,
          code: 'ACCOUNT_UNKNOWN',
          message: `This login did not find an account ${accountId}.`,
        });
      } else if (!account.canPublish) {
        problems.push({ field, code: 'ACCOUNT_CANNOT_PUBLISH', message: cannotPublish(account).message });
      }
      return account;
    });
    if (problems.length > 0) throw invalidFields(problems);
    return chosen.filter((account) => account !== undefined);
  }

  private stored(session: OAuthSession, { grant, ...account }: FoundAccount): StoredAccount {
    const packed = new Secret(packGrant(grant));
    const grantSealed = this.cipher.seal(packed, sealContext.foundAccounts(session));
    return { ...account, loginId: grant.login?.id ?? null, grantSealed };
  }

  private openGrant(session: OAuthSession, account: StoredAccount): TokenGrant {
    return unpackGrant(this.cipher.open(account.grantSealed, sealContext.foundAccounts(session)).reveal());
  }
}

/** Two transactions that lock the same accounts in one order cannot wait for each other. */
function inLockOrder(accounts: FoundAccount[]): FoundAccount[] {
  return accounts.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

const unknownState = {
  code: 'LOGIN_STATE_UNKNOWN',
  message:
    'This login was finished before, has expired, or was not started here. Nothing was changed. Start again.',
};

const otherBrowser = {
  code: 'LOGIN_IN_OTHER_BROWSER',
  message:
    'This login was begun in another browser or app, or this one did not keep the cookie it was given. Nothing was changed. Open the link again in this browser (copy it over where an app opens it elsewhere), and go through the login here, with cookies allowed.',
};

const connectionGone = {
  code: 'CONNECTION_GONE',
  message: 'The connection to renew was removed in the meantime. Connect the account anew.',
};

function noAccounts(platform: Platform) {
  return {
    code: 'NO_ACCOUNTS_FOUND',
    message: `${platformNames[platform]} showed us no account of yours. Start again and tick the accounts to share.`,
  };
}

function wrongAccount(connection: Connection, accounts: FoundAccount[]) {
  const found =
    accounts
      .map(({ accountName }) => accountName)
      .slice(0, 5)
      .join(', ') || 'none';
  return {
    code: 'WRONG_ACCOUNT',
    message: `This reconnect is for ${connection.accountName}, but the login gave access to: ${found}. Log in with the account that manages ${connection.accountName} and try again.`,
  };
}

function cannotPublish(account: Pick<FoundAccount, 'accountName' | 'problems'>) {
  const why = account.problems.map(({ message }) => message).join(' ');
  return {
    code: account.problems[0]?.code ?? 'ACCOUNT_CANNOT_PUBLISH',
    message: `${account.accountName}: ${why}`,
  };
}

function notChoosing(session: OAuthSession): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'SESSION_NOT_CHOOSING',
    message: session.expired
      ? 'The session has expired. Start the login again.'
      : `The session is ${session.status}; accounts can be chosen once, after the login and before that.`,
  });
}
