import { allowAccess } from '../browser.ts';
import { platformNames, type Platform } from '../platform.ts';
import { sandboxAccounts } from '../sandbox-api.ts';
import type { Connection, FoundAccount, Session } from '../service-api.ts';
import { StoryError, type Connections, type Story } from '../story.ts';

/** One account per platform, through the dialogs that a club admin would see. */
export async function connectAccounts(story: Story): Promise<Connections> {
  story.terminal.chapter('Connecting one account per platform');
  story.terminal.say('The demo opens each login dialog as a browser would, logs in, and presses Allow.');
  return {
    FACEBOOK: await connectMeta(story, 'FACEBOOK', sandboxAccounts.page),
    INSTAGRAM: await connectMeta(story, 'INSTAGRAM', sandboxAccounts.instagram),
    TWITTER: await connectTwitter(story),
  };
}

/** Facebook and Instagram: one login may show many accounts, so somebody chooses. */
async function connectMeta(story: Story, platform: Platform, wanted: string): Promise<Connection> {
  const { session, sessionId } = await logIn(story, platform, sandboxAccounts.person);
  tellFound(story, platform, session.accounts);
  const account = session.accounts.find(
    ({ accountName, canPublish }) => canPublish && accountName === wanted,
  );
  if (!account)
    throw new StoryError(`${platformNames[platform]} showed no account ${wanted} that can publish.`);
  const { connections } = await story.service.select(sessionId, [account.accountId]);
  return tellConnected(story, connections[0]);
}

/** X: the login is the account, so it is connected at once. */
async function connectTwitter(story: Story): Promise<Connection> {
  const { session } = await logIn(story, 'TWITTER', sandboxAccounts.twitter.label);
  return tellConnected(story, session.connections[0]);
}

async function logIn(
  { service }: Story,
  platform: Platform,
  person: string,
): Promise<{ session: Session; sessionId: string }> {
  const { authorizationUrl, sessionId } = await service.authorize(platform);
  await allowAccess(authorizationUrl, person);
  const session = await service.session(sessionId);
  if (session.status === 'CHOOSING' || session.status === 'CONNECTED') return { session, sessionId };
  throw new StoryError(
    `The login at ${platformNames[platform]} ended as ${session.status}: ${session.problem?.message}`,
  );
}

function tellFound({ terminal }: Story, platform: Platform, accounts: FoundAccount[]): void {
  const name = platformNames[platform];
  const able = accounts.filter(({ canPublish }) => canPublish);
  terminal.tell(name, `${counted(accounts.length, 'account')} found; ${able.length} can publish.`);
  for (const { accountName, problems } of accounts.filter(({ canPublish }) => !canPublish).slice(0, 2)) {
    terminal.tell('', `"${accountName}" cannot: ${problems.map(({ message }) => message).join(' ')}`);
  }
}

function tellConnected({ terminal }: Story, connection: Connection | undefined): Connection {
  if (!connection) throw new StoryError('The login ended well, but nothing was connected.');
  const { platform, accountName, tokenExpiresAt } = connection;
  const life = tokenExpiresAt
    ? `its token lives until ${clockTime(tokenExpiresAt)} and is renewed before that`
    : 'its token does not expire';
  terminal.tell(platformNames[platform], `Connected: ${accountName}; ${life}.`);
  return connection;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function clockTime(iso: string): string {
  return new Date(iso).toTimeString().slice(0, 5);
}
