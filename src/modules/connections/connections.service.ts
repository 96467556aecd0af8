import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { AppError, notFound } from '../../kernel/app-error.ts';
import { platformNames, platformsOfApp, type Platform } from '../../kernel/platform.ts';
import { asSentence } from '../../kernel/sentence.ts';
import { TokenCipher, UnreadableTokenError } from '../../security/token-cipher.ts';
import { ProviderError, type ProviderFailure } from '../providers/provider.errors.ts';
import { QuotasService, type QuotaRow } from '../providers/provider.quotas.service.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { warningsOf, type ConnectionWarning } from './connection-warnings.ts';
import type { Connection } from './connection.ts';

export type { ConnectionWarning } from './connection-warnings.ts';
export type { Connection } from './connection.ts';
import {
  deactivate,
  disconnect,
  findConnections,
  listConnections,
  noteProblem,
  updateSpacing,
  type ConnectionFilter,
  type UsedToken,
} from './connections.queries.ts';
import { holdConnection, holdPlatforms, pausePlatform, type PlatformPause } from './limits.queries.ts';
import { sealContext } from './seal-context.ts';
import { readLogin, readTokens, type TokenRow } from './token-access.queries.ts';
import { notRevocable } from './token-failures.ts';
import { TokenAccessService } from './token-access.service.ts';

export interface Disconnected {
  id: string;
  revoked: boolean;
  message: string;
}

/** The connections of a tenant: reading them, changing them, and what their platforms' answers mean for them. */
@Injectable()
export class ConnectionsService {
  private readonly logger = new Logger('Connections');

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    private readonly providers: ProviderRegistry,
    private readonly tokens: TokenAccessService,
    private readonly quotas: QuotasService,
  ) {}

  async list(
    tenantId: string,
    filter: ConnectionFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Connection>> {
    const after = decodeCursor(page.cursor);
    const rows = await listConnections(this.database, tenantId, filter, { limit: page.limit, after });
    return pageOf(rows, page.limit, {
      item: ({ cursorAt: _cursorAt, ...connection }): Connection => connection,
      position: ({ cursorAt, id }) => ({ createdAt: cursorAt, id }),
    });
  }

  /** Throws CONNECTION_NOT_FOUND, also for another tenant's. */
  async require(tenantId: string, id: string): Promise<Connection> {
    const [connection] = await findConnections(this.database, tenantId, [id]);
    if (!connection) throw notFound('Connection', id);
    return connection;
  }

  /** What a person should do soon, while posts still go out. */
  warningsOf(connection: Connection): ConnectionWarning[] {
    return warningsOf(connection, connection.now);
  }

  /** Those of the ids that this tenant has. */
  async find(tenantId: string, ids: string[]): Promise<Connection[]> {
    return await findConnections(this.database, tenantId, ids);
  }

  async setSpacing(tenantId: string, id: string, minSpacingSeconds: number): Promise<Connection> {
    await updateSpacing(this.database, tenantId, id, minSpacingSeconds);
    return await this.require(tenantId, id);
  }

  async deactivate(tenantId: string, id: string, who: string): Promise<Connection> {
    await deactivate(
      this.database,
      tenantId,
      id,
      `Deactivated by ${who}. Reconnect the account to publish again.`,
    );
    return await this.require(tenantId, id);
  }

  /** The runbook's refresh. Throws where the platform has none or where only a reconnect helps, and says so. */
  async refresh(tenantId: string, id: string): Promise<Connection> {
    const connection = await this.require(tenantId, id);
    if (this.providers.require(connection.platform).connecting.refresh === 'never')
      throw noRefresh(connection);
    if (!connection.isActive) throw reconnectNeeded(connection.errorMessage);
    const result = await this.tokens.refreshById(id);
    if (result.status === 'inactive') throw reconnectNeeded(result.message);
    if (result.status === 'later') throw platformUnavailable(result.failure);
    const renewed = await this.require(tenantId, id);
    if (renewed.errorCode !== null && renewed.errorMessage !== null) throw notRefreshed(renewed.errorMessage);
    return renewed;
  }

  /** Revokes on the platform where it can be told, and takes the tokens out here in any case. */
  async disconnect(tenantId: string, id: string, who: string): Promise<Disconnected> {
    const connection = await this.require(tenantId, id);
    const failure = await this.endTokens(tenantId, id, `Disconnected by ${who}.`);
    return { id, revoked: !failure, message: disconnectedMessage(connection, failure) };
  }

  /** Nothing more is sent over this connection (or over any that is reached through the same app) until the limit ends. */
  async hold(
    connection: { tenantId: string; id: string; platform: Platform },
    failure: Pick<ProviderFailure, 'limitScope' | 'message'>,
    until: Date,
  ): Promise<void> {
    const { tenantId, id, platform } = connection;
    const { limitScope, message: reason } = failure;
    const { spacingSeconds = null } = this.quotas.publishingWait(platform, id) ?? {};
    if (limitScope === 'application')
      await holdPlatforms(this.database, platformsOfApp(platform), until, reason);
    else await holdConnection(this.database, tenantId, id, { until, reason, spacingSeconds });
  }

  /** Nothing is sent on this platform for a while, unless it takes posts of other workers; `reason` is what waiting posts say. */
  async pausePlatform(platform: Platform, pause: PlatformPause, reason: string): Promise<void> {
    await pausePlatform(this.database, platform, pause, reason);
  }

  /** The last post may have used up a limit: then the next one waits for its end instead of being refused. */
  async holdIfUsedUp(connection: { tenantId: string; id: string; platform: Platform }): Promise<void> {
    const wait = this.quotas.publishingWait(connection.platform, connection.id);
    if (!wait) return;
    const message = `${platformNames[connection.platform]} takes no more posts before ${wait.until.toISOString()}: its limit is used up.`;
    await this.hold(connection, { limitScope: wait.scope, message }, wait.until);
  }

  /** What the platform said about the limits of this connection, as last seen. */
  async rateLimits(tenantId: string, id: string): Promise<{ connection: Connection; quotas: QuotaRow[] }> {
    const connection = await this.require(tenantId, id);
    return { connection, quotas: await this.quotas.list(connection.platform, id) };
  }

  /** What the platform said of a connection that goes on; `token`: the one that it was asked with. */
  async noteProblem(token: UsedToken, { code, message }: ProviderFailure): Promise<void> {
    await noteProblem(this.database, token, { code, message });
  }

  /** What a refresh or a reconnect stored while the platform was told is revoked as well: nothing that lives is thrown away. */
  private async endTokens(
    tenantId: string,
    id: string,
    reason: string,
  ): Promise<ProviderFailure | undefined> {
    let failure: ProviderFailure | undefined;
    for (let last: number | undefined; ;) {
      const [row] = await readTokens(this.database, [id]);
      if (!row) throw notFound('Connection', id);
      // Somebody else disconnected it meanwhile; what the platform did not take back stands all the same.
      if (row.tokenVersion === last) return failure;
      if (row.accessTokenSealed) failure = await this.revoke(row, row.accessTokenSealed);
      if ((await disconnect(this.database, { ...row, tenantId }, reason)) > 0) return failure;
      last = row.tokenVersion;
    }
  }

  private async revoke(row: TokenRow, accessTokenSealed: string): Promise<ProviderFailure | undefined> {
    const { id } = row;
    const login = await readLogin(this.database, id);
    // Meta takes a login's permission back as a whole; others that live on it must not end with this one.
    if (login && login.shared > 0) return sharedLogin(login.shared);
    try {
      await this.providers.require(row.platform).connecting.revoke({
        accessToken: this.cipher.open(accessTokenSealed, sealContext.accessToken(row)),
        refreshToken: row.refreshTokenSealed
          ? this.cipher.open(row.refreshTokenSealed, sealContext.refreshToken(row))
          : null,
        login: login
          ? { id: login.id, token: this.cipher.open(login.tokenSealed, sealContext.loginToken(row)) }
          : null,
      });
      return undefined;
    } catch (error) {
      // Nobody could ever disconnect it, if a key that is lost were in the way.
      if (error instanceof UnreadableTokenError) return notRevocable;
      if (!(error instanceof ProviderError)) throw error;
      // A token that the platform no longer knows is revoked already.
      if (error.failure.meaning === 'auth') return undefined;
      this.logger.warn({ message: 'Revoking failed', connectionId: id, code: error.failure.code });
      return error.failure;
    }
  }
}

