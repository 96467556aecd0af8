import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import type { Secret } from '../../kernel/secret.ts';
import { TokenCipher, type SealContext, type SealedToken } from '../../security/token-cipher.ts';
import { findStaleSecrets, storeSecretSeals, type SealedSecrets } from './webhook-endpoints.queries.ts';

const rowsPerRun = 500;
const beforeAll = '00000000-0000-0000-0000-000000000000';

interface Row {
  id: string;
  tenantId: string;
}

/** The secrets of webhook endpoints: sealed in their rows, opened to sign. */
@Injectable()
export class WebhookSecrets {
  private readonly logger = new Logger('Webhooks');
  private lastId = beforeAll;

  constructor(
    private readonly database: Database,
    private readonly cipher: TokenCipher,
  ) {}

  seal(secret: Secret, row: Row): SealedToken {
    return this.cipher.seal(secret, place('secret_sealed', row));
  }

  open(presentSealed: string, row: Row): Secret {
    return this.cipher.open(presentSealed, place('secret_sealed', row));
  }

  /**
   * The present secret as the previous one: sealing binds it to its column. Null where it cannot be opened any more: it signs nothing
   * as it is, and a rotation is the way out.
   */
  sealAsPrevious(presentSealed: string, row: Row): SealedToken | null {
    try {
      const secret = this.open(presentSealed, row);
      return this.cipher.seal(secret, place('previous_secret_sealed', row));
    } catch (error) {
      this.logger.warn(`Endpoint ${row.id} loses a secret that cannot be opened: ${String(error)}`);
      return null;
    }
  }

  /** Every secret that signs now, the present one first. */
  openAll(delivery: {
    endpointId: string;
    tenantId: string;
    secretSealed: string;
    previousSecretSealed: string | null;
  }): Secret[] {
    const row = { id: delivery.endpointId, tenantId: delivery.tenantId };
    const secrets = [this.open(delivery.secretSealed, row)];
    if (delivery.previousSecretSealed !== null) {
      secrets.push(this.cipher.open(delivery.previousSecretSealed, place('previous_secret_sealed', row)));
    }
    return secrets;
  }

  /** Moves stored secrets to the key that seals now, so that an old key can be taken out; one round. */
  async resealStale(): Promise<number> {
    const wanted = { kid: this.cipher.sealingKeyId, afterId: this.lastId, limit: rowsPerRun };
    const rows = await findStaleSecrets(this.database, wanted);
    for (const row of rows) await this.reseal(row);
    this.lastId = rows.length < rowsPerRun ? beforeAll : (rows.at(-1)?.id ?? beforeAll);
    return rows.length;
  }

  private async reseal(row: SealedSecrets): Promise<void> {
    try {
      await storeSecretSeals(this.database, row, {
        present: this.sealedAnew(row.secretSealed, place('secret_sealed', row)),
        previous:
          row.previousSecretSealed === null
            ? null
            : this.sealedAnew(row.previousSecretSealed, place('previous_secret_sealed', row)),
      });
    } catch (error) {
      this.logger.error(`The secret of webhook endpoint ${row.id} cannot be sealed anew: ${String(error)}`);
    }
  }

  private sealedAnew(sealed: string, context: SealContext): SealedToken {
    return this.cipher.seal(this.cipher.open(sealed, context), context);
  }
}

function place(column: 'secret_sealed' | 'previous_secret_sealed', { id, tenantId }: Row): SealContext {
  return { table: 'SocialWebhookEndpoint', column, rowId: id, tenantId };
}
