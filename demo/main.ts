import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { showAddresses } from './chapters/addresses.ts';
import { connectAccounts } from './chapters/connect.ts';
import { readEngagement } from './chapters/engagement.ts';
import { expireToken } from './chapters/expired-token.ts';
import { loseAnswer } from './chapters/lost-answer.ts';
import { publishPosts } from './chapters/publish.ts';
import { startPrograms } from './chapters/start.ts';
import { databaseAddress } from './embedded-database.ts';
import { lastLineOf } from './last-line.ts';
import { awaitEarlierDemo, Programs } from './programs.ts';
import { SandboxApi } from './sandbox-api.ts';
import { ServiceApi } from './service-api.ts';
import { dataDirOf, readSettings, type DemoSettings } from './settings.ts';
import { StoryError, type Story } from './story.ts';
import { Terminal } from './terminal.ts';

const deathFollowsMs = 500;
const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What the programs may know of the environment: nothing that would change how they work. */
const passedOn = ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'LD_LIBRARY_PATH'];

const { env, stdout } = process;
const terminal = new Terminal(stdout, { coloured: stdout.isTTY === true && !env['NO_COLOR'] });
let programs: Programs | undefined;
let isTold = false;

async function run(): Promise<void> {
  terminal.title('Social integration: the demo');
  await awaitEarlierDemo(dataDirOf(env));
  const settings = await readSettings(env, process.argv.slice(2));
  programs = new Programs(settings, Object.fromEntries(passedOn.map((name) => [name, env[name]])));
  await Promise.race([tellOrBlame(settings, programs), programs.died]);
  isTold = true;
  if (settings.exitAtEnd) await end(0);
  else await programs.died;
}

/** A program that dies breaks the calls to it first; the death is the better explanation, and follows at once. */
async function tellOrBlame(settings: DemoSettings, running: Programs): Promise<void> {
  try {
    await tell(settings, running);
  } catch (error) {
    await Promise.race([running.died, pause(deathFollowsMs)]);
    throw error;
  }
}

async function tell(settings: DemoSettings, running: Programs): Promise<void> {
  const story: Story = {
    terminal,
    sandbox: new SandboxApi(running.sandboxUrl),
    service: await ServiceApi.open(running.serviceUrl, settings.secrets.jwtSecret),
    mark: `#run${randomBytes(3).toString('hex')}`,
  };
  await startPrograms(story, settings, running);
  const connections = await connectAccounts(story);
  const published = await publishPosts(story, connections);
  await loseAnswer(story, connections);
  await readEngagement(story, published);
  await expireToken(story, connections);
  const { cluster } = running;
  if (!cluster) throw new StoryError('The service did not say where its database is.');
  showAddresses(story, databaseAddress(cluster), settings.logDir);
  terminal.line(lastLineOf(settings));
}

/** Ends everything that was started, then the demo itself. */
async function end(code: number): Promise<void> {
  await programs?.stop();
  process.exit(code);
}

async function fail(error: unknown): Promise<void> {
  terminal.breakLine();
  const known = error instanceof StoryError;
  const text = known
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`\n${text}\n`);
  await end(1);
}

for (const [name, code] of Object.entries(signalCodes)) {
  process.on(name, () => {
    terminal.breakLine();
    void end(isTold ? 0 : code);
  });
}

run().catch(fail);
