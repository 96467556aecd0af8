import { describe, expect, it } from '@jest/globals';
import type { FailureMeaning, WhoMustAct } from '../provider.errors.ts';
import type { HttpAnswer } from '../provider.http.ts';
import { twitterFailure, twitterTokenFailure } from './twitter.failure.ts';
import { processingFailure } from './twitter.media.ts';

const now = new Date('2026-11-22T12:00:00Z');
const inMinutes = (count: number): string => new Date(now.getTime() + count * 60_000).toISOString();
const epoch = (minutes: number): string => String(now.getTime() / 1000 + minutes * 60);

interface Row {
  title: string;
  status: number;
  body: unknown;
  is: FailureMeaning;
  as: string;
  who: WhoMustAct;
}

const problem = (detail: string, type = 'about:blank', title = 'Forbidden'): unknown => ({
  detail,
  type,
  title,
});
const problemType = (name: string): string => `https://api.x.com/2/problems/${name}`;

const permission = { is: 'permission', who: 'club-admin' } as const;
const content = { is: 'content', who: 'author' } as const;
const setUp = { is: 'configuration', who: 'administrator' } as const;
const limited = { is: 'rate-limited', who: 'wait' } as const;
const gone = { is: 'gone', who: 'club-admin', as: 'X_POST_GONE' } as const;
const unknown = { is: 'unknown', who: 'wait', as: 'X_UNAVAILABLE' } as const;
const app = { status: 403, ...setUp, as: 'X_APP_NOT_PERMITTED' } as const;

