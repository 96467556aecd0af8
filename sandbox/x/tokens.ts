import { createHash } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { randomToken } from '../ids.ts';

const CODE_LIFE_MS = 30_000;
const ACCESS_LIFE_SECONDS = 7200;

export interface CodeGrant {
  userId: string;
  redirectUri: string;
  scopes: readonly string[];
  challenge: string;
  challengeMethod: 'S256' | 'plain';
}

/** One connection of one user to the app. All tokens that come from one login share it, and die with it. */
interface Family {
  userId: string;
  scopes: ReadonlySet<string>;
  isDead: boolean;
  accessTokens: AccessToken[];
}

interface AccessToken {
  value: string;
  family: Family;
  expiresAtMs: number;
}

interface RefreshToken {
  family: Family;
  isSpent: boolean;
}

export interface IssuedTokens {
  accessToken: string;
  refreshToken: string | null;
  expiresIn: number;
  scopes: readonly string[];
}

export interface TwitterCaller {
  userId: string;
  scopes: ReadonlySet<string>;
}

/**
 * Codes live 30 seconds and work once; access tokens live two hours; a refresh token works once, and showing
 * a spent one ends the whole family. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 */
export class TwitterTokens {
  private readonly codes = new Map<string, CodeGrant & { expiresAtMs: number }>();
  private readonly access = new Map<string, AccessToken>();
  private readonly refresh = new Map<string, RefreshToken>();
  private readonly familiesOfUser = new Map<string, Family[]>();
  private readonly clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.clock = clock;
  }

  issueCode(grant: CodeGrant): string {
    const code = randomToken('c_');
    this.codes.set(code, { ...grant, expiresAtMs: this.clock.nowMs() + CODE_LIFE_MS });
    return code;
  }

  /** @returns null when the code is unknown, used, too old, or does not fit the redirect or the verifier. */
  redeemCode(code: string, redirectUri: string, verifier: string): IssuedTokens | null {
    const grant = this.codes.get(code);
    this.codes.delete(code);
    if (!grant || grant.expiresAtMs < this.clock.nowMs() || grant.redirectUri !== redirectUri) return null;
    if (challengeOf(verifier, grant.challengeMethod) !== grant.challenge) return null;
    return this.issue(grant.userId, grant.scopes, ACCESS_LIFE_SECONDS);
  }

  /** Starts a new family. A refresh token comes only with the scope `offline.access`. */
  issue(userId: string, scopes: readonly string[], expiresIn: number): IssuedTokens {
    const family: Family = { userId, scopes: new Set(scopes), isDead: false, accessTokens: [] };
    const families = this.familiesOfUser.get(userId);
    if (families) families.push(family);
    else this.familiesOfUser.set(userId, [family]);
    return this.issueFor(family, expiresIn);
  }

  /** Rotates the pair. @returns null for an unknown, spent or dead token; a spent one burns the family. */
  rotate(refreshToken: string): IssuedTokens | null {
    const presented = this.refresh.get(refreshToken);
    if (!presented) return null;
    if (presented.isSpent) kill(presented.family);
    if (presented.family.isDead) return null;
    presented.isSpent = true;
    return this.issueFor(presented.family, ACCESS_LIFE_SECONDS);
  }

  /** Revokes an access token, or with a refresh token the whole family. */
  revoke(token: string): void {
    const refresh = this.refresh.get(token);
    if (refresh) kill(refresh.family);
    const access = this.access.get(token);
    if (access) access.expiresAtMs = 0;
  }

  caller(accessToken: string): TwitterCaller | null {
    const token = this.access.get(accessToken);
    if (!token || token.family.isDead || token.expiresAtMs <= this.clock.nowMs()) return null;
    return { userId: token.family.userId, scopes: token.family.scopes };
  }

  /** Whose refresh token this is, for fault rules that name an account. */
  ownerOf(refreshToken: string): string | null {
    return this.refresh.get(refreshToken)?.family.userId ?? null;
  }

  expireAccess(userId: string): void {
    for (const family of this.familiesOfUser.get(userId) ?? []) {
      for (const token of family.accessTokens) token.expiresAtMs = 0;
    }
  }

  killAll(userId: string): void {
    for (const family of this.familiesOfUser.get(userId) ?? []) kill(family);
  }

  /** All tokens there are, for tests that look for leaks. */
  issuedSecrets(): string[] {
    return [...this.access.keys(), ...this.refresh.keys()];
  }

  clear(): void {
    for (const map of [this.codes, this.access, this.refresh, this.familiesOfUser]) map.clear();
  }

  private issueFor(family: Family, expiresIn: number): IssuedTokens {
    const access = { value: randomToken('xa_'), family, expiresAtMs: this.clock.nowMs() + expiresIn * 1000 };
    this.access.set(access.value, access);
    family.accessTokens.push(access);
    let refreshToken: string | null = null;
    if (family.scopes.has('offline.access')) {
      refreshToken = randomToken('xr_');
      this.refresh.set(refreshToken, { family, isSpent: false });
    }
    return { accessToken: access.value, refreshToken, expiresIn, scopes: [...family.scopes] };
  }
}

function kill(family: Family): void {
  family.isDead = true;
}

function challengeOf(verifier: string, method: 'S256' | 'plain'): string {
  return method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
}
