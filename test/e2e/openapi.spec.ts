import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { ServiceProcess } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

interface Schema {
  $ref?: string;
  type?: string;
  properties?: Record<string, object>;
  enum?: string[];
}

interface Content {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, unknown>;
}

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  operationId?: string;
  tags?: string[];
  security?: object[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content?: Record<string, Content> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
  security: object[];
}

/** Codes of pages for people, of files by signed address, of probes and of what platforms call. */
const notInTheDocument = new Set([
  'MEDIA_LINK_EXPIRED',
  'MEDIA_LINK_WRONG',
  'NOT_READY',
  'RECONNECT_LINK_SPENT',
  'WEBHOOK_FORGED',
  'WEBHOOK_NOT_VERIFIED',
]);

const prefix = '/api/v1/social';

describe('the API page of the built service', () => {
  let app: TestApp;
  let service: ServiceProcess;
  let document: Document;

  beforeAll(async () => {
    app = await TestApp.start();
    service = await ServiceProcess.start({ databaseUrl: app.database.url, sandboxUrl: app.sandboxUrl });
    const { body } = await request(`${service.url}/openapi.json`);
    document = (await body.json()) as Document;
  });

  afterAll(async () => {
    await service.stop();
    await app.close();
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );

  it('describes every route of the API that asks for a token', () => {
    const routes = app.routes
      .filter(({ method, url }) => url.startsWith(prefix) && method !== 'HEAD')
      .filter(({ url }) => !url.includes('/oauth/') && !url.includes('/platform-webhooks/'))
      .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);

    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(routes.sort());
  });

  it('gives every call a summary, a schema of its answer, and problem documents', () => {
    for (const { name, operation } of operations()) {
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\w+/)]);
      expect([name, good.length]).toEqual([name, 1]);
      expect([name, good[0]?.[1].content?.['application/json']?.schema]).toEqual([
        name,
        { $ref: expect.stringMatching(/^#\/components\/schemas\/\w+Dto$/) },
      ]);
      const access = operation.security?.length === 0 ? [] : ['401', '403'];
      for (const status of ['400', ...access, 'default', ...(name.includes('{id}') ? ['404'] : [])]) {
        expect([name, status, operation.responses[status]?.content]).toEqual([
          name,
          status,
          {
            'application/problem+json': {
              schema: { $ref: '#/components/schemas/ProblemDto' },
              examples: expect.any(Object),
            },
          },
        ]);
      }
    }
  });

  it('gives every body and every answer an example, and every call a name and a group of its own', () => {
    const contents = operations().flatMap(({ name, operation }) =>
      [operation.requestBody, ...Object.values(operation.responses)].flatMap((body) =>
        Object.values(body?.content ?? {}).map((content) => ({ name, content })),
      ),
    );
    const names = operations().map(({ operation }) => operation.operationId);

    const without = contents.filter(({ content }) => !content.example && !content.examples);

    expect(without.map(({ name }) => name)).toEqual([]);
    expect(contents.length).toBeGreaterThan(100);
    // A field whose name says nothing needs an `@example` in its comment, or a line in openapi-example-words.ts.
    expect(JSON.stringify(document).match(/NO EXAMPLE of \w+/g)).toBeNull();
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z]\w+$/.test(name ?? ''))).toBe(true);
    expect(operations().every(({ operation }) => operation.tags?.length === 1)).toBe(true);
  });

  it('names every code that a route can answer with', async () => {
    const sources = join(import.meta.dirname, '..', '..', 'src');
    const files = (await readdir(sources, { recursive: true })).filter((name) => /(?<!spec)\.ts$/.test(name));
    const texts = await Promise.all(files.map((name) => readFile(join(sources, name), 'utf8')));
    const thrown = texts.flatMap((text) =>
      [...text.matchAll(/new AppError\(\{\s*kind: '[a-z-]+',\s*code: '([A-Z_]+)'/g)].map(([, code]) => code!),
    );
    const named = Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ responses }) => Object.values(responses))
      .flatMap(({ content }) => Object.keys(content?.['application/problem+json']?.examples ?? {}));

    const forgotten = thrown.filter((code) => !named.includes(code) && !notInTheDocument.has(code));

    // `@Problems` on the route names its codes; what is not a route of the document stands in the list below.
    expect(forgotten).toEqual([]);
    expect(new Set(thrown).size).toBeGreaterThan(20);
    expect(named).toEqual(
      expect.arrayContaining(['POST_NOT_FOUND', 'CONNECTION_NOT_FOUND', 'MEDIA_TOO_LARGE']),
    );
  });

  it('says 201 for creating posts and 200 for what changes one', () => {
    const [create, retry] = [`${prefix}/posts`, `${prefix}/posts/{id}/retry`].map(
      (path) => document.paths[path]?.['post']?.responses ?? {},
    );

    expect(Object.keys(create!)).toContain('201');
    expect(Object.keys(retry!)).toContain('200');
  });

  it('leaves no schema without properties and no reference without its schema', () => {
    const { schemas } = document.components;
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];

    const empty = Object.entries(schemas).filter(
      ([, { properties }]) => !Object.keys(properties ?? {}).length,
    );

    expect(empty).toEqual([]);
    expect(references.filter(([, name]) => !schemas[name!])).toEqual([]);
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['CreatePostDto', 'PostDto', 'ConnectionDto', 'OAuthSessionDto', 'ProblemDto']),
    );
  });

  it('describes the fields that outside programs read', () => {
    const { PostDto, ConnectionDto, CreatePostDto } = document.components.schemas;

    expect(PostDto?.properties).toMatchObject({
      status: { enum: expect.arrayContaining(['SCHEDULED', 'PUBLISHED']) },
      scheduledAt: { type: 'string', format: 'date-time', nullable: true },
      media: { type: 'array' },
      blockedReason: { type: 'string', nullable: true, description: expect.any(String) },
    });
    expect(ConnectionDto?.properties).toMatchObject({ isActive: { type: 'boolean' } });
    expect(CreatePostDto?.properties).toMatchObject({
      connectionIds: { type: 'array', maxItems: 50, minItems: 1 },
      content: { type: 'string', maxLength: 100_000 },
      media: { type: 'array', maxItems: 20 },
    });
  });

  it('describes the query of lists: what may be left out, its type and its limits', () => {
    const list = document.paths[`${prefix}/posts`]?.['get']?.parameters ?? [];

    expect(list.map(({ name }) => name).sort()).toEqual(
      ['connectionId', 'cursor', 'from', 'groupId', 'limit', 'platform', 'rootPostId', 'status', 'to'].sort(),
    );
    expect(list.every(({ in: place, required }) => place === 'query' && !required)).toBe(true);
    expect(list.find(({ name }) => name === 'limit')?.schema).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 20,
    });
    expect(list.find(({ name }) => name === 'platform')?.schema.enum).toEqual([
      'FACEBOOK',
      'INSTAGRAM',
      'TWITTER',
    ]);
  });

  it('names the access token, and If-Match as optional', () => {
    const edit = document.paths[`${prefix}/posts/{id}`]?.['patch']?.parameters ?? [];

    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(edit.filter(({ in: place }) => place === 'header')).toMatchObject([
      { name: 'If-Match', required: false },
    ]);
  });

  it('names If-Match and its refusal on every call that changes one post', () => {
    const takers = operations().filter(({ operation }) =>
      (operation.parameters ?? []).some(({ name }) => name === 'If-Match'),
    );

    expect(takers.map(({ name }) => name.replace(`${prefix}/posts/{id}`, '')).toSorted()).toEqual([
      'DELETE ',
      'PATCH ',
      'POST /cancel',
      'POST /publish',
      'POST /reschedule',
      'POST /retry',
    ]);
    expect(takers.filter(({ operation }) => !operation.responses['412'])).toEqual([]);
  });

  it('answers /docs with a page whose files load under its own content security policy', async () => {
    const page = await request(`${service.url}/docs`);
    const html = await page.body.text();
    const policy = String(page.headers['content-security-policy']);
    const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
    const files = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(
      ([, file]) => new URL(file!, `${service.url}/docs`),
    );

    const loaded = await Promise.all(files.map(async (file) => await request(file)));

    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/style-src[^;]*'unsafe-inline'/);
    expect(policy).not.toMatch(/upgrade-insecure-requests/);
    expect(scripts.filter(([, attributes, text]) => !attributes!.includes('src=') || text!.trim())).toEqual(
      [],
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.every(({ origin }) => origin === service.url)).toBe(true);
    expect(loaded.map(({ statusCode }) => statusCode)).toEqual(files.map(() => 200));
    await Promise.all(loaded.map(async ({ body }) => await body.dump()));
  });
});
