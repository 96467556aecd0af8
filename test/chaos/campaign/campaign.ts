import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CampaignDatabase } from './campaign-database.ts';
import type { CampaignOptions } from './campaign-options.ts';
import { fillWorld, type CampaignWorld } from './campaign-world.ts';
import {
  countOpen,
  cutWaitsShort,
  readAttempts,
  readInactive,
  readPosts,
  readStory,
  terminateBackend,
} from './evidence.queries.ts';
import { describeEvent, planFaults, type PlannedEvent, type PlannedFault } from './fault-plan.ts';
import { databaseFate, FaultProxy, platformFate } from './fault-proxy.ts';
import { firstOfEachKind, judge, type LedgerLine, type Verdict } from './judge.ts';
import { Operators } from './operators.ts';
import type { RestartablePostgres } from './restartable-postgres.ts';
import { startServers } from './chaos-servers.ts';
import { SandboxProcess } from './sandbox-process.ts';
import { SeededRandom } from './seeded-random.ts';
import { WorkerCrew } from './worker-crew.ts';

/** A post that something is wrong with, and all that is known about it. */
export interface Story {
  post: object;
  ledger: LedgerLine[];
  log: string[];
}

export interface CampaignResult {
  options: CampaignOptions;
  verdict: Verdict;
  stories: Story[];
  /** From the first worker's start to the last accepted post, in seconds. */
  sendingSeconds: number;
  /** From the last fault until everything was decided, in seconds. */
  calmedAfterSeconds: number;
  done: Record<PlannedEvent['kind'], number>;
  workerRestarts: number;
  proxyFaults: { platform: number; database: number };
}

export type Tell = (line: string) => void;

const storiesOfAKind = 2;

