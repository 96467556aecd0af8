import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig, type EncryptionKey } from '../config/app-config.ts';
import { Secret } from '../kernel/secret.ts';

/** A token at rest. Only the cipher makes one; the brand keeps clear text out of the columns that hold them. */
export type SealedToken = string & { readonly sealed: unique symbol };

/** Where a sealed token lives. A token moved to another place, row or tenant does not open there. */
export interface SealContext {
  table: string;
  column: string;
  rowId: string;
  tenantId: string;
}

/** The stored text does not open: another key, another place, or changed. Only an administrator or a new login helps. */
export class UnreadableTokenError extends Error {}

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, the key's id, and the place as additional data. */
@Injectable()
export class TokenCipher {
  private readonly keys: Map<string, EncryptionKey>;
  private readonly sealingKey: EncryptionKey;

  constructor(config: AppConfig) {
    const [first] = config.encryptionKeys;
    if (!first) throw new Error('TOKEN_ENCRYPTION_KEYS holds no key.');
    this.sealingKey = first;
    this.keys = new Map(config.encryptionKeys.map((key) => [key.kid, key]));
  }

  seal(secret: Secret, context: SealContext): SealedToken {
    const { kid, key } = this.sealingKey;
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData(kid, context));
    const sealed = Buffer.concat([
      iv,
      cipher.update(secret.reveal(), 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return `${version}.${kid}.${sealed.toString('base64url')}` as SealedToken;
  }

  /** Throws UnreadableTokenError when it was sealed for another place, changed, or sealed by a key that is not configured. */
  open(sealed: string, context: SealContext): Secret {
    const [scheme, kid, body] = sealed.split('.');
    const key = this.keys.get(kid ?? '')?.key;
    if (scheme !== version || !body || !kid) throw new UnreadableTokenError('This is not a sealed token.');
    if (!key)
      throw new UnreadableTokenError(
        `The token was sealed with key ${kid}, which TOKEN_ENCRYPTION_KEYS does not hold.`,
      );
    try {
      return decipher(Buffer.from(body, 'base64url'), key, additionalData(kid, context));
    } catch (cause) {
      throw new UnreadableTokenError(`The token was changed, or sealed for another place: ${String(cause)}`, {
        cause,
      });
    }
  }

  /** Names the key that seals; it stands second in every token sealed by it. */
  get sealingKeyId(): string {
    return this.sealingKey.kid;
  }

  /** Of every key that opens. */
  get keyIds(): string[] {
    return [...this.keys.keys()];
  }
}

function decipher(bytes: Buffer, key: Buffer, place: Buffer): Secret {
  const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
    .setAAD(place)
    .setAuthTag(bytes.subarray(-tagBytes));
  const clear = Buffer.concat([opening.update(bytes.subarray(ivBytes, -tagBytes)), opening.final()]);
  return new Secret(clear.toString('utf8'));
}

function additionalData(kid: string, { table, column, rowId, tenantId }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([version, kid, table, column, rowId, tenantId]));
}
