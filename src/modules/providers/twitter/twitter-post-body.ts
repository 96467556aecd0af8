import type { PostContent, ReplySettings } from '../../../kernel/post-content.ts';

/** X's words for who may answer; everyone is said by saying nothing. */
const replySettingsOnTwitter: Record<ReplySettings, string | undefined> = {
  EVERYONE: undefined,
  FOLLOWING: 'following',
  MENTIONED: 'mentionedUsers',
  SUBSCRIBERS: 'subscribers',
  VERIFIED: 'verified',
};

/**
 * The body of POST /2/tweets. X refuses fields it does not know, ids that are numbers, and more than one of media, poll and quote
 * (docs.x.com/x-api/posts/create-post); the last is for the rules of the content to prevent.
 */
export function postBody({ content, options }: PostContent, mediaIds: string[]): Record<string, unknown> {
  const { poll, quotePostId, replyTo, replySettings } = options;
  const mayAnswer = replySettings && replySettingsOnTwitter[replySettings];
  return {
    ...(content && { text: content }),
    ...(mediaIds.length > 0 && { media: { media_ids: mediaIds } }),
    ...(poll && { poll: { options: poll.options, duration_minutes: poll.durationMinutes } }),
    ...(quotePostId && { quote_tweet_id: quotePostId }),
    ...(replyTo && { reply: { in_reply_to_tweet_id: replyTo } }),
    ...(mayAnswer && { reply_settings: mayAnswer }),
  };
}
