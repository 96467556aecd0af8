import { listAt, momentAt, numberAt, textAt } from '../provider.json.ts';
import { insightOf } from '../meta.figures.ts';
import { asSent } from '../provider.text.ts';
import type { DraftState, EngagementCounts, RecentPost } from '../provider.port.ts';

export const recentFields = 'id,caption,media_type,permalink,timestamp,children{id}';

/** One entry of /{ig}/media; null when it lacks what a post must have. */
export function recentPostOf(entry: unknown, sentText: string): RecentPost | null {
  const platformPostId = textAt(entry, 'id');
  const publishedAt = momentAt(entry, 'timestamp');
  if (!platformPostId || !publishedAt) return null;
  return {
    platformPostId,
    permalink: textAt(entry, 'permalink') ?? null,
    text: asSent(textAt(entry, 'caption') ?? '', sentText),
    mediaCount: listAt(entry, 'children', 'data').length || 1,
    publishedAt,
  };
}

/** developers.facebook.com/docs/instagram-platform/content-publishing, `status_code` of a container. */
const draftStates = new Map<string | undefined, DraftState>([
  ['PUBLISHED', 'live'],
  ['FINISHED', 'ready'],
  ['IN_PROGRESS', 'ready'],
  ['EXPIRED', 'gone'],
  ['ERROR', 'gone'],
]);

/** `unreadable`: Instagram named a state we do not know. */
export function draftStateOf(statusCode: string | undefined): DraftState | 'unreadable' {
  return draftStates.get(statusCode) ?? 'unreadable';
}

export const countFields = 'like_count,comments_count';

/** All that a comment tells. */
export const commentCountFields = 'like_count';

/** `impressions` and `plays` are gone since 2025-04-21: developers.facebook.com/docs/instagram-platform/changelog. */
export const metrics = { impressions: 'views', reach: 'reach', shares: 'shares' } as const;

export function instagramCounts(body: unknown): EngagementCounts {
  return {
    likes: numberAt(body, 'like_count') ?? null,
    comments: numberAt(body, 'comments_count') ?? null,
    shares: insightOf(body, metrics.shares),
    reach: insightOf(body, metrics.reach),
    impressions: insightOf(body, metrics.impressions),
  };
}
