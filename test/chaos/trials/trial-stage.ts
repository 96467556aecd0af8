import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../../src/config/app-config.ts';
import type { Platform } from '../../../src/kernel/platform.ts';
import { TokenCipher } from '../../../src/security/token-cipher.ts';
import { ApiClient } from '../../support/api-client.ts';
import { Given, type GivenConnection } from '../../support/given.ts';
import { readRunbook } from '../../support/operator.ts';
import { ServiceProcess } from '../../support/service-process.ts';
import { serviceEnv } from '../../support/settings.ts';
import { CampaignDatabase } from '../campaign/campaign-database.ts';
import { countOpen } from '../campaign/evidence.queries.ts';
import type { LedgerLine } from '../campaign/judge.ts';
import { startServers } from '../campaign/chaos-servers.ts';
import type { SandboxProcess } from '../campaign/sandbox-process.ts';

export const everyPlatform: Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];
export const tenantId = 'acme';

export interface PlannedPost {
  id: string;
  connection: GivenConnection;
  content: string;
  /** By the machine's clock, in milliseconds. */
  dueAt: number;
  hasImage: boolean;
}

/** PostgreSQL as in production, the sandbox and the built service, each as processes of their own. */
export class TrialStage {
  private readonly runbook = readRunbook();

  private constructor(
    readonly database: CampaignDatabase,
    private readonly desk: CampaignDatabase,
    readonly sandbox: SandboxProcess,
    private readonly undo: (() => Promise<unknown>)[],
  ) {}

  static async set(): Promise<TrialStage> {
    const home = await mkdtemp(join(tmpdir(), 'social-trials-'));
    const undo: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];
    try {
      return await TrialStage.setIn(home, undo);
    } catch (error) {
      await takeBack(undo);
      throw error;
    }
  }

  private static async setIn(home: string, undo: (() => Promise<unknown>)[]): Promise<TrialStage> {
    const { database, desk, sandbox } = await startServers(home, undo);
    return new TrialStage(database, desk, sandbox, undo);
  }

  async start(role: 'api' | 'worker', overrides: Record<string, string> = {}): Promise<ServiceProcess> {
    const service = await ServiceProcess.start({
      databaseUrl: this.database.url,
      sandboxUrl: this.sandbox.client.url,
      overrides: { SOCIAL_ROLE: role, ...overrides },
    });
    this.undo.push(() => service.kill());
    return service;
  }

  async connections(count: number, platforms: Platform[]): Promise<GivenConnection[]> {
    const places = { databaseUrl: this.database.url, sandboxUrl: this.sandbox.client.url, port: 1 };
    const cipher = new TokenCipher(AppConfig.from(serviceEnv(places)));
    const { database } = this;
    const world = { database, sandbox: this.sandbox.client, api: new ApiClient('http://unused'), cipher };
    const given = new Given(world);
    const made: GivenConnection[] = [];
    for (let index = 0; index < count; index += 1) {
      const connection = await given.connection(platforms[index % platforms.length]!, { tenantId });
      made.push(connection);
      // Every copy shall show; a platform that refuses repetitions hides that one was tried.
      const settings = { duplicateCheck: false, igQuotaTotal: 1_000_000 };
      await this.sandbox.client.control(`accounts/${connection.accountId}`, settings);
    }
    return made;
  }

  async schedule(posts: PlannedPost[]): Promise<void> {
    const image = [{ url: `${this.sandbox.client.url}/_sandbox/media/photo.jpg`, type: 'IMAGE' }];
    const rows = posts.map(({ id, connection, content, dueAt, hasImage }) => ({
      id,
      connection_id: connection.id,
      content,
      media: hasImage ? image : [],
      due: new Date(dueAt).toISOString(),
    }));
    for (let from = 0; from < rows.length; from += 2_000) {
      await this.database.query(
        `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, media, scheduled_at)
         SELECT id, $2, connection_id, 'SCHEDULED', content, media, due
         FROM jsonb_to_recordset($1::jsonb)
           AS r (id uuid, connection_id uuid, content text, media jsonb, due timestamptz)
         ON CONFLICT (id) DO NOTHING`,
        [JSON.stringify(rows.slice(from, from + 2_000)), tenantId],
      );
    }
  }

  /** Runs a statement of the runbook as an operator does; how many rows it changed. */
  async operate(heading: string, ids: Record<string, string>): Promise<number> {
    const [statement] = this.runbook.get(heading) ?? [];
    if (!statement) throw new Error(`The runbook has no statement under "${heading}".`);
    const text = Object.entries(ids).reduce((sql, [name, id]) => sql.replace(name, id), statement);
    const count = await this.desk.countOnce(text);
    if (count === null) throw new Error(`Nobody knows whether this took effect: ${text}`);
    return count;
  }

  /** Resolves when no post is due or on its way any more. */
  async untilDecided(timeoutMs: number): Promise<void> {
    const givenUpAt = performance.now() + timeoutMs;
    while ((await countOpen(this.database)) > 0) {
      if (performance.now() > givenUpAt) throw new Error(`Posts are still open after ${timeoutMs} ms.`);
      await pause(250);
    }
  }

  async clear(): Promise<void> {
    await takeBack(this.undo);
  }
}

async function takeBack(undo: (() => Promise<unknown>)[]): Promise<void> {
  for (const step of undo.reverse()) await step();
}

export function plannedPost(
  connection: GivenConnection,
  post: Omit<PlannedPost, 'id' | 'connection'>,
): PlannedPost {
  const hasImage = post.hasImage || connection.platform === 'INSTAGRAM';
  return { ...post, id: uuidv7(), connection, hasImage };
}

/** Resolves at this moment of the machine's clock, in milliseconds. */
export async function at(moment: number): Promise<void> {
  await pause(Math.max(0, moment - Date.now()));
}

/** The lines of the ledger under their text or their account. */
export function linesBy(key: 'text' | 'accountId', ledger: LedgerLine[]): Map<string, LedgerLine[]> {
  const groups = new Map<string, LedgerLine[]>();
  for (const line of ledger) {
    const group = groups.get(line[key]);
    if (group) group.push(line);
    else groups.set(line[key], [line]);
  }
  return groups;
}
