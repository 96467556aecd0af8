import { spawnSync } from 'node:child_process';
import type { Story } from '../story.ts';

/** Where everything is, ready to be tried. */
export function showAddresses(
  { terminal, service, sandbox }: Story,
  databaseUrl: string,
  logDir: string,
): void {
  terminal.chapter('Try it yourself');
  terminal.tell('Console', `${service.url}/ (paste the token below)`);
  terminal.tell('API docs', `${service.url}/docs`);
  terminal.tell('Health', `${service.url}/health/ready`);
  terminal.tell('Metrics', `${service.url}/metrics`);
  terminal.tell('Sandbox', `${sandbox.url}/_sandbox/ledger (what is live)`);
  terminal.tell('Mailbox', `${sandbox.url}/_sandbox/mailbox (what people were written)`);
  terminal.tell('Logs', logDir);
  terminal.line('');
  terminal.say(
    `The database, with the tables of the runbook${hasPsql() ? '' : ' (psql is not installed here)'}:`,
  );
  terminal.copyable(`psql '${databaseUrl}'`);
  terminal.line('');
  terminal.say('The API and the console, with a token that lasts twelve hours:');
  terminal.copyable(`TOKEN=${service.token}`);
  terminal.copyable(`curl -H "Authorization: Bearer $TOKEN" '${service.url}/api/v1/social/posts?limit=5'`);
  terminal.line('');
}

function hasPsql(): boolean {
  return spawnSync('psql', ['--version'], { stdio: 'ignore' }).status === 0;
}
