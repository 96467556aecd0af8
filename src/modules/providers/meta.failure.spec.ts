import { describe, expect, it } from '@jest/globals';
import { metaErrors } from './meta.errors.ts';
import {
  containerFailure,
  isMetaSuccess,
  mayCallAgain,
  type MetaContext,
  metaFailure,
  videoFailure,
} from './meta.failure.ts';
import type { FailureMeaning, WhoMustAct } from './provider.errors.ts';
import type { HttpAnswer } from './provider.http.ts';

const now = new Date('2026-11-22T12:00:00Z');
const facebook: MetaContext = { platform: 'FACEBOOK', now, subject: 'post' };
const instagram: MetaContext = { platform: 'INSTAGRAM', now, subject: 'post' };
const minutes = (count: number): string => new Date(now.getTime() + count * 60_000).toISOString();

interface Row {
  code: number;
  sub?: number;
  says?: string;
  is: FailureMeaning;
  as: string;
  who: WhoMustAct;
  retryAt?: string;
  scope?: 'connection' | 'application';
}

const hour = { retryAt: minutes(60), scope: 'connection' } as const;
const hourForAll = { retryAt: minutes(60), scope: 'application' } as const;
const day = { retryAt: minutes(24 * 60), scope: 'connection' } as const;
const auth = { is: 'auth', who: 'club-admin' } as const;
const permission = { is: 'permission', who: 'club-admin' } as const;
const content = { is: 'content', who: 'author' } as const;
const limited = { is: 'rate-limited', who: 'wait' } as const;
const later = { is: 'unavailable', who: 'wait' } as const;
const unknown = { is: 'unknown', who: 'wait' } as const;
const setUp = { is: 'configuration', who: 'administrator' } as const;
const repeated = { is: 'duplicate', who: 'author', as: 'FACEBOOK_DUPLICATE_CONTENT' } as const;

const shared: Row[] = [
  { code: 190, sub: 458, ...auth, as: 'FACEBOOK_APP_REMOVED' },
  { code: 190, sub: 459, ...auth, as: 'FACEBOOK_SECURITY_CHECK' },
  { code: 368, sub: 1404006, ...auth, as: 'FACEBOOK_SECURITY_CHECK' },
  { code: 4854002, ...auth, as: 'FACEBOOK_SECURITY_CHECK' },
  { code: 190, sub: 460, ...auth, as: 'FACEBOOK_PASSWORD_CHANGED' },
  { code: 190, sub: 463, ...auth, as: 'FACEBOOK_CONNECTION_EXPIRED' },
  { code: 190, sub: 467, ...auth, as: 'FACEBOOK_CONNECTION_EXPIRED' },
  { code: 190, ...auth, as: 'FACEBOOK_CONNECTION_EXPIRED' },
  { code: 190, sub: 999, ...auth, as: 'FACEBOOK_CONNECTION_EXPIRED' },
  { code: 102, ...auth, as: 'FACEBOOK_CONNECTION_EXPIRED' },
  { code: 190, sub: 464, ...auth, as: 'FACEBOOK_USER_UNCONFIRMED' },
  { code: 190, sub: 492, ...permission, as: 'FACEBOOK_PAGE_ROLE_LOST' },
  { code: 3, ...permission, as: 'FACEBOOK_PERMISSION_MISSING' },
  { code: 10, ...permission, as: 'FACEBOOK_PERMISSION_MISSING' },
  { code: 200, ...permission, as: 'FACEBOOK_PERMISSION_MISSING' },
  { code: 299, ...permission, as: 'FACEBOOK_PERMISSION_MISSING' },
  { code: 4, ...limited, as: 'FACEBOOK_APP_LIMIT', ...hourForAll },
  { code: 341, ...limited, as: 'FACEBOOK_APP_LIMIT', ...hourForAll },
  { code: 17, ...limited, as: 'FACEBOOK_USER_LIMIT', ...hour },
  { code: 613, ...limited, as: 'FACEBOOK_USER_LIMIT', ...hour },
  { code: 32, ...limited, as: 'FACEBOOK_PAGE_LIMIT', ...hour },
  { code: 80001, ...limited, as: 'FACEBOOK_PAGE_LIMIT', ...hour },
  {
    code: 100,
    says: 'Invalid appsecret_proof provided in the API argument',
    ...setUp,
    as: 'FACEBOOK_APP_SETTINGS',
  },
  { code: 101, ...setUp, as: 'FACEBOOK_APP_SETTINGS' },
  { code: 1, says: 'Error validating client secret.', ...setUp, as: 'FACEBOOK_APP_SETTINGS' },
  { code: 2635, ...setUp, as: 'FACEBOOK_APP_SETTINGS' },
  { code: 100, sub: 36007, ...auth, as: 'FACEBOOK_LOGIN_EXPIRED' },
  { code: 100, sub: 36009, ...auth, as: 'FACEBOOK_LOGIN_EXPIRED' },
  { code: 100, sub: 36008, ...setUp, as: 'FACEBOOK_REDIRECT_ADDRESS' },
];

