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
import { pause } from './pause.ts';
import { textInSql } from './texts.ts';
import { TokenCipher } from '../src/security/token-cipher.ts';

export interface Stub {
  url: string;
  pid: number;
  /** How many posts it accepted since the last reset, how many different texts they had, and how many wait for their answer. */
  count(): Promise<{ accepted: number; distinct: number; waiting: number }>;
  /** When each text came first since the last reset, by the machine's clock in milliseconds. */
  arrivals(): Promise<Map<string, number>>;
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
  const ask = async <Answer>(path: string) => (await (await request(`${url}${path}`)).body.json()) as Answer;
  return {
    url,
    pid: child.pid!,
    count: async () => await ask('/count'),
    arrivals: async () => new Map(await ask<[string, number][]>('/arrivals')),
    reset: async () => {
      await (await request(`${url}/reset`)).body.dump();
    },
    stop: () => child.kill(),
  };
}

/** @throws Error, in the name of who sent them, when the stub did not see each of so many posts exactly once. */
export async function requireEachOnce(stub: Stub, sender: string, posts: number): Promise<void> {
  const { accepted, distinct } = await stub.count();
  if (accepted === posts && distinct === posts) return;
  throw new Error(`${sender} sent ${accepted} posts, ${distinct} different ones, instead of ${posts}.`);
}

/** A scratch PostgreSQL with the production settings of durability, migrated, and torn down at the end. */
export class World {
  private constructor(
    readonly postgres: EmbeddedPostgres,
    readonly url: string,
    readonly pool: Pool,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async create(): Promise<World> {
    const dataDir = await mkdtemp(join(tmpdir(), 'social-bench-'));
    const postgres = await startEmbeddedPostgres({
      dataDir,
      settings: { shared_buffers: '512MB', max_connections: '200', max_wal_size: '8GB' },
    });
    return await World.open(postgres, postgres.url, async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
  }

  /** Another database on the same server, with the same tables and nothing in them. Close it before this one. */
  async sibling(name: string): Promise<World> {
    await this.pool.query(`CREATE DATABASE ${name}`);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return await World.open(this.postgres, url.href, async () => undefined);
  }

  private static async open(
    postgres: EmbeddedPostgres,
    url: string,
    cleanUp: () => Promise<void>,
  ): Promise<World> {
    const dataSource = await createDataSource({ url, role: 'bench', poolSize: 2 }).initialize();
    await migrate(dataSource);
    await dataSource.destroy();
    const pool = new Pool({ connectionString: url, max: 20 });
    // The server ends idle sessions when it stops; that is the end of the run, not an error of it.
    pool.on('error', () => undefined);
    return new World(postgres, url, pool, cleanUp);
  }

  env(stubUrl: string): Record<string, string> {
    return {
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: this.url,
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
      `INSERT INTO "SocialPost" (id, group_id, tenant_id, connection_id, status, content, scheduled_at)
       SELECT uuidv7(), uuidv7(), c.tenant_id, c.id, 'SCHEDULED', ${textInSql}, now() - make_interval(secs => 60 - n * 0.001)
       FROM generate_series(1, $1::integer) n
       JOIN (SELECT id, tenant_id, row_number() OVER (ORDER BY id) - 1 AS place FROM "SocialConnection") c
         ON c.place = n % (SELECT count(*) FROM "SocialConnection")`,
      [count],
    );
    await this.pool.query('ANALYZE "SocialPost", "SocialConnection"');
  }

  /**
   * `count` posts that come due at `from` and then one after another, `stepMs` apart (0: all at once). Returns when each text is
   * due, in milliseconds.
   */
  async comingPosts(count: number, due: { from: Date; stepMs: number }): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ content: string; due: Date }>(
      `INSERT INTO "SocialPost" (id, group_id, tenant_id, connection_id, status, content, scheduled_at)
       SELECT uuidv7(), uuidv7(), c.tenant_id, c.id, 'SCHEDULED', ${textInSql},
         $2::timestamptz + make_interval(secs => (n - 1) * $3::float8 / 1000)
       FROM generate_series(1, $1::integer) n
       JOIN (SELECT id, tenant_id, row_number() OVER (ORDER BY id) - 1 AS place FROM "SocialConnection") c
         ON c.place = n % (SELECT count(*) FROM "SocialConnection")
       RETURNING content, scheduled_at AS due`,
      [count, due.from, due.stepMs],
    );
    await this.pool.query('ANALYZE "SocialPost", "SocialConnection"');
    return new Map(rows.map(({ content, due: at }) => [content, at.getTime()]));
  }

  /** Resolves when nothing that is due is left to send or under way. */
  async untilPublished(): Promise<void> {
    // Along the indexes of what is open: counting the rest would cost more than publishing it.
    const due = `SELECT FROM "SocialPost" WHERE status = 'SCHEDULED' AND due_at <= now() ORDER BY due_at LIMIT 1`;
    const open = `SELECT FROM "SocialPublishAttempt" WHERE closed_at IS NULL ORDER BY post_id LIMIT 1`;
    const anyOf = async (query: string) => (await this.pool.query(query)).rowCount === 1;
    while ((await anyOf(due)) || (await anyOf(open))) await pause(20);
  }

  async publishedCount(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM "SocialPost" WHERE status = 'PUBLISHED' AND platform_post_id IS NOT NULL`,
    );
    return rows[0]?.count ?? 0;
  }

  async forgetPosts(): Promise<void> {
    await this.pool.query('TRUNCATE "SocialPost" CASCADE');
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
    await this.cleanUp();
  }
}
