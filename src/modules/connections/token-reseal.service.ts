import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { TokenCipher, type SealContext, type SealedToken } from '../../security/token-cipher.ts';
import { sealContext } from './seal-context.ts';
import { findStaleSeals, storeSeals, type SealedRow } from './token-reseal.queries.ts';

const rowsPerRun = 500;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Moves stored tokens to the key that seals now, so that an old key can be taken out of TOKEN_ENCRYPTION_KEYS. */
@Injectable()
export class TokenResealService {
  private readonly logger = new Logger('Tokens');
  private lastId = beforeAll;

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
  ) {}

  /** One round; a row that cannot be opened is passed over until the next time around. */
  async resealStale(): Promise<number> {
    const wanted = { kid: this.cipher.sealingKeyId, afterId: this.lastId, limit: rowsPerRun };
    const rows = await findStaleSeals(this.database, wanted);
    for (const row of rows) await this.reseal(row);
    this.lastId = rows.length < rowsPerRun ? beforeAll : (rows.at(-1)?.id ?? beforeAll);
    return rows.length;
  }

  private async reseal(row: SealedRow): Promise<void> {
    try {
      await storeSeals(this.database, row, {
        access: this.sealedAnew(row.accessTokenSealed, sealContext.accessToken(row)),
        refresh: row.refreshTokenSealed
          ? this.sealedAnew(row.refreshTokenSealed, sealContext.refreshToken(row))
          : null,
        login: row.loginTokenSealed
          ? this.sealedAnew(row.loginTokenSealed, sealContext.loginToken(row))
          : null,
      });
    } catch (error) {
      this.logger.error(`The token of connection ${row.id} cannot be sealed anew: ${String(error)}`);
    }
  }

  private sealedAnew(sealed: string, place: SealContext): SealedToken {
    return this.cipher.seal(this.cipher.open(sealed, place), place);
  }
}
