import type { PostContent } from '../../../kernel/post-content.ts';
import { listAt, momentAt, numberAt, textAt, valueAt } from '../provider.json.ts';
import { asSent } from '../provider.text.ts';
import type { EngagementCounts, RecentPost } from '../provider.port.ts';
import { twitterLinksIn } from './twitter-content.ts';

export function permalinkOf(postId: string): string {
  return `https://x.com/i/web/status/${postId}`;
}

/** What was sent, as far as it decides how X shows it. */
export interface SentText {
  text: string;
  quotePostId?: string | undefined;
  /** What X takes for links in the text, in their order; absent: it is looked for. */
  links?: readonly string[];
}

/** One post of a timeline; null when it lacks what a post must have. */
export function recentPostOf(entry: unknown, sent: SentText): RecentPost | null {
  const platformPostId = textAt(entry, 'id');
  const publishedAt = momentAt(entry, 'created_at');
  if (!platformPostId || !publishedAt) return null;
  return {
    platformPostId,
    permalink: permalinkOf(platformPostId),
    text: writtenText(entry, sent),
    mediaCount: ownMediaCount(entry, sent.text),
    publishedAt,
  };
}

/**
 * X makes a quote of the address of a post in the text, and shows the picture or video of one as if it were attached. The name before
 * the id may be missing or `i/web`, as in our own permalinks.
 */
const postAddress = /(?:twitter|x)\.com\/(?:\w+\/){0,2}status(?:es)?\/(\d+)/gi;

/** The posts whose addresses stand in a text. */
export function postsNamedIn(text: string): string[] {
  return [...text.matchAll(postAddress)].flatMap(([, id]) => id ?? []);
}

/**
 * Whether the post answers and quotes what was sent to do so, and nothing else. X calls the list `referenced_tweets`, and
 * `referenced_posts` in its newer specification.
 */
export function hasReferencesOf(
  entry: unknown,
  { content, options: { replyTo, quotePostId } }: Pick<PostContent, 'content' | 'options'>,
): boolean {
  const references = [...listAt(entry, 'referenced_tweets'), ...listAt(entry, 'referenced_posts')];
  const idOf = (type: string) =>
    textAt(
      references.find((reference) => textAt(reference, 'type') === type),
      'id',
    );
  const quoted = idOf('quoted');
  const isNamed = quotePostId === undefined && quoted !== undefined && postsNamedIn(content).includes(quoted);
  return idOf('replied_to') === replyTo && (quoted === quotePostId || isNamed);
}

/**
 * The text before X changed it: `&amp;`, `&lt;` and `&gt;` decoded, t.co links expanded, the link X appends for media taken
 * off, and so the one for a quoted post, unless its author wrote it there. Long posts carry their full text in `note_tweet`.
 * Entities: docs.x.com/x-api/fundamentals/data-dictionary.
 */
function writtenText(entry: unknown, sent: SentText): string {
  const { text, quotePostId } = sent;
  const shown = shownText(entry, sent);
  const lastLink = /\s*https?:\/\/\S+\/status\/(\d+)\S*\s*$/.exec(shown);
  const isQuoteLink = quotePostId !== undefined && lastLink?.[1] === quotePostId;
  const withoutLink = isQuoteLink ? shown.slice(0, lastLink?.index) : shown;
  return asSent(shown, text) === text ? text : asSent(withoutLink, text);
}

function shownText(entry: unknown, sent: SentText): string {
  const note = valueAt(entry, 'note_tweet') ?? valueAt(entry, 'note_post');
  const source = note === undefined ? entry : note;
  const links = new Map(
    listAt(source, 'entities', 'urls').flatMap((link): [string, unknown][] => {
      const short = textAt(link, 'url');
      return short ? [[short, link]] : [];
    }),
  );
  const typed = [...(links.size > 0 ? (sent.links ?? twitterLinksIn(sent.text)) : [])];
  return (textAt(source, 'text') ?? '')
    .split(/(https:\/\/t\.co\/\w+)/)
    .map((part) => {
      const link = links.get(part);
      if (link === undefined) return decoded(part);
      return isOwnMedia(link, sent.text)
        ? ''
        : asTyped(textAt(link, 'expanded_url') ?? part, { text: sent.text, typed });
    })
    .join('');
}

/** What its author wrote as an address is not what was uploaded with the post. */
function isOwnMedia(link: unknown, sentText: string): boolean {
  const expanded = textAt(link, 'expanded_url') ?? '';
  const isMedia =
    textAt(link, 'media_key') !== undefined || /\/status\/\d+\/(photo|video)\/\d+$/.test(expanded);
  return isMedia && typedForm(expanded, sentText) === undefined;
}

function ownMediaCount(entry: unknown, sentText: string): number {
  const links = listAt(entry, 'entities', 'urls');
  const typed = links.filter((link) => typedForm(textAt(link, 'expanded_url') ?? '', sentText) !== undefined);
  const foreign = new Set(typed.map((link) => textAt(link, 'media_key')));
  return listAt(entry, 'attachments', 'media_keys').filter((key) => !foreign.has(key as string)).length;
}

/**
 * X adds a scheme and a slash to what people type. The next of the links in the sent text that may have become this one is what they
 * typed, and is taken from the list: one address of a text may begin like another, so its being somewhere in it does not tell.
 */
function asTyped(expanded: string, sent: { text: string; typed: string[] }): string {
  const forms = formsOf(expanded);
  const place = sent.typed.findIndex((link) => forms.includes(link));
  if (place < 0) return typedForm(expanded, sent.text) ?? expanded;
  return sent.typed.splice(0, place + 1).at(-1) ?? expanded;
}

function typedForm(expanded: string, sentText: string): string | undefined {
  return formsOf(expanded).find((form) => sentText.includes(form));
}

function formsOf(expanded: string): string[] {
  const bare = expanded.replace(/^https?:\/\//, '');
  const forms = [expanded, expanded.replace(/\/$/, ''), bare, bare.replace(/\/$/, '')];
  return forms.filter((form) => form !== '');
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** X speaks two vocabularies: `retweet_count` in the docs and older answers, `repost_count` in its newer specification. */
export function twitterCounts(post: unknown): EngagementCounts {
  const reposts =
    numberAt(post, 'public_metrics', 'repost_count') ?? numberAt(post, 'public_metrics', 'retweet_count');
  const quotes = numberAt(post, 'public_metrics', 'quote_count');
  return {
    likes: numberAt(post, 'public_metrics', 'like_count') ?? null,
    comments: numberAt(post, 'public_metrics', 'reply_count') ?? null,
    shares: reposts === undefined && quotes === undefined ? null : (reposts ?? 0) + (quotes ?? 0),
    reach: null,
    impressions: impressionsOf(post),
  };
}

/** The public figure where X gives it; the others are the same figure for the author alone. */
function impressionsOf(post: unknown): number | null {
  const figures = ['public_metrics', 'non_public_metrics', 'organic_metrics'].flatMap(
    (metrics) => numberAt(post, metrics, 'impression_count') ?? [],
  );
  return figures[0] ?? null;
}
