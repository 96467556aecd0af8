import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from './platform.ts';
import type { SandboxApi } from './sandbox-api.ts';
import type { Connection, Post, ServiceApi } from './service-api.ts';
import type { Terminal } from './terminal.ts';

/** What every chapter works with. */
export interface Story {
  terminal: Terminal;
  service: ServiceApi;
  sandbox: SandboxApi;
  /** Stands in every text of this run, so that no earlier run's posts are mistaken for its own. */
  mark: string;
}

export type Connections = Record<Platform, Connection>;

/** The story did not go as it must. The message is for whoever runs the demo. */
export class StoryError extends Error {}

const pollMs = 100;

/** Reads until the answer is as wished. @throws StoryError when it is not within `withinMs`. */
export async function readUntil<Answer>(
  read: () => Promise<Answer>,
  isAsWished: (answer: Answer) => boolean,
  otherwise: (last: Answer) => string,
  withinMs = 90_000,
): Promise<Answer> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await read();
    if (isAsWished(answer)) return answer;
    if (performance.now() > deadline) throw new StoryError(otherwise(answer));
    await pause(pollMs);
  }
}

/** Waits until the post is out. @throws StoryError when it failed or takes too long. */
export async function whenPublished({ service }: Story, id: string): Promise<Post> {
  const post = await readUntil(
    () => service.readPost(id),
    ({ status }) => status === 'PUBLISHED' || status === 'FAILED',
    ({ status, platform }) => `A post to ${platform} was not published in time: it is ${status}.`,
  );
  if (post.status === 'PUBLISHED') return post;
  throw new StoryError(`A post to ${post.platform} failed: ${post.errorMessage}`);
}

/** Compares with what is really live on the pretend platform. @throws StoryError unless it is there once. */
export async function requireLiveOnce({ sandbox }: Story, post: Post, accountId: string): Promise<number> {
  const live = await sandbox.live(post.platform, accountId, post.content);
  if (live.length === 1) return live.length;
  throw new StoryError(
    `A post must be live once, but the sandbox's ledger has it ${live.length} times: "${post.content}"`,
  );
}
