import type { FailureMeaning } from '../provider.errors.ts';

/**
 * One row a trouble, tried from the top; every given part must fit. `type` is the last part of the problem's address
 * (its host changes between api.twitter.com and api.x.com), `code` is the number of the older error shape.
 * `{detail}` stands for X's own words. `wait` says where the time of a limit comes from.
 */
export interface TwitterErrorRow {
  status?: readonly number[];
  type?: readonly string[];
  title?: string;
  code?: number;
  words?: RegExp;
  meaning: FailureMeaning;
  name: string;
  message: string;
  wait?: 'header' | 'a-day';
  /** What was uploaded is to blame and may have ended meanwhile. */
  remake?: 'once';
}

const credits = {
  meaning: 'configuration',
  name: 'X_CREDITS_DEPLETED',
  message: 'The credit for the X API is used up. An administrator must top it up in the X developer portal.',
} as const;
const cap = {
  meaning: 'rate-limited',
  name: 'X_USAGE_CAP',
  message: "This month's limit for X is used up. The service looks once a day whether X takes posts again.",
  wait: 'a-day',
} as const;
const locked = {
  meaning: 'permission',
  name: 'X_ACCOUNT_LOCKED',
  message: 'X has locked this account. Log in at x.com and unlock it.',
} as const;
const suspended = {
  meaning: 'permission',
  name: 'X_ACCOUNT_SUSPENDED',
  message: 'X has suspended this account. Log in at x.com to see why and to appeal.',
} as const;
const appSetUp = {
  meaning: 'configuration',
  name: 'X_APP_NOT_PERMITTED',
  message: 'The X app may not do this. An administrator must check its access level and permissions.',
} as const;
const limit = {
  meaning: 'rate-limited',
  name: 'X_RATE_LIMIT',
  message: 'X takes no more calls for now. The service waits.',
  wait: 'header',
} as const;
const mediaRefused = {
  meaning: 'content',
  name: 'X_MEDIA_NOT_USABLE',
  message: 'X could not use the attached picture or video. Attach it again in a supported format: JPG, PNG or WEBP of at most 5 MB, GIF of at most 15 MB, or an MP4 with H.264 of at most 140 seconds.',
} as const;
const gone = {
  meaning: 'gone',
  name: 'X_POST_GONE',
  message: 'This post is not on X any more, or we may not see it.',
} as const;

/*
 * Sources:
 * [errors] docs.x.com/x-api/fundamentals/response-codes-and-errors and the Problem schemas of X's OpenAPI
 * [limits] docs.x.com/x-api/fundamentals/rate-limits
 * [media]  docs.x.com/x-api/media/quickstart/best-practices
 * [seen]   live answers quoted in public issues, for example akrherz/iembot#163
 * [told]   in a report to us; no public place was found that quotes it
 */