const rows: Row[] = [
  {
    title: '401',
    status: 401,
    body: problem('Unauthorized'),
    is: 'auth',
    who: 'club-admin',
    as: 'X_TOKEN_EXPIRED',
  },
  { title: '402', status: 402, body: undefined, ...setUp, as: 'X_CREDITS_DEPLETED' },
  {
    title: 'credits',
    status: 403,
    body: problem('None left', problemType('credits')),
    ...setUp,
    as: 'X_CREDITS_DEPLETED',
  },
  {
    title: 'credits-depleted',
    status: 400,
    body: problem('None left', problemType('credits-depleted')),
    ...setUp,
    as: 'X_CREDITS_DEPLETED',
  },
  {
    title: 'CreditsDepleted',
    status: 403,
    body: problem('None left', 'about:blank', 'CreditsDepleted'),
    ...setUp,
    as: 'X_CREDITS_DEPLETED',
  },
  {
    title: 'duplicate',
    status: 403,
    body: problem('You are not allowed to create a Tweet with duplicate content.'),
    is: 'duplicate',
    who: 'author',
    as: 'X_DUPLICATE_CONTENT',
  },
  {
    title: 'too long, 403',
    status: 403,
    body: problem('Your Tweet text is too long.'),
    ...content,
    as: 'X_TEXT_TOO_LONG',
  },
  {
    title: 'too long, 400',
    status: 400,
    body: { errors: [{ message: 'Your Tweet text is too long. For more information…' }] },
    ...content,
    as: 'X_TEXT_TOO_LONG',
  },
  {
    title: 'reply',
    status: 403,
    body: problem('Reply to this conversation is not allowed because you were not mentioned.'),
    ...content,
    as: 'X_REPLY_NOT_ALLOWED',
  },
  {
    title: 'quote',
    status: 403,
    body: problem('Quoting this post is not allowed because you were not mentioned.'),
    ...content,
    as: 'X_REPLY_NOT_ALLOWED',
  },
  {
    title: 'cashtag',
    status: 403,
    body: problem('Only one cashtag is allowed.'),
    ...content,
    as: 'X_CONTENT_REFUSED',
  },
  {
    title: 'invalid URL',
    status: 403,
    body: problem('The post holds an invalid URL.'),
    ...content,
    as: 'X_CONTENT_REFUSED',
  },
  {
    title: 'long video',
    status: 403,
    body: problem('You may not post a video longer than 140 s.'),
    ...content,
    as: 'X_CONTENT_REFUSED',
  },
  {
    title: 'unsupported-authentication',
    body: problem('App-only', problemType('unsupported-authentication')),
    ...app,
  },
  { title: 'oauth1-permissions', body: problem('Read-only', problemType('oauth1-permissions')), ...app },
  {
    title: 'client-forbidden',
    body: problem('No', 'https://api.twitter.com/2/problems/client-forbidden'),
    ...app,
  },
  {
    title: 'client-not-enrolled',
    body: { title: 'Client Forbidden', reason: 'client-not-enrolled', detail: 'No' },
    ...app,
  },
  {
    title: 'code 326',
    status: 403,
    body: { errors: [{ code: 326, message: 'Log in' }] },
    ...permission,
    as: 'X_ACCOUNT_LOCKED',
  },
  {
    title: 'locked',
    status: 403,
    body: problem('This account is temporarily locked.'),
    ...permission,
    as: 'X_ACCOUNT_LOCKED',
  },
  {
    title: 'code 64',
    status: 403,
    body: { errors: [{ code: 64, message: 'No' }] },
    ...permission,
    as: 'X_ACCOUNT_SUSPENDED',
  },
  {
    title: 'suspended',
    status: 403,
    body: problem('Your account is suspended.'),
    ...permission,
    as: 'X_ACCOUNT_SUSPENDED',
  },
  {
    title: '403 other',
    status: 403,
    body: problem('You are not permitted to perform this action.'),
    ...permission,
    as: 'X_NOT_PERMITTED',
  },
  { title: '403 without JSON', status: 403, body: undefined, ...unknown, as: 'X_ANSWER_UNREADABLE' },
  {
    title: 'media',
    status: 400,
    body: { errors: [{ message: 'Your media IDs are invalid.' }], type: problemType('invalid-request') },
    ...content,
    as: 'X_MEDIA_NOT_USABLE',
  },
  {
    title: 'a file of another kind',
    status: 400,
    body: { errors: [{ message: 'media type unrecognized.' }] },
    ...content,
    as: 'X_MEDIA_NOT_USABLE',
  },
  {
    title: '400 other',
    status: 400,
    body: problem('One or more parameters…', problemType('invalid-request')),
    ...setUp,
    as: 'X_REQUEST_REFUSED',
  },
  {
    title: 'answered post gone',
    status: 403,
    body: problem('You attempted to reply to a Tweet that is deleted or not visible to you.'),
    ...content,
    as: 'X_ANSWERED_POST_GONE',
  },
  {
    title: 'quoted post gone',
    status: 400,
    body: problem('The Tweet you are quoting is not available.', problemType('invalid-request')),
    ...content,
    as: 'X_QUOTED_POST_GONE',
  },
  {
    title: 'quoted post gone, said in the list of errors',
    status: 400,
    body: { errors: [{ message: 'The Post you are quoting is not available.' }] },
    ...content,
    as: 'X_QUOTED_POST_GONE',
  },
  { title: '404', status: 404, body: problem('Not Found'), ...gone },
  {
    title: 'resource-not-found',
    status: 410,
    body: problem('Gone', problemType('resource-not-found')),
    ...gone,
  },
  { title: '413', status: 413, body: undefined, ...setUp, as: 'X_UPLOAD_TOO_LARGE' },
  {
    title: 'code 88',
    status: 400,
    body: { errors: [{ code: 88, message: 'Rate limit exceeded' }] },
    ...limited,
    as: 'X_RATE_LIMIT',
  },
  { title: '429', status: 429, body: problem('Too Many Requests'), ...limited, as: 'X_RATE_LIMIT' },
  {
    title: 'cap by title',
    status: 429,
    body: problem('Cap', 'about:blank', 'UsageCapExceeded'),
    ...limited,
    as: 'X_USAGE_CAP',
  },
  {
    title: 'cap by type',
    status: 429,
    body: problem('Cap', problemType('usage-capped')),
    ...limited,
    as: 'X_USAGE_CAP',
  },
  { title: '500', status: 500, body: undefined, ...unknown },
  { title: '502', status: 502, body: undefined, ...unknown },
  { title: '503', status: 503, body: problem('Service Unavailable'), ...unknown },
  { title: '504', status: 504, body: undefined, ...unknown },
  {
    title: '200 unreadable',
    status: 200,
    body: undefined,
    is: 'unknown',
    who: 'wait',
    as: 'X_ANSWER_UNREADABLE',
  },
  { title: '520', status: 520, body: undefined, is: 'unknown', who: 'wait', as: 'X_ANSWER_UNREADABLE' },
];

