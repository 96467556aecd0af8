import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import { Client } from 'pg';
import { chooseLayout } from './embedded-layout.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { adoptServer, freePort, launchServer } from './embedded-server.ts';
import { endServer, isRunning, processMark } from './server-process.ts';

const quick = { fsync: 'off' };

describe('The embedded PostgreSQL', () => {
  let scratch: string;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
    await chmod(scratch, 0o755);
    dataDir = join(scratch, 'data');
  });

  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    await rm(scratch, { recursive: true });
  });

  async function start(
    extra: { dataDir?: string; onLog?: (line: string) => void } = {},
  ): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir, settings: quick, ...extra });
    started.push(server);
    return server;
  }

  it('starts empty as PostgreSQL 18 in UTF-8 and UTC, on loopback only, and asks for its password', async () => {
    const server = await start();

    const settings = await query(
      server.url,
      `SELECT current_database() AS database, current_setting('server_version_num')::int / 10000 AS version,
              current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
              current_setting('listen_addresses') AS addresses, upper('ä') AS upper`,
    );
    const withoutPassword = query(server.url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1');

    expect(settings).toEqual([
      { database: 'social', version: 18, encoding: 'UTF8', zone: 'UTC', addresses: '127.0.0.1', upper: 'Ä' },
    ]);
    await expect(withoutPassword).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
  });

  it('keeps its data from one start to the next and leaves no process behind', async () => {
    const first = await start();
    const pid = await serverPid(first);
    await query(first.url, `CREATE TABLE kept AS SELECT 'still here' AS word`);

    await first.stop();
    const gone = processMark(pid);
    const second = await start();

    expect(gone).toBeNull();
    expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  it('stops within three seconds although a session is busy', async () => {
    const server = await start();
    const session = new Client({ connectionString: server.url, ssl: false });
    session.on('error', () => undefined); // The query's own promise tells how it ended.
    await session.connect();
    const busy = session.query('SELECT pg_sleep(60)').catch((error: Error) => error.message);
    const before = performance.now();

    await server.stop();

    expect(await busy).toMatch(/terminat|ECONNRESET/);
    expect(performance.now() - before).toBeLessThan(3000);
  });

  it('is killed when it hangs', async () => {
    const server = await start();
    const pid = await serverPid(server);
    process.kill(pid, 'SIGSTOP');

    await server.stop();

    expect(processMark(pid)).toBeNull();
  });

  it('adopts the server that a killed process left running, and stops it', async () => {
    const child = await startInChild(dataDir);
    await endByKill(child.process);
    const lines: string[] = [];

    const adopted = await start({ onLog: (line) => lines.push(line) });

    expect(adopted.url).toBe(child.url);
    expect(lines).toEqual([expect.stringContaining('adopted')]);
    const pid = await serverPid(adopted);
    await adopted.stop();
    expect(processMark(pid)).toBeNull();
  });

  it('recovers when the process and its server were both killed', async () => {
    const child = await startInChild(dataDir);
    await query(child.url, `CREATE TABLE kept AS SELECT 'still here' AS word`);
    const killed = Number((await readFile(pidFile(child.dataDirectory), 'utf8')).split('\n')[0]);
    process.kill(killed, 'SIGKILL');
    await endByKill(child.process);

    const server = await start();

    expect(await query(server.url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  it('starts its own where the server that it adopts turns out to be dying', async () => {
    const child = await startInChild(dataDir);
    await query(child.url, `CREATE TABLE kept AS SELECT 'still here' AS word`);
    await endByKill(child.process);
    const told: string[] = [];

    const server = await start({
      onLog: (line) => {
        told.push(line);
        const adopted = /^adopted the server \(pid (\d+)\)/.exec(line);
        if (adopted) process.kill(Number(adopted[1]), 'SIGKILL');
      },
    });

    expect(told[0]).toMatch(/^adopted/);
    expect(await query(server.url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  it('is not kept from starting by a pid file whose number another program has now', async () => {
    const first = await start();
    await first.stop();
    const other = spawn('sleep', ['60'], { ...(await ownerOf(first.dataDirectory)) });
    await once(other, 'spawn');
    const lines = [
      other.pid,
      first.dataDirectory,
      1700000000,
      5432,
      '',
      '127.0.0.1',
      '  1 1',
      'ready   ',
      '',
    ];
    await writeFile(pidFile(first.dataDirectory), lines.join('\n'));

    const second = await start();

    expect(await serverPid(second)).not.toBe(other.pid);
    expect(other.exitCode).toBeNull();
    await endByKill(other);
  });

  it('refuses a directory that a living process uses, and names that process', async () => {
    const child = await startInChild(dataDir);

    const second = startEmbeddedPostgres({ dataDir, settings: quick });

    await expect(second).rejects.toThrow(
      `Another process (pid ${child.process.pid}) already uses the database`,
    );
    await endByKill(child.process);
    await start();
  });

  it('takes another port when the chosen one is busy', async () => {
    const busy = createServer();
    busy.listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const taken = (busy.address() as AddressInfo).port;
    await (await start()).stop();
    const layout = await chooseLayout(dataDir);
    const ports = [taken, await freePort()];

    const server = await launchServer(layout, {
      settings: quick,
      onLog: () => undefined,
      choosePort: async () => ports.shift() ?? taken,
    });

    expect(server.port).not.toBe(taken);
    expect(isRunning(server.mark)).toBe(true);
    expect(await adoptServer(layout)).toEqual(server);
    await endServer(server.mark);
    busy.close();
  });

  it('works below a directory that only its owner may enter', async () => {
    const closed = join(scratch, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await writeFile(join(closed, 'something-else'), '');

    const server = await start({ dataDir: join(closed, 'data') });

    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    await rm(dirname(server.dataDirectory), { recursive: true });
  });

  it('says in plain words that another major version made the data', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(first.dataDirectory, 'PG_VERSION'), '17\n');

    const second = startEmbeddedPostgres({ dataDir, settings: quick });

    await expect(second).rejects.toThrow(/made by PostgreSQL 17, but .* brings PostgreSQL 18.*DATABASE_URL/);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url, ssl: false });
  client.on('error', () => undefined); // The server may be stopped under a session; the query's promise tells.
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function pidFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

async function serverPid(server: EmbeddedPostgres): Promise<number> {
  return Number((await readFile(pidFile(server.dataDirectory), 'utf8')).split('\n')[0]);
}

async function ownerOf(path: string): Promise<{ uid?: number; gid?: number }> {
  const { uid, gid } = await stat(path);
  return process.getuid?.() === uid ? {} : { uid, gid };
}

/** Starts the database in a process of its own, which can then be killed. */
async function startInChild(
  dataDir: string,
): Promise<{ process: ChildProcess; url: string; dataDirectory: string }> {
  const program = await compileForNode(join(dirname(dataDir), 'program'));
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(program)};
    const { url, dataDirectory } = await startEmbeddedPostgres(${JSON.stringify({ dataDir, settings: quick })});
    console.log(JSON.stringify({ url, dataDirectory }));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { process: child, ...(JSON.parse(line) as { url: string; dataDirectory: string }) };
}

/** Node 20 runs no TypeScript, so the few files are compiled into a directory that shares our node_modules. */
async function compileForNode(target: string): Promise<string> {
  await mkdir(target);
  await symlink(join(process.cwd(), 'node_modules'), join(target, 'node_modules'));
  await writeFile(join(target, 'package.json'), '{ "type": "module" }');
  for (const name of programFiles) {
    const { code } = await transformFile(join(import.meta.dirname, `${name}.ts`), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(target, `${name}.js`), code.replace(/(from ['"]\.\/.*)\.ts/g, '$1.js'));
  }
  return join(target, 'embedded-postgres.js');
}

const programFiles = [
  'embedded-postgres',
  'embedded-layout',
  'embedded-binaries',
  'embedded-owner',
  'embedded-server',
  'server-process',
];

async function endByKill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
