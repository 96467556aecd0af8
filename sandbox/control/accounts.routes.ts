import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform.ts';
import { ALL_GRAPH_SCOPES } from '../graph/tokens.ts';
import type { Sandbox } from '../sandbox.ts';
import { ALL_TASKS, type AccountSettings, type AccountState, type PageTask, type Person } from '../world.ts';
import { bodyOf, ControlMistake, readNumber, readPlatform, readText, readTexts, readWord } from './body.ts';

const STATES: readonly AccountState[] = [
  'ok',
  'expired',
  'password-changed',
  'app-removed',
  'revoked',
  'checkpoint',
  'lost-role',
  'locked',
  'suspended',
  'restricted',
];

const NUMBER_SETTINGS = [
  'readLagSeconds',
  'igQuotaTotal',
  'containerSeconds',
  'videoSeconds',
  'maxTextLength',
  'usagePercent',
  'regainMinutes',
] as const;
const SWITCH_SETTINGS = [
  'duplicateCheck',
  'containerFails',
  'videoFails',
  'isPublished',
  'isProfessional',
  'isLinked',
] as const;

const ALL_TWITTER_SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];
const TWITTER_TOKEN_SECONDS = 7200;

export function registerAccountControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/accounts', (request, reply) => {
    const body = bodyOf(request);
    const platform = readPlatform(body['platform']);
    const count = readNumber(body['count'], 'count', 1);
    const name = body['name'] === undefined ? 'Sandbox Club' : readText(body['name'], 'name');
    return reply.send({
      accounts: createAccounts(sandbox, { platform, count, name, personId: body['personId'] }),
    });
  });

  app.post('/_sandbox/accounts/:accountId', (request, reply) => {
    const { accountId } = request.params as { accountId: string };
    if (!sandbox.world.has(accountId)) throw new ControlMistake(`There is no account ${accountId}`);
    const changes = readSettings(bodyOf(request));
    if (changes.state) noteState(sandbox, accountId, changes.state);
    changeTasks(sandbox, accountId, bodyOf(request)['tasks']);
    return reply.send(sandbox.world.changeSettings(accountId, changes));
  });

  app.post('/_sandbox/tokens/:accountId/data-access', (request, reply) => {
    const { accountId } = request.params as { accountId: string };
    const seconds = readNumber(bodyOf(request)['endsInSeconds'], 'endsInSeconds', 0);
    return reply.send({ tokens: sandbox.graphTokens.endDataAccess(accountId, seconds) });
  });

  app.post('/_sandbox/tokens', (request, reply) => reply.send(mintTokens(sandbox, bodyOf(request))));

  app.post('/_sandbox/tokens/expire', (request, reply) => {
    const body = bodyOf(request);
    const accountId = readText(body['accountId'], 'accountId');
    if (!sandbox.world.has(accountId)) throw new ControlMistake(`There is no account ${accountId}`);
    sandbox.graphTokens.noteState(accountId, 'expired');
    sandbox.twitterTokens.expireAccess(accountId);
    if (body['refresh'] === true) sandbox.twitterTokens.killAll(accountId);
    return reply.send({ ok: true });
  });
}

/** What the first holder of a Page may do on it; an empty list takes the role away. */
function changeTasks(sandbox: Sandbox, accountId: string, wanted: unknown): void {
  if (wanted === undefined) return;
  const { world } = sandbox;
  const pageId = world.instagram.get(accountId)?.pageId ?? accountId;
  const page = world.pages.get(pageId);
  const person = world.holderOf(pageId);
  if (!page || !person) throw new ControlMistake(`There is no Page behind ${accountId}`);
  const tasks = readTexts(wanted, 'tasks', []).map((task): PageTask => readWord(task, 'tasks', ALL_TASKS));
  if (tasks.length > 0) world.giveRole(person, page, { tasks });
  else person.roles.delete(page.id);
}

interface NewAccounts {
  platform: Platform;
  count: number;
  name: string;
  personId: unknown;
}

