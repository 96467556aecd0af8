import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { SandboxClient } from '../../../sandbox/support/sandbox-client.ts';
import { freePort } from '../../support/settings.ts';
import type { LedgerLine } from './judge.ts';

/** The pretend platforms as a process of their own; what they accepted stands in a file that nobody rewrites. */
export class SandboxProcess {
  readonly client: SandboxClient;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly ledgerFile: string,
  ) {
    this.client = new SandboxClient(`http://127.0.0.1:${port}`);
  }

  static async start(ledgerFile: string): Promise<SandboxProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/sandbox/main.js'], {
      env: {
        PATH: process.env['PATH'],
        SANDBOX_PORT: String(port),
        SANDBOX_SMTP_PORT: '0',
        SANDBOX_LEDGER_FILE: ledgerFile,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
    child.stdout!.resume();
    if (child.exitCode !== null) throw new Error(`The sandbox ended with ${child.exitCode} while starting.`);
    return new SandboxProcess(child, port, ledgerFile);
  }

  async ledger(): Promise<LedgerLine[]> {
    const text = await readFile(this.ledgerFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''; // Nothing was accepted yet.
      throw error;
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LedgerLine);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
