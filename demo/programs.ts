import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProgram } from './child-program.ts';
import { clusterDirectory, endOrphan } from './embedded-database.ts';
import { endsWithin, runs, signal } from './running-process.ts';
import type { DemoSettings } from './settings.ts';
import { StoryError } from './story.ts';

const dist = join(import.meta.dirname, '..');
const entries = {
  demo: join(dist, 'demo', 'main.js'),
  service: join(dist, 'src', 'main.js'),
  sandbox: join(dist, 'sandbox', 'main.js'),
} as const;

/** Together less than the five seconds in which the demo promises to be gone. */
const serviceGraceMs = 3_500;
const sandboxGraceMs = 700;
const leftOverGraceMs = 8_000;

type Environment = Record<string, string | undefined>;

/** The service and the sandbox, as child processes of the demo. */
export class Programs {
  private readonly settings: DemoSettings;
  private readonly inherited: Environment;
  private readonly started: ChildProgram[] = [];
  private stopping: Promise<void> | undefined;
  private reportDeath: (error: StoryError) => void = () => undefined;
  /** Rejects when one of them ends without being asked to. */
  readonly died: Promise<never>;

  constructor(settings: DemoSettings, inherited: Environment) {
    this.settings = settings;
    this.inherited = inherited;
    this.died = new Promise((_, reject) => {
      this.reportDeath = reject;
    });
    this.died.catch(() => undefined); // Whoever runs the story races with it.
  }

  get sandboxUrl(): string {
    return `http://127.0.0.1:${this.settings.sandboxPort}`;
  }

  get serviceUrl(): string {
    const { host, port } = this.settings;
    return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  }

  async startSandbox(): Promise<void> {
    await this.start('sandbox', {
      SANDBOX_PORT: String(this.settings.sandboxPort),
      SANDBOX_SMTP_PORT: String(this.settings.smtpPort),
    });
  }

  async startService(): Promise<void> {
    const { dataDir, host, port, secrets } = this.settings;
    await this.start('service', {
      DATA_DIR: dataDir,
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: this.serviceUrl,
      JWT_SECRET: secrets.jwtSecret,
      TOKEN_ENCRYPTION_KEYS: secrets.tokenEncryptionKeys,
      SMTP_URL: `smtp://127.0.0.1:${this.settings.smtpPort}`,
      ...platformSettings(this.sandboxUrl),
      ...hastySettings,
    });
  }

  /** Where the embedded database lives, as the service's log tells. */
  get cluster(): string | null {
    const service = this.started.find(({ name }) => name === 'service');
    return service ? clusterDirectory(service.log()) : null;
  }

  /** The service first, while the platforms still answer it; then the sandbox; then whatever a killed service left. */
  stop(): Promise<void> {
    this.stopping ??= this.stopInOrder();
    return this.stopping;
  }

  private async stopInOrder(): Promise<void> {
    const [sandbox, service] = ['sandbox', 'service'].map((name) =>
      this.started.find((program) => program.name === name),
    );
    await service?.stop(serviceGraceMs);
    await sandbox?.stop(sandboxGraceMs);
    if (this.cluster) await endOrphan(this.cluster);
    await rm(processFile(this.settings.dataDir), { force: true });
  }

  private async start(name: 'service' | 'sandbox', env: Environment): Promise<void> {
    await mkdir(this.settings.logDir, { recursive: true, mode: 0o700 });
    const logPath = join(this.settings.logDir, `${name}.log`);
    const program = ChildProgram.start({
      name,
      logPath,
      entry: entries[name],
      env: { ...this.inherited, ...env },
    });
    this.started.push(program);
    void program.ended.then((how) => {
      if (!this.stopping) this.reportDeath(new StoryError(obituary(program, how)));
    });
    await this.noteProcesses();
  }

  /** For the next run: who must be gone before it can start. */
  private async noteProcesses(): Promise<void> {
    const note: ProcessNote = {
      demo: process.pid,
      programs: this.started.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }])),
    };
    await writeFile(processFile(this.settings.dataDir), JSON.stringify(note), { mode: 0o600 });
  }
}

interface ProcessNote {
  demo: number;
  programs: { name: string; pid: number }[];
}

/**
 * Makes sure that an earlier demo on these data is gone. One that was killed leaves programs that are just about to stop.
 * @throws StoryError when that demo still runs.
 */
export async function awaitEarlierDemo(dataDir: string): Promise<void> {
  const note = await readNote(dataDir);
  if (!note) return;
  if (note.demo !== process.pid && runs(note.demo, entries.demo)) {
    throw new StoryError(
      `A demo already runs on ${dataDir} (pid ${note.demo}). Stop it first, or give this one another DATA_DIR.`,
    );
  }
  for (const { name, pid } of note.programs) {
    const entry = name === 'sandbox' ? entries.sandbox : entries.service;
    if (await endsWithin(pid, entry, leftOverGraceMs)) continue;
    signal(pid, 'SIGKILL');
    await endsWithin(pid, entry, leftOverGraceMs);
  }
}

async function readNote(dataDir: string): Promise<ProcessNote | null> {
  const path = processFile(dataDir);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ProcessNote;
  } catch {
    return null; // Killed while writing it; then its programs had hardly begun.
  }
}

function processFile(dataDir: string): string {
  return join(dataDir, 'demo-processes.json');
}

function obituary(program: ChildProgram, how: string): string {
  const lines = program.lastLines(12).map((line) => `   | ${line}`);
  return [`The ${program.name} stopped: ${how}. Its last lines (${program.logPath}):`, ...lines].join('\n');
}

/** The pretend platforms instead of the real ones. */
function platformSettings(sandboxUrl: string): Environment {
  return {
    ALLOW_PRIVATE_ADDRESSES: 'true',
    FACEBOOK_APP_ID: 'sandbox-facebook-app',
    FACEBOOK_APP_SECRET: 'sandbox-facebook-secret',
    FACEBOOK_GRAPH_URL: sandboxUrl,
    FACEBOOK_DIALOG_URL: sandboxUrl,
    TWITTER_CLIENT_ID: 'sandbox-x-client',
    TWITTER_CLIENT_SECRET: 'sandbox-x-secret',
    TWITTER_API_URL: sandboxUrl,
    TWITTER_AUTHORIZE_URL: `${sandboxUrl}/i/oauth2/authorize`,
  };
}

/** Shorter than in production, so that nobody waits two minutes to see a lost answer found again. */
const hastySettings: Environment = {
  PLATFORM_TIMEOUT_MS: '4000',
  PUBLISH_LEASE_SECONDS: '5',
  PUBLISH_SETTLE_SECONDS: '2',
  NOTICE_DELAY_SECONDS: '1',
};
