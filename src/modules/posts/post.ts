import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { MediaItem, PostOptions } from '../../kernel/post-content.ts';
import { asSentence } from '../../kernel/sentence.ts';

/** A post as the API shows it, with what its connection says about the wait. */
export interface Post {
  id: string;
  tenantId: string;
  groupId: string;
  connectionId: string;
  platform: Platform;
  status: PostStatus;
  content: string;
  media: MediaItem[];
  options: PostOptions;
  scheduledAt: Date | null;
  dueAt: Date | null;
  publishedAt: Date | null;
  platformPostId: string | null;
  permalink: string | null;
  rootPostId: string | null;
  part: number | null;
  deletedOnPlatformAt: Date | null;
  errorMessage: string | null;
  errorCode: string | null;
  retryCount: number;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;
  engagementSyncedAt: Date | null;
  clientReference: string | null;
  createdBy: string | null;
  estimatedCostUsd: number | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  connectionActive: boolean;
  connectionError: string | null;
  /** When the platform, the connection's limit or its spacing lets the next post go; null: at any time. */
  connectionFreeAt: Date | null;
  /** Until when the connection's spacing keeps the post back; null where it does not. */
  spacedUntil: Date | null;
  /** It is due, and another post of its connection is on its way. */
  isBehindAnother: boolean;
  /** What the platform said where its limit is what makes the post wait. */
  limitReason: string | null;
}

/** Why a scheduled post cannot go out; null when nothing stands in its way. */
export function blockedReason(post: Post): string | null {
  if (post.status !== 'SCHEDULED' || post.connectionActive) return null;
  return `The connection is not active: ${asSentence(post.connectionError ?? 'no reason is known')} The post goes out when it is reconnected.`;
}

/** What a scheduled post waits for although nobody need act: a limit of the platform, its distance or its turn; null otherwise. */
export function waitingReason(post: Post): string | null {
  const { status, limitReason, connectionActive, spacedUntil, isBehindAnother } = post;
  if (status !== 'SCHEDULED') return null;
  if (limitReason !== null || !connectionActive) return limitReason;
  if (spacedUntil)
    return `The posts of this account keep a distance from each other; this one goes out at ${spacedUntil.toISOString()} at the earliest.`;
  if (isBehindAnother)
    return 'Another post of this account is on its way. They go out one after the other, and this one comes after it.';
  return null;
}

/** When the next try starts, as far as it is known; null when nothing is scheduled or something must be mended first. */
export function nextAttemptAt(post: Post): Date | null {
  if (post.status !== 'SCHEDULED' || !post.connectionActive || !post.dueAt) return null;
  return post.connectionFreeAt && post.connectionFreeAt > post.dueAt ? post.connectionFreeAt : post.dueAt;
}
