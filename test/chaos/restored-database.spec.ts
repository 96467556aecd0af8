import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import { AppConfig } from '../../src/config/app-config.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import { ApiClient } from '../support/api-client.ts';
import { Given } from '../support/given.ts';
import { ServiceProcess, until } from '../support/service-process.ts';
import { serviceEnv } from '../support/settings.ts';
import { CampaignDatabase } from './campaign/campaign-database.ts';

const run = promisify(execFile);
const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };
const connections = 9;
const opened = /another one than before/;

/** A PostgreSQL of its own, of which a backup is taken and played back after posts went out. */
describe('a database that was restored and has forgotten what was sent', () => {
  let scratch: string;
  let sandbox: RunningSandbox;
  let server: EmbeddedPostgres;
  let database: CampaignDatabase;
  let worker: ServiceProcess | undefined;

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'social-restore-'));
    await chmod(scratch, 0o755);
    sandbox = await startSandbox();
  });

  afterEach(async () => {
    await worker?.kill();
    await database.drop();
    await server.stop();
    await sandbox.close();
    await rm(scratch, { recursive: true });
  });

  const openServer = async (settings: Record<string, string> = {}) => {
    server = await startEmbeddedPostgres({
      dataDir: join(scratch, 'data'),
      settings: { fsync: 'off', ...settings },
    });
    database = new CampaignDatabase(server.url, 'restore-test');
  };
  const closeServer = async () => {
    await database.drop();
    await server.stop();
  };
  const startWorker = async () => {
    const overrides = { ...quick, SOCIAL_ROLE: 'worker' };
    worker = await ServiceProcess.start({ databaseUrl: server.url, sandboxUrl: sandbox.url, overrides });
    return worker;
  };
  const rows = async () =>
    await database.query<{ status: string; content: string; scheduledAt: Date; platformPostId: string }>(
      `SELECT status, content, scheduled_at AS "scheduledAt", platform_post_id AS "platformPostId" FROM "SocialPost"`,
    );
  const untilPublished = async (count: number) =>
    await until(
      `${count} posts are published`,
      async () =>
        (await rows()).filter(({ status }) => status === 'PUBLISHED').length === count ? true : undefined,
      40_000,
    ).catch(async (error: Error) => {
      throw new Error(`${error.message}\n${JSON.stringify(await rows())}\n${worker?.log}`);
    });
  const ledger = async () =>
    (await new SandboxClient(sandbox.url).ledger()) as unknown as { id: string; text: string }[];

  /** Per connection one post that is due and one for the next hour. */
  const fill = async () => {
    const client = new SandboxClient(sandbox.url);
    const env = serviceEnv({ port: 1, databaseUrl: server.url, sandboxUrl: sandbox.url });
    const cipher = new TokenCipher(AppConfig.from(env));
    const given = new Given({ database, sandbox: client, api: new ApiClient('http://unused'), cipher });
    for (let index = 0; index < connections; index += 1) {
      const platform = (['FACEBOOK', 'INSTAGRAM', 'TWITTER'] as const)[index % 3]!;
      const { id, tenantId, accountId } = await given.connection(platform);
      // Platforms that refuse repetitions would hide that we tried one.
      await client.control(`accounts/${accountId}`, { duplicateCheck: false });
      const media = platform === 'INSTAGRAM' ? [{ url: given.imageUrl('photo.jpg'), type: 'IMAGE' }] : [];
      await database.query(
        `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, media, scheduled_at)
         SELECT id, $3, $4, 'SCHEDULED', content, $5, now() + ahead FROM (VALUES
           ($1::uuid, $6, interval '-1 second'), ($2::uuid, $7, interval '1 hour')) AS v (id, content, ahead)
         ON CONFLICT (id) DO NOTHING`,
        [
          uuidv7(),
          uuidv7(),
          tenantId,
          id,
          JSON.stringify(media),
          `Result of club ${index}`,
          `Next match of club ${index}`,
        ],
      );
    }
  };

  /** Publishes what is due, and plays back the backup that was taken before. */
  const loseWhatWasSent = async () => {
    await openServer();
    await (await startWorker()).stop();
    await fill();
    await closeServer();
    const cluster = server.dataDirectory;
    await run('cp', ['-a', cluster, `${cluster}.backup`]);
    await openServer();
    await startWorker();
    await untilPublished(connections);
    await worker?.kill();
    await closeServer();
    await rm(cluster, { recursive: true });
    await run('mv', [`${cluster}.backup`, cluster]);
    await writeFile(join(cluster, 'recovery.signal'), '');
    await openServer({ restore_command: '/bin/false' });
    await until('the backup was played back', async () => {
      const [at] = await database.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby');
      return at?.standby === false ? true : undefined;
    });
  };

  it('is noticed: what went out in the lost time is found and adopted, and nothing goes out twice', async () => {
    await loseWhatWasSent();
    const forgotten = await rows();

    await startWorker();
    await untilPublished(connections);
    await database.query(`UPDATE "SocialPost" SET scheduled_at = now() WHERE status = 'SCHEDULED'`);
    await untilPublished(2 * connections);

    const live = await ledger();
    expect(forgotten.filter(({ status }) => status === 'SCHEDULED')).toHaveLength(2 * connections);
    expect(live).toHaveLength(2 * connections);
    for (const { content, platformPostId } of await rows()) {
      expect(live.filter(({ text }) => text === content).map(({ id }) => id)).toEqual([platformPostId]);
    }
    expect(worker?.log).toMatch(opened);
  }, 120_000);

  it('without the quarantine the same restore sends every forgotten post a second time', async () => {
    await loseWhatWasSent();
    await database.query(`UPDATE "SocialDatabaseIdentity" SET identity = social_database_identity()`);

    await startWorker();
    await untilPublished(connections);

    expect(await ledger()).toHaveLength(2 * connections);
    expect(worker?.log).not.toMatch(opened);
  }, 120_000);
});
