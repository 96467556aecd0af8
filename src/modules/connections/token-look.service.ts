import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { TokenCipher } from '../../security/token-cipher.ts';
import type { InspectedAccess, Login } from '../providers/provider.port.ts';
import { mustRefreshBeforeUse } from './refresh-timing.ts';
import { sealContext } from './seal-context.ts';
import { readLogin, readTokens, type TokenRow } from './token-access.queries.ts';
import { TokenAccessService, type AccessResult } from './token-access.service.ts';
import { answerLost, unusable } from './token-failures.ts';
import type { Connection } from './connection.ts';

export type LookResult = { status: 'ok'; access: InspectedAccess } | Exclude<AccessResult, { status: 'ok' }>;

/**
 * Tokens for somebody who only looks. A token that merely ran out is refreshed as for a post, because nothing else could be asked
 * with it; a refusal of that ends nothing here (it is `later`, with the meaning `auth`), and a refresh token that may be spent is
 * left alone.
 */
@Injectable()
export class TokenLookService {
  private readonly logger = new Logger('Tokens');

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    private readonly tokens: TokenAccessService,
  ) {}

  async open({ id, scopes, isActive, errorMessage }: Connection): Promise<LookResult> {
    const [row] = await readTokens(this.database, [id]);
    if (!isActive || !row)
      return { status: 'inactive', message: errorMessage ?? 'The connection is not active.' };
    try {
      const opened = await this.openRow(row);
      if (opened.status !== 'ok') return opened;
      return { status: 'ok', access: { ...opened.access, scopes, login: await this.loginOf(row) } };
    } catch (error) {
      this.logger.error(`The token of connection ${id} cannot be used: ${String(error)}`);
      return { status: 'later', failure: unusable };
    }
  }

  private async openRow(row: TokenRow): Promise<AccessResult> {
    if (!row.refreshTokenSealed || !mustRefreshBeforeUse(row.tokenExpiresAt, row.now))
      return this.tokens.open(row);
    const mayBeSpent = row.refreshAttemptId !== null && !row.leased;
    return mayBeSpent ? { status: 'later', failure: answerLost } : await this.tokens.refresh(row, 'tell');
  }

  private async loginOf(row: TokenRow): Promise<Login | null> {
    const login = await readLogin(this.database, row.id);
    return login
      ? { id: login.id, token: this.cipher.open(login.tokenSealed, sealContext.loginToken(row)) }
      : null;
  }
}
