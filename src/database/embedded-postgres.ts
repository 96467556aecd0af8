import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { chooseLayout, type EmbeddedLayout } from './embedded-layout.ts';
import { takeOwnership } from './embedded-owner.ts';
import { adoptServer, launchServer, type RunningServer } from './embedded-server.ts';
import { endServer, hasEnded, runProgram } from './server-process.ts';

/** A PostgreSQL server that belongs to this process. */
export interface EmbeddedPostgres {
  /** Address with user and password, for node-postgres or psql. */
  url: string;
  /** The cluster's own directory, as PostgreSQL knows it. */
  dataDirectory: string;
  /** Closes all sessions and ends the server within three seconds. May be called twice. */
  stop(): Promise<void>;
}

/** `dataDir` is created if needed; `settings` are PostgreSQL parameters, such as `fsync: 'off'` in tests. */
export interface EmbeddedPostgresOptions {
  dataDir: string;
  database?: string;
  onLog?: (line: string) => void;
  settings?: Record<string, string>;
}

const superuser = 'postgres';
const startTries = 3;
/** How long a killed server may take to be gone. */
const dyingMs = 2_000;

/**
 * Starts a PostgreSQL 18 in `dataDir`, or adopts the one that an earlier, killed process left running there.
 * It listens on 127.0.0.1 only, with a random password kept beside the cluster.
 * @throws Error in plain words when the machine has no binaries, when another live process uses the directory,
 * or when the directory was made by another major version.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const layout = await chooseLayout(options.dataDir);
  const release = await takeOwnership(layout.home);
  try {
    const password = await openCluster(layout, options.settings ?? {});
    const database = options.database ?? 'social';
    const server = await runDatabase(layout, options, { password, database });
    return handle(layout, { server, release, url: urlFor(server.port, password, database) });
  } catch (error) {
    await release();
    throw error;
  }
}

/** Returns the superuser's password; creates the cluster when there is none. */
async function openCluster(layout: EmbeddedLayout, settings: Record<string, string>): Promise<string> {
  const passwordPath = join(layout.home, 'password');
  if (!existsSync(layout.cluster)) {
    const password = randomBytes(24).toString('base64url');
    await writeFile(passwordPath, password, { mode: 0o600 });
    await createCluster(layout, password, settings);
    return password;
  }
  await requireSameVersion(layout);
  if (existsSync(passwordPath)) return (await readFile(passwordPath, 'utf8')).trim();
  throw new Error(
    `The password file ${passwordPath} of the embedded database is missing. Restore it from a backup.`,
  );
}

async function requireSameVersion(layout: EmbeddedLayout): Promise<void> {
  const made = (await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8')).trim();
  if (made === layout.majorVersion) return;
  throw new Error(
    `The database in ${layout.cluster} was made by PostgreSQL ${made}, but this version of the service brings PostgreSQL ${layout.majorVersion}. ` +
      `Move it with pg_dump and psql, or run PostgreSQL ${made} yourself and give its address in DATABASE_URL.`,
  );
}

/** Builds the cluster under another name and renames it, so that a cluster that is there is always complete. */
async function createCluster(
  layout: EmbeddedLayout,
  password: string,
  settings: Record<string, string>,
): Promise<void> {
  await removeDrafts(layout.home);
  const draft = `${layout.cluster}.new`;
  const passwordFile = `${layout.cluster}.new.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  await makeOwnedDirectory(draft, passwordFile, layout);
  const args = [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...clusterFlags];
  if (settings['fsync'] === 'off') args.push('--no-sync');
  const { code, output } = await runProgram(join(layout.binaries, 'initdb'), args, layout.user);
  await rm(passwordFile);
  if (code !== 0) throw new Error(`The embedded database could not be created in ${layout.home}:\n${output}`);
  await rename(draft, layout.cluster);
}

/** The builtin C.UTF-8 sorts alike on every machine and version, and still knows upper and lower case. */
const clusterFlags = [
  `--username=${superuser}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--set=timezone=UTC',
  '--set=log_timezone=UTC',
  '--no-instructions',
];

async function removeDrafts(home: string): Promise<void> {
  const left = (await readdir(home)).filter((name) => name.startsWith('cluster.new'));
  for (const name of left) await rm(join(home, name), { recursive: true, force: true });
}

/** Only this process may write to the home, so the server's account is given its empty directory. */
async function makeOwnedDirectory(
  draft: string,
  passwordFile: string,
  { user }: EmbeddedLayout,
): Promise<void> {
  await mkdir(draft, { mode: 0o700 });
  if (user.uid === undefined || user.gid === undefined) return;
  await chown(draft, user.uid, user.gid);
  await chown(passwordFile, user.uid, user.gid);
}

/** A server that was found running may be dying: killed a moment ago, it still looks alive. Then one of our own is started. */
async function runDatabase(
  layout: EmbeddedLayout,
  options: EmbeddedPostgresOptions,
  wanted: { password: string; database: string },
): Promise<RunningServer> {
  for (let tried = 1; ; tried += 1) {
    const server = await runServer(layout, options);
    try {
      await requireDatabase({ port: server.port, ...wanted });
      return server;
    } catch (error) {
      if (tried === startTries || !(await hasEnded(server.mark, dyingMs))) throw error;
    }
  }
}

async function runServer(layout: EmbeddedLayout, options: EmbeddedPostgresOptions): Promise<RunningServer> {
  const onLog = options.onLog ?? (() => undefined);
  const adopted = await adoptServer(layout);
  if (adopted !== null) {
    onLog(
      `adopted the server (pid ${adopted.mark.pid}) that an earlier process left running in ${layout.cluster}`,
    );
    return adopted;
  }
  onLog(`starting PostgreSQL ${layout.majorVersion} in ${layout.cluster}`);
  return launchServer(layout, { settings: options.settings ?? {}, onLog });
}

async function requireDatabase(at: { port: number; password: string; database: string }): Promise<void> {
  const client = new Client({ connectionString: urlFor(at.port, at.password, 'postgres'), ssl: false });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [at.database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(at.database)}`);
  } finally {
    await client.end();
  }
}

function handle(
  layout: EmbeddedLayout,
  running: { server: RunningServer; release: () => Promise<void>; url: string },
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await endServer(running.server.mark);
    await running.release();
  };
  return { url: running.url, dataDirectory: layout.cluster, stop: () => (stopping ??= stop()) };
}

function urlFor(port: number, password: string, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}
