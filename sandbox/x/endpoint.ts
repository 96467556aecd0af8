import type { FastifyReply, FastifyRequest } from 'fastify';
import { answered, deliver, type Answer, type Outcome } from '../exchange.ts';
import { underFaults, type FaultTarget } from '../faults.ts';
import type { Operation } from '../platform.ts';
import type { Sandbox } from '../sandbox.ts';
import {
  accountBlocked,
  appMayNotWrite,
  forbidden,
  tooManyRequests,
  unauthorized,
  wordTwitterTrouble,
} from './problems.ts';
import type { TwitterCaller } from './tokens.ts';

/** The answers that clients of X read besides the body. */
const COMMON_HEADERS = { 'api-version': '2.168' };

export interface TwitterCall {
  sandbox: Sandbox;
  caller: TwitterCaller;
  request: FastifyRequest;
  query: Record<string, string | undefined>;
  params: Record<string, string | undefined>;
}

export interface TwitterEndpoint {
  /** Such as `POST /2/tweets`; rate windows are counted under it. */
  name: string;
  scopes: readonly string[];
  operation(request: FastifyRequest): Operation;
  process(call: TwitterCall): Answer | Promise<Answer>;
}

/** Token, faults, account state, scope and rate limit, in this order; then the endpoint itself. */
export function serveTwitter(sandbox: Sandbox, endpoint: TwitterEndpoint) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const caller = sandbox.twitterTokens.caller(bearerOf(request));
    const userId = caller?.userId ?? null;
    const target: FaultTarget = {
      platform: 'TWITTER',
      accountId: userId,
      operation: endpoint.operation(request),
    };
    const rate = sandbox.rateWindows.count(endpoint.name, userId ?? 'nobody');

    const outcome = await underFaults(
      sandbox.faults,
      target,
      (rule) => wordTwitterTrouble(rule, sandbox.rateWindows.exhaustedHeaders(rule.resetSeconds)),
      async (): Promise<Outcome> => {
        if (!caller) return answered(unauthorized());
        if (rate.isExceeded) return answered(tooManyRequests());
        return answered(
          refusal(sandbox, caller, endpoint) ?? (await endpoint.process(callOf(sandbox, caller, request))),
        );
      },
    );
    if (outcome.kind === 'answer') {
      const access = { 'x-access-level': sandbox.twitterAccess };
      const headers = {
        ...COMMON_HEADERS,
        ...access,
        'x-transaction-id': transactionId(sandbox),
        ...rate.headers,
      };
      outcome.answer = { ...outcome.answer, headers: { ...headers, ...outcome.answer.headers } };
    }
    const status = deliver(outcome, request, reply);
    sandbox.calls.record({ method: request.method, path: request.url, ...target, status });
  };
}

function refusal(sandbox: Sandbox, caller: TwitterCaller, endpoint: TwitterEndpoint): Answer | null {
  const { state } = sandbox.world.settingsOf(caller.userId);
  if (state === 'locked' || state === 'suspended') return accountBlocked(state);
  const writes = !endpoint.name.startsWith('GET');
  if (sandbox.twitterAccess === 'read' && writes) return appMayNotWrite();
  if (state === 'restricted' && writes) return forbidden();
  return endpoint.scopes.every((scope) => caller.scopes.has(scope)) ? null : forbidden();
}

function callOf(sandbox: Sandbox, caller: TwitterCaller, request: FastifyRequest): TwitterCall {
  return {
    sandbox,
    caller,
    request,
    query: request.query as TwitterCall['query'],
    params: request.params as TwitterCall['params'],
  };
}

function bearerOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? (token ?? '') : '';
}

function transactionId(sandbox: Sandbox): string {
  return BigInt(sandbox.ids.snowflake()).toString(16);
}
