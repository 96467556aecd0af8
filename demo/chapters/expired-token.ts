import { allowAccess } from '../browser.ts';
import { sandboxAccounts } from '../sandbox-api.ts';
import { clubAdmin, type Connection, type Post } from '../service-api.ts';
import {
  readUntil,
  requireLiveOnce,
  StoryError,
  whenPublished,
  type Connections,
  type Story,
} from '../story.ts';

/** A token ends for good: noticed, parked, reconnected, sent. */
export async function expireToken(story: Story, { TWITTER: connection }: Connections): Promise<void> {
  const { terminal, service, sandbox } = story;
  terminal.chapter('A token expires');
  terminal.say(
    'The tokens of the X account are ended, so that not even a refresh helps. A post is scheduled.',
  );
  await sandbox.endTokens(connection.accountId);
  const [post] = await service.schedule({
    connectionIds: [connection.id],
    content: `Summer party on the jetty. ${story.mark}`,
  });
  if (!post) throw new StoryError('Scheduling a post returned no post.');
  await showParked(story, post, connection);
  const link = await showMail(story, connection);
  await tryWrongAccount(story, connection);
  await reconnect(story, connection, link);
  const published = await terminal.during('Waiting for the parked post', whenPublished(story, post.id));
  const count = await requireLiveOnce(story, published, connection.accountId);
  terminal.good(
    `The parked post went out by itself: the ledger has it ${count} time. ${published.permalink}`,
  );
}

async function showParked(story: Story, post: Post, connection: Connection): Promise<void> {
  const { terminal, service } = story;
  const noticed = readUntil(
    () => service.readPost(post.id),
    ({ blockedReason, status }) => blockedReason !== null || status === 'FAILED',
    ({ status }) => `The expired token was not noticed: the post is ${status}.`,
  );
  const parked = await terminal.during('Waiting for the service to notice', noticed);
  const { isActive, errorMessage } = await service.connection(connection.id);
  if (parked.status !== 'SCHEDULED' || isActive) {
    throw new StoryError(
      `The post should be parked, but it is ${parked.status} and the connection is ${isActive ? 'active' : 'inactive'}.`,
    );
  }
  terminal.tell('Connection', `inactive: "${errorMessage}"`);
  terminal.tell('Post', `still ${parked.status}. ${parked.blockedReason}`);
}

/** What the club admin gets; returns the link in it. One mail a day is enough: another run of the same day asks the API. */
async function showMail(
  { terminal, service, sandbox }: Story,
  { id, accountName }: Connection,
): Promise<string> {
  const told = readUntil(
    async () => {
      // In this order: a mail of this run is in the mailbox before the service calls it sent.
      const earlier = (await service.sentNotices(id)).length > 0;
      const mails = await sandbox.mailTo(clubAdmin);
      return { earlier, mail: mails.findLast(({ subject }) => subject.includes(accountName)) };
    },
    ({ mail, earlier }) => mail !== undefined || earlier,
    () => `No mail about ${accountName} came to ${clubAdmin}.`,
  );
  const { mail } = await terminal.during('Waiting for the mail to the club admin', told);
  if (!mail) {
    terminal.tell('Mail', `to ${clubAdmin}: none, because one was sent today; one a day is enough.`);
    return (await service.reconnect(id)).reconnectUrl;
  }
  const [link] = /https?:\S+\/start\/\S+/.exec(mail.text) ?? [];
  if (!link) throw new StoryError('The mail to the club admin has no link to reconnect.');
  terminal.tell('Mail', `to ${clubAdmin}: "${mail.subject}"`);
  return link;
}

async function tryWrongAccount({ terminal, service }: Story, { id }: Connection): Promise<void> {
  const { reconnectUrl, sessionId } = await service.reconnect(id);
  await allowAccess(reconnectUrl, sandboxAccounts.otherTwitter.label);
  const session = await service.session(sessionId);
  const { isActive } = await service.connection(id);
  if (session.status !== 'FAILED' || isActive) {
    throw new StoryError(`A reconnect with another account must be refused, but it is ${session.status}.`);
  }
  terminal.tell('Refused', `Somebody reconnects with ${sandboxAccounts.otherTwitter.label}.`);
  terminal.tell('', session.problem?.message ?? '');
}

/** Through the link in the mail, without any account at the service. */
async function reconnect({ terminal, service }: Story, { id }: Connection, link: string): Promise<void> {
  await allowAccess(link, sandboxAccounts.twitter.label);
  const { isActive, errorMessage } = await service.connection(id);
  if (!isActive) throw new StoryError(`The link in the mail did not reconnect the account: ${errorMessage}`);
  terminal.tell(
    'Accepted',
    `Then with ${sandboxAccounts.twitter.label}, the right one, by the link in the mail.`,
  );
}
