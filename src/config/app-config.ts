import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Env } from './env.dto.ts';
import { parseMediaStore, type MediaStoreSetting } from './media-store-setting.ts';

/** The settings, parsed once, in the units their names give. */
export class AppConfig {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly role: 'all' | 'api' | 'worker';
  readonly database: { url: string | undefined; dataDir: string; timeoutMs: number };
  readonly jwt: {
    secret: string | undefined;
    jwksUrl: string | undefined;
    issuer: string | undefined;
    audience: string | undefined;
  };
  /** First one seals; every one opens. */
  readonly encryptionKeys: EncryptionKey[];
  readonly facebook: {
    app: { id: string; secret: string } | null;
    graphUrl: string;
    dialogUrl: string;
    graphVersion: string;
    /** Posts on Pages are made as drafts first and published by their id. */
    twoPhase: boolean;
    /** Rights that the dialog asks for beside those that this service needs. */
    extraScopes: string[];
    webhookVerifyToken: string | undefined;
  };
  readonly twitter: {
    client: { id: string; secret: string } | null;
    apiUrl: string;
    authorizeUrl: string;
  };
  readonly media: {
    store: MediaStoreSetting;
    /** Largest file that is taken. */
    maxBytes: number;
    /** Where files lie while they are looked at; on the store's own disk where the store is a folder. */
    workFolder: string;
  };
  /** The pages, as they were built. */
  readonly webFolder = join(projectFolder(), 'dist', 'web');
  readonly platformTimeoutMs: number;
  readonly publishLeaseSeconds: number;
  readonly publishSettleSeconds: number;
  readonly maxLatenessHours: number;
  readonly allowPrivateAddresses: boolean;
  readonly smtpUrl: string | undefined;
  readonly noticeDelaySeconds: number;
  /** Sender of mails. */
  readonly mailFrom: string;
  readonly corsOrigins: string[];
  readonly returnUrlOrigins: string[];
  readonly logLevel: string;
  /** Where traces go; null: none are made. */
  readonly tracing: { endpoint: string; headers: Record<string, string>; serviceName: string } | null;

  private constructor(env: Env, encryptionKeys: EncryptionKey[], store: MediaStoreSetting) {
    this.port = env.PORT;
    this.host = env.HOST;
    this.publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '');
    this.role = env.SOCIAL_ROLE;
    this.database = { url: env.DATABASE_URL, dataDir: env.DATA_DIR, timeoutMs: env.DATABASE_TIMEOUT_MS };
    this.jwt = {
      secret: env.JWT_SECRET,
      jwksUrl: env.JWKS_URL,
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
    };
    this.encryptionKeys = encryptionKeys;
    this.facebook = {
      app: pair(env.FACEBOOK_APP_ID, env.FACEBOOK_APP_SECRET),
      graphUrl: withoutSlash(env.FACEBOOK_GRAPH_URL),
      dialogUrl: withoutSlash(env.FACEBOOK_DIALOG_URL),
      graphVersion: env.FACEBOOK_GRAPH_VERSION,
      twoPhase: env.FACEBOOK_TWO_PHASE === 'true',
      extraScopes: list(env.FACEBOOK_EXTRA_SCOPES),
      webhookVerifyToken: env.FACEBOOK_WEBHOOK_VERIFY_TOKEN,
    };
    this.twitter = {
      client: pair(env.TWITTER_CLIENT_ID, env.TWITTER_CLIENT_SECRET),
      apiUrl: withoutSlash(env.TWITTER_API_URL),
      authorizeUrl: env.TWITTER_AUTHORIZE_URL,
    };
    this.media = {
      store,
      maxBytes: env.MEDIA_MAX_BYTES,
      workFolder: store.kind === 'folder' ? join(store.path, 'work') : join(env.DATA_DIR, 'media-work'),
    };
    this.platformTimeoutMs = env.PLATFORM_TIMEOUT_MS;
    this.publishLeaseSeconds = env.PUBLISH_LEASE_SECONDS;
    this.publishSettleSeconds = env.PUBLISH_SETTLE_SECONDS;
    this.maxLatenessHours = env.MAX_LATENESS_HOURS;
    this.allowPrivateAddresses = env.ALLOW_PRIVATE_ADDRESSES === 'true';
    this.smtpUrl = env.SMTP_URL;
    this.noticeDelaySeconds = env.NOTICE_DELAY_SECONDS;
    this.mailFrom = env.MAIL_FROM ?? `Social integration <no-reply@${new URL(this.publicUrl).hostname}>`;
    this.corsOrigins = list(env.CORS_ORIGINS);
    this.returnUrlOrigins = list(env.RETURN_URL_ORIGINS);
    this.logLevel = env.LOG_LEVEL;
    this.tracing = tracingOf(env);
  }

  /** Reads an environment. Throws one `ConfigError` that lists everything missing or unsafe. */
  static from(source: Record<string, string | undefined>): AppConfig {
    const given = Object.fromEntries(
      Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
    );
    const env = plainToInstance(Env, given);
    const problems = validateSync(env, { skipMissingProperties: false }).flatMap((error) =>
      Object.values(error.constraints ?? {}),
    );
    const keys = parseEncryptionKeys(env.TOKEN_ENCRYPTION_KEYS, problems);
    const key = storeKey(env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY);
    const store = parseMediaStore(env.MEDIA_STORE ?? `file:${join(env.DATA_DIR, 'media')}`, key, problems);
    problems.push(...unsafeCombinations(env));
    if (problems.length > 0) throw new ConfigError(problems);
    return new AppConfig(env, keys, store);
  }
}

