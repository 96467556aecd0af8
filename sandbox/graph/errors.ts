import { randomBytes } from 'node:crypto';
import type { Answer } from '../exchange.ts';
import type { FaultRule, FaultTarget } from '../faults.ts';
import { businessUsageHeader } from './usage.ts';

export interface GraphTrouble {
  code: number;
  subcode?: number;
  message: string;
  status?: number;
  type?: string;
  isTransient?: boolean;
  userTitle?: string;
  userMessage?: string;
  /** `error_data`: where an upload goes on. */
  data?: Record<string, string>;
  headers?: Record<string, string>;
}

/** Thrown by a handler; the service turns it into the answer. */
export class GraphRefusal extends Error {
  readonly trouble: GraphTrouble;

  constructor(trouble: GraphTrouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

export function graphError(trouble: GraphTrouble): Answer {
  const error = {
    message: trouble.message,
    type: trouble.type ?? 'OAuthException',
    ...(trouble.isTransient !== undefined && { is_transient: trouble.isTransient }),
    code: trouble.code,
    ...(trouble.subcode !== undefined && { error_subcode: trouble.subcode }),
    ...(trouble.userTitle !== undefined && { error_user_title: trouble.userTitle }),
    ...(trouble.userMessage !== undefined && { error_user_msg: trouble.userMessage }),
    ...(trouble.data !== undefined && { error_data: trouble.data }),
    fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
  };
  return { status: trouble.status ?? 400, headers: trouble.headers ?? {}, body: { error } };
}

export function invalidParameter(detail: string): GraphRefusal {
  return new GraphRefusal({ code: 100, message: `(#100) ${detail}` });
}

export function unknownField(name: string, nodeType: string): GraphRefusal {
  return invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${nodeType})`);
}

/** Gone, or not visible with this token: Graph does not tell which. */
export function objectNotFound(id: string, method = 'get'): GraphRefusal {
  return new GraphRefusal({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  });
}

/** A user token instead of the Page's, a missing permission or a missing task all get this answer. */
export function pagePermissionMissing(): GraphRefusal {
  return new GraphRefusal({
    code: 200,
    status: 403,
    message:
      '(#200) Posting to this page needs pages_read_engagement and pages_manage_posts with a page token, as an admin with sufficient administrative permission',
  });
}

export function permissionDenied(permission: string): GraphRefusal {
  return new GraphRefusal({
    code: 10,
    status: 403,
    message: `(#10) Application does not have permission for this action (${permission})`,
  });
}

const TOKEN_MESSAGES: Record<number, string> = {
  458: 'Error validating access token: The user has not authorized application.',
  459: 'Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  463: 'Error validating access token: Session has expired.',
  467: 'Error validating access token: The access token is invalid since the user logged out.',
  492: 'Error validating access token: The user must be an administrator, editor, or moderator of the page in order to impersonate it.',
};

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function tokenTrouble(subcode: number | null): GraphTrouble {
  const message =
    (subcode && TOKEN_MESSAGES[subcode]) || 'Invalid OAuth access token - Cannot parse access token';
  return {
    code: 190,
    message,
    ...(subcode !== null && { subcode }),
    headers: { 'www-authenticate': `OAuth "Facebook Platform" "invalid_token" "${message}"` },
  };
}

export function accountThrottled(platform: string, accountId: string, minutes: number): GraphTrouble {
  const isInstagram = platform === 'INSTAGRAM';
  const code = isInstagram ? 80002 : 80001;
  const what = isInstagram ? 'Instagram' : 'Page';
  return {
    code,
    message: `(#${code}) There have been too many calls to this ${what} account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.`,
    headers: { 'x-business-use-case-usage': businessUsageHeader(accountId, platform, 100, minutes) },
  };
}

export function appThrottled(): GraphTrouble {
  return {
    code: 4,
    message: '(#4) Application request limit reached',
    isTransient: true,
    headers: { 'x-app-usage': '{"call_count":100,"total_time":25,"total_cputime":25}' },
  };
}

/** What Graph would say for the trouble that a fault rule asks for. */
export function wordGraphTrouble(rule: FaultRule, target: FaultTarget): Answer {
  switch (rule.fault) {
    case 'rate-limit': {
      const minutes = Math.ceil(rule.resetSeconds / 60);
      if (target.accountId === null || target.operation === 'token') return graphError(appThrottled());
      return graphError(accountThrottled(target.platform, target.accountId, minutes));
    }
    case 'no-credit':
    case 'usage-cap':
      return graphError(appThrottled());
    case 'action-blocked':
      return graphError(actionBlocked());
    default:
      return graphError(serviceUnavailable(rule.status ?? 500));
  }
}

function serviceUnavailable(status: number): GraphTrouble {
  return {
    code: 2,
    status,
    isTransient: true,
    message: 'An unexpected error has occurred. Please retry your request later.',
  };
}

/** Instagram's spam protection. The media may be live nevertheless. */
function actionBlocked(): GraphTrouble {
  return {
    code: 4,
    subcode: 2207051,
    status: 403,
    isTransient: false,
    message: 'Application request limit reached',
    userTitle: 'action is blocked',
    userMessage: 'Certain activity is restricted to protect the community.',
  };
}