const onFacebook: Row[] = [
  { code: 368, sub: 1404078, ...permission, as: 'FACEBOOK_PAGE_AUTHORIZATION' },
  { code: 368, sub: 1404112, ...permission, as: 'FACEBOOK_ACCOUNT_LIMITED' },
  { code: 368, sub: 1390008, ...limited, as: 'FACEBOOK_TOO_FAST', ...hour },
  { code: 368, ...content, as: 'FACEBOOK_POLICY' },
  { code: 1346003, ...content, as: 'FACEBOOK_POLICY' },
  { code: 1404102, ...content, as: 'FACEBOOK_POLICY' },
  { code: 506, ...repeated },
  { code: 1404082, ...repeated },
  { code: 100, sub: 1366051, ...repeated },
  { code: 1609005, ...content, as: 'FACEBOOK_LINK_REFUSED' },
  { code: 1500, ...content, as: 'FACEBOOK_LINK_REFUSED' },
  { code: 2061006, ...content, as: 'FACEBOOK_LINK_REFUSED' },
  { code: 100, sub: 1609008, ...content, as: 'FACEBOOK_LINK_REFUSED' },
  { code: 1366046, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 324, sub: 2069019, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 6000, sub: 1363022, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 6000, sub: 1363023, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 6000, sub: 1363031, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 324, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 6000, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 352, sub: 1363031, ...content, as: 'FACEBOOK_MEDIA_REFUSED' },
  { code: 200, sub: 1363042, ...permission, as: 'FACEBOOK_PERMISSION_MISSING' },
  { code: 390, sub: 1363030, ...later, as: 'FACEBOOK_UPLOAD_INTERRUPTED' },
  { code: 390, sub: 1363019, ...later, as: 'FACEBOOK_UPLOAD_INTERRUPTED' },
  { code: 390, sub: 1363033, ...later, as: 'FACEBOOK_UPLOAD_INTERRUPTED' },
  { code: 390, sub: 1363037, ...later, as: 'FACEBOOK_UPLOAD_INTERRUPTED' },
  { code: 390, sub: 1363047, ...later, as: 'FACEBOOK_UPLOAD_INTERRUPTED' },
  { code: 1609010, ...later, as: 'FACEBOOK_UPLOAD_INTERRUPTED' },
  { code: 100, sub: 33, is: 'gone', who: 'club-admin', as: 'FACEBOOK_POST_GONE' },
  {
    code: 100,
    says: '(#100) The value must be a valid insights metric',
    ...setUp,
    as: 'FACEBOOK_METRIC_RETIRED',
  },
  { code: 100, ...setUp, as: 'FACEBOOK_REQUEST_REFUSED' },
  { code: 803, ...setUp, as: 'FACEBOOK_REQUEST_REFUSED' },
  { code: 1, ...unknown, as: 'FACEBOOK_UNAVAILABLE' },
  { code: 2, ...unknown, as: 'FACEBOOK_UNAVAILABLE' },
  { code: 99, ...unknown, as: 'FACEBOOK_UNAVAILABLE' },
  { code: 960, ...unknown, as: 'FACEBOOK_UNAVAILABLE' },
  { code: 424242, ...unknown, as: 'FACEBOOK_ERROR_UNKNOWN' },
];

