import { listAt, momentAt, numberAt, textAt, valueAt } from '../provider.json.ts';
import { insightOf } from '../meta.figures.ts';
import { asSent } from '../provider.text.ts';
import type { DraftState, EngagementCounts, RecentPost } from '../provider.port.ts';

export const recentFields =
  'id,message,created_time,permalink_url,attachments{media_type,type,subattachments.limit(20){media_type,type}}';

/** One entry of /{page}/published_posts; null when it lacks what a post must have. */
export function recentPostOf(entry: unknown, sentText: string): RecentPost | null {
  const platformPostId = textAt(entry, 'id');
  const publishedAt = momentAt(entry, 'created_time');
  if (!platformPostId || !publishedAt) return null;
  return {
    platformPostId,
    permalink: textAt(entry, 'permalink_url') ?? null,
    text: asSent(textAt(entry, 'message') ?? '', sentText),
    mediaCount: mediaCountOf(entry),
    publishedAt,
  };
}

/** What `is_published` says; null when the answer does not have it. */
export function draftStateOf(body: unknown): Extract<DraftState, 'live' | 'ready'> | null {
  const isPublished = valueAt(body, 'is_published');
  return typeof isPublished === 'boolean' ? (isPublished ? 'live' : 'ready') : null;
}

/**
 * Several photos come as one `album` with subattachments. A link is an attachment and no medium, though Facebook says `video` of one to
 * YouTube and puts several cards into another (types `share`, `video_share_youtube`, `multi_share`).
 */
function mediaCountOf(entry: unknown): number {
  return listAt(entry, 'attachments', 'data').reduce<number>((count, attachment) => {
    if (isShare(attachment)) return count;
    const inside = listAt(attachment, 'subattachments', 'data').length;
    return count + (inside > 0 ? inside : isMedium(attachment) ? 1 : 0);
  }, 0);
}

/**
 * Whether the post is one of a video. A video of ours goes by its own id, so the post that shows it is bound to no row; by its words and
 * the number of its files it could be taken for a picture.
 */
export function isOfVideo(entry: unknown): boolean {
  return hasOwn(entry, ['video']);
}

export function isOfPictures(entry: unknown): boolean {
  return hasOwn(entry, ['photo', 'album']);
}

function hasOwn(entry: unknown, mediaTypes: string[]): boolean {
  return listAt(entry, 'attachments', 'data').some(
    (attachment) => !isShare(attachment) && mediaTypes.includes(textAt(attachment, 'media_type') ?? ''),
  );
}

function isShare(attachment: unknown): boolean {
  return /(^|_)share(_|$)/.test(textAt(attachment, 'type') ?? '');
}

function isMedium(attachment: unknown): boolean {
  return ['photo', 'video', 'album'].includes(
    textAt(attachment, 'media_type') ?? textAt(attachment, 'type') ?? '',
  );
}

export const countFields = 'shares,likes.summary(true).limit(0),comments.summary(true).limit(0)';

/**
 * The metrics that replaced post_impressions and post_impressions_unique, retired on 2025-11-15 and 2026-06-15:
 * developers.facebook.com/docs/platforminsights/page/deprecated-metrics.
 */
export const metrics = { impressions: 'post_media_view', reach: 'post_total_media_view_unique' } as const;

export function facebookCounts(body: unknown): EngagementCounts {
  return {
    likes: numberAt(body, 'likes', 'summary', 'total_count') ?? null,
    comments: numberAt(body, 'comments', 'summary', 'total_count') ?? null,
    // Graph leaves `shares` out when there are none, so in a post that was read its absence does mean 0.
    shares: numberAt(body, 'shares', 'count') ?? 0,
    reach: insightOf(body, metrics.reach),
    impressions: insightOf(body, metrics.impressions),
  };
}

/** Videos and comments have no shares of their own. */
export const nodeCountFields = 'likes.summary(true).limit(0),comments.summary(true).limit(0)';

export function nodeCounts(body: unknown): EngagementCounts {
  return { ...facebookCounts(body), shares: null };
}
