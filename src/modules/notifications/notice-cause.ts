import type { NoticeCause } from '../../database/entities/social-notice.entity.ts';
import type { OutboxEvent } from '../../outbox/outbox.queries.ts';

/** What somebody is to be told because of an event. */
export interface WantedNotice {
  cause: NoticeCause;
  postId: string | null;
}

/** What the platform said where somebody of the club can mend it; the rest is for an administrator, or passes. */
const authorsBusiness = ['content', 'duplicate', 'permission'];

/** Switched off by a person who knew what they did. */
const deliberate = ['DEACTIVATED', 'DISCONNECTED'];

/**
 * Null: nobody need act, or another notice says it. Posts at risk over a connection that does not work are told of with the
 * connection, so that one cause makes one notice a day. `failureMeaning` is what the platform said to the last try at the post.
 */
export function noticeFor(
  { type, data, postId }: Pick<OutboxEvent, 'type' | 'data' | 'postId'>,
  failureMeaning: string | null,
): WantedNotice | null {
  switch (type) {
    case 'connection.expiring':
      return { cause: 'EXPIRING', postId: null };
    case 'connection.inactive':
      return deliberate.includes(String(data['errorCode'])) ? null : { cause: 'INACTIVE', postId: null };
    case 'connection.at_risk':
      if (deliberate.includes(String(data['errorCode']))) return null;
      return { cause: data['cause'] === 'INACTIVE' ? 'INACTIVE' : 'AT_RISK', postId: null };
    case 'post.failed':
      return authorsBusiness.includes(failureMeaning ?? '') ? { cause: 'POST_REJECTED', postId } : null;
    case 'post.outcome_unknown':
      return { cause: 'OUTCOME_UNKNOWN', postId };
    case 'post.scheduled':
    case 'post.published':
    case 'post.blocked':
    case 'post.cancelled':
    case 'post.deleted_on_platform':
    case 'connection.connected':
    case 'connection.reconnected':
    case 'endpoint.paused':
    case 'webhook.test':
      return null;
  }
}

/** Of the posts that wait, so many are shown, and so many counted: who has more is told that there are more. */
export const shownPosts = 5;
export const countedPosts = 1_000;

/** The connection and its posts as they are when a notice is about to be sent. */
export interface NoticeFacts {
  platform: 'FACEBOOK' | 'INSTAGRAM' | 'TWITTER';
  accountName: string;
  isActive: boolean;
  isDisconnected: boolean;
  errorMessage: string | null;
  /** The end of the token, where nobody but a person can renew it. */
  endsAt: Date | null;
  /** Meta shows no figures after it, until the person logs in again; posts go out all the same. */
  figuresEndAt: Date | null;
  /** SCHEDULED posts until 48 hours from now, the soonest of them first, as many as are shown. */
  waiting: NoticePost[];
  /** How many they are, as far as they are counted. */
  waitingCount: number;
  /** The posts that the notice is about and that are still FAILED. */
  failed: NoticePost[];
  /** By the database's clock. */
  now: Date;
}

export interface NoticePost {
  id: string;
  content: string;
  scheduledAt: Date | null;
  errorMessage: string | null;
}

const dayMs = 86_400_000;

/** What ends within a week. The end of the connection is told first; that of the figures goes with it. */
export function endingSoon({ endsAt, figuresEndAt, now }: NoticeFacts): 'connection' | 'figures' | null {
  if (isWithin(endsAt, now, 7 * dayMs)) return 'connection';
  return isWithin(figuresEndAt, now, 7 * dayMs) ? 'figures' : null;
}

function isWithin(end: Date | null, now: Date, ms: number): boolean {
  return end !== null && end.getTime() - now.getTime() <= ms;
}

/** Whether what the notice would say is still so. */
export function isMoot(cause: NoticeCause, facts: NoticeFacts): boolean {
  if (facts.isDisconnected) return true;
  switch (cause) {
    case 'EXPIRING':
      return !facts.isActive || endingSoon(facts) === null;
    case 'INACTIVE':
      return facts.isActive;
    case 'AT_RISK':
      return facts.waitingCount === 0 || (facts.isActive && !isWithin(facts.endsAt, facts.now, 2 * dayMs));
    case 'POST_REJECTED':
    case 'OUTCOME_UNKNOWN':
      return facts.failed.length === 0;
  }
}

const waitsSeconds = [60, 300, 1_800, 7_200, 21_600, 43_200];

/** Seconds until the next try after `attempts` failed ones; null: given up. */
export function nextTrySeconds(attempts: number): number | null {
  return waitsSeconds[attempts - 1] ?? null;
}