const onInstagram: Row[] = [
  { code: 80002, ...limited, as: 'INSTAGRAM_ACCOUNT_LIMIT', ...hour },
  { code: 9, sub: 2207042, ...limited, as: 'INSTAGRAM_DAILY_POSTS', ...day },
  { code: 4, sub: 2207051, ...unknown, as: 'INSTAGRAM_ACTION_BLOCKED', ...day },
  { code: 25, sub: 2207050, ...permission, as: 'INSTAGRAM_ACCOUNT_RESTRICTED' },
  { code: -2, sub: 2207003, ...later, as: 'INSTAGRAM_MEDIA_NOT_FETCHED' },
  { code: -2, sub: 2207020, ...later, as: 'INSTAGRAM_DRAFT_GONE' },
  { code: -1, sub: 2207001, ...unknown, as: 'INSTAGRAM_UNAVAILABLE' },
  { code: -1, sub: 2207032, ...later, as: 'INSTAGRAM_UPLOAD_FAILED' },
  { code: -1, sub: 2207053, ...later, as: 'INSTAGRAM_UPLOAD_FAILED' },
  { code: -1, sub: 2207073, ...setUp, who: 'club-admin', as: 'INSTAGRAM_NOT_DELETABLE' },
  { code: 1, sub: 2207057, ...content, as: 'INSTAGRAM_COVER_REFUSED' },
  { code: 24, sub: 2207006, ...content, as: 'INSTAGRAM_MEDIA_NOT_FOUND' },
  { code: 24, sub: 2207008, ...later, as: 'INSTAGRAM_DRAFT_GONE' },
  { code: 100, sub: 2207023, ...setUp, as: 'INSTAGRAM_MEDIA_TYPE' },
  { code: 100, sub: 2207028, ...content, as: 'INSTAGRAM_CAROUSEL_SIZE' },
  { code: 100, sub: 2207035, ...content, as: 'INSTAGRAM_TAGS_REFUSED' },
  { code: 100, sub: 2207036, ...content, as: 'INSTAGRAM_TAGS_REFUSED' },
  { code: 100, sub: 2207037, ...content, as: 'INSTAGRAM_TAGS_REFUSED' },
  { code: 100, sub: 2207040, ...content, as: 'INSTAGRAM_TAGS_REFUSED' },
  { code: 352, sub: 2207026, ...content, as: 'INSTAGRAM_VIDEO_REFUSED' },
  { code: 9004, sub: 2207052, ...later, as: 'INSTAGRAM_MEDIA_NOT_FETCHED' },
  { code: 9007, sub: 2207027, ...later, as: 'INSTAGRAM_NOT_READY' },
  { code: 36000, sub: 2207004, ...content, as: 'INSTAGRAM_IMAGE_TOO_LARGE' },
  { code: 36001, sub: 2207005, ...content, as: 'INSTAGRAM_IMAGE_FORMAT' },
  { code: 36003, sub: 2207009, ...content, as: 'INSTAGRAM_ASPECT_RATIO' },
  { code: 36004, sub: 2207010, ...content, as: 'INSTAGRAM_CAPTION_TOO_LONG' },
  { code: 100, sub: 2207077, ...later, as: 'INSTAGRAM_MEDIA_NOT_FETCHED' },
  { code: 100, sub: 2207082, ...later, as: 'INSTAGRAM_UPLOAD_FAILED' },
  { code: 100, sub: 2207085, ...content, as: 'INSTAGRAM_VIDEO_REFUSED' },
  { code: 100, sub: 2207081, ...content, as: 'INSTAGRAM_TRIAL_REELS' },
  {
    code: 10,
    says: '(#10) The user is not an Instagram Business',
    ...setUp,
    who: 'club-admin',
    as: 'INSTAGRAM_NOT_PROFESSIONAL',
  },
  { code: 100, sub: 33, is: 'gone', who: 'club-admin', as: 'INSTAGRAM_POST_GONE' },
  {
    code: 100,
    says: '(#100) metric[0] must be one of the following values: reach',
    ...setUp,
    as: 'INSTAGRAM_METRIC_RETIRED',
  },
  { code: 2, ...unknown, as: 'INSTAGRAM_UNAVAILABLE' },
];

