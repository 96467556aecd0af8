import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ProgramWish {
  /** How the story calls it. */
  name: string;
  /** The file that node runs. */
  entry: string;
  logPath: string;
  env: Record<string, string | undefined>;
}

const guard = pathToFileURL(join(import.meta.dirname, 'end-with-parent.js')).href;

/** One of the programs that the demo runs beside itself. Its output goes to a file. */
export class ChildProgram {
  readonly name: string;
  readonly logPath: string;
  /** Settles when the process has ended, however it ended. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;
  private running = true;

  private constructor({ name, logPath }: ProgramWish, child: ChildProcess) {
    this.name = name;
    this.logPath = logPath;
    this.child = child;
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        this.running = false;
        resolve(how);
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (code, signal) =>
        end(signal ? `it was ended by ${signal}` : `it ended with code ${code}`),
      );
    });
  }

  /** Its own process group keeps Ctrl-C from reaching it before the demo has decided the order of the end. */
  static start(wish: ProgramWish): ChildProgram {
    const log = openSync(wish.logPath, 'w', 0o600);
    const child = spawn(process.execPath, ['--import', guard, wish.entry], {
      env: wish.env,
      detached: true,
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    child.stdin?.on('error', () => undefined); // It ended; `ended` tells.
    return new ChildProgram(wish, child);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isRunning(): boolean {
    return this.running;
  }

  /** Asks it to stop, and ends it by force when it has not done so within `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    if (!this.running) return;
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(force);
  }

  log(): string {
    return readFileSync(this.logPath, 'utf8');
  }

  /** The last lines of its log, in words: of a structured line only the message. */
  lastLines(count: number): string[] {
    const lines = this.log()
      .split('\n')
      .filter((line) => line.trim() !== '');
    return lines.slice(-count).map(messageOf);
  }
}

function messageOf(line: string): string {
  try {
    const entry = JSON.parse(line) as { msg?: unknown; message?: unknown };
    return String(entry.msg ?? entry.message ?? line);
  } catch {
    return line; // Plain text: an error from before the logger was there.
  }
}
