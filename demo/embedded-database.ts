import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endsWithin, runs, signal } from './running-process.ts';

const stopWithinMs = 2_000;

/** Where the service keeps its embedded database; its log says so. Null while it has not said it. */
export function clusterDirectory(serviceLog: string): string | null {
  const said = /Embedded PostgreSQL runs in (?<directory>[^"\n]+)/.exec(serviceLog)?.groups?.['directory'];
  return said === undefined ? null : said.replaceAll('\\\\', '\\');
}

/** The address that psql takes, with the password that the service keeps beside the cluster. */
export function databaseAddress(cluster: string): string {
  const password = readFileSync(join(dirname(cluster), 'password'), 'utf8').trim();
  const port = pidFile(cluster)?.port;
  return `postgresql://postgres:${password}@127.0.0.1:${port}/social`;
}

/** Ends the database of a service that was killed and could not do it. It closes its sessions and keeps its data. */
export async function endOrphan(cluster: string): Promise<void> {
  const pid = pidFile(cluster)?.pid;
  if (pid === undefined || !runs(pid, cluster)) return;
  signal(pid, 'SIGINT');
  if (await endsWithin(pid, cluster, stopWithinMs)) return;
  signal(pid, 'SIGQUIT');
  await endsWithin(pid, cluster, stopWithinMs / 4);
}

/** Lines of the pid file: https://www.postgresql.org/docs/18/storage-file-layout.html */
function pidFile(cluster: string): { pid: number; port: number } | null {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}
