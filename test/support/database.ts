import { randomBytes } from 'node:crypto';
import { Client, Pool, type QueryResultRow } from 'pg';

/** A database of this suite's own, cloned from the migrated template, with a clock that tests move. */
export interface TestDatabase {
  url: string;
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Moves `social_now()` forward. */
  advance(seconds: number): Promise<void>;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(requireTemplate());
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await runOnMaintenance(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: 3, application_name: 'test' });
  // A session that is closing when its database is dropped hears of it; nobody else listens then, to it or to the pool that it tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async (text, values = []) => (await pool.query(text, values)).rows,
    advance: async (seconds) => {
      await pool.query('UPDATE test_clock SET shift = shift + make_interval(secs => $1)', [seconds]);
    },
    drop: async () => {
      await pool.end();
      await runOnMaintenance(template, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runOnMaintenance(template: URL, statement: string): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new Client(url.href);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function requireTemplate(): string {
  const url = process.env['TEST_TEMPLATE_URL'];
  if (!url) throw new Error('TEST_TEMPLATE_URL is missing: run the tests with npm test.');
  return url;
}
