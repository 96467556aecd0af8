import type { Post } from '@social-integration/client';
import type { Wish } from './post-calls.ts';

export type Action = Wish['action'];

/** What makes sense for a post as it is; the service decides, and says so in words where it has changed meanwhile. */
export function actionsFor(post: Post): Action[] {
  const actions: Action[] = [];
  const isWaiting = post.status === 'DRAFT' || post.status === 'SCHEDULED';
  if (isWaiting) actions.push('publish');
  if (post.status === 'FAILED') actions.push('retry');
  if (isWaiting || post.status === 'FAILED') actions.push('reschedule');
  if (isWaiting) actions.push('cancel');
  if (isForgettable(post)) actions.push('delete');
  if (isLive(post)) actions.push('deleteLive');
  return actions;
}

export function isEditable({ status }: Post): boolean {
  return status === 'DRAFT' || status === 'SCHEDULED' || status === 'FAILED';
}

/** Whether nothing of it can be on its platform, so that its row may go. */
function isForgettable({ status, errorCode }: Post): boolean {
  const mayBeLive = errorCode === 'OUTCOME_UNKNOWN' || errorCode === 'LIVE_AFTER_CANCEL';
  return (status === 'DRAFT' || status === 'FAILED' || status === 'CANCELLED') && !mayBeLive;
}

/** Whether it stands on its platform now: also where it was cancelled too late. */
function isLive({ status, errorCode, platformPostId, deletedOnPlatformAt }: Post): boolean {
  const isThere = status === 'PUBLISHED' || errorCode === 'LIVE_AFTER_CANCEL';
  return isThere && platformPostId !== null && deletedOnPlatformAt === null;
}

/** Whether its figures can be read from the platform. */
export function isReadable({ status, deletedOnPlatformAt }: Post): boolean {
  return status === 'PUBLISHED' && deletedOnPlatformAt === null;
}
