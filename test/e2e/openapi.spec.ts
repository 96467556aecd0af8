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

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
  security: object[];
}

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
      for (const status of ['400', '401', '403', 'default', ...(name.includes('{id}') ? ['404'] : [])]) {
        expect([name, status, operation.responses[status]?.content]).toEqual([
          name,
          status,
          { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
        ]);
      }
    }
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