/** Pages that are created in one call belong to one new person, unless `personId` names one. */
function createAccounts(sandbox: Sandbox, { platform, count, name, personId }: NewAccounts) {
  const { world } = sandbox;
  const numbers = Array.from({ length: count }, (_, index) => (count === 1 ? '' : ` ${index + 1}`));
  if (platform === 'TWITTER') {
    return numbers.map((number) => {
      const username = `club${sandbox.ids.snowflake().slice(-10)}`;
      const user = world.addTwitterUser({ name: `${name}${number}`, username });
      return { accountId: user.id, name: user.name, username };
    });
  }
  const person = holder(sandbox, personId, name);
  return numbers.map((number) => {
    const page = world.addPage({ name: `${name}${number}` }, person);
    if (platform === 'FACEBOOK') return { accountId: page.id, name: page.name, personId: person.id };
    const username = `club${page.id.slice(-10)}`;
    const account = world.linkInstagram(page, { username, name: page.name });
    return { accountId: account.id, name: username, personId: person.id, pageId: page.id };
  });
}

function holder(sandbox: Sandbox, personId: unknown, name: string): Person {
  if (personId === undefined) return sandbox.world.addPerson({ name: `${name} Admin` });
  const person = sandbox.world.persons.get(String(personId));
  if (!person) throw new ControlMistake(`There is no person ${String(personId)}`);
  return person;
}

function readSettings(body: Record<string, unknown>): Partial<AccountSettings> {
  const changes: Partial<AccountSettings> = {};
  if (body['state'] !== undefined) changes.state = readWord(body['state'], 'state', STATES);
  for (const name of NUMBER_SETTINGS)
    if (body[name] !== undefined) changes[name] = readNumber(body[name], name, 0);
  for (const name of SWITCH_SETTINGS) if (body[name] !== undefined) changes[name] = body[name] === true;
  return changes;
}

function noteState(sandbox: Sandbox, accountId: string, state: AccountState): void {
  sandbox.graphTokens.noteState(accountId, state);
  if (state === 'expired') sandbox.twitterTokens.expireAccess(accountId);
  if (state === 'revoked' || state === 'app-removed' || state === 'password-changed')
    sandbox.twitterTokens.killAll(accountId);
}

function mintTokens(sandbox: Sandbox, body: Record<string, unknown>) {
  const platform = readPlatform(body['platform']);
  const accountId = readText(body['accountId'], 'accountId');
  const expiresIn = body['expiresInSeconds'];
  if (platform === 'TWITTER') {
    if (!sandbox.world.twitter.has(accountId)) throw new ControlMistake(`There is no X user ${accountId}`);
    const scopes = readTexts(body['scopes'], 'scopes', ALL_TWITTER_SCOPES);
    return sandbox.twitterTokens.issue(
      accountId,
      scopes,
      readNumber(expiresIn, 'expiresInSeconds', TWITTER_TOKEN_SECONDS),
    );
  }
  const pageId = platform === 'INSTAGRAM' ? sandbox.world.instagram.get(accountId)?.pageId : accountId;
  const person = pageId === undefined ? undefined : sandbox.world.holderOf(pageId);
  if (pageId === undefined || !person)
    throw new ControlMistake(`There is no account ${accountId} on ${platform}`);
  const scopes = readTexts(body['scopes'], 'scopes', ALL_GRAPH_SCOPES);
  const lifeSeconds = expiresIn == null ? null : readNumber(expiresIn, 'expiresInSeconds', 0);
  const pageIds = readTexts(body['tickedPageIds'], 'tickedPageIds', [pageId]);
  const grant = { personId: person.id, pageId, scopes, pageIds };
  const token = sandbox.graphTokens.mintPageToken(grant, lifeSeconds);
  const login = sandbox.graphTokens.mintUserToken(grant);
  return {
    accessToken: token.value,
    loginToken: login.value,
    expiresIn: lifeSeconds,
    pageId,
    personId: person.id,
    scopes,
  };
}
