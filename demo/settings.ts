import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { choosePort } from './free-port.ts';

/** What the demo was asked to do, before anything is started. */
export interface DemoSettings {
  dataDir: string;
  logDir: string;
  host: string;
  port: number;
  sandboxPort: number;
  smtpPort: number;
  /** Stop after the last line instead of staying up. */
  exitAtEnd: boolean;
  /** A DATABASE_URL that is left alone: a demo must not write to a database that somebody uses. */
  ignoredDatabase: boolean;
  secrets: DemoSecrets;
}

/** Kept between runs: a second run must be able to open the tokens that the first one sealed. */
export interface DemoSecrets {
  jwtSecret: string;
  tokenEncryptionKeys: string;
}

type Environment = Record<string, string | undefined>;

export function dataDirOf(env: Environment): string {
  return resolve(env['DATA_DIR'] || '.data');
}

/** Reads the environment and the command line; takes the next free ports where the usual ones are in use. */
export async function readSettings(env: Environment, args: string[]): Promise<DemoSettings> {
  const dataDir = dataDirOf(env);
  const host = env['HOST'] || '127.0.0.1';
  const port = await choosePort(host, Number(env['PORT'] || 3000));
  const sandboxPort = await choosePort('127.0.0.1', Number(env['SANDBOX_PORT'] || 4010), port);
  return {
    dataDir,
    host,
    port,
    sandboxPort,
    smtpPort: await choosePort('127.0.0.1', Number(env['SANDBOX_SMTP_PORT'] || 4025)),
    logDir: join(dataDir, 'logs'),
    exitAtEnd: args.includes('--exit') || env['DEMO_EXIT'] === 'true',
    ignoredDatabase: Boolean(env['DATABASE_URL']),
    secrets: await keptSecrets(dataDir),
  };
}

async function keptSecrets(dataDir: string): Promise<DemoSecrets> {
  const path = join(dataDir, 'demo.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as DemoSecrets;
  const secrets = {
    jwtSecret: randomBytes(48).toString('base64url'),
    tokenEncryptionKeys: `demo:${randomBytes(32).toString('base64')}`,
  };
  await mkdir(dataDir, { recursive: true });
  // Renamed when complete: a demo that is killed in between leaves no half a file behind.
  await writeFile(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return secrets;
}
