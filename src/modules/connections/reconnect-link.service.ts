import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { findConnectedBy, findConnections } from './connections.queries.ts';
import { OAuthService } from './oauth.service.ts';

/** Mails are read days later. */
const lifeSeconds = 7 * 86_400;

/** Links that lead a person to the platform's dialog without a login here. */
@Injectable()
export class ReconnectLinkService {
  constructor(
    private readonly database: Database,
    private readonly oauth: OAuthService,
  ) {}

  /** A link that renews this connection once, for the same account only; null when it is not there any more. */
  async create(tenantId: string, connectionId: string): Promise<{ url: string; expiresAt: Date } | null> {
    const [connection] = await findConnections(this.database, tenantId, [connectionId]);
    if (!connection) return null;
    // Who connected it stays who connected it.
    const subject = (await findConnectedBy(this.database, tenantId, connectionId)) ?? 'reconnect link';
    const { reconnectUrl, expiresAt } = await this.oauth.link({ tenantId, subject }, connection, lifeSeconds);
    return { url: reconnectUrl, expiresAt };
  }
}
