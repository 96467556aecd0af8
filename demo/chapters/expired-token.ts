import { allowAccess } from '../browser.ts';
import { sandboxAccounts } from '../sandbox-api.ts';
import type { Connection, Post } from '../service-api.ts';
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
  await tryWrongAccount(story, connection);
  await reconnect(story, connection);
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

async function reconnect({ terminal, service }: Story, { id }: Connection): Promise<void> {
  const { reconnectUrl, sessionId } = await service.reconnect(id);
  await allowAccess(reconnectUrl, sandboxAccounts.twitter.label);
  const session = await service.session(sessionId);
  if (session.status !== 'CONNECTED') {
    throw new StoryError(`The reconnect ended as ${session.status}: ${session.problem?.message}`);
  }
  terminal.tell('Accepted', `Then with ${sandboxAccounts.twitter.label}, the right one.`);
}
