import { Refusal } from '../http-json.ts';
import { platformNames } from '../platform.ts';
import type { Post } from '../service-api.ts';
import { requireLiveOnce, StoryError, whenPublished, type Connections, type Story } from '../story.ts';

const soonMs = 2_000;
const dayMs = 24 * 3600 * 1000;
const longestOnTwitter = 280;

/** Posts that go out, one that is called off, and one that is refused. Returns what was published. */
export async function publishPosts(story: Story, connections: Connections): Promise<Post[]> {
  const { terminal, service } = story;
  terminal.chapter('Scheduling posts');
  const soon = new Date(Date.now() + soonMs).toISOString();
  const text = await service.schedule({
    connectionIds: [connections.FACEBOOK.id, connections.TWITTER.id],
    content: `Regatta on Saturday, first start at ten. ${story.mark}`,
    scheduledAt: soon,
  });
  terminal.tell('Text', 'for Facebook and X, due in two seconds.');
  const picture = await service.schedule({
    connectionIds: [connections.FACEBOOK.id, connections.INSTAGRAM.id, connections.TWITTER.id],
    content: `Our new boat is here! ${story.mark}`,
    media: [{ url: story.sandbox.picture('photo.jpg'), type: 'IMAGE', altText: 'A rowing boat' }],
    scheduledAt: soon,
  });
  terminal.tell('Picture', 'for Facebook, Instagram and X, due in two seconds.');
  await callOff(story, connections);
  await showRefusal(story, connections);
  return await showPublished(story, [...text, ...picture], connections);
}

async function callOff({ terminal, service, mark }: Story, connections: Connections): Promise<void> {
  const [post] = await service.schedule({
    connectionIds: [connections.FACEBOOK.id],
    content: `Tomorrow's training is at six. ${mark}`,
    scheduledAt: new Date(Date.now() + dayMs).toISOString(),
  });
  if (!post) throw new StoryError('Scheduling a post for tomorrow returned no post.');
  const { status } = await service.cancel(post.id);
  if (status !== 'CANCELLED') throw new StoryError(`A post that was called off is ${status}.`);
  terminal.tell('Called off', 'A post for tomorrow was scheduled and then cancelled.');
}

async function showRefusal({ terminal, service, mark }: Story, connections: Connections): Promise<void> {
  const wish = {
    connectionIds: [connections.INSTAGRAM.id, connections.TWITTER.id],
    content: `The whole season at a glance. ${mark} `.padEnd(longestOnTwitter + 40, 'row '),
  };
  try {
    await service.schedule(wish);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    terminal.tell('Refused', 'A long text without a picture, for Instagram and X. Nothing was stored:');
    for (const { message } of error.problem.errors ?? []) terminal.tell('', `- ${message}`);
    return;
  }
  throw new StoryError('A post that breaks the rules of Instagram and X was accepted.');
}

async function showPublished(story: Story, posts: Post[], connections: Connections): Promise<Post[]> {
  const { terminal } = story;
  const waiting = Promise.all(posts.map(({ id }) => whenPublished(story, id)));
  const published = await terminal.during('Waiting for the five posts to go out', waiting);
  const rows = [['Platform', 'Kind', 'Live', 'Link']];
  for (const post of published) {
    const count = await requireLiveOnce(story, post, connections[post.platform].accountId);
    const kind = post.content.startsWith('Regatta') ? 'text' : 'picture';
    rows.push([platformNames[post.platform], kind, `${count} time`, post.permalink ?? '-']);
  }
  terminal.list(rows);
  terminal.good("The sandbox's ledger of what is live has each of them exactly once.");
  return published;
}
