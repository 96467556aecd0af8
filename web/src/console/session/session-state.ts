import type { components } from '@social-integration/client';

export const scopes = ['social:read', 'social:write', 'social:admin'] as const;

export type Scope = (typeof scopes)[number];

/** Whose token it is. */
export type Me = components['schemas']['MeDto'];

export type SignedOutReason =
  'SIGNED_OUT' | 'ACCESS_ENDED' | 'TOKEN_REFUSED' | 'CODE_REFUSED' | 'UNREACHABLE';

export type Session =
  | { status: 'checking' }
  | { status: 'signed-out'; why: SignedOutReason | null }
  | { status: 'signed-in'; token: string; me: Me };

/** The code that a CRM hands over in the address, `/#code=…`; it never reaches a server's log there. */
export function codeIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code');
}

export function isAllowed(session: Session, scope: Scope): boolean {
  return session.status === 'signed-in' && session.me.scopes.includes(scope);
}
