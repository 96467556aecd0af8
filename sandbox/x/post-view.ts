import { isoTime } from '../clock.ts';
import { engagementOf } from '../engagement.ts';
import type { Post } from '../posts.ts';
import type { Sandbox } from '../sandbox.ts';
import { fieldNotAuthorized, invalidRequest } from './problems.ts';
import type { Answer } from '../exchange.ts';

const PRIVATE_METRICS_DAYS = 30;

/** X is renaming its words; it answers in those the client asked with. */
type Vocabulary = 'tweet' | 'post';

export interface FieldChoice {
  vocabulary: Vocabulary;
  fields: readonly string[];
}

const KNOWN_FIELDS = new Set([
  'id',
  'text',
  'article',
  'attachments',
  'author_id',
  'card_uri',
  'community_id',
  'context_annotations',
  'conversation_id',
  'created_at',
  'display_text_range',
  'edit_controls',
  'edit_history_tweet_ids',
  'edit_history_post_ids',
  'entities',
  'geo',
  'in_reply_to_user_id',
  'lang',
  'media_metadata',
  'note_tweet',
  'note_post',
  'non_public_metrics',
  'organic_metrics',
  'possibly_sensitive',
  'promoted_metrics',
  'public_metrics',
  'referenced_tweets',
  'referenced_posts',
  'reply_settings',
  'scopes',
  'source',
  'suggested_source_links',
  'withheld',
]);

const PRIVATE_FIELDS = ['non_public_metrics', 'organic_metrics', 'promoted_metrics'];

/** Reads `tweet.fields` or `post.fields`. An unknown field refuses the whole request. */
export function readFieldChoice(query: Record<string, string | undefined>): FieldChoice | Answer {
  const vocabulary = query['post.fields'] === undefined ? 'tweet' : 'post';
  const asked = query[`${vocabulary}.fields`] ?? '';
  const fields = asked.split(',').filter((field) => field !== '');
  const unknown = fields.find((field) => !KNOWN_FIELDS.has(field));
  if (unknown === undefined) return { vocabulary, fields };
  const parameter = `${vocabulary}.fields`;
  return invalidRequest(
    `The \`${parameter}\` query parameter value [${unknown}] is not one of the known fields`,
    {
      [parameter]: [asked],
    },
  );
}

export interface PostView {
  data: Record<string, unknown>;
  errors: Record<string, unknown>[];
}

/** One post with the fields asked for; a private metric that the reader may not see becomes an error entry. */
export function viewPost(sandbox: Sandbox, post: Post, choice: FieldChoice, readerId: string): PostView {
  const view: PostView = { data: { id: post.id, text: shownText(post) }, errors: [] };
  view.data[`edit_history_${choice.vocabulary}_ids`] = [post.id];
  const mayReadPrivate =
    post.accountId === readerId && sandbox.ageSeconds(post) < PRIVATE_METRICS_DAYS * 24 * 3600;
  for (const field of choice.fields) {
    if (PRIVATE_FIELDS.includes(field) && (!mayReadPrivate || field === 'promoted_metrics')) {
      view.errors.push(fieldNotAuthorized(post.id, field));
      continue;
    }
    const value = fieldValue(sandbox, post, field, choice.vocabulary);
    if (value !== undefined) view.data[field] = value;
  }
  return view;
}

function fieldValue(sandbox: Sandbox, post: Post, field: string, vocabulary: Vocabulary): unknown {
  switch (field) {
    case 'author_id':
      return post.accountId;
    case 'conversation_id':
      return conversationOf(sandbox, post);
    case 'created_at':
      return isoTime(post.createdAtMs);
    case 'entities':
      return entitiesOf(post);
    case 'attachments':
      return attachmentsOf(post);
    case 'in_reply_to_user_id':
      return post.twitter?.replyTo ? post.accountId : undefined;
    case 'referenced_tweets':
    case 'referenced_posts':
      return referencesOf(post);
    case 'note_tweet':
    case 'note_post':
      return isLong(post) ? { text: post.storedText } : undefined;
    case 'lang':
      return 'en';
    case 'possibly_sensitive':
      return false;
    case 'reply_settings':
      return post.twitter?.replySettings ?? 'everyone';
    case 'public_metrics':
    case 'non_public_metrics':
    case 'organic_metrics':
      return metricsOf(sandbox, post, field, vocabulary);
    default:
      return undefined;
  }
}

function attachmentsOf({ id, twitter }: Post) {
  if (twitter?.poll) return { poll_ids: [`9${id.slice(1)}`] };
  return twitter && twitter.mediaKeys.length > 0 ? { media_keys: twitter.mediaKeys } : undefined;
}

function referencesOf({ twitter }: Post) {
  const references = [
    ...(twitter?.replyTo ? [{ type: 'replied_to', id: twitter.replyTo }] : []),
    ...(twitter?.quotes ? [{ type: 'quoted', id: twitter.quotes }] : []),
  ];
  return references.length > 0 ? references : undefined;
}

/** The first post of the thread. */
function conversationOf(sandbox: Sandbox, post: Post): string {
  const answered = post.twitter?.replyTo ? sandbox.posts.find(post.twitter.replyTo) : undefined;
  return answered ? conversationOf(sandbox, answered) : post.id;
}

function metricsOf(sandbox: Sandbox, post: Post, field: string, vocabulary: Vocabulary) {
  const counts = engagementOf(post.id, sandbox.ageSeconds(post));
  const reposts = { [vocabulary === 'post' ? 'repost_count' : 'retweet_count']: counts.shares };
  const shared = { reply_count: counts.comments, like_count: counts.likes };
  const clicks = { url_link_clicks: counts.clicks, user_profile_clicks: counts.profileClicks };
  const impressions = { impression_count: counts.impressions };
  if (field === 'public_metrics') {
    return {
      ...reposts,
      ...shared,
      quote_count: counts.quotes,
      bookmark_count: counts.saves,
      ...impressions,
    };
  }
  if (field === 'organic_metrics') return { ...impressions, ...reposts, ...shared, ...clicks };
  const engagements = counts.likes + counts.comments + counts.shares + counts.clicks + counts.profileClicks;
  return { ...impressions, ...clicks, engagements };
}

function entitiesOf(post: Post) {
  if (post.shortenedUrls.length === 0) return undefined;
  const urls = post.shortenedUrls.map(({ url, expandedUrl }) => {
    const start = Array.from(post.storedText.slice(0, post.storedText.indexOf(url))).length;
    const displayUrl = expandedUrl.replace(/^https?:\/\/(www\.)?/, '');
    return { start, end: start + url.length, url, expanded_url: expandedUrl, display_url: displayUrl };
  });
  return { urls };
}

const SHOWN_OF_LONG_TEXT = 270;

function isLong(post: Post): boolean {
  return post.storedText.length > 2 * SHOWN_OF_LONG_TEXT;
}

/** A long post is cut; its whole text comes in `note_tweet`. */
function shownText(post: Post): string {
  return isLong(post) ? `${post.storedText.slice(0, SHOWN_OF_LONG_TEXT)}…` : post.storedText;
}
