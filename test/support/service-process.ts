import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'undici';
import { freePort, serviceEnv } from './settings.ts';

/** The built service as a process of its own, to be stopped, killed and started again. */
export class ServiceProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start(wanted: {
    databaseUrl: string;
    sandboxUrl: string;
    overrides?: Record<string, string>;
  }): Promise<ServiceProcess> {
    const port = await freePort();
    const env = serviceEnv({ ...wanted, port, overrides: { LOG_LEVEL: 'warn', ...wanted.overrides } });
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      env: { PATH: process.env['PATH'], ...env },
    });
    const service = new ServiceProcess(child, `http://127.0.0.1:${port}`);
    await service.untilReady();
    return service;
  }

  get pid(): number {
    return this.child.pid!;
  }

  get log(): string {
    return this.output;
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to stop and gives its exit code. */
  async stop(): Promise<number | null> {
    return await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }

  private async untilReady(): Promise<void> {
    for (let tried = 0; tried < 1_200; tried += 1) {
      if (this.child.exitCode !== null) throw new Error(`The service ended while starting:\n${this.output}`);
      if (await answers(`${this.url}/health/ready`)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The service did not become ready:\n${this.output}`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url);
    await body.dump();
    return statusCode === 200;
  } catch {
    return false; // Nothing listens there yet.
  }
}

/** Asks again and again until the answer is no longer undefined; fails with `what` after `timeoutMs`. */
export async function until<Result>(
  what: string,
  ask: () => Promise<Result | undefined>,
  timeoutMs = 60_000,
): Promise<Result> {
  const givenUpAt = performance.now() + timeoutMs;
  while (performance.now() < givenUpAt) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
}
