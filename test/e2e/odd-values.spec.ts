import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import type { ApiAnswer } from '../support/api-client.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

interface Schema {
  $ref?: string;
  properties?: Record<string, object>;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

type Verb = 'POST' | 'PUT' | 'PATCH';

/** A call with a body that is right, and the names of all that the body may hold. */
interface Call {
  verb: Verb;
  path: string;
  body: Record<string, unknown>;
  fields: string[];
}

const prefix = '/api/v1/social';
const halfCharacter = '\ud800';

const oddValues: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  'NaN',
  '\u0000',
  halfCharacter,
  `a${halfCharacter}@b.example`,
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '2027-03-28T02:30:00+01:00',
  '2027-01-01T00:00:00+99:99',
  'x'.repeat(5_000),
  [],
  [null],
  [[]],
  [{}],
  [halfCharacter],
  {},
  { length: 3 },
  { constructor: {} },
];

describe('odd values', () => {
  let app: TestApp;
  let service: ServiceProcess;
  let calls: Call[];

  beforeAll(async () => {
    app = await TestApp.start();
    service = await ServiceProcess.start({ databaseUrl: app.database.url, sandboxUrl: app.sandboxUrl });
    const { body } = await request(`${service.url}/openapi.json`);
    calls = await callsOf(app, (await body.json()) as Document);
  });

  afterAll(async () => {
    await service.stop();
    await app.close();
  });

  const answerTo = async ({ verb, path }: Call, body: unknown) =>
    await app.api.send<{ code?: string }>(verb, path, { json: body });

  it('are understood or refused in every field of every call, and never break anything here', async () => {
    const broken: unknown[] = [];

    for (const call of calls)
      for (const field of call.fields)
        for (const value of oddValues) {
          const answer = await answerTo(call, { ...call.body, [field]: value });
          if (!isSound(answer)) broken.push([call.verb, call.path, field, value, answer.status, answer.body]);
        }

    expect(broken).toEqual([]);
    expect(calls.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/posts', '/connections/authorize', '/notice-settings']),
    );
  });

  it.each([
    ['objects', (depth: number) => `${'{"x":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['lists', (depth: number) => `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`],
  ])('%s within each other without end are refused by every call that reads a body', async (_, nested) => {
    const headers = { 'idempotency-key': uuidv7() };
    const codes: unknown[] = [];

    for (const { verb, path } of calls) {
      const text = nested(100_000);
      const { status, body } = await app.api.send<{ code?: string }>(verb, path, { text, headers });
      codes.push([status, body.code]);
    }

    expect(new Set(codes.map((code) => JSON.stringify(code)))).toEqual(
      new Set([JSON.stringify([400, 'BODY_UNREADABLE'])]),
    );
  });
});

/** Done, or refused with a problem document. */
function isSound({ status, headers, body }: ApiAnswer<{ code?: string }>): boolean {
  if (status < 300) return true;
  const isProblem = headers['content-type']?.toString().startsWith('application/problem+json') ?? false;
  return status < 500 && isProblem && body.code !== undefined;
}

/** Every call that reads a body, with rows that are there. */
async function callsOf(app: TestApp, document: Document): Promise<Call[]> {
  const connection = await app.given.connection('TWITTER');
  const posted = { connectionIds: [connection.id], content: 'Odd', status: 'DRAFT' };
  const post = (await app.api.post<{ posts: { id: string }[] }>('/posts', posted)).body.posts[0]!;
  const url = 'http://127.0.0.1:9/hooks';
  const endpoint = (await app.api.post<{ id: string }>('/webhook-endpoints', { url })).body;
  const ids: Record<string, string> = {
    connections: connection.id,
    posts: post.id,
    'webhook-endpoints': endpoint.id,
  };
  const real = { connectionId: connection.id, connectionIds: [connection.id], url, returnUrl: undefined };

  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { requestBody }]) => {
      const content = requestBody?.content['application/json'];
      if (!content) return [];
      const { example } = content as { example: Record<string, unknown> };
      const { properties = {} } = schemaOf(document, content.schema);
      const fields = Object.keys(properties);
      const known = Object.entries(real).filter(([name]) => fields.includes(name));
      const family = path.slice(prefix.length + 1).split('/')[0] ?? '';
      const place = path.slice(prefix.length).replace('{id}', ids[family] ?? uuidv7());
      return {
        verb: method.toUpperCase() as Verb,
        path: place.replace('{platform}', 'twitter').replace('{key}', 'unknown'),
        body: { ...example, ...Object.fromEntries(known) },
        fields,
      };
    }),
  );
}

function schemaOf(document: Document, schema: Schema): Schema {
  return schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
}
