import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import type { EmbeddedLayout } from './embedded-layout.ts';
import {
  endServer,
  isRunning,
  processMark,
  runProgram,
  spawnServer,
  type ProcessMark,
} from './server-process.ts';

/** A server that accepts connections on 127.0.0.1. */
export interface RunningServer {
  mark: ProcessMark;
  port: number;
}

/** How to launch: `choosePort` is asked anew for every attempt. */
export interface LaunchOptions {
  settings: Record<string, string>;
  onLog: (line: string) => void;
  choosePort?: () => Promise<number>;
}

const readyWithinMs = 60_000;
const launchAttempts = 5;

/**
 * Finds the server that a killed process left running on this cluster and waits until it accepts connections.
 * A server that stays unready is ended. Returns null when the cluster is free to be started.
 */
export async function adoptServer(layout: EmbeddedLayout): Promise<RunningServer | null> {
  const left = await readPidFile(layout.cluster);
  if (left === null) return null;
  const mark = processMark(left.pid);
  if (mark === null || !(await servesCluster(left.pid, layout.cluster))) {
    await disownPidFile(layout.cluster);
    return null;
  }
  const server = await becomesReady(layout.cluster, mark);
  if (server === null) await endServer(mark);
  return server;
}

/**
 * Starts the server on a free loopback port. A port taken in between, or a dying predecessor that still
 * holds the cluster's shared memory, leads to another attempt.
 * @throws Error with the server's last lines when it does not start.
 */
export async function launchServer(layout: EmbeddedLayout, options: LaunchOptions): Promise<RunningServer> {
  let lastLines: string[] = [];
  for (let attempt = 0; attempt < launchAttempts; attempt++) {
    if (attempt > 0) await pause(200);
    const port = await (options.choosePort ?? freePort)();
    const child = spawnServer(
      join(layout.binaries, 'postgres'),
      serverArgs(layout, port, options.settings),
      layout.user,
    );
    lastLines = followLog(child, options.onLog);
    const server = await childBecomesReady(layout.cluster, child);
    if (server !== null) return server;
  }
  throw new Error(`The embedded PostgreSQL in ${layout.cluster} did not start:\n${lastLines.join('\n')}`);
}

/** The settings that keep the server private stand last, so that nobody overrides them by accident. */
function serverArgs(layout: EmbeddedLayout, port: number, settings: Record<string, string>): string[] {
  const all = {
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', layout.cluster, ...flags];
}

function followLog(child: ChildProcess, onLog: (line: string) => void): string[] {
  const lastLines: string[] = [];
  if (!child.stderr) return lastLines;
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    onLog(line);
  });
  child.on('error', (error) => lastLines.push(error.message));
  return lastLines;
}

async function childBecomesReady(cluster: string, child: ChildProcess): Promise<RunningServer | null> {
  const mark = child.pid === undefined ? null : processMark(child.pid);
  const server = mark === null ? null : await becomesReady(cluster, mark);
  if (server === null && mark !== null) await endServer(mark);
  // The service may end without stopping the server; the next start adopts it.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as { unref?: () => void } | null)?.unref?.();
  return server;
}

/** The server writes its state into its pid file; pg_ctl waits for the same word. */
async function becomesReady(cluster: string, mark: ProcessMark): Promise<RunningServer | null> {
  const deadline = performance.now() + readyWithinMs;
  while (isRunning(mark) && performance.now() < deadline) {
    const file = await readPidFile(cluster);
    if (file?.pid === mark.pid && file.status === 'ready') return { mark, port: file.port };
    await pause(10);
  }
  return null;
}

/** Lines of the pid file: https://www.postgresql.org/docs/18/storage-file-layout.html and its miscadmin.h */
async function readPidFile(cluster: string): Promise<{ pid: number; port: number; status: string } | null> {
  const text = await readTextIfThere(join(cluster, 'postmaster.pid'));
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

/** A server works in its cluster's directory, which tells it apart from whoever got its old number. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { output } = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {});
    return output.includes('postgres') && `${output} `.includes(`-D ${cluster} `);
  }
  const command = await readTextIfThere(`/proc/${pid}/comm`);
  return command?.trim() === 'postgres' && (await workingDirectory(pid)) === (await realpath(cluster));
}

async function workingDirectory(pid: number): Promise<string | null> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch {
    return null; // It just ended, or it runs under another account and so cannot be the server of this cluster.
  }
}

/**
 * The number in the pid file may by now belong to another program, or to a dead server that nobody has reaped,
 * and the new server would refuse to start because of it. A file that names the server's own parent counts as
 * left over, and its note of the shared memory still keeps two servers off one cluster.
 */
async function disownPidFile(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, [String(process.pid), ...lines.slice(1)].join('\n'));
}

/** Asks the system for a loopback port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function readTextIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
