import type { NoticeCause } from '../../database/entities/social-notice.entity.ts';
import { escapeHtml } from '../../http/plain-page.ts';
import { asSentence } from '../../kernel/sentence.ts';
import { platformNames } from '../../kernel/platform.ts';
import { countedPosts, endingSoon, shownPosts, type NoticeFacts, type NoticePost } from './notice-cause.ts';

export interface NoticeLink {
  url: string;
  expiresAt: Date;
}

export interface NoticeWords {
  subject: string;
  text: string;
  html: string;
}

/** One thing the mail says: a paragraph, a list, or the link. */
type Part = string | { list: string[] } | { link: NoticeLink };

const excerptLength = 100;

/** The mail that says what happened, who must act, and where. `link`: where a login helps. */
export function noticeWords(cause: NoticeCause, facts: NoticeFacts, link: NoticeLink | null): NoticeWords {
  const account = `${facts.accountName} (${platformNames[facts.platform]})`;
  const { subject, parts } = told(cause, facts, account);
  if (link) parts.push({ link });
  parts.push(
    'You get this mail because you connected this account, or because you are the contact of your club.',
  );
  return {
    // A line break in an account's name must not begin another header.
    subject: subject.replaceAll(/\s+/g, ' '),
    text: `${parts.map(asText).join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body style="font:16px/1.5 sans-serif">${parts.map(asHtml).join('')}</body></html>`,
  };
}

export function needsLogin(cause: NoticeCause): boolean {
  return cause === 'EXPIRING' || cause === 'INACTIVE' || cause === 'AT_RISK';
}

function told(cause: NoticeCause, facts: NoticeFacts, account: string): { subject: string; parts: Part[] } {
  const { endsAt, errorMessage, failed } = facts;
  const end = endsAt ? timeOf(endsAt) : 'soon';
  switch (cause) {
    case 'EXPIRING':
      if (endingSoon(facts) === 'figures') return figuresEnd(facts, account);
      return {
        subject: `Reconnect ${account} before ${end}`,
        parts: [
          `The connection to ${account} ends on ${end}. Until then everything goes on as usual.`,
          ...waitingPosts(facts),
          'Log in once before that day, and nothing is interrupted.',
        ],
      };
    case 'INACTIVE':
      return {
        subject: `Reconnect ${account}: nothing can be posted`,
        parts: [
          `${account} is no longer connected, so nothing can be posted there.`,
          `Reason: ${asSentence(errorMessage ?? 'none is known')}`,
          ...waitingPosts(facts),
          'Log in once, and the posts that wait go out by themselves. A post that is more than the allowed time late is not sent; it then says so in your CRM.',
        ],
      };
    case 'AT_RISK':
      return {
        subject: `Posts at risk: reconnect ${account} before ${end}`,
        parts: [
          `The connection to ${account} ends on ${end}, before posts that are planned for the next 48 hours.`,
          ...waitingPosts(facts),
          'Log in once before that, and they go out as planned.',
        ],
      };
    case 'POST_REJECTED':
      return {
        subject: `${account} rejected ${count(failed.length, 'post')}`,
        parts: [
          `${platformNames[facts.platform]} did not take ${count(failed.length, 'post')} for ${account}:`,
          {
            list: failed
              .slice(0, shownPosts)
              .map((post) => `${excerpt(post)}: ${asSentence(post.errorMessage ?? '')}`),
          },
          ...more(failed.length),
          'Do what it says there, then send the post again in your CRM.',
        ],
      };
    case 'OUTCOME_UNKNOWN':
      return {
        subject: `Please look at ${account}: a post may or may not be there`,
        parts: [
          `It is not known whether ${count(failed.length, 'post')} for ${account} went out:`,
          { list: failed.slice(0, shownPosts).map(excerpt) },
          ...more(failed.length),
          'Look at the account. If the post is not there, retry it in your CRM; a retry looks again before it sends.',
        ],
      };
  }
}

/** Meta lets an app see a person's data for 90 days: developers.facebook.com/docs/facebook-login/guides/access-tokens. */
function figuresEnd(
  { platform, figuresEndAt }: NoticeFacts,
  account: string,
): { subject: string; parts: Part[] } {
  const end = figuresEndAt ? timeOf(figuresEndAt) : 'soon';
  return {
    subject: `Reconnect ${account} before ${end} to keep its figures`,
    parts: [
      `${platformNames[platform]} shows no figures of ${account} after ${end}, unless somebody logs in again. Posts go out as before.`,
      'Log in once before that day, and the figures go on.',
    ],
  };
}

function waitingPosts({ waiting, waitingCount }: NoticeFacts): Part[] {
  if (waitingCount === 0) return [];
  const lines = waiting
    .slice(0, shownPosts)
    .map((post) => `${post.scheduledAt ? timeOf(post.scheduledAt) : ''}: ${excerpt(post)}`);
  const isOne = waitingCount === 1;
  return [
    `${atLeast(waitingCount)}${count(waitingCount, 'post')} ${isOne ? 'is' : 'are'} planned there for the next 48 hours:`,
    { list: lines },
    ...more(waitingCount),
  ];
}

function more(posts: number): string[] {
  return posts > shownPosts ? [`And ${atLeast(posts)}${posts - shownPosts} more.`] : [];
}

function atLeast(posts: number): string {
  return posts >= countedPosts ? 'at least ' : '';
}

function excerpt({ content }: NoticePost): string {
  const line = content.replaceAll(/\s+/g, ' ').trim();
  const letters = [...new Intl.Segmenter('en').segment(line.slice(0, 10 * excerptLength))].map(
    ({ segment }) => segment,
  );
  if (letters.length === 0) return '(no text)';
  return letters.length <= excerptLength ? `“${line}”` : `“${letters.slice(0, excerptLength).join('')}…”`;
}

function count(number: number, thing: string): string {
  return number === 1 ? `one ${thing}` : `${number} ${thing}s`;
}

function timeOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function asText(part: Part): string {
  if (typeof part === 'string') return capital(part);
  if ('list' in part) return part.list.map((line) => `- ${line}`).join('\n');
  return `Reconnect here; the link works once, until ${timeOf(part.link.expiresAt)}, and needs no account here:\n${part.link.url}`;
}

function asHtml(part: Part): string {
  if (typeof part === 'string') return `<p>${escapeHtml(capital(part))}</p>`;
  if ('list' in part) return `<ul>${part.list.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
  const { url, expiresAt } = part.link;
  return `<p><a href="${escapeHtml(url)}">Reconnect</a> (the link works once, until ${timeOf(expiresAt)}, and needs no account here)</p>`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
