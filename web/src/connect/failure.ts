import type { Refusal } from '../shared/ask.ts';
import type { ConnectLink } from './connect-link.ts';

export type FailureKind =
  | 'refused'
  | 'broken-off'
  | 'wrong-account'
  | 'permission'
  | 'role'
  | 'no-account'
  | 'not-linked'
  | 'removed'
  | 'login-over'
  | 'not-configured'
  | 'platform-down'
  | 'platform-busy'
  | 'link-unknown'
  | 'link-used'
  | 'link-expired'
  | 'no-network'
  | 'service-busy'
  | 'too-many-tries'
  | 'other';

export interface Failure {
  kind: FailureKind;
  /** The service's own sentence, where it knows more than the kind says. */
  detail: string | null;
  /** The number for support, where trouble is the service's. */
  requestId: string | null;
}

/** `log-in`: go to the platform again. `load`: ask the service again. `none`: nothing on this page helps. */
export type WayOut = 'log-in' | 'load' | 'none';

/** The failure that a link stands at, or null when it stands at none. */
export function failureOf({ status, problem }: Pick<ConnectLink, 'status' | 'problem'>): Failure | null {
  if (status === 'EXPIRED') return { kind: 'link-expired', detail: null, requestId: null };
  if (status !== 'FAILED') return null;
  return { kind: kindOf(problem?.code ?? ''), detail: problem?.message ?? null, requestId: null };
}

/** A call that was refused; the service's trouble and haste are told apart from what the link cannot do. */
export function failureOfRefusal({ code, httpStatus, detail, requestId }: Refusal): Failure {
  if (httpStatus === 429) return { kind: 'too-many-tries', detail, requestId: null };
  const known = kindOf(code);
  if (known !== 'other') return { kind: known, detail, requestId: null };
  if (httpStatus === 404) return { kind: 'link-unknown', detail, requestId: null };
  return { kind: httpStatus >= 500 ? 'service-busy' : 'other', detail, requestId };
}

export const noNetwork: Failure = { kind: 'no-network', detail: null, requestId: null };

export function wayOutOf(kind: FailureKind): WayOut {
  switch (kind) {
    case 'refused':
    case 'broken-off':
    case 'wrong-account':
    case 'permission':
    case 'role':
    case 'no-account':
    case 'not-linked':
    case 'platform-down':
    case 'platform-busy':
    case 'other':
      return 'log-in';
    case 'login-over':
    case 'no-network':
    case 'service-busy':
    case 'too-many-tries':
      return 'load';
    case 'removed':
    case 'not-configured':
    case 'link-unknown':
    case 'link-used':
    case 'link-expired':
      return 'none';
  }
}

/** Codes start with the platform's name where the platform decides; what follows is alike on all of them. */
function kindOf(code: string): FailureKind {
  return kinds[code] ?? kinds[code.replace(/^(FACEBOOK|INSTAGRAM|X)_/, '')] ?? 'other';
}

const kinds: Record<string, FailureKind> = {
  LINK_UNKNOWN: 'link-unknown',
  RECONNECT_LINK_SPENT: 'link-used',
  LOGIN_REFUSED: 'refused',
  LOGIN_FAILED: 'broken-off',
  LOGIN_STATE_UNKNOWN: 'login-over',
  SESSION_NOT_CHOOSING: 'login-over',
  WRONG_ACCOUNT: 'wrong-account',
  OTHER_ACCOUNT: 'wrong-account',
  NO_ACCOUNTS_FOUND: 'no-account',
  CONNECTION_GONE: 'removed',
  PLATFORM_NOT_CONFIGURED: 'not-configured',
  NOT_CONFIGURED: 'not-configured',
  PERMISSION_MISSING: 'permission',
  PERMISSION_WISHED: 'permission',
  PAGE_NOT_TICKED: 'permission',
  TASK_MISSING: 'role',
  PAGE_ROLE_MISSING: 'role',
  NOT_LINKED: 'not-linked',
  NOT_PROFESSIONAL: 'not-linked',
  UNAVAILABLE: 'platform-down',
  NOT_REACHED: 'platform-down',
  NO_ANSWER: 'platform-down',
  ANSWER_UNREADABLE: 'platform-down',
  RATE_LIMITED: 'platform-busy',
};
