import type { RecentPost } from './provider.port.ts';

/**
 * The posts of a list, or null when it is no list or one entry cannot be understood. To pass over such an entry could make
 * a post look absent that is live, and it would be sent again.
 */
export function completeList(
  list: unknown,
  postOf: (entry: unknown) => RecentPost | null,
): RecentPost[] | null {
  if (!Array.isArray(list)) return null;
  const posts = (list as unknown[]).map(postOf);
  return posts.every((post) => post !== null) ? posts : null;
}
