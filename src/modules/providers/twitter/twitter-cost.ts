import type { MediaItem, PostContent, ThreadPart } from '../../../kernel/post-content.ts';
import { twitterLinksIn } from './twitter-content.ts';

/**
 * What X charges, in tenths of a cent, for apps that pay by use (since February 2026; docs.x.com/x-api/getting-started/pricing):
 * a post 1.5 cents, one with a link 20 cents, a call for the description of a picture half a cent. The uploads themselves are free.
 */
const tenthsOfACent = { post: 15, postWithLink: 200, description: 5 };

export interface TwitterCost {
  usd: number;
  /** Posts that will be made: the post itself and the parts of its thread. */
  posts: number;
  /** Those of them that hold a link, which is what makes X expensive. */
  withLink: number;
}

/**
 * An estimate: X may change its prices, and charges by what it counts as a link. An answer costs like any post, because the lower
 * price is for answers to a mention only. Reading back and deleting are not in it.
 */
export function estimatedTwitterCost({ content, media, options }: PostContent): TwitterCost {
  const parts = [{ content, media }, ...partsOf(options.thread)];
  const withLink = parts.filter((part) => twitterLinksIn(part.content).length > 0).length;
  const descriptions = parts.reduce((sum, part) => sum + describedIn(part.media), 0);
  const tenths =
    (parts.length - withLink) * tenthsOfACent.post +
    withLink * tenthsOfACent.postWithLink +
    descriptions * tenthsOfACent.description;
  return { usd: tenths / 1000, posts: parts.length, withLink };
}

/** A row that was written by hand may hold anything here; an estimate that breaks off would keep its post from ever going out. */
function partsOf(thread: unknown): ThreadPart[] {
  if (!Array.isArray(thread)) return [];
  return thread.filter(
    (part: Partial<ThreadPart> | null) => typeof part?.content === 'string',
  ) as ThreadPart[];
}

/** May be written by hand, too. */
function describedIn(media: unknown): number {
  if (!Array.isArray(media)) return 0;
  return media.filter((item: Partial<MediaItem> | null) => item?.altText).length;
}
