import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world.ts';

/** What a process costs, as Linux counts it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).trim());

/** Processor time of one process so far, in seconds. */
export function cpuSeconds(pid: number): number {
  const { own } = readStat(pid) ?? { own: 0 };
  return own / ticksPerSecond;
}

/** Processor time of the whole PostgreSQL server so far, sessions that have ended included, in seconds. */
export function postgresCpuSeconds(world: World): number {
  const [line] = readFileSync(join(world.postgres.dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
  const postmaster = readStat(Number(line));
  if (!postmaster) throw new Error('PostgreSQL does not run.');
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === Number(line));
  const running = children.reduce((sum, stat) => sum + (stat?.own ?? 0), 0);
  return (postmaster.own + postmaster.ended + running) / ticksPerSecond;
}

/** Memory in megabytes (2^20): what is resident now, and the most that ever was. */
export function memoryMb(pid: number): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { resident: read('VmRSS'), peak: read('VmHWM') };
}

/** Ticks of the process and of its ended children; null when it has ended. */
function readStat(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), own: user! + system!, ended: endedUser! + endedSystem! };
  } catch {
    return null; // It ended between two looks.
  }
}
