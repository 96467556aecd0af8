import {
  type AccountNeeds,
  noRole,
  scopeMissing,
  taskMissing,
  type GraphPage,
  tokenFactsOf,
  type TokenFacts,
  wishedScopeMissing,
} from './meta.accounts.ts';
import { metaFailure, type MetaContext } from './meta.failure.ts';
import type { Aspect, Finding, Places, Trouble } from './provider.inspection.ts';
import { findingOfFailure } from './provider.inspection.ts';
import { listAt, numberAt, textAt, valueAt } from './provider.json.ts';
import type { AccountProblem, InspectedAccess } from './provider.port.ts';

/** Roles on Pages and linked accounts are changed there; apps in the other. */
export const metaPlaces: Places = {
  clubAdmin: 'https://business.facebook.com/latest/settings',
  administrator: 'https://developers.facebook.com/apps/',
};

const dataAccessWarningMs = 14 * 86_400_000;

export interface MetaLook {
  access: InspectedAccess;
  needs: AccountNeeds;
  context: MetaContext;
}

/**
 * What /debug_token tells of a stored token: whose it is, whether it is good, and what it may do for this very account
 * (developers.facebook.com/docs/graph-api/reference/debug_token). Of a token that is not good only that is told.
 */
export function tokenFindings(body: unknown, look: MetaLook): Finding[] {
  const facts = tokenFactsOf(body);
  const kind = kindFinding(body, look);
  if (!facts.isValid) return [kind, refusedToken(body, look.context)];
  return [
    kind,
    { aspect: 'token-valid', status: 'fine', message: 'Meta accepts the token.' },
    dataAccessFinding(facts, look.context.now),
    scopesFinding(facts, look),
  ];
}

function kindFinding(body: unknown, { access, context }: MetaLook): Finding {
  const kind = textAt(body, 'data', 'type');
  const pageId = textAt(body, 'data', 'profile_id');
  if (kind === 'USER') return trouble('token-kind', personToken);
  const isOther = context.platform === 'FACEBOOK' && pageId !== undefined && pageId !== access.accountId;
  if (isOther) return trouble('token-kind', otherPagesToken);
  return kind === 'PAGE'
    ? { aspect: 'token-kind', status: 'fine', message: "The token is the Page's own." }
    : { aspect: 'token-kind', status: 'unseen', message: 'Meta does not tell what kind of token it is.' };
}

/** The same sentences as when a call is refused, because the same code stands behind it. */
function refusedToken(body: unknown, context: MetaContext): Finding {
  const error = {
    code: numberAt(body, 'data', 'error', 'code') ?? 190,
    error_subcode: numberAt(body, 'data', 'error', 'subcode'),
    message: textAt(body, 'data', 'error', 'message') ?? '',
  };
  const failure = metaFailure({ kind: 'answer', status: 400, headers: {}, body: { error } }, context);
  return findingOfFailure('token-valid', failure, metaPlaces);
}

/** Posting goes on without it: developers.facebook.com/docs/facebook-login/guides/access-tokens. */
function dataAccessFinding({ dataAccessExpiresAt }: TokenFacts, now: Date): Finding {
  if (!dataAccessExpiresAt || dataAccessExpiresAt.getTime() - now.getTime() > dataAccessWarningMs) {
    return { aspect: 'data-access', status: 'fine', message: 'Meta shows the figures of this account.' };
  }
  const day = dataAccessExpiresAt.toISOString().slice(0, 10);
  if (dataAccessExpiresAt > now) {
    const message = `Meta shows no figures of this account after ${day} unless somebody logs in again. Posts go out; reconnect to keep the figures.`;
    return warning('data-access', { code: 'DATA_ACCESS_ENDING', message });
  }
  const message = `Meta has shown no figures of this account since ${day}, because nobody logged in again. Posts go out; reconnect to see figures.`;
  return warning('data-access', { code: 'DATA_ACCESS_ENDED', message });
}

/** Ids of Pages stand under the scopes of Pages and ids of Instagram accounts under those of Instagram; a scope without ids is for all. */
function scopesFinding({ scopes, targets }: TokenFacts, { access, needs }: MetaLook): Finding {
  const [missing] = needs.publishing.filter((scope) => !scopes.includes(scope));
  if (missing) return trouble('scopes', scopeMissing(missing));
  const ticked = targets.get(needs.ticked);
  if (ticked && !ticked.includes(access.accountId)) return trouble('scopes', notTicked(needs.ticked));
  const [wished] = needs.wished.filter((scope) => !scopes.includes(scope));
  return wished
    ? warning('scopes', wishedScopeMissing(wished))
    : {
        aspect: 'scopes',
        status: 'fine',
        message: 'Everything that posting needs was granted for this account.',
      };
}

