import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The command line of a process, or null when none with this number runs (a zombie does not run). */
function commandOf(pid: number): string | null {
  return process.platform === 'linux' ? linuxCommand(pid) : portableCommand(pid);
}

/** True while this process runs and its command line holds `part`; a number alone may by now belong to another. */
export function runs(pid: number, part: string): boolean {
  return Number.isInteger(pid) && pid > 1 && (commandOf(pid)?.includes(part) ?? false);
}

/** Waits up to `waitMs` for the end of a process that is not a child of this one. */
export async function endsWithin(pid: number, part: string, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (runs(pid, part)) {
    if (performance.now() > deadline) return false;
    await pause(50);
  }
  return true;
}

/** Sends a signal to a process that may be gone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // It ended a moment ago.
  }
}

function linuxCommand(pid: number): string | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return command === '' ? null : command;
  } catch {
    return null; // There is no such process.
  }
}

function portableCommand(pid: number): string | null {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null; // ps ends with an error when there is no such process.
  }
}
