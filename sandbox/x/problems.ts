import type { Answer } from '../exchange.ts';
import type { FaultRule } from '../faults.ts';

const PROBLEM_TYPES = 'https://api.x.com/2/problems';
const PROBLEM_HEADERS = { 'content-type': 'application/problem+json' };

/** The bodies of X's refusals. https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
export function problem(status: number, title: string, detail: string): Answer {
  return { status, headers: PROBLEM_HEADERS, body: { title, detail, type: 'about:blank', status } };
}

export const unauthorized = () => problem(401, 'Unauthorized', 'Unauthorized');

export const forbidden = (detail = 'You are not permitted to perform this action.') =>
  problem(403, 'Forbidden', detail);

export const duplicateContent = () =>
  forbidden('You are not allowed to create a Tweet with duplicate content.');

export const tooManyRequests = () => problem(429, 'Too Many Requests', 'Too Many Requests');

export const notFound = () => problem(404, 'Not Found', 'Not Found');

export function invalidRequest(message: string, parameters: Record<string, string[]> = {}): Answer {
  return {
    status: 400,
    headers: PROBLEM_HEADERS,
    body: {
      errors: [{ parameters, message }],
      title: 'Invalid Request',
      detail: 'One or more parameters to your request was invalid.',
      type: `${PROBLEM_TYPES}/invalid-request`,
    },
  };
}

/** The app's own permissions do not hold what the call needs. */
export function appMayNotWrite(): Answer {
  const detail =
    'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.';
  const type = `${PROBLEM_TYPES}/oauth1-permissions`;
  return { status: 403, headers: PROBLEM_HEADERS, body: { title: 'Forbidden', detail, type, status: 403 } };
}

/** A locked or suspended account answers in the shape of the old API. */
export function accountBlocked(state: 'locked' | 'suspended'): Answer {
  const error =
    state === 'locked'
      ? {
          code: 326,
          message:
            'To protect our users from spam and other malicious activity, this account is temporarily locked. Please log in to https://x.com to unlock your account.',
        }
      : { code: 64, message: 'Your account is suspended and is not permitted to access this feature.' };
  return { status: 403, headers: {}, body: { errors: [error] } };
}

export function tweetNotFound(id: string, parameter: string) {
  return {
    resource_id: id,
    resource_type: 'tweet',
    parameter,
    value: id,
    title: 'Not Found Error',
    detail: `Could not find tweet with ${parameter}: [${id}].`,
    type: `${PROBLEM_TYPES}/resource-not-found`,
  };
}

export function fieldNotAuthorized(id: string, field: string) {
  return {
    resource_id: id,
    resource_type: 'tweet',
    field,
    parameter: field,
    value: id,
    section: 'data',
    title: 'Field Authorization Error',
    detail: `Sorry, you are not authorized to access '${field}' on the Tweet with ids : [${id}].`,
    type: `${PROBLEM_TYPES}/not-authorized-for-field`,
  };
}

/** What X would say for the trouble that a fault rule asks for. */
export function wordTwitterTrouble(rule: FaultRule, rateHeaders: Record<string, string>): Answer {
  switch (rule.fault) {
    case 'rate-limit':
      return { ...tooManyRequests(), headers: { ...PROBLEM_HEADERS, ...rateHeaders } };
    case 'no-credit':
      return { status: 402, headers: PROBLEM_HEADERS, body: creditsDepleted() };
    case 'usage-cap':
      return { status: 429, headers: PROBLEM_HEADERS, body: usageCapExceeded() };
    case 'action-blocked':
      return forbidden();
    default:
      return problem(rule.status ?? 503, 'Service Unavailable', 'Service Unavailable');
  }
}

function creditsDepleted() {
  return {
    account_id: 1,
    title: 'CreditsDepleted',
    detail: 'Your enrolled account [1] does not have any credits to fulfill this request.',
    type: `${PROBLEM_TYPES}/credits`,
  };
}

function usageCapExceeded() {
  return {
    title: 'UsageCapExceeded',
    detail: 'Usage cap exceeded: Monthly product cap',
    period: 'Monthly',
    scope: 'Product',
    product_name: 'sandbox',
    account_id: 1,
    type: `${PROBLEM_TYPES}/usage-capped`,
  };
}
