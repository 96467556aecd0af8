import { describe, expect, it } from '@jest/globals';
import type { NoticeFacts } from './notice-cause.ts';
import { noticeFor, nextTrySeconds } from './notice-cause.ts';
import { needsLogin, noticeWords } from './notice-words.ts';

const post = (content: string, errorMessage: string | null = null) => ({
  id: '1',
  content,
  scheduledAt: new Date('2026-11-24T10:00:00Z'),
  errorMessage,
});

const facts: NoticeFacts = {
  platform: 'FACEBOOK',
  accountName: 'Harbour Rowing',
  isActive: false,
  isDisconnected: false,
  errorMessage: 'The password was changed',
  endsAt: new Date('2026-11-25T08:30:00Z'),
  figuresEndAt: null,
  waiting: [post('Training at six')],
  waitingCount: 1,
  failed: [post('A post', 'Too long.')],
  now: new Date('2026-11-24T08:00:00Z'),
};

const link = { url: 'https://social.example/start/x', expiresAt: new Date('2026-11-29T00:00:00Z') };

describe('the words of a notice', () => {
  it('are a whole mail: what happened, why, what waits, where to act, and why it came', () => {
    expect(noticeWords('INACTIVE', facts, link)).toMatchObject({
      subject: 'Reconnect Harbour Rowing (Facebook): nothing can be posted',
      text: `Harbour Rowing (Facebook) is no longer connected, so nothing can be posted there.

Reason: The password was changed.

One post is planned there for the next 48 hours:

- 2026-11-24 10:00 UTC: “Training at six”

Log in once, and the posts that wait go out by themselves. A post that is more than the allowed time late is not sent; it then says so in your CRM.

Reconnect here; the link works once, until 2026-11-29 00:00 UTC, and needs no account here:
https://social.example/start/x

You get this mail because you connected this account, or because you are the contact of your club.
`,
    });
  });

  it.each([
    [8, '8 posts are planned there', 'And 3 more.'],
    [1_000, 'At least 1000 posts are planned there', 'And at least 995 more.'],
  ])('name five posts of %i and count the rest', (waitingCount, counted, more) => {
    const waiting = Array.from({ length: 5 }, (_, index) => post(`News ${index}`));

    const { text } = noticeWords('AT_RISK', { ...facts, waiting, waitingCount }, link);

    expect(text).toContain(counted);
    expect(text.match(/^- /gm)).toHaveLength(5);
    expect(text).toContain(more);
  });

  it('cut long posts between letters that people see, and say when there is no text', () => {
    const { text } = noticeWords(
      'OUTCOME_UNKNOWN',
      { ...facts, failed: [post('👨‍👩‍👧'.repeat(150)), post(' \n ')] },
      null,
    );

    expect(text).toContain(`“${'👨‍👩‍👧'.repeat(100)}…”`);
    expect(text).toContain('- (no text)');
  });

  it.each(['EXPIRING', 'INACTIVE', 'AT_RISK'] as const)('%s sends a link along', (cause) => {
    expect(needsLogin(cause)).toBe(true);
    expect(noticeWords(cause, facts, link).html).toContain('href="https://social.example/start/x"');
  });

  it('show markup as text', () => {
    const { html } = noticeWords(
      'POST_REJECTED',
      { ...facts, failed: [post('<script>', '<b>no</b>')] },
      null,
    );

    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toContain('<b>');
  });
});

describe('who is told', () => {
  it.each([
    ['content', 'POST_REJECTED'],
    ['duplicate', 'POST_REJECTED'],
    ['permission', 'POST_REJECTED'],
    ['configuration', undefined],
    ['auth', undefined],
    [null, undefined],
  ])('of a post that failed with the meaning %s: %s', (meaning, cause) => {
    expect(noticeFor({ type: 'post.failed', data: {}, postId: '1' }, meaning)?.cause).toBe(cause);
  });

  it('of posts at risk over a dead connection: with the connection, so that the day has one mail', () => {
    const event = { type: 'connection.at_risk' as const, postId: null };

    expect(noticeFor({ ...event, data: { cause: 'INACTIVE' } }, null)?.cause).toBe('INACTIVE');
    expect(noticeFor({ ...event, data: { cause: 'TOKEN_ENDING' } }, null)?.cause).toBe('AT_RISK');
  });

  it('is tried six times within a day, then given up', () => {
    const waits = [1, 2, 3, 4, 5, 6].map(nextTrySeconds);

    expect(nextTrySeconds(7)).toBeNull();
    expect(waits.every((wait, place) => wait !== null && wait > (waits[place - 1] ?? 0))).toBe(true);
    expect(waits.reduce((sum: number, wait) => sum + (wait ?? 0), 0)).toBeLessThanOrEqual(86_400);
  });
});
