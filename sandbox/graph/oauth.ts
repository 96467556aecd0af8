import { createHmac } from 'node:crypto';
import type { Answer } from '../exchange.ts';
import type { Sandbox } from '../sandbox.ts';
import { GraphRefusal, graphError, tokenTrouble } from './errors.ts';
import type { GraphRequest } from './call.ts';
import { ALL_GRAPH_SCOPES, type GraphToken } from './tokens.ts';

const CODE_MESSAGES = {
  36007: 'This authorization code has expired.',
  36008:
    'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
  36009: 'This authorization code has been used.',
};

/** GET or POST /oauth/access_token. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export function answerAccessToken(sandbox: Sandbox, request: GraphRequest): Answer {
  const { params } = request;
  const { id, secret } = sandbox.apps.facebook;
  if (params['client_id'] !== id)
    throw appTrouble(101, 'Error validating application. Cannot get application info due to a system error.');
  if (params['client_secret'] !== secret) throw appTrouble(1, 'Error validating client secret.');
  if (params['grant_type'] === 'client_credentials') {
    return { status: 200, headers: {}, body: { access_token: `${id}|${secret}`, token_type: 'bearer' } };
  }
  if (params['grant_type'] === 'fb_exchange_token') return extend(sandbox, params['fb_exchange_token'] ?? '');
  return redeem(sandbox, params['code'] ?? '', params['redirect_uri'] ?? '');
}

function redeem(sandbox: Sandbox, code: string, redirectUri: string): Answer {
  const token = sandbox.graphTokens.redeemCode(code, redirectUri);
  if (typeof token !== 'number') return tokenAnswer(sandbox, token);
  const message = CODE_MESSAGES[token];
  const headers = { 'www-authenticate': `OAuth "Facebook Platform" "invalid_code" "${message}"` };
  return graphError({ code: 100, subcode: token, message, headers });
}

/** An expired or ended token cannot be exchanged; there is no other way to refresh. */
function extend(sandbox: Sandbox, value: string): Answer {
  const token = sandbox.graphTokens.find(value);
  if (!token || token.kind !== 'USER') throw new GraphRefusal(tokenTrouble(null));
  const subcode = sandbox.graphTokens.troubleOf(token);
  if (subcode !== null) throw new GraphRefusal(tokenTrouble(subcode));
  return tokenAnswer(sandbox, sandbox.graphTokens.extend(token));
}

function tokenAnswer(sandbox: Sandbox, token: GraphToken): Answer {
  const expiresIn = Math.floor(((token.expiresAtMs ?? 0) - sandbox.clock.nowMs()) / 1000);
  return {
    status: 200,
    headers: {},
    body: { access_token: token.value, token_type: 'bearer', expires_in: expiresIn },
  };
}

/** GET /debug_token, asked with the app token. */
export function answerDebugToken(sandbox: Sandbox, request: GraphRequest): Answer {
  const { id, secret } = sandbox.apps.facebook;
  const asker = sandbox.graphTokens.find(request.token);
  if (request.token !== `${id}|${secret}` && !asker) throw new GraphRefusal(tokenTrouble(null));
  const input = request.params['input_token'];
  if (!input) throw new GraphRefusal({ code: 100, message: '(#100) The parameter input_token is required' });
  const token = sandbox.graphTokens.find(input);
  const data = token ? describe(sandbox, token) : invalidToken('Invalid OAuth access token.');
  return { status: 200, headers: {}, body: { data } };
}

/** GET /{app}/permissions, asked with the app token: what review approved. In development mode that is nothing yet. */
export function answerAppPermissions(sandbox: Sandbox, request: GraphRequest): Answer {
  const { id, secret } = sandbox.apps.facebook;
  if (request.token !== `${id}|${secret}`) throw new GraphRefusal(tokenTrouble(null));
  const status = sandbox.appIsLive ? 'live' : 'unapproved';
  const data = ALL_GRAPH_SCOPES.map((permission) => ({ permission, status }));
  return { status: 200, headers: {}, body: { data } };
}

function describe(sandbox: Sandbox, token: GraphToken) {
  const subcode = sandbox.graphTokens.troubleOf(token);
  const pageScopes = [...token.scopes].filter((scope) => /^(pages_|instagram_|read_insights)/.test(scope));
  return {
    app_id: sandbox.apps.facebook.id,
    type: token.kind,
    application: 'Sandbox App',
    data_access_expires_at: Math.floor(token.dataAccessExpiresAtMs / 1000),
    ...(subcode !== null && { error: { code: 190, message: tokenTrouble(subcode).message, subcode } }),
    expires_at: token.expiresAtMs === null ? 0 : Math.floor(token.expiresAtMs / 1000),
    is_valid: subcode === null,
    issued_at: Math.floor(token.issuedAtMs / 1000),
    ...(token.pageId !== null && { profile_id: token.pageId }),
    scopes: [...token.scopes],
    granular_scopes: pageScopes.map((scope) => ({ scope, target_ids: targetIds(sandbox, token, scope) })),
    user_id: token.personId,
  };
}

/** The Pages, or for Instagram scopes the Instagram accounts, that the person ticked. */
function targetIds(sandbox: Sandbox, token: GraphToken, scope: string): string[] {
  const pageIds = [...token.pageIds];
  if (!scope.startsWith('instagram_')) return pageIds;
  return pageIds.flatMap((id) => sandbox.world.pages.get(id)?.instagramId ?? []);
}

function invalidToken(message: string) {
  return { error: { code: 190, message }, is_valid: false, scopes: [] };
}

/** `appsecret_proof` is checked when it comes, and demanded when the app is set so. */
export function refuseWrongProof(sandbox: Sandbox, request: GraphRequest): void {
  const proof = request.params['appsecret_proof'];
  if (proof === undefined) {
    if (!sandbox.requireAppSecretProof) return;
    throw proofTrouble('API calls from the server require an appsecret_proof argument');
  }
  const expected = createHmac('sha256', sandbox.apps.facebook.secret).update(request.token).digest('hex');
  if (proof !== expected) throw proofTrouble('Invalid appsecret_proof provided in the API argument');
}

function proofTrouble(message: string): GraphRefusal {
  return new GraphRefusal({ code: 100, type: 'GraphMethodException', message });
}

function appTrouble(code: number, message: string): GraphRefusal {
  return new GraphRefusal({ code, message });
}
