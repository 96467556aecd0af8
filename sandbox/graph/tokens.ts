import type { SandboxClock } from '../clock.ts';
import { randomToken } from '../ids.ts';
import type { AccountState, World } from '../world.ts';

const CODE_LIFE_MS = 600_000;
const SHORT_LIFE_SECONDS = 3600;
const LONG_LIFE_SECONDS = 60 * 24 * 3600;
const DATA_ACCESS_SECONDS = 90 * 24 * 3600;

/** Every permission that the service may ask for. */
export const ALL_GRAPH_SCOPES = [
  'public_profile',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_read_user_content',
  'pages_manage_metadata',
  'read_insights',
  'business_management',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_insights',
  'instagram_manage_comments',
  'instagram_manage_contents',
];

export interface GraphToken {
  value: string;
  kind: 'USER' | 'PAGE';
  personId: string;
  pageId: string | null;
  scopes: Set<string>;
  /** The Pages the person ticked in the dialog. */
  pageIds: ReadonlySet<string>;
  serial: number;
  issuedAtMs: number;
  /** null: does not expire. */
  expiresAtMs: number | null;
  dataAccessExpiresAtMs: number;
}

interface CodeGrant {
  personId: string;
  redirectUri: string;
  scopes: readonly string[];
  pageIds: readonly string[];
}

/** States that end the tokens there are; the next login brings working ones. */
const ENDING_STATES: Partial<Record<AccountState, number>> = {
  expired: 463,
  'password-changed': 460,
  'app-removed': 458,
  revoked: 458,
};

/** States that refuse every token until they are lifted. */
const LASTING_STATES: Partial<Record<AccountState, number>> = { checkpoint: 459, 'lost-role': 492 };

/** Graph's user and page tokens. https://developers.facebook.com/docs/facebook-login/guides/access-tokens */
export class GraphTokens {
  private readonly codes = new Map<string, CodeGrant & { expiresAtMs: number; isUsed: boolean }>();
  private readonly tokens = new Map<string, GraphToken>();
  private readonly pageTokens = new Map<string, GraphToken>();
  private readonly ended = new Map<string, { upToSerial: number; subcode: number }>();
  private readonly clock: SandboxClock;
  private readonly world: World;
  private serial = 0;

  constructor(clock: SandboxClock, world: World) {
    this.clock = clock;
    this.world = world;
  }

  issueCode(grant: CodeGrant): string {
    const code = randomToken('AQ');
    this.codes.set(code, { ...grant, expiresAtMs: this.clock.nowMs() + CODE_LIFE_MS, isUsed: false });
    return code;
  }

  /** @returns the new short-lived user token, or the subcode of the refusal. */
  redeemCode(code: string, redirectUri: string): GraphToken | 36007 | 36008 | 36009 {
    const grant = this.codes.get(code);
    if (!grant || grant.redirectUri !== redirectUri) return 36008;
    if (grant.isUsed) return 36009;
    if (grant.expiresAtMs < this.clock.nowMs()) return 36007;
    grant.isUsed = true;
    return this.issueUserToken(grant, SHORT_LIFE_SECONDS);
  }

  /** A 60-day user token for the same person, permissions and Pages. */
  extend(token: GraphToken): GraphToken {
    return this.issueUserToken(
      { ...token, scopes: [...token.scopes], pageIds: [...token.pageIds] },
      LONG_LIFE_SECONDS,
    );
  }

  /** The same token each time it is asked for. It expires only if the user token is short-lived. */
  pageToken(user: GraphToken, pageId: string): GraphToken {
    const key = `${user.value} ${pageId}`;
    const known = this.pageTokens.get(key);
    if (known) return known;
    const lifeMs = (user.expiresAtMs ?? Infinity) - user.issuedAtMs;
    const expiresAtMs = lifeMs > 2 * SHORT_LIFE_SECONDS * 1000 ? null : user.expiresAtMs;
    const issued = this.store({ ...user, kind: 'PAGE', pageId, scopes: new Set(user.scopes), expiresAtMs });
    this.pageTokens.set(key, issued);
    return issued;
  }

