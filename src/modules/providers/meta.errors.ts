import type { FailureMeaning, ProviderFailure, WhoMustAct } from './provider.errors.ts';

/** How long a limit lasts and what it covers. */
export interface MetaLimit {
  /** Wait this long when the answer's headers do not name a time. */
  minutes: number;
  scope: NonNullable<ProviderFailure['limitScope']>;
  /** `header`: estimated_time_to_regain_access counts when it is there. */
  source: 'header' | 'fixed';
}

/**
 * One row a code. `{PLATFORM}` and `{platform}` stand for the platform's name in codes and sentences.
 * A row with a subcode and no code fits wherever Meta puts that number: it sends the long ones in either place.
 */
export interface MetaErrorRow {
  code?: number | readonly [first: number, last: number];
  subcode?: number;
  /** Needed where Meta gives different troubles the same number; matched against `error.message` alone. */
  words?: RegExp;
  meaning: FailureMeaning;
  name: string;
  message: string;
  limit?: MetaLimit;
  /** Who can mend it, where that is not what the meaning says. */
  who?: WhoMustAct;
  /** What was prepared is of no use after this. */
  preparedAnew?: true;
}

const anHour: MetaLimit = { minutes: 60, scope: 'connection', source: 'header' };
const anHourForAll: MetaLimit = { ...anHour, scope: 'application' };
const aDay: MetaLimit = { minutes: 24 * 60, scope: 'connection', source: 'fixed' };

const appSettings = {
  meaning: 'configuration',
  name: 'FACEBOOK_APP_SETTINGS',
  message: 'Facebook does not accept the settings of this app. An administrator must check app id, app secret and version.',
} as const;
const expired = {
  meaning: 'auth',
  name: 'FACEBOOK_CONNECTION_EXPIRED',
  message: 'The connection to Facebook has ended. Please reconnect the account.',
} as const;
const checkpoint = {
  meaning: 'auth',
  name: 'FACEBOOK_SECURITY_CHECK',
  message: 'Facebook wants a security check. Log in at facebook.com, finish it, and then reconnect the account.',
} as const;
const policy = {
  meaning: 'content',
  name: 'FACEBOOK_POLICY',
  message: 'Facebook refuses this content because of its rules. Change the post.',
} as const;
const repeated = {
  meaning: 'duplicate',
  name: 'FACEBOOK_DUPLICATE_CONTENT',
  message: 'Facebook says that this post is published already. Look at the Page; to post again, change the text.',
} as const;
const badLink = {
  meaning: 'content',
  name: 'FACEBOOK_LINK_REFUSED',
  message: 'Facebook cannot use the link. Open it in a browser to check it, then change it.',
} as const;
const badFile = {
  meaning: 'content',
  name: 'FACEBOOK_MEDIA_REFUSED',
  message: 'Facebook cannot use the picture or video. Use a JPG or PNG of at most 4 MB.',
} as const;
const badVideo = {
  meaning: 'content',
  name: 'FACEBOOK_MEDIA_REFUSED',
  message: 'Facebook cannot use the video. Use MP4 with H.264 and AAC, neither empty nor larger than 10 GB.',
} as const;
const uploadTrouble = {
  meaning: 'unavailable',
  name: 'FACEBOOK_UPLOAD_INTERRUPTED',
  message: 'The upload to Facebook broke off. The service tries again by itself.',
} as const;
const outage = {
  meaning: 'unknown',
  name: '{PLATFORM}_UNAVAILABLE',
  message: '{platform} has a disturbance at the moment. The service looks what became of the request and goes on by itself.',
} as const;
const instagramFetch = {
  meaning: 'unavailable',
  name: 'INSTAGRAM_MEDIA_NOT_FETCHED',
  message: 'Instagram could not fetch the picture or video. The service tries again; if it keeps failing, check that the address opens without a login.',
} as const;
const instagramTrouble = {
  meaning: 'unavailable',
  name: 'INSTAGRAM_UPLOAD_FAILED',
  message: 'Instagram could not take the picture or video in. The service goes on by itself.',
} as const;
const instagramDraftGone = {
  meaning: 'unavailable',
  name: 'INSTAGRAM_DRAFT_GONE',
  message: 'Instagram says that the prepared post is gone. The service looks whether it went out, and otherwise prepares it anew.',
  preparedAnew: true,
} as const;
const instagramTags = {
  meaning: 'content',
  name: 'INSTAGRAM_TAGS_REFUSED',
  message: 'Instagram refuses a tagged person or product. Remove the tags.',
} as const;
const instagramVideo = {
  meaning: 'content',
  name: 'INSTAGRAM_VIDEO_REFUSED',
  message: 'Instagram cannot use this video format. Use MP4 or MOV with H.264.',
} as const;

