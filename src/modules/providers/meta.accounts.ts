import { Secret } from '../../kernel/secret.ts';
import { listAt, numberAt, textAt, textsAt, valueAt } from './provider.json.ts';
import type { AccountProblem, TokenGrant } from './provider.port.ts';

/** A Page as /me/accounts and the business edges list it. */
export interface GraphPage {
  id: string;
  name: string;
  /** Null: the person reaches the Page through a business but has no role that lets apps act for it. */
  accessToken: Secret | null;
  tasks: string[];
  instagram: { id: string; username: string } | null;
}

export const pageFields = 'id,name,access_token,tasks,instagram_business_account{id,username}';

/** What /debug_token tells (developers.facebook.com/docs/graph-api/reference/debug_token). */
export interface TokenFacts {
  isValid: boolean;
  /** Null: no expiry, which Meta writes as 0. */
  expiresAt: Date | null;
  dataAccessExpiresAt: Date | null;
  /** The person the token was made by. */
  userId: string | null;
  scopes: string[];
  /** Per scope the ids that the person ticked; a scope that is missing here was granted for everything. */
  targets: Map<string, string[]>;
}

export function pageOf(body: unknown): GraphPage | null {
  const id = textAt(body, 'id');
  if (!id) return null;
  const token = textAt(body, 'access_token');
  const instagramId = textAt(body, 'instagram_business_account', 'id');
  return {
    id,
    name: textAt(body, 'name') ?? id,
    accessToken: token ? new Secret(token) : null,
    tasks: textsAt(body, 'tasks'),
    instagram: instagramId
      ? { id: instagramId, username: textAt(body, 'instagram_business_account', 'username') ?? instagramId }
      : null,
  };
}

/** One entry per Page; a list may name a Page that another list named before, and the entry with a token wins. */
export function withoutRepeats(pages: GraphPage[]): GraphPage[] {
  const byId = new Map<string, GraphPage>();
  for (const page of pages) {
    if (!byId.get(page.id)?.accessToken) byId.set(page.id, page);
  }
  return [...byId.values()];
}

export function tokenFactsOf(body: unknown): TokenFacts {
  return {
    isValid: valueAt(body, 'data', 'is_valid') === true,
    expiresAt: momentOf(numberAt(body, 'data', 'expires_at')),
    dataAccessExpiresAt: momentOf(numberAt(body, 'data', 'data_access_expires_at')),
    userId: textAt(body, 'data', 'user_id') ?? null,
    scopes: textsAt(body, 'data', 'scopes'),
    targets: targetsOf(listAt(body, 'data', 'granular_scopes')),
  };
}

function momentOf(unixSeconds: number | undefined): Date | null {
  return unixSeconds ? new Date(unixSeconds * 1000) : null;
}

function targetsOf(granularScopes: unknown[]): Map<string, string[]> {
  return new Map(
    granularScopes.flatMap((entry): [string, string[]][] => {
      const scope = textAt(entry, 'scope');
      return scope && valueAt(entry, 'target_ids') !== undefined
        ? [[scope, textsAt(entry, 'target_ids')]]
        : [];
    }),
  );
}

export interface AccountNeeds {
  /** Without these nothing can be published. */
  publishing: readonly string[];
  /** Without these figures or Pages are missing, and publishing works. */
  wished: readonly string[];
  /** The scope whose ticks decide whether this very account may be published to. */
  ticked: string;
}

export interface AccountFindings {
  canPublish: boolean;
  problems: AccountProblem[];
}

/** What stands between a Page and publishing to it. `facts` is null when the Page gave no token to ask about. */
export function findingsOf(page: GraphPage, facts: TokenFacts | null, needs: AccountNeeds): AccountFindings {
  if (!facts) return { canPublish: false, problems: [noRole] };
  if (!facts.isValid) return { canPublish: false, problems: [invalidToken] };
  const blocking = [
    ...(page.tasks.includes('CREATE_CONTENT') ? [] : [taskMissing]),
    ...needs.publishing.filter((scope) => !facts.scopes.includes(scope)).map(scopeMissing),
    ...(isTicked(page, facts.targets.get(needs.ticked)) ? [] : [notTicked(page)]),
  ];
  const wished = needs.wished.filter((scope) => !facts.scopes.includes(scope)).map(wishedScopeMissing);
  return { canPublish: blocking.length === 0, problems: [...blocking, ...wished] };
}

/** Meta lists Page ids for Page scopes and Instagram ids for Instagram scopes; either one counts. */
function isTicked(page: GraphPage, targets: string[] | undefined): boolean {
  return (
    !targets || targets.includes(page.id) || (page.instagram !== null && targets.includes(page.instagram.id))
  );
}

export const noRole: AccountProblem = {
  code: 'FACEBOOK_PAGE_ROLE_MISSING',
  message:
    'You reach this Page only through a business. Ask its owner for access to content, then connect again.',
};

const invalidToken: AccountProblem = {
  code: 'FACEBOOK_TOKEN_INVALID',
  message:
    'Facebook gave a key for this Page and does not accept it. Log in at facebook.com, then connect again.',
};

export const taskMissing: AccountProblem = {
  code: 'FACEBOOK_TASK_MISSING',
  message: 'Your role on this Page does not include creating content. Ask an admin of the Page for it.',
};

export function scopeMissing(scope: string): AccountProblem {
  return {
    code: 'FACEBOOK_PERMISSION_MISSING',
    message: `The permission ${scope} was not given. Connect again and leave everything switched on.`,
  };
}

/** What is not to be had without a permission that posting itself does not need; of all others it is figures. */
const wishedFor = new Map([
  ['pages_manage_engagement', 'first comments are refused'],
  ['instagram_manage_comments', 'first comments are refused'],
  ['instagram_manage_contents', 'they cannot be deleted from here'],
]);

export function wishedScopeMissing(scope: string): AccountProblem {
  const lack = wishedFor.get(scope) ?? 'some figures stay unknown';
  return {
    code: 'FACEBOOK_PERMISSION_WISHED',
    message: `Without the permission ${scope} posts go out, but ${lack}. Reconnect and leave everything switched on.`,
  };
}

function notTicked(page: GraphPage): AccountProblem {
  return {
    code: 'FACEBOOK_PAGE_NOT_TICKED',
    message: `${page.name} was not ticked in the Facebook dialog. Connect again and tick it.`,
  };
}

/** The tokens an account of this Page is used with: the Page's own, with what /debug_token told of them. */
export function pageGrant(page: GraphPage, facts: TokenFacts | null, login: TokenGrant): TokenGrant {
  return {
    accessToken: page.accessToken ?? login.accessToken,
    refreshToken: null,
    expiresAt: facts ? facts.expiresAt : login.expiresAt,
    scopes: facts?.scopes ?? login.scopes,
    dataAccessExpiresAt: facts?.dataAccessExpiresAt ?? login.dataAccessExpiresAt,
    login: login.login,
  };
}
