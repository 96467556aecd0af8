import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { apiPrefix } from '../../http/http-app.ts';
import type { Caller } from '../../http/caller.ts';
import { AppError, invalidFields, notFound } from '../../kernel/app-error.ts';
import { slugOf, type Platform } from '../../kernel/platform.ts';
import { Secret } from '../../kernel/secret.ts';
import { TokenCipher } from '../../security/token-cipher.ts';
import type { Connection } from './connection.ts';
import { findConnections } from './connections.queries.ts';
import {
  findSession,
  findSessionByLink,
  forgetOldSessions,
  insertSession,
  restartSession,
  spendState,
  type OAuthSession,
} from './oauth-session.queries.ts';
import {
  broughtState,
  hashState,
  OAuthStrategies,
  type StartedLogin,
  type StateSpender,
} from './oauth-strategies.ts';
import { sealContext } from './seal-context.ts';

export interface AuthorizationStart {
  authorizationUrl: string;
  /** Our page that leads a person through the login; it needs no access token and works until `expiresAt`. */
  connectUrl: string;
  sessionId: string;
  expiresAt: Date;
}

export interface ReconnectStart extends AuthorizationStart {
  /** A link that can be sent to the person; it needs no access token and works until `expiresAt`. */
  reconnectUrl: string;
}

/** Who starts a login. */
type LoginCaller = Pick<Caller, 'tenantId' | 'subject' | 'email'>;

export interface LoginWish {
  /** Where the person's browser goes afterwards. */
  returnUrl?: string | null | undefined;
  /** Whom to write to about what is connected; left out: the caller's own address, where the access token has it. */
  notifyEmail?: string | null | undefined;
}

export type SessionWithConnections = OAuthSession & { connections: Connection[] };

const connectLifeSeconds = 10 * 60;
const reconnectLifeSeconds = 24 * 60 * 60;

