import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { Platform } from '../../kernel/platform.ts';
import { warningsOf } from './connection-warnings.ts';
import type { Connection } from './connection.ts';
import { findConnections } from './connections.queries.ts';
import { OAuthFinishService, type LoginOutcome } from './oauth-finish.service.ts';
import { returnAddress } from './oauth-result-page.ts';
import {
  findSessionByKey,
  setPageKey,
  type OAuthSession,
  type StoredAccount,
} from './oauth-session.queries.ts';
import { newKey, OAuthService } from './oauth.service.ts';
import { hashState } from './oauth-strategies.ts';

/** A login as its own page shows it: nothing that the person who holds its link may not see. */
export interface LoginPage {
  mode: 'CONNECT' | 'RECONNECT';
  platform: Platform;
  status: 'READY' | 'WORKING' | 'CHOOSING' | 'CONNECTED' | 'FAILED' | 'EXPIRED';
  /** The account to reconnect, while it is there. */
  account: { accountId: string; accountName: string } | null;
  reason: string | null;
  expiresAt: Date;
  problem: { code: string; message: string } | null;
  accounts: Omit<StoredAccount, 'grantSealed' | 'loginId'>[];
  connected: { id: string; accountName: string }[];
  returnTo: { url: string; host: string } | null;
}

/** Logins that a person sees through on our own page; the secret in its address stands for the tenant. */
@Injectable()
export class LoginPageService {
  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly oauth: OAuthService,
    private readonly finishing: OAuthFinishService,
  ) {}

  /** Throws LINK_UNKNOWN. `renews` is the connection to reconnect, with its tenant. */
  async require(key: string): Promise<{ page: LoginPage; renews: Connection | null }> {
    const session = await this.requireSession(key);
    const { tenantId, connectionId, connectionIds } = session;
    const ids = connectionId ? [connectionId, ...connectionIds] : connectionIds;
    const found = ids.length === 0 ? [] : await findConnections(this.database, tenantId, ids);
    const renews = found.find(({ id }) => id === connectionId) ?? null;
    const connected = found.filter(({ id }) => connectionIds.includes(id));
    return { page: pageOf(session, renews, connected), renews };
  }

  /** The address of the platform's dialog, for the browser that has this key. Throws LINK_UNKNOWN, RECONNECT_LINK_SPENT, PLATFORM_NOT_CONFIGURED. */
  async start(key: string, browserKey: string): Promise<string> {
    return await this.oauth.openDialog(await this.requireSession(key), browserKey);
  }

  /** Connects accounts that the login found. Throws as `OAuthFinishService.select` does. */
  async select(key: string, accountIds: string[]): Promise<void> {
    const { tenantId, id } = await this.requireSession(key);
    await this.finishing.select(tenantId, id, accountIds);
  }

  /** Where the person goes on who came back from the dialog: to our page, under a key of its own. */
  async pageAfter(session: OAuthSession): Promise<string> {
    const key = newKey();
    await setPageKey(this.database, session.id, hashState(key));
    return this.address(key);
  }

  /** Our page for a link. */
  address(key: string): string {
    return `${this.config.publicUrl}/connect/${key}`;
  }

  private async requireSession(key: string): Promise<OAuthSession> {
    const session = await findSessionByKey(this.database, hashState(key));
    if (!session) throw linkUnknown();
    return session;
  }
}

const shownAs = {
  PENDING: 'READY',
  EXCHANGING: 'WORKING',
  CHOOSING: 'CHOOSING',
  CONNECTED: 'CONNECTED',
  FAILED: 'FAILED',
} as const;

function pageOf(session: OAuthSession, renews: Connection | null, connected: Connection[]): LoginPage {
  const { platform, problemCode, problemMessage, expiresAt, connectionId } = session;
  const address = returnAddressFor(session);
  return {
    mode: connectionId ? 'RECONNECT' : 'CONNECT',
    platform,
    status: shownStatus(session),
    account: renews && { accountId: renews.accountId, accountName: renews.accountName },
    reason: renews && reasonOf(renews),
    expiresAt,
    problem: problemCode === null ? null : { code: problemCode, message: problemMessage ?? '' },
    accounts: session.accounts.map(({ grantSealed: _grantSealed, loginId: _loginId, ...shown }) => shown),
    connected: connected.map(({ id, accountName }) => ({ id, accountName })),
    returnTo: address === null ? null : { url: address, host: new URL(address).host },
  };
}

function shownStatus({ status, expired, isStuck }: OAuthSession): LoginPage['status'] {
  if (expired && status !== 'CONNECTED') return 'EXPIRED';
  return isStuck ? 'READY' : shownAs[status];
}

function reasonOf(connection: Connection): string | null {
  const [warning] = warningsOf(connection, connection.now);
  return connection.isActive ? (warning?.message ?? null) : connection.errorMessage;
}

/** The CRM's page to go back to, with what came of the login. */
function returnAddressFor(session: OAuthSession): string | null {
  const { status, problemCode, problemMessage } = session;
  if (status === 'CONNECTED') return returnAddress({ status: 'connected', session, accountNames: [] });
  if (status === 'CHOOSING') return returnAddress({ status: 'choosing', session });
  const failed: LoginOutcome = {
    status: 'failed',
    session,
    code: problemCode ?? 'LOGIN_NOT_FINISHED',
    message: problemMessage ?? '',
  };
  return returnAddress(failed);
}

function linkUnknown(): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'LINK_UNKNOWN',
    message: 'This link is not known, or ended more than a day ago. Ask for a new one.',
  });
}
