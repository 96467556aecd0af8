import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { ConfigError } from './config/app-config.ts';
import { readConfig } from './config/config.module.ts';

// npm run token -- --tenant acme --scope "social:read social:write social:admin"
const { values } = parseArgs({
  options: {
    tenant: { type: 'string' },
    scope: { type: 'string', default: 'social:read' },
    subject: { type: 'string', default: 'developer' },
    hours: { type: 'string', default: '12' },
  },
});

async function print(): Promise<void> {
  const { jwt } = readConfig();
  if (!values.tenant) throw new ConfigError(['--tenant is missing: name the tenant the token is for']);
  if (!jwt.secret)
    throw new ConfigError(['JWT_SECRET is missing: with JWKS_URL the issuer makes the tokens']);
  if (!(Number(values.hours) > 0))
    throw new ConfigError([`--hours must be a number above 0, it was ${values.hours}`]);
  const token = new SignJWT({ tenant_id: values.tenant, scope: values.scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(values.subject)
    .setIssuedAt()
    .setExpirationTime(`${values.hours} hours`);
  if (jwt.issuer) token.setIssuer(jwt.issuer);
  if (jwt.audience) token.setAudience(jwt.audience);
  process.stdout.write(`${await token.sign(new TextEncoder().encode(jwt.secret))}\n`);
}

print().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
