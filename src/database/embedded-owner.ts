import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, processMark, type ProcessMark } from './server-process.ts';

/**
 * Takes the data directory for this process and returns the function that gives it back.
 * A mark left by a process that no longer runs is taken over.
 * @throws Error naming the process that uses the directory, when it still runs.
 */
export async function takeOwnership(home: string): Promise<() => Promise<void>> {
  const path = join(home, 'owner.json');
  const own = JSON.stringify(processMark(process.pid));
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await createExclusively(path, own)) return () => release(path, own);
    await clearDeadOwner(path, home);
  }
  throw new Error(`Several processes are starting on the database in ${home} at once. Start one of them.`);
}

/** A link appears whole or not at all, so nobody ever reads half a mark. */
async function createExclusively(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${performance.now()}`;
  await writeFile(draft, content, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function clearDeadOwner(path: string, home: string): Promise<void> {
  const found = await readIfThere(path);
  if (found === null) return;
  const owner = parseMark(found);
  if (owner !== null && isRunning(owner)) throw new Error(inUseMessage(owner, home));

  const aside = `${path}.dead.${process.pid}`;
  if (!(await renameIfThere(path, aside))) return;
  const moved = await readIfThere(aside);
  if (moved !== null && moved !== found) await createExclusively(path, moved); // Another process was quicker: give it back.
  await rm(aside, { force: true });
}

function inUseMessage(owner: ProcessMark, home: string): string {
  const who =
    owner.pid === process.pid ? 'This process already' : `Another process (pid ${owner.pid}) already`;
  return `${who} uses the database in ${home}. Stop it first, give this one another DATA_DIR, or let both share one server with DATABASE_URL.`;
}

async function release(path: string, own: string): Promise<void> {
  if ((await readIfThere(path)) === own) await rm(path, { force: true });
}

function parseMark(text: string): ProcessMark | null {
  try {
    return JSON.parse(text) as ProcessMark | null;
  } catch {
    return null; // A damaged mark names nobody, so nobody owns the directory.
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
