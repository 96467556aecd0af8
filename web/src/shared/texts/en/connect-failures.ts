import type { FailureKind } from '../../../connect/failure.ts';

/** Instagram's dialog is Facebook's, so what happened there is told with that name. */
interface Names {
  platform: string;
  dialog: string;
}

export interface FailureWords {
  title: (names: Names) => string;
  /** What it means; left out where the service's own sentence says it better. */
  text?: () => string;
  /** What to do about it. */
  hint?: (names: Names) => string;
}

export const connectFailures: Record<FailureKind, FailureWords> = {
  refused: {
    title: ({ dialog }) => `You did not allow it at ${dialog}`,
    text: () => 'Nothing was changed. Without your permission nothing can be posted for you.',
    hint: () => 'To go on, try again and agree to what the dialog lists.',
  },
  'broken-off': {
    title: ({ dialog }) => `${dialog} broke off the login`,
    text: () => 'Nothing was changed, and it was not your fault.',
    hint: () => 'Wait a moment and try again.',
  },
  'wrong-account': {
    title: () => 'That was another account',
    hint: ({ dialog }) =>
      `If ${dialog} keeps logging you in with the wrong account, log out there first, or open this link in a private window.`,
  },
  permission: {
    title: () => 'A permission is missing',
    hint: () => 'Try again and leave every switch of the dialog on; without them posts cannot go out.',
  },
  role: {
    title: () => 'Your role on this Page is not enough',
    hint: () => 'Try again once somebody has given you more rights, or let that person open this link.',
  },
  'no-account': {
    title: ({ dialog }) => `${dialog} showed us no account`,
    text: () =>
      'Either nothing was ticked in the dialog, or this login manages no account that can be used here.',
    hint: () => 'Try again and tick the accounts, or log in as somebody who manages them.',
  },
  'not-linked': {
    title: () => 'This Instagram account is not ready yet',
    hint: () => 'Only professional accounts that are linked to a Facebook Page can be used here.',
  },
  removed: {
    title: () => 'This connection was removed',
    text: () => 'Somebody removed it in the meantime, so nothing is left to reconnect.',
    hint: () => 'If the account should be used again, connect it anew from your CRM.',
  },
  'login-over': {
    title: () => 'This login is over',
    text: () => 'It was finished before, or took too long.',
    hint: () => 'See where the link stands now.',
  },
  'not-configured': {
    title: ({ platform }) => `${platform} is not set up here`,
    text: () => 'The service lacks its own access to the platform.',
    hint: () => 'Only its administrator can mend that. Please tell them.',
  },
  'platform-down': {
    title: ({ dialog }) => `${dialog} does not answer`,
    text: () => 'Nothing was changed, and it was not your fault.',
    hint: () => 'Try again in a few minutes.',
  },
  'platform-busy': {
    title: ({ dialog }) => `${dialog} asks us to wait`,
    text: () => 'It takes only so many questions in an hour. Nothing was changed.',
    hint: () => 'Try again in a quarter of an hour.',
  },
  'link-unknown': {
    title: () => 'This link does not work',
    text: () => 'It may have been cut off on its way, or it is too old to be known any more.',
    hint: () => 'Open it once more from the message you got, or start again from your CRM.',
  },
  'link-used': {
    title: () => 'This link was used before',
    text: () => 'Each link works once. If the account is connected, nothing is left to do.',
    hint: () => 'Otherwise ask for a new link, or start again from your CRM.',
  },
  'link-expired': {
    title: () => 'This link has expired',
    text: () => 'Links work for a short time only, so that nobody can use an old one.',
    hint: () => 'Ask for a new link, or start again from your CRM.',
  },
  'no-network': {
    title: () => 'The service could not be reached',
    text: () => 'This page got no answer, so it cannot tell where the link stands.',
    hint: () => 'Check your internet connection and try again.',
  },
  'service-busy': {
    title: () => 'The service has trouble at the moment',
    text: () => 'It was not your fault, and nothing is lost.',
    hint: () => 'Try again in a minute.',
  },
  'too-many-tries': {
    title: () => 'That was a little too often',
    text: () => 'The service lets only so many tries through in a minute.',
    hint: () => 'Wait a minute and try again.',
  },
  other: {
    title: () => 'The account could not be connected',
    hint: () => 'Nothing was changed. Try again; if it stays, tell your administrator.',
  },
};
