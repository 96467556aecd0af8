import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { SignJWT, UnsecuredJWT } from 'jose';
import { request } from 'undici';
import { makePicture } from '../support/media-files.ts';
import { everyScope, jwtSecret, signToken } from '../support/settings.ts';
import { TestApp, type Route } from '../support/test-app.ts';
import { upload } from '../support/upload.ts';

@Controller('forgotten')
class ForgottenController {
  @Get()
  read(): string {
    return 'Neither a scope nor @Public stands on this route.';
  }
}

const prefix = '/api/v1/social';
const forgotten = `GET ${prefix}/forgotten`;

/** Everything that answers without an access token. A route that joins this list was made public on purpose. */
const publicRoutes = [
  // The secret of a link, in the address, is the key.
  `GET ${prefix}/connect/:key`,
  `POST ${prefix}/connect/:key/start`,
  `POST ${prefix}/connect/:key/select`,
  // The code in the body is the key.
  `POST ${prefix}/console-codes/redeem`,
  `GET ${prefix}/oauth/:platform/callback`,
  `GET ${prefix}/oauth/:platform/start/:link`,
  'GET /health/live',
  'GET /health/ready',
  // The signature in the address is its key.
  'GET /media/:id/:name',
  'GET /metrics',
  // Meta proves itself by its signature; the page of a deletion by its code.
  `GET ${prefix}/platform-webhooks/meta`,
  `POST ${prefix}/platform-webhooks/meta`,
  `POST ${prefix}/platform-webhooks/meta/deauthorize`,
  `POST ${prefix}/platform-webhooks/meta/data-deletion`,
  `GET ${prefix}/platform-webhooks/meta/data-deletion/:code`,
];
/** Pages and their files; they hold nothing of any tenant. */
const pages =
  /^\/(openapi\.json|docs(\/.*)?|assets\/\*|(connections|posts)?(\/:id)?|posts\/new|engagement|webhooks|connect\/:key)$/;
const isPage = ({ url }: Route) => pages.test(url);

interface Problem {
  status: number;
  code: string;
  requiredScope?: string;
}

interface Answer {
  status: number;
  contentType: string;
  body: Problem;
}

