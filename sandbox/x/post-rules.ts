import twitterText from 'twitter-text';
import type { ShortenedUrl } from '../posts.ts';
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
    wrongText(text, mediaIds, maxTextLength) ?? { text, mediaIds }
  );
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
  const isId = (id: unknown) => typeof id === 'string' && /^[0-9]{1,19}$/.test(id);
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
  const poll = fields['poll'] as { options?: unknown[]; duration_minutes?: number } | undefined;
  if (poll === undefined) return null;
  const minutes = poll.duration_minutes ?? 0;
  const isFine =
    poll.options && poll.options.length >= 2 && poll.options.length <= 4 && minutes >= 5 && minutes <= 10_080;
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
 * one more link at the end for media.
 */
export function storeText(text: string, postId: string, mediaLink: string | null) {
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
  if (mediaLink) {
    const shortened = shorten(mediaLink, `${postId} media`);
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
