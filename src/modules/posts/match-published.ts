import type { PostContent } from '../../kernel/post-content.ts';
import type { RecentPost } from '../providers/provider.port.ts';

/** Platform clocks may be a little behind ours. */
const clockSlackMs = 5_000;

/**
 * The posts that can only be the one we sent: same text, same number of media, not older than the send, not bound to another
 * row. Never "the latest one".
 */
export function matchPublished(
  sent: { content: PostContent; since: Date },
  candidates: RecentPost[],
  boundIds: Set<string>,
): RecentPost[] {
  const text = comparable(sent.content.content);
  const notBefore = sent.since.getTime() - clockSlackMs;
  return onceEach(candidates).filter(
    (candidate) =>
      !boundIds.has(candidate.platformPostId) &&
      candidate.publishedAt.getTime() >= notBefore &&
      candidate.mediaCount === sent.content.media.length &&
      comparable(candidate.text) === text,
  );
}

/** A list that moves on while it is read, or goes by whole seconds, shows the last post of a page on the next one, too. */
function onceEach(posts: RecentPost[]): RecentPost[] {
  return [...new Map(posts.map((post) => [post.platformPostId, post])).values()];
}

/** Whether what one post said cannot be told from what the other said, once it is live. */
export function looksLike(one: PostContent, other: PostContent): boolean {
  return one.media.length === other.media.length && comparable(one.content) === comparable(other.content);
}

/** Platforms normalise Unicode and trim; they do not change words. */
function comparable(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
