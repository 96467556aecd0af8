import { Transform } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';

const anyUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const toInt = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value,
);

/** The environment, name by name. Everything is text until `AppConfig` turns it into what the code uses. */
export class Env {
  /** TCP port of the HTTP server. */
  @toInt
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 3000;

  /** Address to listen on. */
  @IsString()
  HOST = '0.0.0.0';

  /** How the outside world reaches this service; OAuth redirect addresses are built from it. */
  @IsOptional()
  @IsUrl(anyUrl)
  PUBLIC_URL?: string;

  /** PostgreSQL 15 to 18. Unset: an embedded server is started in DATA_DIR. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must start with postgres:// or postgresql://' })
  DATABASE_URL?: string;

  /** Longest wait for the answer to one statement, in milliseconds; migrations take the time they need. */
  @toInt
  @IsInt()
  @Min(100)
  @Max(300_000)
  DATABASE_TIMEOUT_MS = 15_000;

  /** Where the embedded database keeps its files. */
  @IsString()
  DATA_DIR = '.data';

  /** Which parts this process runs. */
  @IsIn(['all', 'api', 'worker'])
  SOCIAL_ROLE: 'all' | 'api' | 'worker' = 'all';

  /** Shared secret of HS256 access tokens, at least 32 characters. */
  @IsOptional()
  @MinLength(32, { message: 'JWT_SECRET must have at least 32 characters' })
  JWT_SECRET?: string;

  /** Where the issuer publishes its public keys; instead of JWT_SECRET. */
  @IsOptional()
  @IsUrl(anyUrl)
  JWKS_URL?: string;

  /** Expected `iss`, when set. */
  @IsOptional()
  @IsString()
  JWT_ISSUER?: string;

  /** Expected `aud`, when set. */
  @IsOptional()
  @IsString()
  JWT_AUDIENCE?: string;

  /** `kid:base64key[,kid:base64key…]`, 32 bytes each; the first one seals, all of them open. */
  @IsOptional()
  @IsString()
  TOKEN_ENCRYPTION_KEYS?: string;

  /** App id of the Facebook app, which Instagram uses too. */
  @IsOptional()
  @IsString()
  FACEBOOK_APP_ID?: string;

  /** Secret of the Facebook app; with FACEBOOK_APP_ID, or neither. */
  @IsOptional()
  @IsString()
  FACEBOOK_APP_SECRET?: string;

  /** Where the Graph API is; changed only to talk to the sandbox. */
  @IsUrl(anyUrl)
  FACEBOOK_GRAPH_URL = 'https://graph.facebook.com';

  /** Where Meta's login dialog is; changed only to talk to the sandbox. */
  @IsUrl(anyUrl)
  FACEBOOK_DIALOG_URL = 'https://www.facebook.com';

  /** Version of the Graph API in every call. */
  @Matches(/^v\d+\.\d+$/, { message: 'FACEBOOK_GRAPH_VERSION must look like v26.0' })
  FACEBOOK_GRAPH_VERSION = 'v26.0';

  /** What Meta must name before webhooks are set up; unset: none can be. Make it up, and enter the same in the app's dashboard. */
  @IsOptional()
  @MinLength(16, { message: 'FACEBOOK_WEBHOOK_VERIFY_TOKEN must have at least 16 characters' })
  FACEBOOK_WEBHOOK_VERIFY_TOKEN?: string;

  /** `true`: posts on Pages are made as drafts first and published by their id. Not verified against the live platform. */
  @IsIn(['true', 'false'])
  FACEBOOK_TWO_PHASE: 'true' | 'false' = 'false';

  /** Rights that Meta's dialog asks for beside those of README.md, separated by commas, such as `ads_read` for Pages that a business shares out. */
  @Matches(/^([a-z_]+(,[a-z_]+)*)?$/, {
    message:
      'FACEBOOK_EXTRA_SCOPES must be names of permissions, separated by commas, such as ads_read,publish_video',
  })
  FACEBOOK_EXTRA_SCOPES = '';

  /** Client id of the X app, a confidential client. */
  @IsOptional()
  @IsString()
  TWITTER_CLIENT_ID?: string;