describe('who may call what', () => {
  let app: TestApp;
  /** Ids of tenant acme, by what stands before `:id` in a route. */
  let ids: Ids;

  beforeAll(async () => {
    app = await TestApp.start({}, [ForgottenController]);
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection, { scheduledAt: app.clock.in(3_600_000) });
    const session = await app.api.post<{ sessionId: string }>('/connections/authorize', {
      platform: 'FACEBOOK',
    });
    const endpoint = await app.api.post<{ id: string }>('/webhook-endpoints', {
      url: 'https://crm.example.com/hooks',
    });
    const delivery = await app.api.post<{ id: string }>(`/webhook-endpoints/${endpoint.body.id}/test`);
    const media = await upload(app.url, [{ name: 'a.png', bytes: await makePicture('png') }]);
    ids = {
      media: media.body.id,
      'connections/sessions': session.body.sessionId,
      connections: connection.id,
      posts: post.id,
      'webhook-endpoints': endpoint.body.id,
      'webhook-deliveries': delivery.body.id,
    };
  });

  afterAll(async () => {
    await app.close();
  });

  const name = ({ method, url }: Route) => `${method} ${url}`;
  const real = () => app.routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
  const guarded = () =>
    real().filter(
      (route) => !isPage(route) && !publicRoutes.includes(name(route)) && name(route) !== forgotten,
    );

  it('has exactly the public routes that are meant to be public', async () => {
    const open: string[] = [];
    for (const route of real()) {
      const { status } = await call(app, route, addressOf(route, ids));
      if (status !== 401 && !isPage(route)) open.push(name(route));
    }

    expect(open.sort()).toEqual([...publicRoutes].sort());
  });

  it('knows the routes of the application: the list is not empty and holds the creating calls', () => {
    const names = guarded().map(name);

    expect(names).toEqual(
      expect.arrayContaining([`POST ${prefix}/posts`, `POST ${prefix}/connections/authorize`]),
    );
    expect(names.length).toBeGreaterThan(20);
  });

  it('refuses every other route with 401 for a missing or an untrustworthy token, and changes nothing', async () => {
    const before = await everything(app);
    const tokens = await untrustworthyTokens();

    const wrong: string[] = [];
    for (const route of guarded()) {
      for (const [kind, authorization] of tokens) {
        const answer = await call(app, route, addressOf(route, ids), { authorization });
        if (!isProblem(answer, 401, 'ACCESS_TOKEN_INVALID'))
          wrong.push(`${name(route)} with ${kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(await everything(app)).toBe(before);
  });

  it('takes a token whose address of mail is none as one without', async () => {
    const caller = app.api.as({ email: 'half\ud800@club.example' });

    const { status } = await caller.post('/connections/authorize', { platform: 'FACEBOOK' });

    expect(status).toBe(200);
    const rows = await app.database.query(
      `SELECT notify_email FROM "SocialOAuthSession" ORDER BY created_at DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ notify_email: null }]);
  });

  it('refuses every route with 403 when the token lacks the scope it names, and changes nothing', async () => {
    const before = await everything(app);

    const wrong: string[] = [];
    for (const route of guarded()) {
      const none = await call(app, route, addressOf(route, ids), await bearer({ scope: '' }));
      const needed = none.body.requiredScope ?? '';
      const others = everyScope.split(' ').filter((scope) => scope !== needed);
      const rest = await call(app, route, addressOf(route, ids), await bearer({ scope: others.join(' ') }));
      if (!everyScope.split(' ').includes(needed)) wrong.push(`${name(route)} names the scope "${needed}"`);
      for (const answer of [none, rest]) {
        if (!isProblem(answer, 403, 'SCOPE_MISSING')) wrong.push(`${name(route)}: ${answer.status}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(await everything(app)).toBe(before);
  });

  it('answers 404 to another tenant on every route with an id, in the path or in the body, and changes nothing', async () => {
    const before = await everything(app);
    const bodies = bodiesOf(ids);

    const answers: Record<string, number> = {};
    const wrong: string[] = [];
    for (const route of guarded()) {
      const body = bodies[name(route)];
      if (!route.url.includes(':id') && !JSON.stringify(body ?? '').includes(ids.connections)) continue;
      const answer = await call(
        app,
        route,
        addressOf(route, ids),
        await bearer({ tenantId: 'globex' }),
        body,
      );
      answers[name(route)] = answer.status;
      if (
        answer.status !== 404 ||
        !answer.body.code.endsWith('_NOT_FOUND') ||
        answer.body.code === 'ROUTE_NOT_FOUND'
      )
        wrong.push(`${name(route)}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }

    expect(wrong).toEqual([]);
    expect(answers).toMatchObject({ [`POST ${prefix}/posts`]: 404, [`POST ${prefix}/posts/validate`]: 404 });
    expect(await everything(app)).toBe(before);
  });

  it('shows the lists of another tenant empty', async () => {
    const globex = app.api.as({ tenantId: 'globex' });

    const paths = ['/posts', '/connections', '/webhook-endpoints', '/webhook-deliveries'];
    const lists = await Promise.all(paths.map((path) => globex.get(path)));

    for (const { body } of lists) expect(body).toEqual({ data: [], nextCursor: null });
  });

  it('lets the owner in where the other tenant was refused', async () => {
    const owner = await Promise.all([
      app.api.get(`/posts/${ids.posts}`),
      app.api.get(`/connections/${ids.connections}`),
      app.api.get(`/media/${ids.media}`),
      app.api.get(`/connections/sessions/${ids['connections/sessions']}`),
      app.api.get(`/webhook-endpoints/${ids['webhook-endpoints']}`),
      app.api.get(`/webhook-deliveries/${ids['webhook-deliveries']}`),
    ]);

    expect(owner.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('refuses a route that forgot to say who may call it, whoever calls', async () => {
    const [route] = app.routes.filter((each) => name(each) === forgotten);

    const answer = await call(app, route!, route!.url, await bearer({}));

    expect(isProblem(answer, 403, 'SCOPE_MISSING')).toBe(true);
  });
});

type Ids = Record<
  'connections/sessions' | 'connections' | 'media' | 'posts' | 'webhook-endpoints' | 'webhook-deliveries',
  string
>;

/** The route's address with the ids of acme's rows in it. Throws for a parameter that no row is made for yet. */
function addressOf({ url }: Route, ids: Ids): string {
  return url
    .replace(/([a-z-]+(?:\/sessions)?)\/:id/, (_, owner: string) => `${owner}/${rowOf(owner, ids)}`)
    .replace(':platform', 'facebook')
    .replace(':link', 'no-such-link')
    .replace('*', '');
}

function rowOf(owner: string, ids: Ids): string {
  const id = Object.entries(ids).find(([name]) => name === owner)?.[1];
  if (!id)
    throw new Error(`Make a row of tenant acme for routes under /${owner}/:id, so that they are checked.`);
  return id;
}

/** Bodies that pass validation, so that only the tenant stands in the way. */
function bodiesOf(ids: Ids): Record<string, unknown> {
  const time = '2027-05-05T10:00:00Z';
  const post = { connectionIds: [ids.connections], content: 'Not ours', scheduledAt: time };
  return {
    [`POST ${prefix}/posts`]: post,
    [`POST ${prefix}/posts/validate`]: post,
    [`POST ${prefix}/posts/reschedule`]: { connectionId: ids.connections, spacingMinutes: 30 },
    [`PATCH ${prefix}/posts/:id`]: { content: 'Taken over' },
    [`POST ${prefix}/posts/:id/reschedule`]: { scheduledAt: time },
    [`PATCH ${prefix}/webhook-endpoints/:id`]: { description: 'Taken over' },
    [`PATCH ${prefix}/connections/:id`]: { minSpacingSeconds: 60 },
    [`POST ${prefix}/connections/sessions/:id/select`]: { accountIds: ['1'] },
  };
}

async function untrustworthyTokens(): Promise<[string, string][]> {
  const claims = { tenant_id: 'acme', scope: everyScope };
  const key = new TextEncoder().encode(jwtSecret);
  const signed = (more: object, alg = 'HS256') =>
    new SignJWT({ ...claims, ...more })
      .setProtectedHeader({ alg })
      .setSubject('tester')
      .setExpirationTime('1h');
  const [head, body, signature] = (await signToken()).split('.') as [string, string, string];
  const richer = Buffer.from(JSON.stringify({ ...claims, sub: 'x', exp: 4e9, tenant_id: 'globex' }));
  const tokens: Record<string, string> = {
    'no token': '',
    'an empty token': 'Bearer ',
    garbage: 'Bearer not.a.token',
    'another scheme': `Basic ${Buffer.from('acme:secret').toString('base64')}`,
    'two tokens': `Bearer ${head}.${body}.${signature} ${head}.${body}.${signature}`,
    'an expired token': `Bearer ${await signToken({ expiresIn: '-1 hour' })}`,
    'a token of another secret': `Bearer ${await signToken({ secret: 'x'.repeat(64) })}`,
    'alg none': `Bearer ${new UnsecuredJWT({ ...claims, sub: 'tester', exp: 4e9 }).encode()}`,
    'another algorithm': `Bearer ${await signed({}, 'HS512').sign(key)}`,
    'a changed body': `Bearer ${head}.${richer.toString('base64url')}.${signature}`,
    'no signature': `Bearer ${head}.${body}.`,
    'no tenant': `Bearer ${await signed({ tenant_id: undefined }).sign(key)}`,
    'an empty tenant': `Bearer ${await signed({ tenant_id: '' }).sign(key)}`,
    'a tenant that is no text': `Bearer ${await signed({ tenant_id: { $ne: '' } }).sign(key)}`,
    'a tenant with a zero character': `Bearer ${await signed({ tenant_id: 'a\0b' }).sign(key)}`,
    'a tenant with half a character': `Bearer ${await signed({ tenant_id: 'a\ud800' }).sign(key)}`,
    'a subject with a zero character': `Bearer ${await signToken({ subject: 'a\0b' })}`,
    'no end': `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setSubject('x').sign(key)}`,
  };
  return Object.entries(tokens);
}

async function bearer(claims: { tenantId?: string; scope?: string }): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await signToken(claims)}` };
}

async function call(
  app: TestApp,
  { method }: Route,
  address: string,
  headers: { authorization?: string } = {},
  body?: unknown,
): Promise<Answer> {
  const answer = await request(`${app.url}${address}`, {
    method: method as 'GET',
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const contentType = String(answer.headers['content-type']);
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    contentType,
    body: (contentType.includes('json') ? JSON.parse(text) : {}) as Problem,
  };
}

function isProblem({ status, contentType, body }: Answer, expected: number, code: string): boolean {
  return (
    status === expected &&
    contentType.startsWith('application/problem+json') &&
    body.status === expected &&
    body.code === code
  );
}

/** Every row of every table, as one text. */
async function everything(app: TestApp): Promise<string> {
  const tables = await app.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'Social%'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      app.database.query(`SELECT '${name}' AS name, t.* FROM "${name}" t ORDER BY t::text`),
    ),
  );
  return JSON.stringify(rows.flat());
}
