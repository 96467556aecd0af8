import { describe, expect, it } from '@jest/globals';
import { AppConfig, ConfigError } from './app-config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const enough = { JWT_SECRET: 'x'.repeat(32), TOKEN_ENCRYPTION_KEYS: `k1:${key}` };

describe('the settings', () => {
  it('start with two secrets and nothing else', () => {
    const config = AppConfig.from(enough);

    expect(config).toMatchObject({
      port: 3000,
      role: 'all',
      publicUrl: 'http://localhost:3000',
      platformTimeoutMs: 30_000,
      publishLeaseSeconds: 60,
      publishSettleSeconds: 120,
      maxLatenessHours: 24,
      allowPrivateAddresses: false,
      facebook: { app: null, graphVersion: 'v26.0', twoPhase: false },
    });
  });

  it('tell everything that is missing or wrong in one message', () => {
    const problems = problemsOf({
      PORT: 'many',
      SOCIAL_ROLE: 'boss',
      FACEBOOK_APP_ID: '1',
      DATABASE_URL: 'mysql://x',
    });

    expect(problems.join('\n')).toMatch(/PORT/);
    expect(problems.join('\n')).toMatch(/SOCIAL_ROLE/);
    expect(problems.join('\n')).toMatch(/DATABASE_URL/);
    expect(problems.join('\n')).toMatch(/FACEBOOK_APP_ID and FACEBOOK_APP_SECRET/);
    expect(problems.join('\n')).toMatch(/JWT_SECRET or JWKS_URL/);
    expect(problems.join('\n')).toMatch(/TOKEN_ENCRYPTION_KEYS is missing/);
  });

  it.each([
    ['a short signing secret', { JWT_SECRET: 'short' }, /at least 32/],
    ['two ways to verify tokens', { JWKS_URL: 'https://id.example/keys' }, /exclude each other/],
    ['a key of the wrong length', { TOKEN_ENCRYPTION_KEYS: 'k1:c2hvcnQ=' }, /32 bytes in base64, it has 5/],
    ['a key without an id', { TOKEN_ENCRYPTION_KEYS: key }, /key id before the colon/],
    ['a key id used twice', { TOKEN_ENCRYPTION_KEYS: `a:${key},a:${key}` }, /each key id may appear once/],
    [
      'rights that are sentences',
      { FACEBOOK_EXTRA_SCOPES: 'ads read' },
      /names of permissions, separated by commas/,
    ],
    ['a call that outlives its lease', { PLATFORM_TIMEOUT_MS: '60000' }, /PLATFORM_TIMEOUT_MS.*sent twice/],
    [
      'a lease that outlives the settle time',
      { PUBLISH_SETTLE_SECONDS: '20' },
      /PUBLISH_LEASE_SECONDS.*sent twice/,
    ],
  ])('refuse %s', (_what, change, message) => {
    expect(problemsOf({ ...enough, ...change }).join('\n')).toMatch(message);
  });

  it('never print a secret', () => {
    const text = String(
      refusal({ ...enough, JWT_SECRET: 'hunter2', TOKEN_ENCRYPTION_KEYS: 'k1:aHVudGVyMg==' }),
    );

    expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
  });
});

function problemsOf(env: Record<string, string>): string[] {
  return refusal(env).problems;
}

function refusal(env: Record<string, string>): ConfigError {
  try {
    AppConfig.from(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The settings were accepted.');
}
