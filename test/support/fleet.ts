import { v7 as uuidv7 } from 'uuid';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import { AppConfig } from '../../src/config/app-config.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import { ApiClient } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { Given, type GivenConnection } from './given.ts';
import { ServiceProcess, until } from './service-process.ts';
import { serviceEnv } from './settings.ts';

export interface LivePost {
  seq: number;
  accountId: string;
  id: string;
  text: string;
}

interface Row {
  id: string;
  content: string;
  status: string;
  platformPostId: string | null;
  errorMessage: string | null;
}

/** Several processes on one database and one sandbox. The sandbox's ledger is the judge, never our own rows. */
export class Fleet {
  private readonly services: ServiceProcess[] = [];
  readonly given: Given;
  readonly sandbox: SandboxClient;

  private constructor(
    readonly database: TestDatabase,
    private readonly running: RunningSandbox,
    private readonly overrides: Record<string, string>,
  ) {
    const places = { databaseUrl: database.url, sandboxUrl: running.url, port: 1 };
    this.sandbox = new SandboxClient(running.url);
    const cipher = new TokenCipher(AppConfig.from(serviceEnv(places)));
    this.given = new Given({ database, sandbox: this.sandbox, api: new ApiClient('http://unused'), cipher });
  }

  static async gather(overrides: Record<string, string> = {}): Promise<Fleet> {
    const [database, running] = await Promise.all([createTestDatabase(), startSandbox()]);
    return new Fleet(database, running, overrides);
  }

  async start(role: 'api' | 'worker' | 'all'): Promise<ServiceProcess> {
    const service = await ServiceProcess.start({
      databaseUrl: this.database.url,
      sandboxUrl: this.running.url,
      overrides: { ...this.overrides, SOCIAL_ROLE: role },
    });
    this.services.push(service);
    return service;
  }

  async connections(count: number, platforms: Platform[]): Promise<GivenConnection[]> {
    const made: GivenConnection[] = [];
    for (let index = 0; index < count; index += 1) {
      const platform = platforms[index % platforms.length] ?? 'TWITTER';
      made.push(await this.given.connection(platform, { tenantId: `club-${index % 7}` }));
    }
    return made;
  }

  /** Due posts, `perConnection` each, a second apart, written in one statement as a CRM's import would. */
  async duePosts(connections: GivenConnection[], perConnection: number): Promise<number> {
    const rows = connections.flatMap(({ id, tenantId, platform }, club) =>
      Array.from({ length: perConnection }, (_, turn) => ({
        id: uuidv7(),
        tenant_id: tenantId,
        connection_id: id,
        content: `Club ${club}, news ${String(turn).padStart(3, '0')}`,
        media: platform === 'INSTAGRAM' ? [{ url: this.given.imageUrl('photo.jpg'), type: 'IMAGE' }] : [],
        ago: perConnection - turn,
      })),
    );
    await this.database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, media, scheduled_at)
       SELECT id, tenant_id, connection_id, 'SCHEDULED', content, media, now() - make_interval(secs => ago)
       FROM jsonb_to_recordset($1::jsonb)
         AS r (id uuid, tenant_id text, connection_id uuid, content text, media jsonb, ago float8)`,
      [JSON.stringify(rows)],
    );
    return rows.length;
  }

  async published(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM "SocialPost" WHERE status = 'PUBLISHED'`,
    );
    return row?.count ?? 0;
  }

  async untilPublished(count: number, timeoutMs: number): Promise<void> {
    await until(
      `${count} posts are published`,
      async () => ((await this.published()) >= count ? true : undefined),
      timeoutMs,
    ).catch(async (error: Error) => {
      const open = (await this.rows()).filter(({ status }) => status !== 'PUBLISHED').slice(0, 5);
      throw new Error(
        `${error.message}\n${JSON.stringify(open)}\n${this.services.map(({ log }) => log).join('\n')}`,
      );
    });
  }

  async ledger(): Promise<LivePost[]> {
    return (await this.sandbox.ledger()) as unknown as LivePost[];
  }

  async rows(): Promise<Row[]> {
    return await this.database.query(
      `SELECT id, content, status, platform_post_id AS "platformPostId", error_message AS "errorMessage" FROM "SocialPost"`,
    );
  }

  async disband(): Promise<void> {
    await Promise.all(this.services.map(async (service) => await service.kill()));
    await this.running.close();
    await this.database.drop();
  }
}