/** What was taken back and what was not, so that nobody believes a permission ended that still stands. */
function disconnectedMessage(
  { accountName, platform }: Connection,
  failure: ProviderFailure | undefined,
): string {
  const name = platformNames[platform];
  if (!failure) return `${accountName} is disconnected and the permission is revoked at ${name}.`;
  const ended = `${accountName} is disconnected: its tokens are deleted here and nothing more is sent. The permission still stands at ${name}.`;
  const personEndsIt = failure.who === 'club-admin';
  return personEndsIt
    ? `${ended} ${failure.message}`
    : `${ended} ${failure.message} To end it, remove this app in the settings of ${accountName} at ${name}.`;
}

function noRefresh({ id, platform }: Connection): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'REFRESH_NOT_SUPPORTED',
    message: `${platformNames[platform]} tokens cannot be refreshed. If the connection has stopped working, start a reconnect with POST /connections/${id}/reconnect and send the link to the club admin.`,
  });
}

function reconnectNeeded(reason: string | null): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RECONNECT_REQUIRED',
    message: `${asSentence(reason ?? 'The connection is not active.')} Start a reconnect and send the link to the club admin.`,
  });
}

function platformUnavailable({ code, message, retryAt }: ProviderFailure): AppError {
  return new AppError({ kind: 'unavailable', code, message, ...(retryAt && { retryAt }) });
}

function notRefreshed(message: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'REFRESH_POSTPONED',
    message: `${message} The present token still works; the refresh is tried again by itself.`,
  });
}

function sharedLogin(others: number): ProviderFailure {
  return {
    meaning: 'permission',
    code: 'LOGIN_SHARED',
    message: `The same login keeps ${others} other ${others === 1 ? 'account' : 'accounts'} connected, and the permission can only be taken back as a whole. It is revoked with the last of them.`,
    who: 'club-admin',
  };
}
