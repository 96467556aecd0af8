import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';

/** The statements and calls of docs/runbook.md by their heading, exactly as they stand there. */
export function readRunbook(): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  let heading = '';
  const text = readFileSync('docs/runbook.md', 'utf8');
  for (const match of text.matchAll(/^#{2,3} (.+)$|^```(?:sql|bash)\n([\s\S]*?)^```$/gm)) {
    if (match[1]) heading = match[1];
    else blocks.set(heading, [...(blocks.get(heading) ?? []), match[2] ?? '']);
  }
  return blocks;
}

/** Every heading of the page under which an operator looks for an answer: those of the third level, and of the second without one. */
export function runbookHeadings(): string[] {
  const levels = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^(#{2,3}) (.+)$/gm)];
  return levels.flatMap(([, level, heading], index) =>
    level === '##' && levels[index + 1]?.[1] === '###' ? [] : [heading ?? ''],
  );
}

const hasPsql = spawnSync('psql', ['--version']).status === 0;
if (!hasPsql && process.env['REQUIRE_PSQL'])
  throw new Error('REQUIRE_PSQL is set, but psql is not installed.');

/** Runs a statement as an operator does: through psql, or through a bare driver where psql is not installed. */
export async function runAsOperator(databaseUrl: string, statement: string): Promise<string> {
  return hasPsql ? throughPsql(databaseUrl, statement) : await throughDriver(databaseUrl, statement);
}

function throughPsql(databaseUrl: string, statement: string): string {
  const args = [databaseUrl, '--no-psqlrc', '-v', 'ON_ERROR_STOP=1', '-A', '-F', '|', '-P', 'footer=off'];
  const result = spawnSync('psql', args, { input: statement, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`psql refused:\n${statement}\n${result.stderr}`);
  return result.stdout;
}

async function throughDriver(databaseUrl: string, statement: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'psql' });
  await client.connect();
  try {
    const { command, rowCount, fields, rows } = await client.query(statement);
    if (command !== 'SELECT') return `${command} ${rowCount}\n`;
    const lines = rows.map((row: Record<string, unknown>) =>
      fields.map(({ name }) => print(row[name])).join('|'),
    );
    return `${[fields.map(({ name }) => name).join('|'), ...lines].join('\n')}\n`;
  } finally {
    await client.end();
  }
}

function print(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return value instanceof Date ? value.toISOString() : String(value);
}
