import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '../kernel/secret.ts';
import { redact } from './redact.ts';

describe('what reaches a log', () => {
  it.each([
    'Authorization: Bearer abcdef0123456789',
    'GET /me?access_token=EAAGm0PX4ZCpsBAKZC0',
    '{"refresh_token":"r3fresh-abcdef"}',
    'client_secret=abcdef0123456789&code=xyz789',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ])('holds no secret of %s', (text) => {
    const clean = redact(text);

    expect(clean).toContain('[secret]');
    expect(clean).not.toMatch(/abcdef|EAAG|xyz789|c2lnbmF0dXJl|MfKQ/);
  });

  it('keeps what is no secret', () => {
    expect(redact('Post 42 failed with code 190: try again')).toBe('Post 42 failed with code 190: try again');
  });

  it('prints a secret object as its placeholder, however it is printed', () => {
    const secret = new Secret('hunter2');

    expect(`${secret} ${JSON.stringify({ secret })} ${inspect({ deep: { secret } })}`).not.toContain(
      'hunter2',
    );
  });
});
