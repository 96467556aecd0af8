import type { HttpAnswer } from '../provider.http.ts';
import { findingOfFailure, type Places } from '../provider.inspection.ts';
import { textAt } from '../provider.json.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import type { Finding } from '../provider.port.ts';

export const twitterPlaces: Places = {
  clubAdmin: 'https://x.com/settings/account',
  administrator: 'https://developer.x.com/en/portal/projects-and-apps',
};

/** What `GET /2/users/me` tells of the account, and its headers of the app. */
export function answerFindings({ body, headers }: HttpAnswer, accountId: string): Finding[] {
  const id = textAt(body, 'data', 'id');
  return [
    { aspect: 'token-valid', status: 'fine', message: 'X accepts the token.' },
    id !== undefined && id !== accountId ? otherAccount : sameAccount,
    headers['x-access-level'] === 'read' ? readOnlyApp : appMayWrite,
    { aspect: 'credits', status: 'fine', message: 'X takes calls of this app, so there is credit.' },
  ];
}

/** A limit of this call's own says nothing about posts, which have another one; a spent month ends all calls. */
export function refusalFindings(failure: ProviderFailure): Finding[] {
  if (failure.code === 'X_RATE_LIMIT') return [{ aspect: 'token-valid', status: 'unanswered', failure }];
  const found = findingOfFailure('account', failure, twitterPlaces);
  const isAboutMoney = failure.code === 'X_CREDITS_DEPLETED';
  return [isAboutMoney ? { ...found, aspect: 'credits' } : found];
}

/** `stored` empty: not known. */
export function scopesFinding(stored: readonly string[], wanted: readonly string[]): Finding {
  if (stored.length === 0)
    return { aspect: 'scopes', status: 'unseen', message: 'It is not known what the token was given for.' };
  const [missing] = wanted.filter((scope) => !stored.includes(scope));
  if (!missing)
    return { aspect: 'scopes', status: 'fine', message: 'Everything that posting needs was allowed.' };
  return {
    aspect: 'scopes',
    status: 'trouble',
    trouble: {
      code: 'X_PERMISSION_MISSING',
      message: `The permission ${missing} was not given. Reconnect and allow everything X asks.`,
      who: 'club-admin',
      place: 'reconnect',
    },
  };
}

const sameAccount: Finding = {
  aspect: 'account',
  status: 'fine',
  message: 'X neither locks nor suspends the account.',
};
const otherAccount: Finding = {
  aspect: 'account',
  status: 'trouble',
  trouble: {
    code: 'X_OTHER_ACCOUNT',
    message: 'The stored key belongs to another X account. Reconnect this one.',
    who: 'club-admin',
    place: 'reconnect',
  },
};
const appMayWrite: Finding = { aspect: 'app', status: 'fine', message: 'The app may write.' };
const readOnlyApp: Finding = {
  aspect: 'app',
  status: 'trouble',
  trouble: {
    code: 'X_APP_READ_ONLY',
    message:
      'The X app may only read. An administrator must set its permissions to read and write; then every account is connected anew.',
    who: 'administrator',
    place: { url: twitterPlaces.administrator },
  },
};