  /** Client secret of the X app; with TWITTER_CLIENT_ID, or neither. */
  @IsOptional()
  @IsString()
  TWITTER_CLIENT_SECRET?: string;

  /** Where the X API is; changed only to talk to the sandbox. */
  @IsUrl(anyUrl)
  TWITTER_API_URL = 'https://api.x.com';

  /** Where X's login dialog is; changed only to talk to the sandbox. */
  @IsUrl(anyUrl)
  TWITTER_AUTHORIZE_URL = 'https://x.com/i/oauth2/authorize';

  /** Longest that one call to a platform may take, in milliseconds. */
  @toInt
  @IsInt()
  @Min(100)
  @Max(300_000)
  PLATFORM_TIMEOUT_MS = 30_000;

  /** How long a worker owns a post it has claimed, in seconds. */
  @toInt
  @IsInt()
  @Min(1)
  @Max(3600)
  PUBLISH_LEASE_SECONDS = 60;

  /** How long after its deadline a send may still land and become readable, in seconds. */
  @toInt
  @IsInt()
  @Min(0)
  @Max(3600)
  PUBLISH_SETTLE_SECONDS = 120;

  /** A post that could not go out for this long fails as MISSED_WINDOW, in hours. */
  @toInt
  @IsInt()
  @Min(1)
  @Max(24 * 30)
  MAX_LATENESS_HOURS = 24;

  /** Where the files of posts lie: `file:/path` or `s3://bucket/prefix?endpoint=…&region=…&forcePathStyle=true`. Unset: in DATA_DIR. */
  @IsOptional()
  @IsString()
  MEDIA_STORE?: string;

  /** Largest file that is taken, in bytes; a store that speaks S3 takes at most 5 GiB in one piece. */
  @toInt
  @IsInt()
  @Min(1)
  @Max(5 * 1024 ** 3)
  MEDIA_MAX_BYTES = 1024 ** 3;

  /** Key of an S3 store; unset: the role of the machine counts. */
  @IsOptional()
  @IsString()
  AWS_ACCESS_KEY_ID?: string;

  /** Secret of that key; with AWS_ACCESS_KEY_ID, or neither. */
  @IsOptional()
  @IsString()
  AWS_SECRET_ACCESS_KEY?: string;

  /** `true` only for sandbox and tests: media and webhook addresses may be private ones. */
  @IsIn(['true', 'false'])
  ALLOW_PRIVATE_ADDRESSES: 'true' | 'false' = 'false';

  /** Mail server for notices to people, such as smtps://user:password@mail.example.com. Unset: nobody is written to. */
  @IsOptional()
  @Matches(/^smtps?:\/\//, { message: 'SMTP_URL must start with smtp:// or smtps://' })
  SMTP_URL?: string;

  /** Sender of the mails; unset: no-reply at the host of PUBLIC_URL. */
  @IsOptional()
  @IsEmail({ allow_display_name: true })
  MAIL_FROM?: string;

  /** What happens within so many seconds is told in one mail; what passes by itself within them is not told. */
  @toInt
  @IsInt()
  @Min(0)
  @Max(3600)
  NOTICE_DELAY_SECONDS = 60;

  /** Origins that browsers may call the API from, separated by commas. */
  @IsString()
  CORS_ORIGINS = '';

  /** Origins a `returnUrl` may point to, separated by commas. */
  @IsString()
  RETURN_URL_ORIGINS = '';

  /** Least severe lines that are written. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL = 'info';

  /** Collector that takes traces over OTLP/HTTP as JSON, without `/v1/traces`. Unset: no traces are made. */
  @IsOptional()
  @IsUrl(anyUrl)
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Headers for the collector, as `name=value` separated by commas; values may be percent-encoded. */
  @IsOptional()
  @Matches(/^[^=,\s]+=([^,%]|%[0-7][\dA-F])*(,[^=,\s]+=([^,%]|%[0-7][\dA-F])*)*$/i, {
    message:
      'OTEL_EXPORTER_OTLP_HEADERS must look like name=value,name=value, with percent-encoded ASCII where needed',
  })
  OTEL_EXPORTER_OTLP_HEADERS?: string;

  /** Name of this service in traces. */
  @IsString()
  OTEL_SERVICE_NAME = 'social-integration';
}