export const twitterErrors: readonly TwitterErrorRow[] = [
  { status: [402], ...credits }, // [seen]
  { type: ['credits', 'credits-depleted'], ...credits }, // [errors]
  { title: 'CreditsDepleted', ...credits }, // [seen]
  { title: 'UsageCapExceeded', ...cap }, // [errors]
  { type: ['usage-capped'], ...cap }, // [errors]
  { status: [429], ...limit }, // [limits]
  { code: 88, ...limit }, // [limits]
  { status: [401], meaning: 'auth', name: 'X_TOKEN_EXPIRED', message: 'X no longer accepts this connection. Please reconnect the account.' }, // [errors]
  { status: [403], words: /duplicate content/i, meaning: 'duplicate', name: 'X_DUPLICATE_CONTENT', message: 'X refuses this post because the same text was posted before. Look at the account; to post again, change the text.' }, // [seen]
  { status: [400, 403], words: /text is too long/i, meaning: 'content', name: 'X_TEXT_TOO_LONG', message: 'The text is too long for X. Shorten it to 280 characters.' }, // [seen]
  { status: [403], words: /^(Reply to this conversation|Quoting this post) is not allowed/i, meaning: 'content', name: 'X_REPLY_NOT_ALLOWED', message: 'X lets apps reply to or quote a post only when its author mentioned the account. Post it on its own.' }, // [errors]
  { status: [403], words: /reply to a (Tweet|Post) that is deleted or not visible/i, meaning: 'content', name: 'X_ANSWERED_POST_GONE', message: 'The post that this one answers is not on X any more, so X refused it. Post it on its own.' }, // [seen]
  { status: [403], words: /cashtag|invalid url|video longer/i, meaning: 'content', name: 'X_CONTENT_REFUSED', message: 'X refused the content: {detail} Change the post.' }, // [errors]
  { status: [403], type: ['unsupported-authentication', 'oauth1-permissions', 'client-forbidden'], ...appSetUp }, // [errors]
  { status: [403], words: /client-not-enrolled/i, ...appSetUp }, // [errors]
  { code: 326, ...locked }, // [seen]
  { status: [403], words: /temporarily locked/i, ...locked }, // [seen]
  { code: 64, ...suspended }, // [seen]
  { status: [403], words: /suspended/i, ...suspended }, // [seen]
  { status: [403], meaning: 'permission', name: 'X_NOT_PERMITTED', message: 'X did not permit this. Look at the account on x.com, or reconnect it and allow posting.' }, // [errors]
  { status: [400], words: /media type|unsupported media|file size exceeds/i, ...mediaRefused }, // [seen]
  { status: [400], words: /media IDs are invalid/i, ...mediaRefused, remake: 'once' }, // [media]
  { status: [400], words: /(Tweet|Post) you are quoting is not available/i, meaning: 'content', name: 'X_QUOTED_POST_GONE', message: 'The post that this one quotes is not on X any more, or may not be seen, so X refused it. Take the quote out, or quote another post.' }, // [told]
  { status: [404], ...gone }, // [errors]
  { type: ['resource-not-found'], ...gone }, // [errors]
  { status: [413], meaning: 'configuration', name: 'X_UPLOAD_TOO_LARGE', message: 'The media file could not be uploaded to X, because the pieces are too large for it. An administrator must look at it.' }, // [seen]
  { status: [400], meaning: 'configuration', name: 'X_REQUEST_REFUSED', message: 'The request to X could not be made because of an internal error. An administrator must look at it.' }, // [errors]
  { status: [500, 502, 503, 504], meaning: 'unknown', name: 'X_UNAVAILABLE', message: 'X has a disturbance at the moment. The service looks what became of the request and goes on by itself.' }, // [errors]
];

/** Errors of the token endpoint, which speaks RFC 6749 (section 5.2) instead. X sends `invalid_request` for dead tokens. */
export const twitterTokenErrors: readonly TwitterErrorRow[] = [
  // The same code for a mistake of ours; it must not disconnect every account.
  { status: [400], type: ['invalid_request'], words: /missing required parameter/i, meaning: 'configuration', name: 'X_REQUEST_REFUSED', message: 'The request to X could not be made because of an internal error. An administrator must look at it.' }, // [seen] pilcrowonpaper/arctic#314
  { status: [400], type: ['invalid_request', 'invalid_grant'], meaning: 'auth', name: 'X_CONNECTION_EXPIRED', message: 'The connection to X has ended. Please reconnect the account.' }, // [seen] trypostit/trypost#126
  { status: [400, 401], type: ['unauthorized_client', 'invalid_client'], meaning: 'configuration', name: 'X_APP_CREDENTIALS', message: 'X does not accept the credentials of our app. An administrator must check TWITTER_CLIENT_ID and TWITTER_CLIENT_SECRET.' }, // [seen] PLhery/node-twitter-api-v2#319
  // Here a 401 is always about our app; taking it for a dead token would disconnect every account.
  { status: [401], meaning: 'configuration', name: 'X_APP_CREDENTIALS', message: 'X does not accept the credentials of our app. An administrator must check TWITTER_CLIENT_ID and TWITTER_CLIENT_SECRET.' }, // [errors]
];