describe('twitterFailure', () => {
  it.each(rows)('$title is $is, $as', ({ status, body, is, as, who }) => {
    const failure = twitterFailure(answer(status, body, { 'x-transaction-id': 't-1' }), now);

    expect(failure).toMatchObject({
      meaning: is,
      code: as,
      who,
      httpStatus: status,
      platformRequestId: 't-1',
    });
    expect(failure.retryAt !== undefined).toBe(is === 'rate-limited');
    expect(failure.message).toMatch(/^[^{}]{20,}\.$/);
  });

  it.each([
    ['no header', {}, inMinutes(15), 'connection'],
    ['a reset alone', { 'x-rate-limit-reset': epoch(11) }, inMinutes(11), 'connection'],
    [
      'the window',
      { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': epoch(7) },
      inMinutes(7),
      'connection',
    ],
    [
      'a window with calls left',
      { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': epoch(9) },
      inMinutes(9),
      'connection',
    ],
    [
      'a reset in the past',
      { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': epoch(-5) },
      inMinutes(15),
      'connection',
    ],
    [
      'the day of the user',
      {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': epoch(7),
        'x-user-limit-24hour-limit': '100',
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': epoch(600),
      },
      inMinutes(600),
      'connection',
    ],
    [
      'the day of the app',
      {
        'x-app-limit-24hour-limit': '100',
        'x-app-limit-24hour-remaining': '0',
        'x-app-limit-24hour-reset': epoch(300),
      },
      inMinutes(300),
      'application',
    ],
    [
      'a day that is not used up',
      {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': epoch(7),
        'x-app-limit-24hour-limit': '100',
        'x-app-limit-24hour-remaining': '5',
        'x-app-limit-24hour-reset': epoch(300),
      },
      inMinutes(7),
      'connection',
    ],
  ])('takes the reset of a 429 from %s', (_title, headers, retryAt, limitScope) => {
    const failure = twitterFailure(answer(429, undefined, headers as Record<string, string>), now);

    expect({ retryAt: failure.retryAt?.toISOString(), limitScope: failure.limitScope }).toEqual({
      retryAt,
      limitScope,
    });
  });

  it('looks at a used-up month once a day, for every connection of the app', () => {
    const failure = twitterFailure(answer(429, problem('Cap', problemType('usage-capped'))), now);

    expect(failure).toMatchObject({ limitScope: 'application', retryAt: new Date(inMinutes(24 * 60)) });
  });

  it('tells the author what X said about the content', () => {
    const failure = twitterFailure(answer(403, problem('Only one cashtag is allowed.')), now);

    expect(failure.message).toContain('Only one cashtag is allowed.');
  });

  it('knows that a request which never left was not accepted', () => {
    expect(twitterFailure({ kind: 'not-sent', cause: 'ENOTFOUND' }, now).meaning).toBe('unavailable');
  });

  it('does not know what became of a request without an answer', () => {
    expect(twitterFailure({ kind: 'no-answer', cause: 'UND_ERR_SOCKET' }, now)).toMatchObject({
      meaning: 'unknown',
      code: 'X_NO_ANSWER',
    });
  });
});

describe('twitterTokenFailure', () => {
  it.each([
    [400, { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }, 'auth'],
    [400, { error: 'invalid_grant' }, 'auth'],
    [
      400,
      { error: 'invalid_request', error_description: 'Missing required parameter [client_id].' },
      'configuration',
    ],
    [
      401,
      { error: 'unauthorized_client', error_description: 'Missing valid authorization header' },
      'configuration',
    ],
    [401, { error: 'invalid_client' }, 'configuration'],
    [401, undefined, 'configuration'],
    [429, undefined, 'rate-limited'],
    [500, undefined, 'unknown'],
    [503, undefined, 'unknown'],
  ] as const)('takes %d %j for %s', (status, body, meaning) => {
    expect(twitterTokenFailure(answer(status, body), now).meaning).toBe(meaning);
  });
});

describe('processingFailure', () => {
  it('takes failed processing for bad content', () => {
    const body = { data: { processing_info: { state: 'failed', error: { message: 'Too short' } } } };

    expect(processingFailure(body)).toMatchObject({ meaning: 'content', code: 'X_MEDIA_FAILED' });
  });

  it('does not wait for ever for a file that X has found wrong without saying that it failed', () => {
    const error = { code: 1, name: 'InvalidMedia', message: 'file is invalid' };

    expect(processingFailure({ data: { processing_info: { state: 'in_progress', error } } })).toMatchObject({
      meaning: 'content',
      code: 'X_MEDIA_FAILED',
      message: expect.stringContaining('file is invalid'),
    });
  });

  it('tells trouble of X itself from a bad file', () => {
    const error = { name: 'InternalError', message: 'Try again' };

    expect(processingFailure({ data: { processing_info: { state: 'failed', error } } })).toMatchObject({
      code: 'X_MEDIA_PROCESSING_BROKE',
    });
  });

  it.each(['pending', 'in_progress', 'succeeded'])('waits for X while it is %s', (state) => {
    expect(processingFailure({ data: { processing_info: { state } } })).toBeNull();
  });
});

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { kind: 'answer', status, headers, body };
}
