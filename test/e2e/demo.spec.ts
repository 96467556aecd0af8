import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lastLineOf } from '../../demo/last-line.ts';
import { until } from '../support/service-process.ts';
import { freePort } from '../support/settings.ts';

const lastLine = 'The demo is done. Everything stays up until you press Ctrl-C.';
const storyMs = 120_000;

describe('The demo', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'social-demo-'));
    await chmod(dataDir, 0o755); // The embedded database of root runs under another account.
  });

  afterAll(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  it(
    'tells its story on the data of a killed run, stays up until Ctrl-C, and leaves no process behind',
    async () => {
      const killed = await Demo.start(dataDir);
      await killed.whenSaid('Waiting for the five posts to go out');
      const processes = await killed.processes();
      await killed.end('SIGKILL', processes.service);

      const again = await Demo.start(dataDir);
      await again.whenSaid(lastLine);
      const left = await again.processes();
      const askedMs = performance.now();
      const code = await again.end('SIGINT');

      expect(again.output).toContain("The sandbox's ledger of what is live has each of them exactly once.");
      expect(again.output.trimEnd().split('\n').at(-1)).toBe(lastLine);
      expect(code).toBe(0);
      expect(performance.now() - askedMs).toBeLessThan(5_000);
      expect(await processesNaming(dataDir, left)).toEqual([]);
    },
    2 * storyMs,
  );

  it('does not say that it stays up where it was asked to stop at the end', () => {
    expect(lastLineOf({ exitAtEnd: true })).not.toMatch(/Everything stays up|Ctrl-C/);
    expect(lastLineOf({ exitAtEnd: false })).toBe(lastLine);
  });

  it(
    'says which program died, and ends the rest',
    async () => {
      const demo = await Demo.start(dataDir);
      await demo.whenSaid('2. Connecting');
      const processes = await demo.processes();

      process.kill(processes.service, 'SIGKILL');
      const code = await demo.ended();

      expect(demo.output).toContain('The service stopped: it was ended by SIGKILL. Its last lines');
      expect(code).toBe(1);
      expect(await processesNaming(dataDir, processes)).toEqual([]);
    },
    storyMs,
  );
});

interface Processes {
  sandbox: number;
  service: number;
}

class Demo {
  output = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start(dataDir: string): Promise<Demo> {
    const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
    const child = spawn(process.execPath, ['dist/demo/main.js'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, ...ports },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Demo(child, dataDir);
  }

  async whenSaid(words: string): Promise<void> {
    const said = async () => this.output.includes(words) || this.child.exitCode !== null || undefined;
    await until(`the demo says "${words}"`, said, storyMs);
    if (!this.output.includes(words)) throw new Error(`It ended before it said "${words}":\n${this.output}`);
  }

  /** Who runs beside it, as it notes for its next run. */
  async processes(): Promise<Processes> {
    const note = await readFile(join(this.dataDir, 'demo-processes.json'), 'utf8');
    const { programs } = JSON.parse(note) as { programs: { name: string; pid: number }[] };
    return Object.fromEntries(programs.map(({ name, pid }) => [name, pid])) as unknown as Processes;
  }

  /** The exit code; null when it was killed. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  async end(signal: NodeJS.Signals, ...more: number[]): Promise<number | null> {
    const ended = this.ended();
    for (const pid of more) process.kill(pid, signal);
    this.child.kill(signal);
    return await ended;
  }
}

/** Command lines that name the data directory (its database does), and the processes of a demo that still run. */
async function processesNaming(dataDir: string, { sandbox, service }: Processes): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map(async (pid) => ({ pid: Number(pid), command: await commandOf(pid) })),
  );
  return commands
    .filter(
      ({ pid, command }) =>
        command !== '' && (pid === sandbox || pid === service || command.includes(dataDir)),
    )
    .map(({ command }) => command);
}

async function commandOf(pid: string): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
  } catch {
    return ''; // It ended between two looks.
  }
}
