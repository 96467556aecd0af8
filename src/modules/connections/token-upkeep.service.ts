import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { TokenCipher } from '../../security/token-cipher.ts';
import { deactivateExpired } from './connections.queries.ts';
import { reauthenticationRequired } from './reauthentication.ts';
import { tooShortToUseMs } from './refresh-timing.ts';
import { findTokensToRefresh } from './token-access.queries.ts';
import { TokenAccessService } from './token-access.service.ts';

/** Each tick; enough for a few thousand connections that all publish at the same full hour. */
const refreshesPerRun = 200;

/** Keeps tokens alive ahead of need, and notices those that came to their end. */
@Injectable()
export class TokenUpkeepService {
  private readonly logger = new Logger('Tokens');

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
    private readonly tokens: TokenAccessService,
  ) {}

  async refreshAhead(): Promise<number> {
    const ids = await findTokensToRefresh(this.database, {
      limit: refreshesPerRun,
      tooShortMs: tooShortToUseMs,
      keyIds: this.cipher.keyIds,
    });
    const refreshed = await Promise.allSettled(ids.map(async (id) => await this.tokens.refreshById(id)));
    for (const result of refreshed) {
      if (result.status === 'rejected') this.logger.error(`A refresh broke off: ${String(result.reason)}`);
    }
    return ids.length;
  }

  /** Only what has ended and cannot be refreshed; a refreshable token ends by the platform's word, not by the clock. */
  async deactivateExpired(): Promise<number> {
    const switchedOff = await deactivateExpired(this.database, reauthenticationRequired);
    for (const { id, tenantId } of switchedOff) {
      this.logger.warn({ message: 'A connection has expired', connectionId: id, tenantId });
    }
    return switchedOff.length;
  }
}
