import type { Answer } from '../exchange.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ReadPostBody } from './post-rules.ts';
import { forbidden, invalidRequest } from './problems.ts';

/** Four pictures, or one GIF, or one video; all of them ready. https://docs.x.com/x-api/media/quickstart/best-practices */
export function mediaRefusal(sandbox: Sandbox, userId: string, mediaIds: string[]): Answer | null {
  const media = mediaIds.map((id) => ({ id, found: sandbox.mediaShelf.find(id, userId) }));
  const missing = media.filter(({ found }) => found?.state !== 'succeeded').map(({ id }) => id);
  if (missing.length > 0)
    return invalidRequest('Your media IDs are invalid.', { 'media.media_ids': missing });
  const alone = media.filter(({ found }) => /gif|video/.test(found?.category ?? ''));
  if (alone.length > 0 && mediaIds.length > 1)
    return invalidRequest('Your media IDs are invalid.', { 'media.media_ids': mediaIds });
  return null;
}

/** Since 2026 an app may answer or quote only where it was asked to; its own posts it always may. */
export function referenceRefusal(
  sandbox: Sandbox,
  userId: string,
  { replyTo, quotes }: Pick<ReadPostBody, 'replyTo' | 'quotes'>,
): Answer | null {
  if (replyTo !== null) {
    const answered = liveTweet(sandbox, replyTo);
    if (!answered) return forbidden(REPLY_TO_NOTHING);
    if (answered.accountId !== userId) return forbidden(REPLY_NOT_ALLOWED);
  }
  if (quotes !== null) {
    const quoted = liveTweet(sandbox, quotes);
    if (!quoted)
      return invalidRequest('The Tweet you are quoting is not available.', { quote_tweet_id: [quotes] });
    if (quoted.accountId !== userId) return forbidden(QUOTE_NOT_ALLOWED);
  }
  return null;
}

function liveTweet(sandbox: Sandbox, id: string) {
  const post = sandbox.posts.find(id);
  return post?.platform === 'TWITTER' && post.deletedAtMs === null ? post : undefined;
}

const REPLY_TO_NOTHING = 'You attempted to reply to a Tweet that is deleted or not visible to you.';
const REPLY_NOT_ALLOWED =
  'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.';
const QUOTE_NOT_ALLOWED =
  'Quoting this post is not allowed because you have not been mentioned or are not part of the conversation thread of the post you are quoting.';
