import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { request } from 'undici';
import { AppConfig } from '../src/config/app-config.ts';
import { createDataSource, migrate } from '../src/database/data-source.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/database/embedded-postgres.ts';
import { Secret } from '../src/kernel/secret.ts';
import { TokenCipher } from '../src/security/token-cipher.ts';

export interface Stub {
  url: string;
  /** How many posts it accepted since the last reset, and how many different texts they had. */
  count(): Promise<{ accepted: number; distinct: number }>;
  reset(): Promise<void>;
  stop(): void;
}

/** The pretend platform as a process of its own. `delayMs` is how long each answer takes. */
export async function startStub(delayMs: number): Promise<Stub> {
  const child: ChildProcess = fork(fileURLToPath(new URL('stub.js', import.meta.url)), {
    env: { ...process.env, STUB_DELAY_MS: String(delayMs) },
  });
  const [port] = (await once(child, 'message')) as [number];
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    count: async () =>
      (await (await request(`${url}/count`)).body.json()) as { accepted: number; distinct: number },
    reset: async () => {
      await (await request(`${url}/reset`)).body.dump();
    },
    stop: () => child.kill(),
  };
}

/** A scratch PostgreSQL with the production settings of durability, migrated, and torn down at the end. */
export class World {
  private constructor(
    readonly postgres: EmbeddedPostgres,
    readonly pool: Pool,
    private readonly dataDir: string,
  ) {}

  static async create(): Promise<World> {
    const dataDir = await mkdtemp(join(tmpdir(), 'social-bench-'));
    const postgres = await startEmbeddedPostgres({
      dataDir,
      settings: { shared_buffers: '512MB', max_connections: '200', max_wal_size: '8GB' },
    });
    const dataSource = await createDataSource({ url: postgres.url, role: 'bench', poolSize: 2 }).initialize();
    await migrate(dataSource);
    await dataSource.destroy();
    const pool = new Pool({ connectionString: postgres.url, max: 20 });
    // The server ends idle sessions when it stops; that is the end of the run, not an error of it.
    pool.on('error', () => undefined);
    return new World(postgres, pool, dataDir);
  }

  env(stubUrl: string): Record<string, string> {
    return {
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: this.postgres.url,
      SOCIAL_ROLE: 'api',
      JWT_SECRET: 'only-for-the-bench-'.repeat(2),
      TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
      TWITTER_CLIENT_ID: 'bench',
      TWITTER_CLIENT_SECRET: 'bench',
      TWITTER_API_URL: stubUrl,
      ALLOW_PRIVATE_ADDRESSES: 'true',
      LOG_LEVEL: 'silent',
    };
  }

  /** X connections with sealed tokens that do not end during the run. */
  async connections(count: number, tenants: number): Promise<void> {
    const cipher = new TokenCipher(AppConfig.from(this.env('http://127.0.0.1:1')));
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT gen_random_uuid() AS id FROM generate_series(1, $1)`,
      [count],
    );
    const made = rows.map(({ id }, index) => {
      const tenantId = `club-${index % tenants}`;
      const place = { table: 'SocialConnection', column: 'access_token_sealed', rowId: id, tenantId };
      return {
        id,
        tenant_id: tenantId,
        account_id: String(index),
        sealed: cipher.seal(new Secret(`token-${index}`), place),
      };
    });
    await this.pool.query(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed)
       SELECT id, tenant_id, 'TWITTER', account_id, account_id, sealed
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, tenant_id text, account_id text, sealed text)`,
      [JSON.stringify(made)],
    );
  }

  /** `count` due posts, spread evenly over the connections. */
  async duePosts(count: number): Promise<void> {
    await this.pool.query(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
       SELECT c.tenant_id, c.id, 'SCHEDULED', 'News ' || n || ' of the club', now() - make_interval(secs => 60 - n * 0.001)
       FROM generate_series(1, $1::integer) n
       JOIN (SELECT id, tenant_id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total
             FROM "SocialConnection") c ON c.place = n % c.total`,
      [count],
    );
    await this.pool.query('ANALYZE "SocialPost", "SocialConnection"');
  }

  async forgetPosts(): Promise<void> {
    await this.pool.query('TRUNCATE "SocialPost" CASCADE');
  }

  async publishedCount(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM "SocialPost" WHERE status = 'PUBLISHED' AND platform_post_id IS NOT NULL`,
    );
    return rows[0]?.count ?? 0;
  }

  /** Transactions committed in this database so far. */
  async transactions(): Promise<number> {
    await this.pool.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await this.pool.query<{ commits: string }>(
      `SELECT xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()`,
    );
    return Number(rows[0]?.commits ?? 0);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.postgres.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
