import { describe, expect, it } from '@jest/globals';
import { AppConfig } from '../config/app-config.ts';
import { Secret } from '../kernel/secret.ts';
import { TokenCipher, type SealContext } from './token-cipher.ts';

const oldKey = `old:${Buffer.alloc(32, 1).toString('base64')}`;
const newKey = `new:${Buffer.alloc(32, 2).toString('base64')}`;
const place: SealContext = {
  table: 'SocialConnection',
  column: 'access_token_sealed',
  rowId: '1',
  tenantId: 'acme',
};

describe('a sealed token', () => {
  it('opens in its place, and never looks the same twice', () => {
    const cipher = cipherWith(oldKey);
    const [one, two] = [cipher.seal(new Secret('t0ken'), place), cipher.seal(new Secret('t0ken'), place)];

    expect(cipher.open(one, place).reveal()).toBe('t0ken');
    expect(one).not.toBe(two);
    expect(one).not.toContain('t0ken');
  });

  it.each<[string, Partial<SealContext>]>([
    ['row', { rowId: '2' }],
    ['tenant', { tenantId: 'other' }],
    ['column', { column: 'refresh_token_sealed' }],
    ['table', { table: 'SocialOAuthSession' }],
  ])('does not open in another %s', (_what, change) => {
    const sealed = cipherWith(oldKey).seal(new Secret('t0ken'), place);

    expect(() => cipherWith(oldKey).open(sealed, { ...place, ...change })).toThrow(
      /unable to authenticate|Unsupported state|Invalid auth/i,
    );
  });

  it('does not open after any single bit was changed', () => {
    const cipher = cipherWith(oldKey);
    const [version, kid, body] = cipher.seal(new Secret('t0ken'), place).split('.');
    const bytes = Buffer.from(body ?? '', 'base64url');

    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => cipher.open(`${version}.${kid}.${flipped.toString('base64url')}`, place)).toThrow(
        /unable to authenticate|Unsupported state|Invalid auth/i,
      );
    }
  });

  it('survives a new key that seals from now on, and ends with the old key', () => {
    const sealed = cipherWith(oldKey).seal(new Secret('t0ken'), place);
    const both = cipherWith(`${newKey},${oldKey}`);

    expect(both.open(sealed, place).reveal()).toBe('t0ken');
    expect(both.seal(new Secret('t0ken'), place)).toMatch(/^v1\.new\./);
    expect(() => cipherWith(newKey).open(sealed, place)).toThrow(/sealed with key old/);
  });
});

function cipherWith(keys: string): TokenCipher {
  return new TokenCipher(AppConfig.from({ JWT_SECRET: 'x'.repeat(32), TOKEN_ENCRYPTION_KEYS: keys }));
}