const rows = [
  ...[...shared, ...onFacebook].map((row) => ({ row, context: facebook })),
  ...[...shared, ...onInstagram].map((row) => ({ row, context: instagram })),
].map((entry) => ({
  ...entry,
  title: `${entry.context.platform} ${entry.row.code}/${entry.row.sub ?? '-'} ${entry.row.says ?? ''}`,
}));

describe('metaFailure', () => {
  it.each(rows)('$title is $row.is, $row.as', ({ row, context }) => {
    const failure = metaFailure(answer(400, errorBody(row)), context);

    expect(failure).toMatchObject({
      meaning: row.is,
      code: row.as,
      who: row.who,
      httpStatus: 400,
      platformCode: row.sub === undefined ? String(row.code) : `${row.code}/${row.sub}`,
      platformRequestId: 'trace-1',
    });
    expect(failure.retryAt?.toISOString()).toBe(row.retryAt);
    expect(failure.limitScope).toBe(row.scope);
    expect(failure.message).toMatch(/^[^{}]{20,}\.$/);
  });

  it('has a row tested for every row of the table', () => {
    const tested = new Set(
      rows.flatMap(({ row }) => [`${row.code}/${row.sub ?? ''}`, `${row.code}/`, `/${row.sub ?? row.code}`]),
    );

    const untested = metaErrors.filter(({ code, subcode }) => {
      const first = typeof code === 'object' ? code[0] : code;
      return !tested.has(`${first ?? ''}/${subcode ?? ''}`);
    });

    expect(untested).toEqual([]);
  });

  it('takes the longest wait that the usage header names', () => {
    const header = JSON.stringify({
      '61': [
        { type: 'pages', estimated_time_to_regain_access: 7 },
        { type: 'pages', estimated_time_to_regain_access: 19 },
      ],
    });
    const body = errorBody({ code: 80001 });

    const failure = metaFailure(answer(400, body, { 'x-business-use-case-usage': header }), facebook);

    expect(failure.retryAt?.toISOString()).toBe(minutes(19));
    expect(failure.message).toContain('2026-11-22 12:19 UTC');
  });

  it('does not wait for a use case that no post counts for', () => {
    const usage = {
      '61': [
        { type: 'messenger', estimated_time_to_regain_access: 1_380 },
        { type: 'pages', estimated_time_to_regain_access: 19 },
      ],
      '77': [{ type: 'ads_insights', estimated_time_to_regain_access: 600 }],
    };
    const headers = { 'x-business-use-case-usage': JSON.stringify(usage) };

    const failure = metaFailure(answer(400, errorBody({ code: 4 }), headers), facebook);

    expect(failure.retryAt?.toISOString()).toBe(minutes(19));
  });

  it('waits a week at most', () => {
    const usage = { '61': [{ type: 'pages', estimated_time_to_regain_access: 100_000 }] };
    const headers = { 'x-business-use-case-usage': JSON.stringify(usage) };

    const failure = metaFailure(answer(400, errorBody({ code: 80001 }), headers), facebook);

    expect(failure.retryAt?.toISOString()).toBe(minutes(7 * 24 * 60));
  });

  it('waits the fixed time when the usage header cannot be read', () => {
    const headers = { 'x-business-use-case-usage': '<html>' };

    const failure = metaFailure(answer(400, errorBody({ code: 80001 }), headers), facebook);

    expect(failure.retryAt?.toISOString()).toBe(minutes(60));
  });

  it.each([500, 502, 503, 504, 429])('takes an HTML page with status %d for an unknown outcome', (status) => {
    const failure = metaFailure(answer(status, undefined), facebook);

    expect(failure).toMatchObject({ meaning: 'unknown', code: 'FACEBOOK_UNAVAILABLE', httpStatus: status });
  });

  it('takes a success that cannot be read for an unknown outcome', () => {
    const failure = metaFailure(answer(200, undefined), facebook);

    expect(failure).toMatchObject({ meaning: 'unknown', code: 'FACEBOOK_ANSWER_UNREADABLE' });
  });

  it('takes an unknown code for an unknown outcome when Meta calls it transient', () => {
    const body = { error: { code: 777, message: 'Hm', is_transient: true } };

    expect(metaFailure(answer(400, body), facebook)).toMatchObject({
      meaning: 'unknown',
      code: 'FACEBOOK_UNAVAILABLE',
    });
  });

  it('knows that a request which never left was not accepted', () => {
    const failure = metaFailure({ kind: 'not-sent', cause: 'ECONNREFUSED' }, facebook);

    expect(failure).toMatchObject({ meaning: 'unavailable', code: 'FACEBOOK_NOT_REACHED' });
  });

  it('does not know what became of a request without an answer', () => {
    const failure = metaFailure({ kind: 'no-answer', cause: 'TimeoutError' }, instagram);

    expect(failure).toMatchObject({ meaning: 'unknown', code: 'INSTAGRAM_NO_ANSWER' });
  });

  it('calls a connected account hidden, not gone', () => {
    const failure = metaFailure(answer(400, errorBody({ code: 100, sub: 33 })), {
      ...facebook,
      subject: 'account',
    });

    expect(failure).toMatchObject({ meaning: 'permission', code: 'FACEBOOK_ACCOUNT_HIDDEN' });
  });

  it('keeps tokens out of the detail', () => {
    const says = `Error validating access_token=EAAB${'x'.repeat(30)} and Bearer abcdefghijkl`;

    const failure = metaFailure(answer(400, errorBody({ code: 190, says })), facebook);

    expect(failure.detail).toBe('Error validating access_token=[secret] and Bearer [secret]');
    const inJson = `Sent {"access_token":"abc.def-ghi", "code": 100} for 123456789|${'y'.repeat(27)}`;
    expect(metaFailure(answer(400, errorBody({ code: 1, says: inJson })), facebook).detail).toBe(
      'Sent {"access_token":"[secret]", "code": 100} for [secret]',
    );
  });
});

