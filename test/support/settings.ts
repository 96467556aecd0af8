import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { SignJWT } from 'jose';

export const jwtSecret = randomBytes(32).toString('hex');
const encryptionKeys = `k1:${randomBytes(32).toString('base64')}`;

/** The environment of a service that talks to the sandbox at `sandboxUrl`. */
export function serviceEnv(wanted: {
  port: number;
  databaseUrl: string;
  sandboxUrl: string;
  overrides?: Record<string, string>;
}): Record<string, string> {
  return {
    PORT: String(wanted.port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${wanted.port}`,
    DATABASE_URL: wanted.databaseUrl,
    JWT_SECRET: jwtSecret,
    TOKEN_ENCRYPTION_KEYS: encryptionKeys,
    FACEBOOK_APP_ID: 'sandbox-facebook-app',
    FACEBOOK_APP_SECRET: 'sandbox-facebook-secret',
    FACEBOOK_GRAPH_URL: wanted.sandboxUrl,
    FACEBOOK_DIALOG_URL: wanted.sandboxUrl,
    TWITTER_CLIENT_ID: 'sandbox-x-client',
    TWITTER_CLIENT_SECRET: 'sandbox-x-secret',
    TWITTER_API_URL: wanted.sandboxUrl,
    TWITTER_AUTHORIZE_URL: `${wanted.sandboxUrl}/i/oauth2/authorize`,
    ALLOW_PRIVATE_ADDRESSES: 'true',
    RETURN_URL_ORIGINS: 'https://crm.example',
    LOG_LEVEL: 'silent',
    ...wanted.overrides,
  };
}

export interface TokenClaims {
  tenantId?: string;
  scope?: string;
  subject?: string;
  email?: string;
  expiresIn?: string;
  secret?: string;
}

export const everyScope = 'social:read social:write social:admin';

/** An access token as a CRM would make it. */
export async function signToken(claims: TokenClaims = {}): Promise<string> {
  return await new SignJWT({
    tenant_id: claims.tenantId ?? 'acme',
    scope: claims.scope ?? everyScope,
    ...(claims.email && { email: claims.email }),
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(claims.subject ?? 'tester')
    .setExpirationTime(claims.expiresIn ?? '30 days')
    .sign(new TextEncoder().encode(claims.secret ?? jwtSecret));
}

export async function freePort(): Promise<number> {
  // Below the ports that outgoing connections are given: one of these would take it before its server listens.
  const wanted = randomInt(10_000, 32_000);
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(wanted, '127.0.0.1', resolve);
    });
  } catch {
    return await freePort(); // Somebody listens there.
  }
  await new Promise((resolve) => server.close(resolve));
  return wanted;
}
