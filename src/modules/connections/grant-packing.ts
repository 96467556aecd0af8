import { Secret } from '../../kernel/secret.ts';
import type { TokenGrant } from '../providers/provider.port.ts';

interface PackedGrant {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: string | null;
  dataAccessExpiresAt: string | null;
  scopes: string[];
  login: { id: string; token: string } | null;
}

/** A grant as clear text, only ever to be sealed. */
export function packGrant(grant: TokenGrant): string {
  const packed: PackedGrant = {
    accessToken: grant.accessToken.reveal(),
    refreshToken: grant.refreshToken?.reveal() ?? null,
    expiresAt: grant.expiresAt?.toISOString() ?? null,
    dataAccessExpiresAt: grant.dataAccessExpiresAt?.toISOString() ?? null,
    scopes: grant.scopes,
    login: grant.login && { id: grant.login.id, token: grant.login.token.reveal() },
  };
  return JSON.stringify(packed);
}

export function unpackGrant(text: string): TokenGrant {
  const packed = JSON.parse(text) as PackedGrant;
  return {
    accessToken: new Secret(packed.accessToken),
    refreshToken: packed.refreshToken === null ? null : new Secret(packed.refreshToken),
    expiresAt: dateOf(packed.expiresAt),
    dataAccessExpiresAt: dateOf(packed.dataAccessExpiresAt),
    scopes: packed.scopes,
    login: packed.login && { id: packed.login.id, token: new Secret(packed.login.token) },
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
