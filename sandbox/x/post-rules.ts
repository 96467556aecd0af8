import twitterText from 'twitter-text';
import type { ShortenedUrl, TwitterFacts } from '../posts.ts';
import { shortCode } from '../ids.ts';

/** The fields of a new post, from X's OpenAPI document; any other is refused. */
const BODY_FIELDS = new Set([
  'text',
  'media',
  'reply',
  'poll',
  'quote_tweet_id',
  'reply_settings',
  'community_id',
  'share_with_followers',
  'for_super_followers_only',
  'geo',
  'nullcast',
  'card_uri',
  'direct_message_deep_link',
  'edit_options',
  'made_with_ai',
  'paid_partnership',
]);

const MEDIA_FIELDS = new Set([
  'media_ids',
  'tagged_user_ids',
  'title',
  'description',
  'preview_media_id',
  'embeddable',
  'call_to_actions',
]);

const REPLY_FIELDS = new Set([
  'in_reply_to_tweet_id',
  'exclude_reply_user_ids',
  'auto_populate_reply_metadata',
]);

const POLL_FIELDS = new Set(['options', 'duration_minutes', 'reply_settings']);

const REPLY_SETTINGS = new Set(['following', 'mentionedUsers', 'subscribers', 'verified']);

const TOO_LONG =
  'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.';

export interface PostRefusal {
  kind: 'invalid' | 'forbidden';
  message: string;
  parameters: Record<string, string[]>;
}

export interface ReadPostBody {
  text: string;
  mediaIds: string[];
  replyTo: string | null;
  quotes: string | null;
  poll: TwitterFacts['poll'];
  replySettings: string;
}

/** Checks everything about a new post that needs no look at the account. */
export function readPostBody(body: unknown, maxTextLength: number): ReadPostBody | PostRefusal {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return invalid('The body must be a JSON object.', {});
  const fields = body as Record<string, unknown>;
  const unknown = Object.keys(fields).find((name) => !BODY_FIELDS.has(name));
  if (unknown) return unknownField(unknown, fields[unknown]);

  const text = fields['text'] ?? '';
  if (typeof text !== 'string') return invalid('$.text: it must be a string.', {});
  const mediaIds = readMediaIds(fields['media']);
  if (!Array.isArray(mediaIds)) return mediaIds;
  return (
    wrongCombination(fields) ??
    wrongSetting(fields) ??
    wrongReference(fields) ??
    wrongText(text, mediaIds, maxTextLength) ?? { text, mediaIds, ...meaningOf(fields) }
  );
}

function meaningOf(fields: Record<string, unknown>): Omit<ReadPostBody, 'text' | 'mediaIds'> {
  const reply = fields['reply'] as { in_reply_to_tweet_id?: string } | undefined;
  const poll = fields['poll'] as { options: string[]; duration_minutes: number } | undefined;
  return {
    replyTo: reply?.in_reply_to_tweet_id ?? null,
    quotes: (fields['quote_tweet_id'] as string | undefined) ?? null,
    poll: poll ? { options: poll.options, durationMinutes: poll.duration_minutes } : null,
    replySettings: (fields['reply_settings'] as string | undefined) ?? 'everyone',
  };
}

/** Ids stay strings: a number has lost digits before it arrives. */
function wrongReference(fields: Record<string, unknown>): PostRefusal | null {
  const reply = fields['reply'] as Record<string, unknown> | undefined;
  const unknown = Object.keys(reply ?? {}).find((name) => !REPLY_FIELDS.has(name));
  if (unknown) return unknownField(`reply.${unknown}`, reply?.[unknown]);
  if (reply && !isId(reply['in_reply_to_tweet_id']))
    return invalid('$.reply.in_reply_to_tweet_id: does not match the regex pattern ^[0-9]{1,19}$', {});
  if (fields['quote_tweet_id'] !== undefined && !isId(fields['quote_tweet_id']))
    return invalid('$.quote_tweet_id: does not match the regex pattern ^[0-9]{1,19}$', {});
  return null;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9]{1,19}$/.test(value);
}