export interface EncryptionKey {
  kid: string;
  key: Buffer;
}

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

function parseEncryptionKeys(text: string | undefined, problems: string[]): EncryptionKey[] {
  if (!text) {
    problems.push(
      'TOKEN_ENCRYPTION_KEYS is missing: give kid:base64key with 32 random bytes, for example "k1:$(openssl rand -base64 32)"',
    );
    return [];
  }
  const keys = list(text).map((entry) => {
    const colon = entry.indexOf(':');
    return { kid: entry.slice(0, Math.max(colon, 0)), key: Buffer.from(entry.slice(colon + 1), 'base64') };
  });
  for (const [index, { kid, key }] of keys.entries()) {
    const name = `TOKEN_ENCRYPTION_KEYS entry ${index + 1}`;
    if (!/^[\w-]{1,32}$/.test(kid))
      problems.push(`${name}: the key id before the colon must be 1-32 letters or digits`);
    if (key.length !== 32) problems.push(`${name}: the key must be 32 bytes in base64, it has ${key.length}`);
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    problems.push('TOKEN_ENCRYPTION_KEYS: each key id may appear once');
  }
  return keys;
}

function unsafeCombinations(env: Env): string[] {
  const problems: string[] = [];
  if (!env.JWT_SECRET && !env.JWKS_URL)
    problems.push('JWT_SECRET or JWKS_URL is missing: one of them is needed');
  if (env.JWT_SECRET && env.JWKS_URL)
    problems.push('JWT_SECRET and JWKS_URL exclude each other: give one of them');
  if (!env.FACEBOOK_APP_ID !== !env.FACEBOOK_APP_SECRET) {
    problems.push('FACEBOOK_APP_ID and FACEBOOK_APP_SECRET go together: give both or none');
  }
  if (!env.TWITTER_CLIENT_ID !== !env.TWITTER_CLIENT_SECRET) {
    problems.push('TWITTER_CLIENT_ID and TWITTER_CLIENT_SECRET go together: give both or none');
  }
  if (!env.AWS_ACCESS_KEY_ID !== !env.AWS_SECRET_ACCESS_KEY) {
    problems.push('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: give both or none');
  }
  return problems.concat(unsafeTimeouts(env));
}

/** A lease that ends before the call, or a settle time that ends before the lease, would let a post go out twice. */
function unsafeTimeouts(env: Env): string[] {
  const deadline = env.PLATFORM_TIMEOUT_MS / 1000;
  const problems: string[] = [];
  if (deadline >= env.PUBLISH_LEASE_SECONDS) {
    problems.push(
      `PLATFORM_TIMEOUT_MS (${env.PLATFORM_TIMEOUT_MS}) must be shorter than PUBLISH_LEASE_SECONDS (${env.PUBLISH_LEASE_SECONDS}), or a post could be sent twice`,
    );
  }
  if (env.PUBLISH_LEASE_SECONDS >= deadline + env.PUBLISH_SETTLE_SECONDS) {
    problems.push(
      `PUBLISH_LEASE_SECONDS (${env.PUBLISH_LEASE_SECONDS}) must be shorter than PLATFORM_TIMEOUT_MS plus PUBLISH_SETTLE_SECONDS (${deadline + env.PUBLISH_SETTLE_SECONDS} s), or a post could be sent twice`,
    );
  }
  return problems;
}

function pair(id: string | undefined, secret: string | undefined): { id: string; secret: string } | null {
  return id && secret ? { id, secret } : null;
}

function storeKey(accessKeyId: string | undefined, secretAccessKey: string | undefined) {
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

function tracingOf(env: Env): AppConfig['tracing'] {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return null;
  const endpoint = withoutSlash(env.OTEL_EXPORTER_OTLP_ENDPOINT);
  const headers = Object.fromEntries(
    list(env.OTEL_EXPORTER_OTLP_HEADERS ?? '').map((entry) => {
      const [name = '', ...value] = entry.split('=');
      return [name, decodeURIComponent(value.join('='))];
    }),
  );
  return { endpoint, headers, serviceName: env.OTEL_SERVICE_NAME };
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Where package.json lies: this file runs from `src` in tests and from `dist` otherwise. */
function projectFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}
