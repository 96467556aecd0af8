import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, readdir, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { placeBinaries, type PlacedBinaries } from './embedded-binaries.ts';
import { runProgram, type SystemUser } from './server-process.ts';

/** Where an embedded database lives and who runs it. */
export interface EmbeddedLayout extends PlacedBinaries {
  /** Holds the password and the owner's mark, and the cluster beside them. */
  home: string;
  cluster: string;
  user: SystemUser;
}

const sharedData = '/var/lib/social-integration';
/** The server's account passes through to its cluster; only root reads what lies beside it. */
const homeModeOfRoot = 0o711;
const sharedBinaries = '/var/cache/social-integration';

/**
 * Decides where the database and its programs can live so that the account that runs them reaches both.
 * PostgreSQL refuses to run as root (https://www.postgresql.org/docs/18/postgres-user.html), so root starts it
 * under an account without rights. Where that account cannot enter the data directory, as below a closed
 * /root, the data are kept in /var/lib and the programs in /var/cache.
 */
export async function chooseLayout(dataDir: string): Promise<EmbeddedLayout> {
  const near = join(resolve(dataDir), 'postgres');
  const asRoot = process.getuid?.() === 0;
  const { home, user } = asRoot ? await homeForRoot(near) : homeForUser(near);
  await prepareHome(home, asRoot ? homeModeOfRoot : 0o700);
  const binaries = await placeBinaries(user, asRoot ? sharedBinaries : home);
  return { home, user, cluster: join(home, 'cluster'), ...binaries };
}

interface Home {
  home: string;
  user: SystemUser;
}

function homeForUser(near: string): Home {
  const owner = clusterOwner(near);
  if (owner !== null && owner.uid !== process.getuid?.()) {
    throw new Error(
      `The database in ${near} belongs to another system account (uid ${owner.uid}). Start the service as that account or as root, or choose another DATA_DIR.`,
    );
  }
  return { home: near, user: {} };
}

async function homeForRoot(near: string): Promise<Home> {
  const far = join(sharedData, createHash('sha256').update(near).digest('hex').slice(0, 16));
  for (const home of [near, far]) {
    const user = clusterOwner(home);
    if (user !== null) return { home, user: await requireEntry(user, home) };
  }
  const user = await unprivilegedUser();
  await openEmptyDirectory(dirname(near));
  await prepareHome(near, homeModeOfRoot);
  if (await canEnter(user, near)) return { user, home: near };
  await rmdir(near);
  return { user, home: far };
}

/** The account that made the cluster must go on running it: PostgreSQL accepts no other owner of its files. */
function clusterOwner(home: string): Required<SystemUser> | null {
  const cluster = join(home, 'cluster');
  if (!existsSync(cluster)) return null;
  const { uid, gid } = statSync(cluster);
  return { uid, gid };
}

async function requireEntry(user: Required<SystemUser>, home: string): Promise<SystemUser> {
  if (await canEnter(user, home)) return user;
  throw new Error(
    `The database in ${home} belongs to the system account with uid ${user.uid}, which can no longer enter that directory. Open the directories above it for that account (chmod o+x), or give a DATABASE_URL.`,
  );
}

async function canEnter(user: SystemUser, directory: string): Promise<boolean> {
  return (await runProgram('/bin/sh', ['-c', 'cd "$0"', directory], user)).code === 0;
}

const accountName = 'postgres';

async function unprivilegedUser(): Promise<SystemUser> {
  const existing = await findUser();
  if (existing !== null) return existing;
  const created = await runProgram('/bin/sh', ['-c', createAccount, accountName], {});
  const user = await findUser();
  if (user !== null) return user;
  throw new Error(
    `PostgreSQL does not run as root, and the account "${accountName}" could not be created to run it (${created.output}). Start the service as a normal user, or give a DATABASE_URL.`,
  );
}

/** The first line is for most Linux systems, the second for those with BusyBox tools. */
const createAccount = `PATH="$PATH:/usr/sbin:/sbin"
useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$0" ||
adduser -S -D -H "$0"`;

async function findUser(): Promise<SystemUser | null> {
  const uid = await runProgram('id', ['-u', accountName], {});
  const gid = await runProgram('id', ['-g', accountName], {});
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** A new data directory, such as one made by mkdtemp, may be passed through; one that already holds something is not changed. */
async function openEmptyDirectory(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  if ((await readdir(dataDir)).length > 0) return;
  await chmod(dataDir, statSync(dataDir).mode | 0o011);
}

async function prepareHome(home: string, mode: number): Promise<void> {
  await mkdir(home, { recursive: true });
  await chmod(home, mode);
}