/** Runs one campaign from an empty machine to the verdict; leaves nothing behind. */
export async function runCampaign(options: CampaignOptions, tell: Tell): Promise<CampaignResult> {
  const home = await mkdtemp(join(tmpdir(), 'social-chaos-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];
  try {
    const stage = await setStage(options, home, undo);
    return await new Campaign(options, stage, tell).run();
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

interface Stage {
  postgres: RestartablePostgres;
  database: CampaignDatabase;
  operators: Operators;
  sandbox: SandboxProcess;
  world: CampaignWorld;
  crew: WorkerCrew;
  proxies: { platform: FaultProxy; database: FaultProxy };
}

async function setStage(
  options: CampaignOptions,
  home: string,
  undo: (() => Promise<unknown>)[],
): Promise<Stage> {
  const { postgres, database, desk, sandbox } = await startServers(home, undo);
  const world = await fillWorld(options, { database, sandbox: sandbox.client });
  const proxies = await startProxies(options, { platform: sandbox.port, database: postgres.port });
  undo.push(
    () => proxies.platform.close(),
    () => proxies.database.close(),
  );
  const crew = new WorkerCrew(addressesOf(options, { postgres, sandbox, proxies }), {
    FACEBOOK_TWO_PHASE: String(options.facebookTwoPhase === 'on'),
  });
  undo.push(() => crew.disband());
  return { postgres, database, operators: new Operators(desk), sandbox, world, crew, proxies };
}

async function startProxies(options: CampaignOptions, ports: { platform: number; database: number }) {
  const start = async (name: 'platform' | 'database') =>
    await FaultProxy.start({
      target: ports[name],
      random: new SeededRandom(options.seed, `proxy-${name}`),
      draw: name === 'platform' ? platformFate : databaseFate,
    });
  return { platform: await start('platform'), database: await start('database') };
}

function addressesOf(
  { proxy }: CampaignOptions,
  { postgres, sandbox, proxies }: Pick<Stage, 'postgres' | 'sandbox' | 'proxies'>,
): { databaseUrl: string; sandboxUrl: string } {
  if (proxy === 'off') return { databaseUrl: postgres.url, sandboxUrl: sandbox.client.url };
  const databaseUrl = new URL(postgres.url);
  databaseUrl.port = String(proxies.database.port);
  return { databaseUrl: databaseUrl.href, sandboxUrl: `http://127.0.0.1:${proxies.platform.port}` };
}

class Campaign {
  private readonly done: CampaignResult['done'] = {
    kill: 0,
    zombie: 0,
    'terminate-backend': 0,
    'restart-postgres': 0,
    sandbox: 0,
    outage: 0,
    'retry-post': 0,
    'cancel-post': 0,
    deactivate: 0,
  };
  private restarting: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: CampaignOptions,
    private readonly stage: Stage,
    private readonly tell: Tell,
  ) {}

  async run(): Promise<CampaignResult> {
    const { crew, proxies, sandbox } = this.stage;
    const startedAt = Date.now();
    await crew.start(this.options.workers);
    for (const proxy of Object.values(proxies)) proxy.mode = 'faulty';
    await this.carryOut(planFaults(this.options));
    for (const proxy of Object.values(proxies)) proxy.mode = 'clean';
    await sandbox.client.send('DELETE', '/_sandbox/faults');
    const calmAt = performance.now();
    await this.untilDecided();
    return await this.conclude(startedAt, (performance.now() - calmAt) / 1000);
  }

  /** Each event at its moment; those that take longer go on beside the next ones. */
  private async carryOut(plan: PlannedEvent[]): Promise<void> {
    const begunAt = performance.now();
    const underWay: Promise<void>[] = [];
    for (const event of plan) {
      await pause(Math.max(0, event.atMs - (performance.now() - begunAt)));
      this.tell(describeEvent(event));
      underWay.push(this.cause(event));
    }
    await Promise.all(underWay);
  }

  private async cause(event: PlannedEvent): Promise<void> {
    const { crew, database, operators, sandbox, world } = this.stage;
    this.done[event.kind] += 1;
    switch (event.kind) {
      case 'kill':
        return crew.kill(event.worker);
      case 'zombie':
        return void (await crew.makeZombie(event.worker));
      case 'terminate-backend':
        return void (await terminateBackend(database, event.backend));
      case 'restart-postgres':
        this.restarting = this.restarting.then(() => this.stage.postgres.restartImmediately());
        return await this.restarting;
      case 'sandbox':
        return void (await sandbox.client.control('faults', event));
      case 'outage':
        return await this.outage(event);
      case 'retry-post':
        return await operators.retry(world.postIds[event.post]!);
      case 'cancel-post':
        return await operators.cancel(world.postIds[event.post]!);
      case 'deactivate':
        return await operators.deactivate(world.connectionIds[event.connection]!, event.forMs);
    }
  }

  private async outage({ platform, fault, forMs }: PlannedFault & { kind: 'outage' }): Promise<void> {
    const { client } = this.stage.sandbox;
    const order = { platform, operation: 'publish', fault, times: null, ms: 2_000 };
    const { body } = await client.control('faults', order);
    await pause(forMs);
    await client.send('DELETE', `/_sandbox/faults/${(body as { id: number }).id}`);
  }

  private async untilDecided(): Promise<void> {
    const { crew, database } = this.stage;
    await crew.untilReady();
    const deadline = performance.now() + this.options.calmSeconds * 1000;
    while ((await countOpen(database)) > 0 && performance.now() < deadline) {
      await cutWaitsShort(database);
      await pause(500);
    }
    // What a platform still holds back lands now, or never.
    await pause(3_000);
  }

  private async conclude(startedAt: number, calmedAfterSeconds: number): Promise<CampaignResult> {
    const { crew, database, operators, sandbox, proxies } = this.stage;
    const ledger = await sandbox.ledger();
    const verdict = judge({
      ledger,
      posts: await readPosts(database),
      attempts: await readAttempts(database),
      inactiveConnections: await readInactive(database),
      promises: operators.promises,
      crashes: crew.crashes,
    });
    return {
      options: this.options,
      verdict,
      stories: await this.tellStories(verdict, ledger),
      sendingSeconds: ((ledger.at(-1)?.receivedAt ?? startedAt) - startedAt) / 1000,
      calmedAfterSeconds,
      done: this.done,
      workerRestarts: crew.restarts,
      proxyFaults: { platform: proxies.platform.faults, database: proxies.database.faults },
    };
  }

  private async tellStories({ violations }: Verdict, ledger: LedgerLine[]): Promise<Story[]> {
    const chosen = firstOfEachKind(violations, storiesOfAKind);
    const postIds = [...new Set(chosen.flatMap(({ postId }) => postId ?? []))];
    const stories: Story[] = [];
    for (const postId of postIds) {
      const post = (await readStory(this.stage.database, postId)) as {
        post: { content: string };
        attempts: { id: string }[];
      };
      stories.push({
        post,
        ledger: ledger.filter(({ text }) => text === post.post.content),
        log: this.stage.crew.linesAbout([postId, ...post.attempts.map(({ id }) => id)]),
      });
    }
    return stories;
  }
}