function readMediaIds(media: unknown): string[] | PostRefusal {
  if (media === undefined || media === null) return [];
  const fields = media as Record<string, unknown>;
  const unknown = Object.keys(fields).find((name) => !MEDIA_FIELDS.has(name));
  if (unknown) return unknownField(`media.${unknown}`, fields[unknown]);
  const ids = fields['media_ids'];
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > 4) {
    return invalid('$.media.media_ids: it must hold 1 to 4 ids.', {});
  }
  if (!ids.every(isId)) return invalid('Your media IDs are invalid.', { 'media.media_ids': ids.map(String) });
  return ids as string[];
}

function wrongCombination(fields: Record<string, unknown>): PostRefusal | null {
  const exclusive = ['media', 'poll', 'quote_tweet_id', 'card_uri', 'direct_message_deep_link'];
  const given = exclusive.filter((name) => fields[name] != null);
  if (given.length < 2) return null;
  return invalid(`${given.join(' and ')} cannot be used together.`, {});
}

function wrongSetting(fields: Record<string, unknown>): PostRefusal | null {
  const setting = fields['reply_settings'];
  if (setting !== undefined && !REPLY_SETTINGS.has(String(setting))) {
    return invalid('The `reply_settings` value is not valid.', { reply_settings: [String(setting)] });
  }
  return fields['poll'] === undefined ? null : wrongPoll(fields['poll'] as Record<string, unknown>);
}

function wrongPoll(poll: Record<string, unknown>): PostRefusal | null {
  const unknown = Object.keys(poll).find((name) => !POLL_FIELDS.has(name));
  if (unknown) return unknownField(`poll.${unknown}`, poll[unknown]);
  const options = Array.isArray(poll['options']) ? poll['options'] : [];
  const minutes = poll['duration_minutes'];
  const isOption = (option: unknown) =>
    typeof option === 'string' && option.length >= 1 && option.length <= 25;
  const isFine =
    options.length >= 2 &&
    options.length <= 4 &&
    options.every(isOption) &&
    Number.isInteger(minutes) &&
    Number(minutes) >= 5 &&
    Number(minutes) <= 10_080;
  return isFine ? null : invalid('The poll is not valid.', {});
}

function wrongText(text: string, mediaIds: string[], maxTextLength: number): PostRefusal | null {
  if (text.trim() === '') {
    return mediaIds.length > 0
      ? null
      : invalid('One or more parameters to your request was invalid: text is required.', { text: [text] });
  }
  const { weightedLength } = twitterText.parseTweet(text.normalize('NFC'));
  if (weightedLength > maxTextLength) return { kind: 'forbidden', message: TOO_LONG, parameters: {} };
  if (twitterText.hasInvalidCharacters(text))
    return invalid('The text holds characters that are not allowed.', {});
  const cashtags = twitterText.extractCashtags(text);
  if (cashtags.length > 1)
    return { kind: 'forbidden', message: 'A post may hold one cashtag only.', parameters: {} };
  return null;
}

/**
 * The text as X stores it: NFC, trimmed, each link as https://t.co/…, `&`, `<` and `>` as HTML entities, and
 * one more link at the end for media or for the post that is quoted.
 */
export function storeText(text: string, postId: string, addedLink: string | null) {
  const shortenedUrls: ShortenedUrl[] = [];
  const parts: string[] = [];
  const clean = text.normalize('NFC').trim();
  let position = 0;
  for (const found of twitterText.extractUrlsWithIndices(clean)) {
    const shortened = shorten(found.url, `${postId} ${shortenedUrls.length}`);
    shortenedUrls.push(shortened);
    parts.push(escapeEntities(clean.slice(position, found.indices[0])), shortened.url);
    position = found.indices[1];
  }
  parts.push(escapeEntities(clean.slice(position)));
  if (addedLink) {
    const shortened = shorten(addedLink, `${postId} added`);
    shortenedUrls.push(shortened);
    parts.push(clean ? ` ${shortened.url}` : shortened.url);
  }
  return { storedText: parts.join(''), shortenedUrls };
}

function shorten(url: string, salt: string): ShortenedUrl {
  const expandedUrl = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  return { url: `https://t.co/${shortCode(`${salt} ${url}`)}`, expandedUrl };
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unknownField(name: string, value: unknown): PostRefusal {
  return invalid(
    `$.${name}: is not defined in the schema and the schema does not allow additional properties`,
    {
      [name]: [String(value)],
    },
  );
}

function invalid(message: string, parameters: Record<string, string[]>): PostRefusal {
  return { kind: 'invalid', message, parameters };
}
