import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { readConfig } from './config/config.module.ts';
import { createDataSource, migrate } from './database/data-source.ts';
import { startEmbeddedPostgres } from './database/embedded-postgres.ts';
import { findSchemaDrift } from './database/schema-drift.ts';

/** `npm run migrate`: brings the database of the settings up to date; the service does the same when it starts. */
async function migrateConfigured(): Promise<void> {
  const { database } = readConfig();
  if (!database.url)
    throw new Error(
      'DATABASE_URL is missing. The embedded database migrates itself when the service starts.',
    );
  await withDataSource(database.url, async (dataSource) => {
    const done = await migrate(dataSource);
    say(done.length > 0 ? `Applied ${done.join(', ')}` : 'The schema is up to date');
  });
}

/** `--check`: on a scratch database, every migration goes up, down and up again, and the entities match the tables. */
async function checkOnScratch(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'social-migrations-'));
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
  try {
    await withDataSource(server.url, async (dataSource) => {
      const applied = await migrate(dataSource);
      await refuseDrift(dataSource);
      for (const _ of applied) await dataSource.undoLastMigration();
      await migrate(dataSource);
      await refuseDrift(dataSource);
      say(`${applied.length} migrations go up, down and up again; the entities match the tables`);
    });
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function refuseDrift(dataSource: DataSource): Promise<void> {
  const drift = await findSchemaDrift(dataSource);
  if (drift.length > 0) throw new Error(`The entities do not match the tables:\n${drift.join('\n')}`);
}

async function withDataSource(url: string, work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const dataSource = await createDataSource({ url, role: 'migrate', poolSize: 2 }).initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const work = process.argv.includes('--check') ? checkOnScratch() : migrateConfigured();
work.catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
