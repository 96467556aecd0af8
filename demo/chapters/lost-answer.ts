import {
  requireLiveOnce,
  readUntil,
  StoryError,
  whenPublished,
  type Connections,
  type Story,
} from '../story.ts';

/** X publishes a post, and the connection breaks before it can say so. */
export async function loseAnswer(story: Story, connections: Connections): Promise<void> {
  const { terminal, service, sandbox } = story;
  terminal.chapter('An answer gets lost');
  terminal.say('The sandbox is told to publish the next post on X and to cut the line before it answers.');
  await sandbox.loseNextAnswer('TWITTER');
  const [post] = await service.schedule({
    connectionIds: [connections.TWITTER.id],
    content: `Results of the regatta are online. ${story.mark}`,
  });
  if (!post) throw new StoryError('Scheduling a post returned no post.');
  const sent = readUntil(
    () => sandbox.live('TWITTER', connections.TWITTER.accountId, post.content),
    (live) => live.length > 0,
    () => 'The post with the lost answer never reached X.',
  );
  await terminal.during('Sending', sent);
  const { status } = await service.readPost(post.id);
  terminal.say(
    `It is live on X, but the service cannot know that: its row says ${status}. Sending again could post it twice, so it waits until the send has settled and reads the account back.`,
  );
  await terminal.during('Looking on X', whenPublished(story, post.id));
  await requireAdopted(story, post.id);
  const count = await requireLiveOnce(story, post, connections.TWITTER.accountId);
  terminal.good(`Found and adopted, not sent again: the ledger has it ${count} time.`);
}

async function requireAdopted({ service }: Story, postId: string): Promise<void> {
  const attempts = await service.attempts(postId);
  const outcomes = attempts.map(({ outcome }) => outcome ?? 'open').join(', ');
  if (outcomes !== 'adopted') {
    throw new StoryError(
      `The lost answer should end in one attempt that is adopted, but it was: ${outcomes}.`,
    );
  }
}
