import { answered, type Answer, type Outcome } from '../exchange.ts';
import { underFaults, type FaultTarget } from '../faults.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GraphRequest } from './call.ts';
import {
  accountThrottled,
  appThrottled,
  GraphRefusal,
  graphError,
  invalidParameter,
  tokenTrouble,
  wordGraphTrouble,
} from './errors.ts';
import { answerAccessToken, answerAppPermissions, answerDebugToken, refuseWrongProof } from './oauth.ts';
import { handle } from './routing.ts';
import { targetOf } from './target.ts';
import type { GraphToken } from './tokens.ts';
import { appUsageHeader, businessUsageHeader } from './usage.ts';

export interface GraphResult {
  outcome: Outcome;
  target: FaultTarget;
}

/** Answers one request, or one item of a batch. */
export async function serveGraph(sandbox: Sandbox, request: GraphRequest): Promise<GraphResult> {
  const target = targetOf(sandbox, request);
  const outcome = await underFaults(sandbox.faults, target, wordGraphTrouble, async () =>
    answered(await answerOrError(sandbox, request, target)),
  );
  if (outcome.kind === 'answer') {
    outcome.answer.headers = {
      ...usageHeaders(sandbox, target),
      'facebook-api-version': 'v26.0',
      ...outcome.answer.headers,
    };
  }
  return { outcome, target };
}

async function answerOrError(sandbox: Sandbox, request: GraphRequest, target: FaultTarget): Promise<Answer> {
  try {
    return await answerGraph(sandbox, request, target);
  } catch (error) {
    if (error instanceof GraphRefusal) return graphError(error.trouble);
    throw error;
  }
}

async function answerGraph(sandbox: Sandbox, request: GraphRequest, target: FaultTarget): Promise<Answer> {
  if (sandbox.appUsagePercent >= 100) throw new GraphRefusal(appThrottled());
  const path = request.path.join('/');
  if (path === 'oauth/access_token') return answerAccessToken(sandbox, request);
  if (path === 'debug_token') return answerDebugToken(sandbox, request);
  if (path === `${sandbox.apps.facebook.id}/permissions`) return answerAppPermissions(sandbox, request);
  if (path === '')
    throw invalidParameter(
      'Root requests with the parameter ids are not supported. Use one request per object, or a batch.',
    );

  refuseWrongProof(sandbox, request);
  const caller = requireToken(sandbox, request);
  refuseThrottled(sandbox, target);
  const body = await handle({ ...request, sandbox, caller });
  return { status: 200, headers: {}, body };
}

function requireToken(sandbox: Sandbox, request: GraphRequest): GraphToken {
  if (request.token === '') {
    throw new GraphRefusal({
      code: 2500,
      message: 'An active access token must be used to query information about the current user.',
    });
  }
  const token = sandbox.graphTokens.find(request.token);
  if (!token) throw new GraphRefusal(tokenTrouble(null));
  const subcode = sandbox.graphTokens.troubleOf(token);
  if (subcode !== null) throw new GraphRefusal(tokenTrouble(subcode));
  return token;
}

function refuseThrottled(sandbox: Sandbox, target: FaultTarget): void {
  if (target.accountId === null) return;
  const { usagePercent, regainMinutes } = sandbox.world.settingsOf(target.accountId);
  if (usagePercent >= 100)
    throw new GraphRefusal(accountThrottled(target.platform, target.accountId, regainMinutes));
}

function usageHeaders(sandbox: Sandbox, target: FaultTarget): Record<string, string> {
  const headers: Record<string, string> = { 'x-app-usage': appUsageHeader(sandbox.appUsagePercent) };
  if (target.accountId !== null && target.operation !== 'token') {
    const { usagePercent, regainMinutes } = sandbox.world.settingsOf(target.accountId);
    const minutes = usagePercent >= 100 ? regainMinutes : 0;
    headers['x-business-use-case-usage'] = businessUsageHeader(
      target.accountId,
      target.platform,
      usagePercent,
      minutes,
    );
  }
  return headers;
}