  /** A page token without a dialog. @param expiresInSeconds null: does not expire. */
  mintPageToken(
    grant: { personId: string; pageId: string; scopes: readonly string[]; pageIds?: readonly string[] },
    expiresInSeconds: number | null,
  ): GraphToken {
    return this.store({
      kind: 'PAGE',
      personId: grant.personId,
      pageId: grant.pageId,
      scopes: new Set(grant.scopes),
      pageIds: new Set(grant.pageIds ?? [grant.pageId]),
      expiresAtMs: expiresInSeconds === null ? null : this.clock.nowMs() + expiresInSeconds * 1000,
    });
  }

  /** The person's own long-lived token, without a dialog. */
  mintUserToken(grant: {
    personId: string;
    scopes: readonly string[];
    pageIds: readonly string[];
  }): GraphToken {
    return this.issueUserToken(grant, LONG_LIFE_SECONDS);
  }

  /** @returns how many tokens of the Page show no data of people from then on. */
  endDataAccess(pageId: string, inSeconds: number): number {
    const tokens = [...this.tokens.values()].filter((token) => token.pageId === pageId);
    for (const token of tokens) token.dataAccessExpiresAtMs = this.clock.nowMs() + inSeconds * 1000;
    return tokens.length;
  }

  find(value: string): GraphToken | undefined {
    return this.tokens.get(value);
  }

  /** @returns the 190 subcode that refuses the token, or null when it is good. */
  troubleOf(token: GraphToken): number | null {
    if (token.expiresAtMs !== null && token.expiresAtMs <= this.clock.nowMs()) return 463;
    const instagramId =
      token.pageId === null ? null : (this.world.pages.get(token.pageId)?.instagramId ?? null);
    for (const accountId of [token.personId, token.pageId, instagramId]) {
      if (accountId === null) continue;
      const lasting = LASTING_STATES[this.world.settingsOf(accountId).state];
      if (lasting) return lasting;
      const end = this.ended.get(accountId);
      if (end && token.serial <= end.upToSerial) return end.subcode;
    }
    return null;
  }

  /** Follows a change of an account's state: some end all tokens of the account, `ok` takes that back. */
  noteState(accountId: string, state: AccountState): void {
    const subcode = ENDING_STATES[state];
    if (subcode) this.ended.set(accountId, { upToSerial: this.serial, subcode });
    else if (state === 'ok') this.ended.delete(accountId);
  }

  /** The person takes a permission back; it vanishes from every token that has been issued. */
  withdraw(personId: string, permission: string): void {
    for (const token of this.tokens.values())
      if (token.personId === personId) token.scopes.delete(permission);
  }

  /** All codes and tokens there are, for tests that look for leaks. */
  issuedSecrets(): string[] {
    return [...this.codes.keys(), ...this.tokens.keys()];
  }

  clear(): void {
    for (const map of [this.codes, this.tokens, this.pageTokens, this.ended]) map.clear();
  }

  private issueUserToken(
    grant: { personId: string; scopes: readonly string[]; pageIds: readonly string[] },
    lifeSeconds: number,
  ) {
    return this.store({
      kind: 'USER',
      personId: grant.personId,
      pageId: null,
      scopes: new Set(grant.scopes),
      pageIds: new Set(grant.pageIds),
      expiresAtMs: this.clock.nowMs() + lifeSeconds * 1000,
    });
  }

  private store(
    draft: Omit<GraphToken, 'value' | 'serial' | 'issuedAtMs' | 'dataAccessExpiresAtMs'>,
  ): GraphToken {
    const issuedAtMs = this.clock.nowMs();
    this.serial += 1;
    const token: GraphToken = {
      ...draft,
      value: randomToken('EAA'),
      serial: this.serial,
      issuedAtMs,
      dataAccessExpiresAtMs: issuedAtMs + DATA_ACCESS_SECONDS * 1000,
    };
    this.tokens.set(token.value, token);
    return token;
  }
}
