import type { Programs } from '../programs.ts';
import type { DemoSettings } from '../settings.ts';
import { readUntil, type Story } from '../story.ts';

/** The sandbox and the service, with its own PostgreSQL. */
export async function startPrograms(story: Story, settings: DemoSettings, programs: Programs): Promise<void> {
  const { terminal, sandbox, service } = story;
  terminal.chapter('Starting');
  if (settings.ignoredDatabase) {
    terminal.say('DATABASE_URL is set. The demo leaves that database alone and uses one of its own.');
  }
  await programs.startSandbox();
  await terminal.during('The sandbox, which plays Facebook, Instagram and X', isUp(sandbox, 'sandbox'));
  await programs.startService();
  await terminal.during('The service, with its own PostgreSQL', isUp(service, 'service'));
  terminal.tell('Sandbox', sandbox.url);
  terminal.tell('Service', service.url);
  terminal.tell('Data', settings.dataDir);
  terminal.say('No real platform is involved.');
}

async function isUp(program: { isUp(): Promise<boolean> }, name: string): Promise<void> {
  await readUntil(
    () => program.isUp(),
    (up) => up,
    () => `The ${name} did not become ready.`,
  );
}
