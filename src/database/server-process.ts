import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The system account a server runs as. Undefined members mean: the account of this process. */
export interface SystemUser {
  uid?: number;
  gid?: number;
}

/** A running process, told apart from a later one that was given the same number. */
export interface ProcessMark {
  pid: number;
  startedAt: string;
}

/** Says which process has this number now, or null when none runs (a zombie does not run). */
export function processMark(pid: number): ProcessMark | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const startedAt = process.platform === 'linux' ? linuxStartTime(pid) : portableStartTime(pid);
  return startedAt === null ? null : { pid, startedAt };
}

/** True while the very process that was marked still runs. */
export function isRunning(mark: ProcessMark): boolean {
  return processMark(mark.pid)?.startedAt === mark.startedAt;
}

/** Runs a program to its end and returns its exit code with all it printed. Never throws for the program's own failure. */
export async function runProgram(
  file: string,
  args: string[],
  user: SystemUser,
): Promise<{ code: number | null; output: string }> {
  const child = spawnServer(file, args, user);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}

/**
 * Spawns a PostgreSQL program with a clean environment, so that no PG* variable of the caller changes it.
 * Its own session keeps Ctrl-C in a terminal from ending the database before the service has finished with it.
 */
export function spawnServer(file: string, args: string[], user: SystemUser): ChildProcess {
  return spawn(file, args, {
    ...user,
    cwd: '/',
    detached: true,
    env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const fastShutdown = { signal: 'SIGINT', waitMs: 2000 } as const;
const immediateShutdown = { signal: 'SIGQUIT', waitMs: 400 } as const;
const lastResort = { signal: 'SIGKILL', waitMs: 400 } as const;

/**
 * Ends a PostgreSQL server in less than three seconds: sessions are closed and everything is flushed,
 * unless it hangs; then it is killed and recovers from its log at the next start.
 * Signals: https://www.postgresql.org/docs/18/server-shutdown.html
 */
export async function endServer(mark: ProcessMark): Promise<void> {
  for (const step of [fastShutdown, immediateShutdown, lastResort]) {
    if (!isRunning(mark)) return;
    sendSignal(mark.pid, step.signal);
    if (await hasEnded(mark, step.waitMs)) return;
  }
  throw new Error(`The database process ${mark.pid} could not be ended.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // It ended a moment ago.
  }
}

/** Whether the process is gone within so many milliseconds; returns as soon as it is. */
export async function hasEnded(mark: ProcessMark, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    if (!isRunning(mark)) return true;
    await pause(10);
  }
  return !isRunning(mark);
}

/** Start time in clock ticks since boot, with the boot's id: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function linuxStartTime(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const boot = readIfThere('/proc/sys/kernel/random/boot_id') ?? '';
  return `${boot.trim()}:${fields[19]}`;
}

function portableStartTime(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [state = '', ...started] = line.split(/\s+/);
    return state === '' || state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null; // ps ends with an error when there is no such process.
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // The process ended between two looks, or the file is not offered here.
  }
}