/** `pages` are those that the person behind the connection reaches; a role shows nowhere else. */
export function roleFinding(pages: GraphPage[], { access }: Pick<MetaLook, 'access'>): Finding {
  const page = pages.find(
    ({ id, instagram }) => id === access.accountId || instagram?.id === access.accountId,
  );
  if (!page) {
    return atPlace('page-role', { ...noRole, code: 'FACEBOOK_PAGE_ROLE_LOST', message: roleLost });
  }
  if (!page.tasks.includes('CREATE_CONTENT')) return atPlace('page-role', taskMissing);
  return {
    aspect: 'page-role',
    status: 'fine',
    message: 'The person who connected may create content on the Page.',
  };
}

/** A Page that is not published takes posts and shows them to nobody. */
export function publishedFinding(body: unknown): Finding {
  return valueAt(body, 'is_published') === false
    ? atPlace('account', pageUnpublished)
    : { aspect: 'account', status: 'fine', message: 'The Page is published.' };
}

/**
 * Meta has no field for an app's mode. What review approved is listed (…/reference/application/permissions); where a permission is
 * not in that list, the app is in development mode or the permission is for people with a role on the app only, and posts may be
 * seen by these alone (…/development/build-and-test/app-modes). An app that serves its own business may live with that: a warning.
 */
export function appFinding(body: unknown, needs: AccountNeeds): Finding {
  const listed = listAt(body, 'data');
  const approved = listed
    .filter((entry) => ['live', 'approved'].includes(textAt(entry, 'status') ?? ''))
    .map((entry) => textAt(entry, 'permission'));
  if (listed.length === 0)
    return { aspect: 'app', status: 'unseen', message: 'Meta does not tell what review approved.' };
  const [missing] = needs.publishing.filter((scope) => !approved.includes(scope));
  if (!missing) return { aspect: 'app', status: 'fine', message: 'The app is approved for posting.' };
  const place = { url: metaPlaces.administrator };
  const message = `The Meta app is not live with the permission ${missing}. In development mode posts are seen by people with a role on the app only. Finish app review and switch the app to live.`;
  return {
    aspect: 'app',
    status: 'warning',
    trouble: { code: 'FACEBOOK_APP_NOT_LIVE', message, who: 'administrator', place },
  };
}

/** `undefined`: still linked, as far as the Page tells. */
export function linkTrouble(body: unknown, accountId: string): Finding | undefined {
  if (textAt(body, 'instagram_business_account', 'id') === accountId) return undefined;
  const isPersonal = textAt(body, 'connected_instagram_account', 'id') === accountId;
  return atPlace('account', isPersonal ? notProfessional : notLinked);
}

function trouble(aspect: Aspect, problem: AccountProblem): Finding {
  return { aspect, status: 'trouble', trouble: byReconnect(problem) };
}

function warning(aspect: Aspect, problem: AccountProblem): Finding {
  return { aspect, status: 'warning', trouble: byReconnect(problem) };
}

function byReconnect(problem: AccountProblem): Trouble {
  return { ...problem, who: 'club-admin', place: 'reconnect' };
}

function atPlace(aspect: Aspect, problem: AccountProblem): Finding {
  const place = { url: metaPlaces.clubAdmin };
  return { aspect, status: 'trouble', trouble: { ...problem, who: 'club-admin', place } };
}

const personToken: AccountProblem = {
  code: 'FACEBOOK_TOKEN_KIND',
  message:
    "The stored key is a person's and not the Page's, and Facebook takes no posts with it. Reconnect the account.",
};
const otherPagesToken: AccountProblem = {
  code: 'FACEBOOK_TOKEN_OF_ANOTHER_PAGE',
  message: 'The stored key belongs to another Page. Reconnect the account.',
};
const roleLost =
  'The person who connected this account has no role on its Page any more. Restore the role in Meta Business Suite, or let somebody else reconnect.';
const pageUnpublished: AccountProblem = {
  code: 'FACEBOOK_PAGE_UNPUBLISHED',
  message: 'The Page is not published, so nobody sees its posts. Publish it in the Page settings.',
};
const notProfessional: AccountProblem = {
  code: 'INSTAGRAM_NOT_PROFESSIONAL',
  message:
    'This Instagram account is a personal one. Change it to a professional account in the Instagram app, then reconnect.',
};
const notLinked: AccountProblem = {
  code: 'INSTAGRAM_NOT_LINKED',
  message:
    'The Instagram account is not linked to its Facebook Page any more. Link it in the Page settings under "Linked accounts", then reconnect.',
};

function notTicked(scope: string): AccountProblem {
  return {
    code: 'FACEBOOK_PAGE_NOT_TICKED',
    message: `The permission ${scope} was given, but not for this account. Reconnect and tick it in the Facebook dialog.`,
  };
}