describe('isMetaSuccess', () => {
  it('does not take a "success": false for one', () => {
    expect([true, false].map((success) => isMetaSuccess(answer(200, { success })))).toEqual([true, false]);
  });

  it('does not trust status 200 when the body is an error', () => {
    expect(isMetaSuccess(answer(200, errorBody({ code: 1 })))).toBe(false);
  });
});

describe('videoFailure', () => {
  it('finds the meaning of the number in the status of a video', () => {
    const failure = videoFailure({ code: 1363030, words: 'timed out' }, facebook);

    expect(failure).toMatchObject({
      meaning: 'unavailable',
      code: 'FACEBOOK_UPLOAD_INTERRUPTED',
      platformCode: '1363030',
    });
  });

  it.each([undefined, 4242])('blames the file when Facebook gives the number %s', (code) => {
    const failure = videoFailure({ code, words: '' }, facebook);

    expect(failure).toMatchObject({ meaning: 'content', code: 'FACEBOOK_MEDIA_REFUSED', who: 'author' });
  });
});

describe('mayCallAgain', () => {
  it('says so of what broke off, and not of what was refused', () => {
    const again = [1363030, 1363031].map((code) => mayCallAgain(videoFailure({ code, words: '' }, facebook)));

    expect(again).toEqual([true, false]);
  });
});

describe('containerFailure', () => {
  it('finds the subcode in the status text', () => {
    const failure = containerFailure('Error: Media upload has failed with error code 2207009', instagram);

    expect(failure).toMatchObject({
      meaning: 'content',
      code: 'INSTAGRAM_ASPECT_RATIO',
      platformCode: '2207009',
    });
  });

  it('blames the picture when the text names no code we know', () => {
    const failure = containerFailure('Error: something odd', instagram);

    expect(failure).toMatchObject({ meaning: 'content', code: 'INSTAGRAM_MEDIA_REFUSED' });
  });
});

function errorBody(row: { code: number; sub?: number; says?: string }): unknown {
  return {
    error: {
      message: row.says ?? 'Something about it',
      type: 'OAuthException',
      code: row.code,
      ...(row.sub === undefined ? {} : { error_subcode: row.sub }),
      is_transient: false,
      fbtrace_id: 'trace-1',
    },
  };
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { kind: 'answer', status, headers, body };
}
