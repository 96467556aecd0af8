import type { FastifyInstance, FastifyRequest } from 'fastify';
import { choices, decisionForm, escapeHtml, htmlPage } from '../pages/layout.ts';
import { PendingLogins, readRedirectUri, redirectWith } from '../pending-logins.ts';
import type { Sandbox } from '../sandbox.ts';

const PATH = '/i/oauth2/authorize';
const SHOWN_USERS = 50;

const KNOWN_SCOPES = new Set([
  'tweet.read',
  'tweet.write',
  'tweet.moderate.write',
  'users.email',
  'users.read',
  'follows.read',
  'follows.write',
  'offline.access',
  'space.read',
  'mute.read',
  'mute.write',
  'like.read',
  'like.write',
  'list.read',
  'list.write',
  'block.read',
  'block.write',
  'bookmark.read',
  'bookmark.write',
  'dm.read',
  'dm.write',
  'media.write',
  'timeline.read',
  'broadcast.read',
  'broadcast.write',
]);

interface TwitterLogin {
  redirectUri: string;
  scopes: string[];
  state: string;
  challenge: string;
  challengeMethod: 'S256' | 'plain';
}

/** The consent page of OAuth 2.0 with PKCE, for a browser or a program. */
export function registerTwitterDialog(app: FastifyInstance, sandbox: Sandbox): void {
  const pending = new PendingLogins<TwitterLogin>();

  app.get(PATH, (request, reply) => {
    const login = readLogin(sandbox, request.query as Record<string, string | undefined>);
    void reply.type('text/html; charset=utf-8');
    if (typeof login === 'string') return reply.code(400).send(errorPage(login));
    return reply.send(consentPage(sandbox, pending.open(login), login));
  });

  app.post(PATH, (request, reply) => {
    const form = decisionOf(request);
    const login = pending.take(form.request ?? '');
    if (!login)
      return reply
        .code(400)
        .type('text/html; charset=utf-8')
        .send(errorPage('This page was answered already.'));
    if (form.decision !== 'allow') {
      return reply.redirect(
        redirectWith(login.redirectUri, { error: 'access_denied', state: login.state }),
        302,
      );
    }
    const userId = form.user ?? firstUserId(sandbox);
    if (!sandbox.world.twitter.has(userId)) {
      return reply.code(400).type('text/html; charset=utf-8').send(errorPage('There is no such user.'));
    }
    const code = sandbox.twitterTokens.issueCode({ userId, ...login });
    return reply.redirect(redirectWith(login.redirectUri, { state: login.state, code }), 302);
  });
}

/** @returns what is wrong, as a sentence, when the login cannot start. */
function readLogin(sandbox: Sandbox, query: Record<string, string | undefined>): TwitterLogin | string {
  const redirectUri = readRedirectUri(query['redirect_uri']);
  const scopes = (query['scope'] ?? '').split(/[ +]/).filter((scope) => scope !== '');
  const method = query['code_challenge_method']?.toLowerCase() ?? 'plain';
  const unknownScope = scopes.find((scope) => !KNOWN_SCOPES.has(scope));
  if (query['client_id'] !== sandbox.apps.twitter.id) return 'The client_id is not known.';
  if (!redirectUri) return 'The redirect_uri must be an http or https address.';
  if (query['response_type'] !== 'code') return 'The response_type must be code.';
  if (scopes.length === 0) return 'The scope is missing.';
  if (unknownScope) return `The scope ${unknownScope} does not exist.`;
  if (!query['state'] || query['state'].length > 500) return 'The state must have 1 to 500 characters.';
  if (!query['code_challenge']) return 'The code_challenge is missing.';
  if (method !== 's256' && method !== 'plain') return 'The code_challenge_method must be S256 or plain.';
  return {
    redirectUri: query['redirect_uri'] ?? '',
    scopes,
    state: query['state'],
    challenge: query['code_challenge'],
    challengeMethod: method === 's256' ? 'S256' : 'plain',
  };
}

function decisionOf(request: FastifyRequest): { request?: string; decision?: string; user?: string } {
  return (request.body ?? {}) as { request?: string; decision?: string; user?: string };
}

function firstUserId(sandbox: Sandbox): string {
  return [...sandbox.world.twitter.keys()][0] ?? '';
}

function errorPage(message: string): string {
  return htmlPage(
    'Something went wrong',
    `<p role="alert">${escapeHtml(message)} You weren't able to give access to the app.</p>`,
  );
}

function consentPage(sandbox: Sandbox, requestId: string, login: TwitterLogin): string {
  const users = [...sandbox.world.twitter.values()].slice(0, SHOWN_USERS).map((user, index) => ({
    value: user.id,
    label: `${user.name} (@${user.username})`,
    isChosen: index === 0,
  }));
  const scopes = login.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  const fieldsets = `<fieldset><legend>Account</legend>${choices('radio', 'user', users)}</fieldset>
<p>The app asks for:</p><ul>${scopes}</ul>`;
  return htmlPage('Sandbox X: authorise the app', decisionForm(PATH, requestId, fieldsets));
}
