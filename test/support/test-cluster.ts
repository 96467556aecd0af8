import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDataSource, migrate } from '../../src/database/data-source.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.ts';

/** Tests move time by this table; production's social_now() is now(). */
const movableClock = `
  CREATE TABLE test_clock (shift interval NOT NULL);
  INSERT INTO test_clock VALUES (interval '0');
  CREATE OR REPLACE FUNCTION social_now() RETURNS timestamptz LANGUAGE sql STABLE
    AS 'SELECT now() + (SELECT shift FROM test_clock)';`;

export interface TestCluster {
  server: EmbeddedPostgres;
  dataDir: string;
}

/** One cluster a run, with a migrated template that every suite clones; where it is stands in TEST_TEMPLATE_URL from then on. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'social-test-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    database: 'social_template',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const dataSource = await createDataSource({ url: server.url, role: 'test', poolSize: 2 }).initialize();
  await migrate(dataSource);
  await dataSource.destroy();
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(movableClock);
  await client.end();
  process.env['TEST_TEMPLATE_URL'] = server.url;
  return { server, dataDir };
}
