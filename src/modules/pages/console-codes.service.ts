import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { AppError } from '../../kernel/app-error.ts';
import { Secret } from '../../kernel/secret.ts';
import { TokenCipher, type SealContext } from '../../security/token-cipher.ts';
import { insertCode, takeCode } from './console-codes.queries.ts';
import { endOf } from './token-end.ts';

/** Long enough for one redirect; an address that is found in a history later is worth nothing. */
const lifeSeconds = 60;

/**
 * A CRM's session handed over to the console. The token itself is handed over, by a code that works once: the console gets no right that
 * the CRM's caller has not, and nothing new can be forged (decision 0019).
 */
@Injectable()
export class ConsoleCodesService {
  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly cipher: TokenCipher,
  ) {}

  async create(
    tenantId: string,
    accessToken: string,
  ): Promise<{ code: string; consoleUrl: string; expiresAt: Date }> {
    const code = randomBytes(32).toString('base64url');
    const id = uuidv7();
    const accessTokenSealed = this.cipher.seal(new Secret(accessToken), placeOf(id, tenantId));
    const { expiresAt } = await insertCode(this.database, tenantId, {
      id,
      codeHash: hashOf(code),
      accessTokenSealed,
      lifeSeconds,
    });
    // Behind the #, so that no server, proxy or log on the way gets to see it.
    return { code, consoleUrl: `${this.config.publicUrl}/#code=${code}`, expiresAt };
  }

  /** Throws CONSOLE_CODE_SPENT. */
  async redeem(code: string): Promise<{ accessToken: string; expiresAt: Date }> {
    const taken = await takeCode(this.database, hashOf(code));
    if (!taken) throw codeSpent();
    const accessToken = this.cipher.open(taken.accessTokenSealed, placeOf(taken.id, taken.tenantId)).reveal();
    return { accessToken, expiresAt: endOf(accessToken) };
  }
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

function placeOf(id: string, tenantId: string): SealContext {
  return { table: 'SocialConsoleCode', column: 'access_token_sealed', rowId: id, tenantId };
}

function codeSpent(): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'CONSOLE_CODE_SPENT',
    message:
      'This way into the console was used or is older than a minute. Open the console from the CRM again.',
  });
}
