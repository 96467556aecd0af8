import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answered, deliver, type Answer } from '../exchange.ts';
import { underFaults, type FaultTarget } from '../faults.ts';
import { readForm } from '../forms.ts';
import type { Sandbox } from '../sandbox.ts';
import { wordTwitterTrouble } from './problems.ts';
import type { IssuedTokens } from './tokens.ts';

type Form = Record<string, string>;

/** The token and revoke endpoints. https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token */
export function registerTwitterOAuth(app: FastifyInstance, sandbox: Sandbox): void {
  const serve = (path: string, process: (sandbox: Sandbox, form: Form) => Answer) => {
    app.post(path, async (request, reply) => {
      const { fields } = readForm(request);
      const accountId = sandbox.twitterTokens.ownerOf(fields['refresh_token'] ?? fields['token'] ?? '');
      const target: FaultTarget = { platform: 'TWITTER', accountId, operation: 'token' };
      const rate = sandbox.rateWindows.count(`POST ${path}`, 'app');
      const outcome = await underFaults(
        sandbox.faults,
        target,
        (rule) => wordTwitterTrouble(rule, sandbox.rateWindows.exhaustedHeaders(rule.resetSeconds)),
        () => answered(clientRefusal(sandbox, request, fields) ?? process(sandbox, fields)),
      );
      if (outcome.kind === 'answer') outcome.answer.headers = { ...rate.headers, ...outcome.answer.headers };
      const status = deliver(outcome, request, reply);
      sandbox.calls.record({ method: 'POST', path, ...target, status });
    });
  };
  serve('/2/oauth2/token', answerToken);
  serve('/2/oauth2/revoke', answerRevoke);
}

/** A confidential client shows its secret in the header, or id and secret in the body. */
function clientRefusal(sandbox: Sandbox, request: FastifyRequest, form: Form): Answer | null {
  const { id, secret } = sandbox.apps.twitter;
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  const isBasic = scheme?.toLowerCase() === 'basic';
  const given = isBasic
    ? Buffer.from(value ?? '', 'base64').toString()
    : `${form['client_id'] ?? ''}:${form['client_secret'] ?? ''}`;
  if (given === `${id}:${secret}`) return null;
  return oauthError(401, 'unauthorized_client', 'Missing valid authorization header');
}

function answerToken(sandbox: Sandbox, form: Form): Answer {
  switch (form['grant_type']) {
    case 'authorization_code': {
      const { code = '', redirect_uri = '', code_verifier = '' } = form;
      const tokens = sandbox.twitterTokens.redeemCode(code, redirect_uri, code_verifier);
      if (tokens) return tokenAnswer(tokens);
      return oauthError(400, 'invalid_request', 'Value passed for the authorization code was invalid.');
    }
    case 'refresh_token': {
      const tokens = sandbox.twitterTokens.rotate(form['refresh_token'] ?? '');
      if (tokens) return tokenAnswer(tokens);
      return oauthError(400, 'invalid_request', 'Value passed for the token was invalid.');
    }
    default:
      return oauthError(400, 'unsupported_grant_type', 'Value passed for the grant type was invalid.');
  }
}

/** Some apps are refused without `token_type_hint`; the sandbox is one of them. */
function answerRevoke(sandbox: Sandbox, form: Form): Answer {
  if (!form['token_type_hint']) {
    return oauthError(400, 'invalid_request', 'Missing required parameter [token_type_hint].');
  }
  sandbox.twitterTokens.revoke(form['token'] ?? '');
  return { status: 200, headers: {}, body: { revoked: true } };
}

function tokenAnswer(tokens: IssuedTokens): Answer {
  const body = {
    token_type: 'bearer',
    expires_in: tokens.expiresIn,
    access_token: tokens.accessToken,
    scope: tokens.scopes.join(' '),
    ...(tokens.refreshToken !== null && { refresh_token: tokens.refreshToken }),
  };
  return { status: 200, headers: {}, body };
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, headers: {}, body: { error, error_description: description } };
}
