import { type Platform, platformNames } from '../../kernel/platform.ts';
import type { FailureMeaning, ProviderFailure, WhoMustAct } from './provider.errors.ts';
import type { HttpOutcome } from './provider.http.ts';

/** Codes start with the platform's name as people say it: `X_…`, `FACEBOOK_…`, `INSTAGRAM_…`. */
export function codePrefix(platform: Platform): string {
  return platformNames[platform].toUpperCase();
}

/** Who can mend a failure of this meaning, unless its row says otherwise. */
export function whoMends(meaning: FailureMeaning): WhoMustAct {
  switch (meaning) {
    case 'content':
    case 'duplicate':
      return 'author';
    case 'auth':
    case 'permission':
    case 'gone':
      return 'club-admin';
    case 'configuration':
      return 'administrator';
    case 'rate-limited':
    case 'unavailable':
    case 'unknown':
      return 'wait';
  }
}

/** A call without an answer. Only a connection that was never made proves that the platform did nothing. */
export function lostCallFailure(
  platform: Platform,
  outcome: Exclude<HttpOutcome, { kind: 'answer' }>,
): ProviderFailure {
  const name = platformNames[platform];
  if (outcome.kind === 'not-sent') {
    return {
      meaning: 'unavailable',
      code: `${codePrefix(platform)}_NOT_REACHED`,
      message: `${name} could not be reached. The service tries again by itself.`,
      who: 'wait',
      detail: outcome.cause,
    };
  }
  return {
    meaning: 'unknown',
    code: `${codePrefix(platform)}_NO_ANSWER`,
    message: `${name} did not answer in time, so it is not known what became of the request. The service looks before it does anything again.`,
    who: 'wait',
    detail: outcome.cause,
  };
}

/** An answer that says success and lacks what success means, or that says nothing we know. */
export function unreadableAnswerFailure(platform: Platform, httpStatus: number): ProviderFailure {
  return {
    meaning: 'unknown',
    code: `${codePrefix(platform)}_ANSWER_UNREADABLE`,
    message: `${platformNames[platform]} gave an answer that cannot be understood. The service looks before it does anything again.`,
    who: 'wait',
    httpStatus,
  };
}

/** The account published so much since the send that not all of it could be read; absence is not proved. */
export function tooManyPostsFailure(platform: Platform): ProviderFailure {
  return {
    meaning: 'unavailable',
    code: `${codePrefix(platform)}_TOO_MANY_POSTS`,
    message: `The account has too many recent posts on ${platformNames[platform]} to look through. Look at the account.`,
    who: 'club-admin',
  };
}

/** ` Next try: 2026-11-22 14:30 UTC.`, to be put behind a sentence. */
export function nextTry(retryAt: Date): string {
  return ` Next try: ${retryAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}

/** A platform's own words without anything that could be a token, at most 500 characters. */
export function scrubbed(words: string): string {
  return words
    .replace(/\b(Bearer|OAuth|Basic)\s+[\w.~+/|=-]{8,}/gi, '$1 [secret]')
    .replace(/\b(\w*token|\w*secret\w*|code|code_verifier|appsecret_proof)=[^&\s"']+/gi, '$1=[secret]')
    .replace(/\b(\w*token|\w*secret\w*|code_verifier|appsecret_proof)("\s*:\s*")[^"]+/gi, '$1$2[secret]')
    .replace(/\b\d{5,}\|[\w-]{16,}/g, '[secret]')
    .replace(/\bEA[A-Za-z0-9]{20,}/g, '[secret]')
    .slice(0, 500);
}
