import type { FastifyInstance } from 'fastify';
import { repeated } from '../forms.ts';
import { choices, decisionForm, escapeHtml, htmlPage } from '../pages/layout.ts';
import { PendingLogins, readRedirectUri, redirectWith } from '../pending-logins.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Person } from '../world.ts';

const SHOWN_PERSONS = 50;

interface FacebookLogin {
  redirectUri: string;
  state: string | undefined;
  permissions: string[];
  asksAgain: boolean;
}

/** The login dialog. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export function registerFacebookDialog(app: FastifyInstance, sandbox: Sandbox): void {
  const pending = new PendingLogins<FacebookLogin>();
  for (const path of ['/:version/dialog/oauth', '/dialog/oauth']) {
    app.get(path, (request, reply) => {
      const login = readLogin(sandbox, request.query as Record<string, string | undefined>);
      void reply.type('text/html; charset=utf-8');
      if (typeof login === 'string') return reply.code(400).send(errorPage(login));
      const action = request.url.split('?')[0] ?? path;
      return reply.send(dialogPage(sandbox, action, pending.open(login), login));
    });

    app.post(path, (request, reply) => {
      const form = (request.body ?? {}) as Record<string, unknown>;
      const login = pending.take(String(form['request']));
      const refuse = (message: string) =>
        reply.code(400).type('text/html; charset=utf-8').send(errorPage(message));
      if (!login) return refuse('This dialog was answered already.');
      if (form['decision'] !== 'allow')
        return reply.redirect(redirectWith(login.redirectUri, refusalOf(login)), 302);
      const person = sandbox.world.persons.get(String(form['user'] ?? firstPersonId(sandbox)));
      if (!person) return refuse('There is no such person.');
      const code = grant(sandbox, login, person, form);
      return reply.redirect(`${redirectWith(login.redirectUri, { code, state: login.state })}#_=_`, 302);
    });
  }
}

/** @returns what is wrong, as a sentence, when the login cannot start. */
function readLogin(sandbox: Sandbox, query: Record<string, string | undefined>): FacebookLogin | string {
  const permissions = (query['scope'] ?? '').split(/[,\s]+/).filter((name) => name !== '');
  const wrongPermission = permissions.find((name) => !/^[a-z_]+$/.test(name));
  if (query['client_id'] !== sandbox.apps.facebook.id) return 'The app id (client_id) is not known.';
  if (!readRedirectUri(query['redirect_uri'])) return 'The redirect_uri must be an http or https address.';
  if ((query['response_type'] ?? 'code') !== 'code') return 'The response_type must be code.';
  if (wrongPermission) return `The permission ${wrongPermission} does not exist.`;
  return {
    redirectUri: query['redirect_uri'] ?? '',
    state: query['state'],
    permissions: [...new Set(['public_profile', ...permissions])],
    asksAgain: query['auth_type'] === 'rerequest',
  };
}

function refusalOf(login: FacebookLogin): Record<string, string | undefined> {
  return {
    error: 'access_denied',
    error_code: '200',
    error_description: 'Permissions error',
    error_reason: 'user_denied',
    state: login.state,
  };
}

/** A permission that was declined before stays declined unless the app asks again with `auth_type=rerequest`. */
function grant(
  sandbox: Sandbox,
  login: FacebookLogin,
  person: Person,
  form: Record<string, unknown>,
): string {
  const declined = declinedPermissions(login, form);
  for (const permission of login.permissions) {
    const wasDeclined = person.permissions.get(permission) === 'declined' && !login.asksAgain;
    person.permissions.set(permission, declined.has(permission) || wasDeclined ? 'declined' : 'granted');
  }
  const takesAll = form['pages'] === undefined && form['ticks'] === undefined;
  const ticked = takesAll ? [...person.roles.keys()] : repeated(form['pages']);
  return sandbox.graphTokens.issueCode({
    personId: person.id,
    redirectUri: login.redirectUri,
    scopes: [...person.permissions].filter(([, status]) => status === 'granted').map(([name]) => name),
    pageIds: ticked.filter((id) => person.roles.has(id)),
  });
}

/** A browser sends what is still ticked (with the mark `ticks`); a program sends what it declines. */
function declinedPermissions(login: FacebookLogin, form: Record<string, unknown>): Set<string> {
  if (form['ticks'] === undefined) return new Set(repeated(form['declined']));
  const granted = new Set(['public_profile', ...repeated(form['granted'])]);
  return new Set(login.permissions.filter((permission) => !granted.has(permission)));
}

function firstPersonId(sandbox: Sandbox): string {
  return [...sandbox.world.persons.keys()][0] ?? '';
}

function errorPage(message: string): string {
  return htmlPage('Something went wrong', `<p role="alert">${escapeHtml(message)}</p>`);
}

function dialogPage(sandbox: Sandbox, action: string, requestId: string, login: FacebookLogin): string {
  const persons = [...sandbox.world.persons.values()].slice(0, SHOWN_PERSONS);
  const people = persons.map(({ id, name }, index) => ({ value: id, label: name, isChosen: index === 0 }));
  const permissions = login.permissions
    .filter((name) => name !== 'public_profile')
    .map((name) => ({ value: name, label: name, isChosen: true }));
  const fieldsets = `<fieldset><legend>Log in as</legend>${choices('radio', 'user', people)}</fieldset>
${persons.map((person) => pagesFieldset(sandbox, person)).join('\n')}
<fieldset><legend>Permissions to grant</legend>${choices('checkbox', 'granted', permissions)}</fieldset>
<input type="hidden" name="ticks" value="1">`;
  return htmlPage('Sandbox Facebook: log in', decisionForm(action, requestId, fieldsets));
}

function pagesFieldset(sandbox: Sandbox, person: Person): string {
  const pages = [...person.roles.keys()].map((id) => ({
    value: id,
    label: sandbox.world.pages.get(id)?.name ?? id,
    isChosen: true,
  }));
  return `<details><summary>Pages of ${escapeHtml(person.name)} to share (${pages.length})</summary>
<fieldset><legend>Pages</legend>${choices('checkbox', 'pages', pages)}</fieldset></details>`;
}
