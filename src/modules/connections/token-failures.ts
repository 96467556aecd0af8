import { UnreadableTokenError } from '../../security/token-cipher.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import type { TokenRow } from './token-access.queries.ts';

/** A refresh without a usable answer: the old refresh token may be spent. */
export const answerLost: ProviderFailure = {
  meaning: 'unknown',
  code: 'TOKEN_REFRESH_UNKNOWN',
  message:
    'The platform did not answer the last refresh of this token. The present token is used until it ends; then the refresh is tried again.',
  who: 'wait',
};

/** The token was tried once more and refused; the definite end of what `answerLost` left open. */
export function lostForGood(failure: ProviderFailure): ProviderFailure {
  return {
    ...failure,
    message:
      'The answer to an earlier refresh was lost, and the platform does not take the old refresh token again. Please reconnect; scheduled posts wait until then.',
    code: 'TOKEN_REFRESH_LOST',
  };
}

export const unusable: ProviderFailure = {
  meaning: 'configuration',
  code: 'TOKEN_UNREADABLE',
  message:
    'The stored token cannot be opened. An administrator must check TOKEN_ENCRYPTION_KEYS; the post waits.',
  who: 'administrator',
};

/** Of a connection that ends: no post waits for it any more. */
export const notRevocable: ProviderFailure = {
  meaning: 'configuration',
  code: 'TOKEN_UNREADABLE',
  message: 'The stored token could not be opened to revoke it: TOKEN_ENCRYPTION_KEYS lacks its key.',
  who: 'administrator',
};

const notReady: ProviderFailure = {
  meaning: 'unavailable',
  code: 'TOKEN_NOT_READY',
  message: 'A disturbance of this service kept the token from being made ready. We will try again.',
  who: 'wait',
};

/** What to say of a token that could not be had: only one that does not open is to blame itself, and not the database's silence. */
export function failureOfToken(error: unknown): ProviderFailure {
  return error instanceof UnreadableTokenError ? unusable : notReady;
}

/** Posts go out without it; only what is seen as the person is not. */
export const loginUnreadable: ProviderFailure = {
  meaning: 'configuration',
  code: 'LOGIN_UNREADABLE',
  message:
    'The stored login of the person who connected the account cannot be opened, so roles are not seen; posts go out. An administrator must check TOKEN_ENCRYPTION_KEYS; a reconnect stores a new login.',
  who: 'administrator',
};

/** The last refresh failed, and the platform is left alone until the wait is over. */
export function refreshWaits({
  errorCode,
  errorMessage,
  refreshNotBefore,
}: Pick<TokenRow, 'errorCode' | 'errorMessage' | 'refreshNotBefore'>): ProviderFailure {
  return {
    meaning: 'unavailable',
    code: errorCode ?? 'TOKEN_REFRESH_WAITS',
    message: errorMessage ?? 'The platform could not renew the connection. The service asks again by itself.',
    who: 'wait',
    ...(refreshNotBefore && { retryAt: refreshNotBefore }),
  };
}

/** `failure.code` stays: it tells the second refusal from the first. */
export function refusedFresh({ code }: ProviderFailure): ProviderFailure {
  return {
    meaning: 'unavailable',
    code,
    message: 'The platform refused a token that it gave a moment ago. The service tries it once more.',
    who: 'wait',
  };
}

export const busyElsewhere: ProviderFailure = {
  meaning: 'unavailable',
  code: 'TOKEN_REFRESH_UNDER_WAY',
  message: 'The connection is being renewed. We will try again.',
  who: 'wait',
};
