import { platformNames, type Platform } from '../../kernel/platform.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { EngagementResult } from '../providers/provider.port.ts';

/** Items in lists of at most `most`, in order. */
export function chunksOf<Item>(items: Item[], most: number): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += most) chunks.push(items.slice(start, start + most));
  return chunks;
}

/** Of a failure: what is left of a limit on every call is for posts. */
export const callsKeptCode = 'CALLS_KEPT_FOR_POSTS';

/** On the row of a post that the platform does not have any more. */
export const goneCode = 'DELETED_ON_PLATFORM';

export function goneMessage(platform: Platform): string {
  return `The post no longer exists on ${platformNames[platform]}: somebody deleted or hid it there. Its last known figures are kept.`;
}

/** A provider answers for every post; one it forgot is tried again later. */
export const unanswered: EngagementResult = {
  status: 'failed',
  failure: {
    meaning: 'unknown',
    code: 'ENGAGEMENT_NOT_TOLD',
    message: 'The platform said nothing about this post. We will read it again.',
    who: 'wait',
  },
};

/** Our own fault while reading; the details are in the log. */
export const brokenRead: ProviderFailure = {
  meaning: 'unknown',
  code: 'ENGAGEMENT_READ_BROKEN',
  message: 'Reading the figures failed here. We will read them again.',
  who: 'administrator',
};

/** The connection was switched off between the claim and the read; looked at again later. */
export const connectionOff: EngagementResult = {
  status: 'failed',
  failure: {
    meaning: 'auth',
    code: 'CONNECTION_INACTIVE',
    message: 'The connection is not active. Please reconnect.',
    who: 'club-admin',
  },
};

/** Lists of posts by connection, in the order in which the connections first appear. */
export function groupByConnection<Post extends { connectionId: string }>(posts: Post[]): [Post, ...Post[]][] {
  const groups = new Map<string, [Post, ...Post[]]>();
  for (const post of posts) {
    const group = groups.get(post.connectionId);
    if (group) group.push(post);
    else groups.set(post.connectionId, [post]);
  }
  return [...groups.values()];
}