/** Starts logins and keeps what must be remembered until the person is back. */
@Injectable()
export class OAuthService {
  private readonly logger = new Logger('OAuth');

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    private readonly config: AppConfig,
    private readonly strategies: OAuthStrategies,
  ) {
    strategies.useStates((...login) => this.spend(...login));
  }

  async authorize(
    caller: LoginCaller,
    platform: Platform,
    { returnUrl, notifyEmail }: LoginWish,
  ): Promise<AuthorizationStart> {
    this.refuseForeignReturn(returnUrl);
    return await this.start({
      caller,
      platform,
      returnUrl: returnUrl ?? null,
      notifyEmail: notifyEmail ?? caller.email ?? null,
      connectionId: null,
      link: newKey(),
      lifeSeconds: connectLifeSeconds,
    });
  }

  async reconnect(caller: LoginCaller, connection: Connection, wish: LoginWish): Promise<ReconnectStart> {
    this.refuseForeignReturn(wish.returnUrl);
    return await this.link(caller, connection, reconnectLifeSeconds, wish);
  }

  /** A login behind a link, for somebody who has no access token. */
  async link(
    caller: LoginCaller,
    connection: Connection,
    lifeSeconds: number,
    { returnUrl, notifyEmail }: LoginWish = {},
  ): Promise<ReconnectStart> {
    const link = newKey();
    const started = await this.start({
      caller,
      platform: connection.platform,
      returnUrl: returnUrl ?? null,
      notifyEmail: notifyEmail ?? caller.email ?? null,
      connectionId: connection.id,
      link,
      lifeSeconds,
    });
    const reconnectUrl = `${this.config.publicUrl}/${apiPrefix}/oauth/${slugOf(connection.platform)}/start/${link}`;
    return { ...started, reconnectUrl };
  }

  /** The address of the dialog for a reconnect link; the state it carried before no longer works. */
  async openLink(platform: Platform, link: string): Promise<string> {
    const session = await findSessionByLink(this.database, platform, hashState(link));
    if (!session) throw linkSpent();
    return await this.openDialog(session, null);
  }

  /**
   * The address of the dialog; any that was opened for this session before no longer leads anywhere. `browserKey` is that of the
   * browser on our page, in which the login must end then; null for a program, which has none.
   */
  async openDialog(session: OAuthSession, browserKey: string | null): Promise<string> {
    const login = await this.strategies.require(session.platform).startLogin();
    const state = {
      ...this.sealed(login, session),
      browserHash: browserKey === null ? null : hashState(browserKey),
    };
    if (!(await restartSession(this.database, session.id, state))) throw linkSpent();
    return login.authorizationUrl;
  }

  async requireSession(tenantId: string, id: string): Promise<SessionWithConnections> {
    const session = await findSession(this.database, tenantId, id);
    if (!session) throw notFound('Session', id);
    return { ...session, connections: await findConnections(this.database, tenantId, session.connectionIds) };
  }

  async forgetOldSessions(): Promise<number> {
    const forgotten = await forgetOldSessions(this.database);
    if (forgotten > 0) this.logger.debug(`Forgot ${forgotten} old sessions`);
    return forgotten;
  }

  private async start(wanted: {
    caller: LoginCaller;
    platform: Platform;
    returnUrl: string | null;
    notifyEmail: string | null;
    connectionId: string | null;
    link: string;
    lifeSeconds: number;
  }): Promise<AuthorizationStart> {
    const { caller, platform, link, ...rest } = wanted;
    const login = await this.strategies.require(platform).startLogin();
    const id = uuidv7();
    const { expiresAt } = await insertSession(this.database, {
      ...rest,
      ...this.sealed(login, { id, tenantId: caller.tenantId }),
      id,
      platform,
      linkHash: hashState(link),
      tenantId: caller.tenantId,
      createdBy: caller.subject,
      redirectUri: this.strategies.redirectUri(platform),
    });
    const connectUrl = `${this.config.publicUrl}/connect/${link}`;
    return { authorizationUrl: login.authorizationUrl, connectUrl, sessionId: id, expiresAt };
  }

  private sealed({ state, codeVerifier }: StartedLogin, session: { id: string; tenantId: string }) {
    return {
      stateHash: hashState(state),
      codeVerifierSealed: codeVerifier
        ? this.cipher.seal(new Secret(codeVerifier), sealContext.codeVerifier(session))
        : null,
    };
  }

  private async spend(...[platform, state, browserKey]: Parameters<StateSpender>) {
    const spent = await spendState(this.database, platform, broughtState(state, browserKey));
    if (spent.status !== 'spent') return spent;
    const { session } = spent;
    const verifier = session.codeVerifierSealed
      ? this.cipher.open(session.codeVerifierSealed, sealContext.codeVerifier(session)).reveal()
      : undefined;
    return { ...spent, codeVerifier: verifier };
  }

  private refuseForeignReturn(returnUrl: string | null | undefined): void {
    if (returnUrl === undefined || returnUrl === null) return;
    const { returnUrlOrigins, publicUrl } = this.config;
    const origin = URL.canParse(returnUrl) ? new URL(returnUrl).origin : '';
    // The console begins logins as well, and wants its person back.
    if ([...returnUrlOrigins, new URL(publicUrl).origin].includes(origin)) return;
    const allowed = returnUrlOrigins.length > 0 ? returnUrlOrigins.join(', ') : 'none is configured';
    throw invalidFields([
      {
        field: 'returnUrl',
        code: 'RETURN_URL_NOT_ALLOWED',
        message: `It must start with an origin of RETURN_URL_ORIGINS (${allowed}); it was ${JSON.stringify(returnUrl.slice(0, 200))}.`,
      },
    ]);
  }
}

/** A secret for an address; the database has only its hash. */
export function newKey(): string {
  return randomBytes(32).toString('base64url');
}

function linkSpent(): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'RECONNECT_LINK_SPENT',
    message: 'This link was used or has expired. Ask for a new one.',
  });
}
