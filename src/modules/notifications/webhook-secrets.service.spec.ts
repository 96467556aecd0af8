import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase, type OpenDatabase } from '../../../test/support/open-database.ts';
import { AppConfig } from '../../config/app-config.ts';
import { TokenCipher } from '../../security/token-cipher.ts';
import { WebhookSecrets } from './webhook-secrets.service.ts';
import { newWebhookSecret } from './webhook-signature.ts';

const oldKey = `old:${Buffer.alloc(32, 1).toString('base64')}`;
const newKey = `new:${Buffer.alloc(32, 2).toString('base64')}`;

describe('the secrets of webhook endpoints', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  const secretsUnder = (keys: string) =>
    new WebhookSecrets(
      database.sql,
      new TokenCipher(AppConfig.from({ JWT_SECRET: 'x'.repeat(32), TOKEN_ENCRYPTION_KEYS: keys })),
    );

  async function stored(endpointId: string, tenantId: string) {
    const [row] = await database.sql.rows<{ secretSealed: string; previousSecretSealed: string }>(
      `SELECT secret_sealed AS "secretSealed", previous_secret_sealed AS "previousSecretSealed"
       FROM "SocialWebhookEndpoint" WHERE id = $1`,
      [endpointId],
    );
    return { endpointId, tenantId, ...row! };
  }

  it('move to the new key, both of them, so that the old key can be taken out', async () => {
    const row = { id: uuidv7(), tenantId: 'acme' };
    const [present, previous] = [newWebhookSecret(), newWebhookSecret()];
    const before = secretsUnder(oldKey);
    await database.sql.rows(
      `INSERT INTO "SocialWebhookEndpoint" (id, tenant_id, url, secret_sealed, previous_secret_sealed, previous_secret_until, created_by)
       VALUES ($1, $2, 'https://crm.example/', $3, $4, social_now() + interval '1 day', 'tester')`,
      [
        row.id,
        row.tenantId,
        before.seal(present, row),
        before.sealAsPrevious(before.seal(previous, row), row),
      ],
    );

    await secretsUnder(`${newKey},${oldKey}`).resealStale();

    const opened = secretsUnder(newKey).openAll(await stored(row.id, row.tenantId));
    expect(opened.map((secret) => secret.reveal())).toEqual([present.reveal(), previous.reveal()]);
  });

  it('do not open for another tenant or in the other column', async () => {
    const row = { id: uuidv7(), tenantId: 'acme' };
    const secrets = secretsUnder(oldKey);
    const sealed = secrets.seal(newWebhookSecret(), row);
    const at = (tenantId: string, previousSecretSealed: string | null) => () =>
      secrets.openAll({ endpointId: row.id, tenantId, secretSealed: sealed, previousSecretSealed });

    expect(at('acme', null)()).toHaveLength(1);
    expect(at('globex', null)).toThrow(/authenticate/);
    expect(at('acme', sealed)).toThrow(/authenticate/);
  });
});
