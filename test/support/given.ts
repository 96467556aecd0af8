import { v7 as uuidv7 } from 'uuid';
import type { Platform } from '../../src/kernel/platform.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { AppConfig } from '../../src/config/app-config.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import type { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import type { ApiClient } from './api-client.ts';
import type { TestDatabase } from './database.ts';

/** What is needed to put the world into a state; an application in this process or one beside it. */
export interface GivenWorld {
  database: TestDatabase;
  sandbox: SandboxClient;
  api: ApiClient;
  cipher: TokenCipher;
}

export interface GivenConnection {
  id: string;
  tenantId: string;
  platform: Platform;
  accountId: string;
  accountName: string;
}

export interface GivenPost {
  id: string;
  connectionId: string;
  content: string;
}

/** Puts the world into a state in one line; returns all it made. */
export class Given {
  private count = 0;

  constructor(private readonly app: GivenWorld) {}

  /** A connection with working tokens of a fresh account, or of one that is given, without the dialog. */
  async connection(
    platform: Platform,
    wanted: {
      tenantId?: string;
      minSpacingSeconds?: number;
      sealedBy?: string;
      /** Connected by another tenant already. */
      account?: { accountId: string; accountName: string };
    } = {},
  ): Promise<GivenConnection> {
    const tenantId = wanted.tenantId ?? 'acme';
    const { accountId, accountName } = wanted.account ?? (await this.account(platform));
    const tokens = await this.tokens(platform, accountId);
    const row = { id: uuidv7(), tenantId };
    const cipher = wanted.sealedBy ? cipherWith(wanted.sealedBy) : this.app.cipher;
    const place = { table: 'SocialConnection', rowId: row.id, tenantId };
    await this.app.database.query(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed,
         refresh_token_sealed, token_expires_at, token_obtained_at, min_spacing_seconds)
       VALUES ($1, $2, $3, $4, $5, $6, $7, social_now() + make_interval(secs => $8), social_now(), $9)`,
      [
        row.id,
        tenantId,
        platform,
        accountId,
        accountName,
        cipher.seal(new Secret(tokens.accessToken), { ...place, column: 'access_token_sealed' }),
        tokens.refreshToken
          ? cipher.seal(new Secret(tokens.refreshToken), { ...place, column: 'refresh_token_sealed' })
          : null,
        tokens.expiresIn,
        wanted.minSpacingSeconds ?? 0,
      ],
    );
    return { ...row, platform, accountId, accountName };
  }

  /** A post through the API; due now unless a time is given. */
  async post(
    connection: GivenConnection,
    wanted: { content?: string; image?: string; scheduledAt?: Date } = {},
  ): Promise<GivenPost> {
    this.count += 1;
    const content = wanted.content ?? `Training on court ${this.count} starts at six`;
    const image = wanted.image ?? (connection.platform === 'INSTAGRAM' ? 'photo.jpg' : undefined);
    const { status, body } = await this.app.api
      .as({ tenantId: connection.tenantId })
      .post<{ posts: GivenPost[] }>('/posts', {
        connectionIds: [connection.id],
        content,
        ...(image && { media: [{ url: this.imageUrl(image), type: 'IMAGE', altText: 'A tennis court' }] }),
        ...(wanted.scheduledAt && { scheduledAt: wanted.scheduledAt.toISOString() }),
      });
    const [post] = body.posts ?? [];
    if (status !== 201 || !post)
      throw new Error(`The post was refused with ${status}: ${JSON.stringify(body)}`);
    return { id: post.id, connectionId: connection.id, content };
  }

  imageUrl(name: string): string {
    return `${this.app.sandbox.url}/_sandbox/media/${name}`;
  }

  private async account(platform: Platform): Promise<{ accountId: string; accountName: string }> {
    const { body } = await this.app.sandbox.control('accounts', { platform });
    const [account] = (body as { accounts: { accountId: string; name: string }[] }).accounts;
    if (!account) throw new Error(`The sandbox made no account: ${JSON.stringify(body)}`);
    return { accountId: account.accountId, accountName: account.name };
  }

  private async tokens(platform: Platform, accountId: string) {
    const { body } = await this.app.sandbox.control('tokens', { platform, accountId });
    return body as { accessToken: string; refreshToken?: string; expiresIn: number | null };
  }
}

function cipherWith(keys: string): TokenCipher {
  return new TokenCipher(AppConfig.from({ JWT_SECRET: 'x'.repeat(32), TOKEN_ENCRYPTION_KEYS: keys }));
}
