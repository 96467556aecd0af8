import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ErrorObject } from 'ajv';
import type { ApiAnswer } from '../support/api-client.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Operation {
  requestBody?: { required?: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { headers?: object; content?: Record<string, { schema: object }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { type?: string; properties?: object }> };
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const prefix = '/api/v1/social';

describe('What the service answers is what its OpenAPI document says', () => {
  let app: TestApp;
  let document: Document;
  let ajv: Ajv;
  const connections: GivenConnection[] = [];

  beforeAll(async () => {
    const printer = join(import.meta.dirname, '..', '..', 'dist', 'src', 'print-openapi.js');
    document = JSON.parse(execFileSync(process.execPath, [printer], { encoding: 'utf8' })) as Document;
    ajv = validatorOf(document);
    app = await TestApp.start();
    for (const platform of ['FACEBOOK', 'INSTAGRAM', 'TWITTER'] as const)
      connections.push(await app.given.connection(platform));
  }, 60_000);

  afterAll(async () => {
    await app.close();
  });

  const operation = (method: Method, route: string): Operation => {
    const found = document.paths[`${prefix}${route}`]?.[method.toLowerCase()];
    if (!found) throw new Error(`The document has no ${method} ${route}.`);
    return found;
  };

  const complaints = (method: Method, route: string, { status, body }: ApiAnswer<unknown>): unknown => {
    const content = operation(method, route).responses[status]?.content ?? {};
    const [schema] = Object.values(content).map((each) => each.schema);
    if (!schema) return `${status} is not in the document`;
    const validate = ajv.compile({ ...schema, components: document.components });
    return validate(body) ? [] : (validate.errors ?? []).map(told);
  };

  const send = async (
    method: Method,
    route: string,
    { path = route, json }: { path?: string; json?: unknown },
  ) => {
    const answer = await app.api.send<unknown>(method, path, json === undefined ? {} : { json });
    return { answer, found: complaints(method, route, answer) };
  };

  it('posts, their checks, their attempts and their ends', async () => {
    const [facebook, instagram, twitter] = connections.map(({ id }) => id);
    const media = [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE', altText: 'A court' }];
    const all = { connectionIds: [facebook, instagram, twitter], content: 'All of them', media };
    const failing = { ...all, content: 'x'.repeat(3_000), media: [] };
    const made = await send('POST', '/posts', { json: all });
    await app.publishDue();
    await app.advance(30);
    await app.recover();
    const { posts } = made.answer.body as { posts: { id: string }[] };
    const [first = '', , third = ''] = posts.map(({ id }) => id);

    const found = [
      made,
      await send('POST', '/posts/validate', { json: all }),
      await send('POST', '/posts/validate', { json: failing }),
      await send('POST', '/posts', { json: failing }),
      await send('POST', '/posts/bulk', { json: { posts: [all, failing, {}] } }),
      await send('GET', '/posts', { path: '/posts?limit=2' }),
      await send('GET', '/posts/{id}', { path: `/posts/${first}` }),
      await send('GET', '/posts/{id}/attempts', { path: `/posts/${first}/attempts` }),
      await send('POST', '/posts/{id}/sync-engagement', { path: `/posts/${first}/sync-engagement` }),
      await send('GET', '/posts/{id}/engagement', { path: `/posts/${first}/engagement` }),
      await send('POST', '/posts/{id}/cancel', { path: `/posts/${first}/cancel` }),
      await send('DELETE', '/posts/{id}', { path: `/posts/${third}?onPlatform=true` }),
      await send('DELETE', '/posts/{id}', { path: `/posts/${first}` }),
    ];

    expect(found.map(({ answer }) => answer.status)).toEqual([
      201, 200, 200, 400, 200, 200, 200, 200, 200, 200, 409, 200, 409,
    ]);
    expect(found.flatMap((each) => each.found)).toEqual([]);
  });

  it('a name that is taken, with the posts that have it, and its problem in a bulk', async () => {
    const json = { connectionIds: [connections[2]?.id], content: 'Named', clientReference: 'summer-7' };
    await app.api.post('/posts', json);

    const taken = await send('POST', '/posts', { json });
    const bulk = await send('POST', '/posts/bulk', { json: { posts: [json] } });

    expect([taken.answer.status, taken.answer.body]).toEqual([
      409,
      expect.objectContaining({ posts: [expect.objectContaining({ content: 'Named' })] }),
    ]);
    expect([taken.found, bulk.found]).toEqual([[], []]);
  });

  it('a post that was changed meanwhile, and one that the platform takes no calls for', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await app.publishDue();
    const path = `/posts/${post.id}`;
    const fault = { fault: 'rate-limit', resetSeconds: 300, accountId: connection.accountId };

    const changed = await app.api.patch<unknown>(path, { content: 'x' }, { 'if-match': '"90"' });
    await app.sandbox.control('faults', fault);
    const limited = await send('DELETE', '/posts/{id}', { path: `${path}?onPlatform=true` });
    const asked = await send('POST', '/posts/{id}/sync-engagement', { path: `${path}/sync-engagement` });

    expect([changed.status, limited.answer.status, asked.answer.status]).toEqual([412, 503, 200]);
    expect([complaints('PATCH', '/posts/{id}', changed), limited.found, asked.found]).toEqual([[], [], []]);
    expect(operation('DELETE', '/posts/{id}').responses['503']?.headers).toMatchObject({
      'Retry-After': { schema: { type: 'integer' } },
    });
  });

  it.each([
    ['/platforms', undefined],
    ['/connections', undefined],
    ['/budgets', undefined],
    ['/me', undefined],
    ['/webhook-endpoints', undefined],
    ['/audit-events', undefined],
    ['/notices', undefined],
    ['/notice-settings', undefined],
    ['/posts/calendar', '/posts/calendar?from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z'],
    [
      '/engagement/days',
      '/engagement/days?from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z&timeZone=Europe/Berlin',
    ],
  ])('GET %s', async (route, path = route) => {
    const { answer, found } = await send('GET', route, { path });

    expect([answer.status, found]).toEqual([200, []]);
  });

  it.each(['', '/rate-limits', '/diagnosis', '/post-frequency'])('GET /connections/{id}%s', async (part) => {
    const path = `/connections/${connections[0]?.id}${part}`;

    const { answer, found } = await send('GET', `/connections/{id}${part}`, { path });

    expect([answer.status, found]).toEqual([200, []]);
  });

  it('a login and a reconnect, which takes a body and needs none', async () => {
    const reconnect = '/connections/{id}/reconnect';
    const path = `/connections/${connections[0]?.id}/reconnect`;
    const started = await send('POST', '/connections/authorize', { json: { platform: 'FACEBOOK' } });
    const { sessionId } = started.answer.body as { sessionId: string };

    const found = [
      started,
      await send('GET', '/connections/sessions/{id}', { path: `/connections/sessions/${sessionId}` }),
      await send('POST', reconnect, { path }),
      await send('POST', reconnect, { path, json: {} }),
    ];

    expect(found.map(({ answer }) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(found.flatMap((each) => each.found)).toEqual([]);
    expect(operation('POST', reconnect).requestBody?.required).toBe(false);
  });

  it('null takes an option away for one platform: the service takes it, as the document does', async () => {
    const json = {
      connectionIds: [connections[0]?.id, connections[2]?.id],
      content: 'With a comment on Facebook only',
      options: { firstComment: 'First', kind: null, poll: null, twitter: { firstComment: null } },
    };
    const [schema] = Object.values(operation('POST', '/posts').requestBody?.content ?? {}).map(
      (each) => each.schema,
    );
    const validate = ajv.compile({ ...schema, components: document.components });

    const { status, body } = await app.api.post<{ posts: { options: object }[] }>('/posts', json);

    expect([status, body.posts.map(({ options }) => options)]).toEqual([
      201,
      [{ firstComment: 'First' }, {}],
    ]);
    expect([validate(json), validate.errors]).toEqual([true, null]);
  });
});

/** Strict where the document is open: a member that it does not name is a complaint. */
function validatorOf({ components }: Document): Ajv {
  for (const schema of Object.values(components.schemas))
    if (schema.properties) Object.assign(schema, { additionalProperties: false });
  return new Ajv({ strict: false, validateFormats: false, allErrors: true });
}

function told({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}