/*
 * Sources:
 * [errors] developers.facebook.com/docs/graph-api/guides/error-handling
 * [limits] developers.facebook.com/docs/graph-api/overview/rate-limiting
 * [proof]  developers.facebook.com/docs/graph-api/guides/secure-requests
 * [video]  developers.facebook.com/docs/video-api/reference/error-codes
 * [ig]     developers.facebook.com/docs/instagram-platform/reference/error-codes
 * [batch]  developers.facebook.com/docs/graph-api/batch-requests
 * [seen]   not in Meta's lists; reported by publishers from live answers
 */
export const metaErrors: readonly MetaErrorRow[] = [
  { code: 190, subcode: 458, meaning: 'auth', name: 'FACEBOOK_APP_REMOVED', message: 'Our app was removed in the Facebook settings. Please reconnect the account.' }, // [errors]
  { code: 190, subcode: 459, ...checkpoint }, // [errors]
  { subcode: 1404006, ...checkpoint }, // [seen] with 368
  { subcode: 4854002, ...checkpoint }, // [seen]
  { code: 190, subcode: 460, meaning: 'auth', name: 'FACEBOOK_PASSWORD_CHANGED', message: 'The Facebook password was changed, which ended the connection. Please reconnect the account.' }, // [errors]
  { code: 190, subcode: 464, meaning: 'auth', name: 'FACEBOOK_USER_UNCONFIRMED', message: 'The Facebook account is not confirmed yet. Confirm it at facebook.com, then reconnect.' }, // [errors]
  { code: 190, subcode: 492, meaning: 'permission', name: 'FACEBOOK_PAGE_ROLE_LOST', message: 'The person who connected this Page has no role on it any more, or two-factor login is required. Restore the role or let somebody else reconnect.' }, // [errors]
  { code: 190, subcode: 463, ...expired }, // [errors]
  { code: 190, subcode: 467, ...expired }, // [errors]
  { code: 190, ...expired }, // [errors]
  { code: 102, ...expired }, // [errors]

  { code: 10, words: /not an Instagram Business/i, meaning: 'configuration', name: 'INSTAGRAM_NOT_PROFESSIONAL', message: 'This Instagram account is a personal one. Change it to a professional account in the Instagram app, then reconnect.', who: 'club-admin' }, // [seen]
  { subcode: 1404078, meaning: 'permission', name: 'FACEBOOK_PAGE_AUTHORIZATION', message: 'Facebook wants the Page Publishing Authorization. Complete it in the Page settings on Facebook.' }, // [seen] with 368
  { subcode: 1404112, meaning: 'permission', name: 'FACEBOOK_ACCOUNT_LIMITED', message: 'Facebook has limited this account for some days. Look at the Support Inbox on facebook.com.' }, // [seen] with 368
  { subcode: 1390008, meaning: 'rate-limited', name: 'FACEBOOK_TOO_FAST', message: 'Facebook says that posts come too fast. The service waits.', limit: { ...anHour, source: 'fixed' } }, // [seen] with 368
  { subcode: 1346003, ...policy }, // [seen]
  { subcode: 1404102, ...policy }, // [seen]
  { code: 506, ...repeated }, // [errors]
  { subcode: 1404082, ...repeated }, // [seen]
  { subcode: 1366051, ...repeated }, // [seen]
  { code: 368, ...policy }, // [errors]
  { subcode: 1609005, ...badLink }, // [errors]
  { subcode: 1609008, ...badLink }, // [seen]
  { subcode: 2061006, ...badLink }, // [seen]
  { code: 1500, ...badLink }, // [seen]
  { subcode: 1366046, ...badFile }, // [seen]
  { subcode: 2069019, ...badFile }, // [seen]
  { subcode: 1363022, ...badVideo }, // [video]
  { subcode: 1363023, ...badVideo }, // [video]
  { subcode: 1363031, ...badVideo }, // [video]
  { code: 324, ...badFile }, // [seen]
  { code: 6000, ...badVideo }, // [video]
  { subcode: 1363042, meaning: 'permission', name: 'FACEBOOK_PERMISSION_MISSING', message: 'This connection may not post videos on the Page. Reconnect and allow everything Facebook asks.' }, // [video]
  { subcode: 1363030, ...uploadTrouble }, // [video]
  { subcode: 1363019, ...uploadTrouble }, // [video]
  { subcode: 1363033, ...uploadTrouble }, // [video]
  { subcode: 1363037, ...uploadTrouble }, // [video]
  { subcode: 1363047, ...uploadTrouble }, // [seen]
  { subcode: 1609010, ...uploadTrouble }, // [seen]

  // The post may be live although the answer says it was blocked: look first, then keep away from the account for a day.
  { code: 4, subcode: 2207051, meaning: 'unknown', name: 'INSTAGRAM_ACTION_BLOCKED', message: 'Instagram has blocked posting for a while to protect its community. The service looks whether the post went out and waits a day.', limit: aDay }, // [ig]
  { code: 9, subcode: 2207042, meaning: 'rate-limited', name: 'INSTAGRAM_DAILY_POSTS', message: 'Instagram does not take more posts from this account today. The service waits.', limit: aDay }, // [ig]
  { code: 4, meaning: 'rate-limited', name: 'FACEBOOK_APP_LIMIT', message: 'Facebook takes no more calls from this app for now. The service waits.', limit: anHourForAll }, // [limits]
  { code: 341, meaning: 'rate-limited', name: 'FACEBOOK_APP_LIMIT', message: 'Facebook takes no more calls from this app for now. The service waits.', limit: anHourForAll }, // [errors]
  { code: 17, meaning: 'rate-limited', name: 'FACEBOOK_USER_LIMIT', message: 'Facebook takes no more calls for this person for now. The service waits.', limit: anHour }, // [limits]
  { code: 613, meaning: 'rate-limited', name: 'FACEBOOK_USER_LIMIT', message: 'Facebook takes no more calls for this person for now. The service waits.', limit: anHour }, // [limits]
  { code: 32, meaning: 'rate-limited', name: 'FACEBOOK_PAGE_LIMIT', message: 'Facebook takes no more calls for this Page for now. The service waits.', limit: anHour }, // [limits]
  { code: 80001, meaning: 'rate-limited', name: 'FACEBOOK_PAGE_LIMIT', message: 'Facebook takes no more calls for this Page for now. The service waits.', limit: anHour }, // [limits]
  { code: 80002, meaning: 'rate-limited', name: 'INSTAGRAM_ACCOUNT_LIMIT', message: 'Instagram takes no more calls for this account for now. The service waits.', limit: anHour }, // [limits]

  { code: -2, subcode: 2207003, ...instagramFetch }, // [ig]
  { code: -2, subcode: 2207020, ...instagramDraftGone }, // [ig]
  { code: -1, subcode: 2207001, ...outage }, // [ig]
  { code: -1, subcode: 2207032, ...instagramTrouble }, // [ig]
  { code: -1, subcode: 2207053, ...instagramTrouble, preparedAnew: true }, // [ig]
  { code: -1, subcode: 2207073, meaning: 'configuration', name: 'INSTAGRAM_NOT_DELETABLE', message: 'Instagram does not let apps delete this post. Delete it in the Instagram app.', who: 'club-admin' }, // [ig]
  { code: 1, subcode: 2207057, meaning: 'content', name: 'INSTAGRAM_COVER_REFUSED', message: 'The cover picture lies outside the video. Choose an earlier moment.' }, // [ig]
  { code: 24, subcode: 2207006, meaning: 'content', name: 'INSTAGRAM_MEDIA_NOT_FOUND', message: 'Instagram does not find the media, or this connection may not use it. Upload it again; if that does not help, reconnect.' }, // [ig]
  { code: 24, subcode: 2207008, ...instagramDraftGone }, // [ig]
  { code: 25, subcode: 2207050, meaning: 'permission', name: 'INSTAGRAM_ACCOUNT_RESTRICTED', message: 'Instagram has restricted this account. Open the Instagram app and follow what it says.' }, // [ig]
  { code: 100, subcode: 2207023, meaning: 'configuration', name: 'INSTAGRAM_MEDIA_TYPE', message: 'The post could not be sent because of an internal error. An administrator must look at it.' }, // [ig]
  { code: 100, subcode: 2207028, meaning: 'content', name: 'INSTAGRAM_CAROUSEL_SIZE', message: 'A carousel needs 2 to 10 pictures or videos. Change their number.' }, // [ig]
  { code: 100, subcode: 2207035, ...instagramTags }, // [ig]
  { code: 100, subcode: 2207036, ...instagramTags }, // [ig]
  { code: 100, subcode: 2207037, ...instagramTags }, // [ig]
  { code: 100, subcode: 2207040, ...instagramTags }, // [ig]
  { code: 352, subcode: 2207026, ...instagramVideo }, // [ig]
  { code: 9004, subcode: 2207052, ...instagramFetch }, // [ig]
  { code: 9007, subcode: 2207027, meaning: 'unavailable', name: 'INSTAGRAM_NOT_READY', message: 'Instagram is still working on the picture or video. The service tries again in a moment.' }, // [ig]
  { code: 36000, subcode: 2207004, meaning: 'content', name: 'INSTAGRAM_IMAGE_TOO_LARGE', message: 'The picture is too large for Instagram. Use one of at most 8 MB.' }, // [ig]
  { code: 36001, subcode: 2207005, meaning: 'content', name: 'INSTAGRAM_IMAGE_FORMAT', message: 'Instagram cannot use this picture format. Use a JPEG.' }, // [ig]
  { code: 36003, subcode: 2207009, meaning: 'content', name: 'INSTAGRAM_ASPECT_RATIO', message: 'The shape of the picture does not fit Instagram. Crop it to between 4:5 (portrait) and 1.91:1 (landscape).' }, // [ig]
  { code: 36004, subcode: 2207010, meaning: 'content', name: 'INSTAGRAM_CAPTION_TOO_LONG', message: 'The text is too long for Instagram. Use at most 2,200 characters.' }, // [ig]
  { subcode: 2207077, ...instagramFetch }, // [seen] in the status of a container
  { subcode: 2207082, ...instagramTrouble }, // [seen] in the status of a container
  { subcode: 2207085, ...instagramVideo }, // [seen] in the status of a container
  { subcode: 2207081, meaning: 'content', name: 'INSTAGRAM_TRIAL_REELS', message: 'This account may not post trial reels. Post it as an ordinary reel.' }, // [seen]

  { code: 100, subcode: 33, meaning: 'gone', name: '{PLATFORM}_POST_GONE', message: 'This post is not on {platform} any more, or we may not see it.' }, // [errors]
  { code: 100, words: /valid insights metric|metric\[\d+\] must be/i, meaning: 'configuration', name: '{PLATFORM}_METRIC_RETIRED', message: '{platform} no longer counts one of the figures we asked for.' }, // [seen]
  { code: 100, words: /appsecret_proof/i, ...appSettings }, // [proof]
  { code: 1, words: /validating client secret/i, ...appSettings }, // [seen]
  { code: 101, ...appSettings }, // [seen]
  { code: 2635, ...appSettings }, // [errors]
  { code: 100, subcode: 36007, meaning: 'auth', name: 'FACEBOOK_LOGIN_EXPIRED', message: 'The Facebook login took too long. Please start connecting again.' }, // [seen]
  { code: 100, subcode: 36009, meaning: 'auth', name: 'FACEBOOK_LOGIN_EXPIRED', message: 'This Facebook login was used already. Please start connecting again.' }, // [seen]
  { code: 100, subcode: 36008, meaning: 'configuration', name: 'FACEBOOK_REDIRECT_ADDRESS', message: 'Facebook does not accept the address it should return to. An administrator must check PUBLIC_URL and the app settings.' }, // [seen]
  { code: 100, meaning: 'configuration', name: '{PLATFORM}_REQUEST_REFUSED', message: 'The request to {platform} could not be made because of an internal error. An administrator must look at it.' }, // [errors]
  { code: 803, meaning: 'configuration', name: '{PLATFORM}_REQUEST_REFUSED', message: 'The request to {platform} could not be made because of an internal error. An administrator must look at it.' }, // [seen]

  { code: 3, meaning: 'permission', name: 'FACEBOOK_PERMISSION_MISSING', message: 'A permission is missing. Reconnect and allow everything Facebook asks.' }, // [errors]
  { code: 10, meaning: 'permission', name: 'FACEBOOK_PERMISSION_MISSING', message: 'A permission is missing. Reconnect and allow everything Facebook asks.' }, // [errors]
  { code: [200, 299], meaning: 'permission', name: 'FACEBOOK_PERMISSION_MISSING', message: 'A permission is missing. Reconnect and allow everything Facebook asks.' }, // [errors]

  { code: 1, ...outage }, // [errors]
  { code: 2, ...outage }, // [errors]
  { code: 99, ...outage }, // [seen] with the post live each time
  { code: 960, ...outage }, // [batch]
];

/** What an answer means that carries no known code: an outage by its status, otherwise our own mistake. */
export const metaOutage: MetaErrorRow = outage;

/** A video that Facebook could not work on without saying why in a number we know. */
export const metaVideoRefused: MetaErrorRow = badVideo;
