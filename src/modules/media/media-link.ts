import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { EncryptionKey } from '../../config/app-config.ts';

/** A file that anybody may fetch until a moment, by an address that nobody can make up. */
export interface MediaLink {
  id: string;
  /** Last part of the address; for the eyes of who fetches it. */
  name: string;
  /** Seconds since 1970. */
  expires: number;
}

/** Purpose of the key, so that what seals tokens and what signs addresses are never the same. RFC 5869, section 3.2 */
const purpose = 'social-integration media link v1';

/** The key that signs addresses, made from one that seals tokens (HKDF-SHA256, RFC 5869). */
export function linkKeyOf({ key }: EncryptionKey): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32));
}

/** HMAC-SHA256 (RFC 2104) in base64url. */
export function signatureOf(link: MediaLink, key: Buffer): string {
  return hmacOf(link, key).toString('base64url');
}

/** Whether one of the keys has signed the link; takes the same time for every wrong signature. */
export function isSigned(link: MediaLink, signature: string, keys: Buffer[]): boolean {
  const given = Buffer.from(signature, 'base64url');
  return keys.some((key) => {
    const right = hmacOf(link, key);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

function hmacOf({ id, name, expires }: MediaLink, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([id, name, expires]))
    .digest();
}
