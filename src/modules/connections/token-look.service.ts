import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { TokenCipher, UnreadableTokenError } from '../../security/token-cipher.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { InspectedAccess, Login } from '../providers/provider.port.ts';
import { sealContext } from './seal-context.ts';
import { readLogin, readTokens, type StoredLogin, type TokenRow } from './token-access.queries.ts';
import { TokenAccessService } from './token-access.service.ts';
import { maybeSpent, stillUsable, type AccessResult } from './token-state.ts';
import { answerLost, loginUnreadable, unusable } from './token-failures.ts';
import type { Connection } from './connection.ts';

export type LookResult =
  /** `loginFailure`: the person's login is stored and cannot be opened; `access.login` is null then. */
  | { status: 'ok'; access: InspectedAccess; loginFailure: ProviderFailure | null }
  | Exclude<AccessResult, { status: 'ok' }>;

/**
 * Tokens for somebody who only looks. A token that merely ran out is refreshed as for a post, because nothing else could be asked
 * with it; a refusal of that ends nothing here (it is `later`, with the meaning `auth`), and a refresh token that may be spent is
 * left alone. Throws what the database throws: that is no word about the token.
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
    const opened = await this.openRow(row).catch((error: unknown) => this.unopened(error, id));
    if (opened.status !== 'ok') return opened;
    const stored = await readLogin(this.database, row.id);
    const { login, loginFailure } = this.loginOf(row, stored);
    return { status: 'ok', access: { ...opened.access, scopes, login }, loginFailure };
  }

  private async openRow(row: TokenRow): Promise<AccessResult> {
    if (!row.refreshTokenSealed || stillUsable(row)) return this.tokens.open(row);
    return maybeSpent(row)
      ? { status: 'later', failure: answerLost }
      : await this.tokens.refresh(row, { afterRefusal: 'tell', isByHand: true });
  }

  private loginOf(
    row: TokenRow,
    stored: StoredLogin | undefined,
  ): { login: Login | null; loginFailure: ProviderFailure | null } {
    if (!stored) return { login: null, loginFailure: null };
    try {
      const token = this.cipher.open(stored.tokenSealed, sealContext.loginToken(row));
      return { login: { id: stored.id, token }, loginFailure: null };
    } catch (error) {
      if (!(error instanceof UnreadableTokenError)) throw error;
      this.logger.error(`The login behind connection ${row.id} cannot be opened: ${error.message}`);
      return { login: null, loginFailure: loginUnreadable };
    }
  }

  /** Trouble of the database, or anything else, says nothing about the token; it is the caller's to tell. */
  private unopened(error: unknown, id: string): LookResult & { status: 'later' } {
    if (!(error instanceof UnreadableTokenError)) throw error;
    this.logger.error(`The token of connection ${id} cannot be opened: ${error.message}`);
    return { status: 'later', failure: unusable };
  }
}
