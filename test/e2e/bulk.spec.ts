import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Bulk {
  created: number;
  refused: number;
  code: string;
  errors: { field: string; code: string }[];
  results: {
    index: number;
    status: 'CREATED' | 'REFUSED';
    groupId: string | null;
    posts: { id: string; status: string; content: string; connectionId: string }[];
    problem: { status: number; code: string; detail: string; errors?: { field: string }[] } | null;
  }[];
}

describe('creating many posts at once', () => {
  let app: TestApp;
  let connection: GivenConnection;
  let other: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
    connection = await app.given.connection('TWITTER');
    other = await app.given.connection('FACEBOOK');
  });

  afterAll(async () => {
    await app.close();
  });

  const wish = (content: string, more: object = {}) => ({ connectionIds: [connection.id], content, ...more });
  const send = async (posts: unknown, headers: Record<string, string> = {}) =>
    await app.api.send<Bulk>('POST', '/posts/bulk', { json: { posts }, headers });
  const rowCount = async (): Promise<number> =>
    (await app.database.query(`SELECT id FROM "SocialPost"`)).length;

  it('tells for each what became of it, and what is wrong with one keeps none of the others back', async () => {
    const before = await rowCount();
    const posts = [
      wish('Over two accounts', { connectionIds: [connection.id, other.id] }),
      wish('x'.repeat(300)),
      { content: 'No connection' },
      wish('For nobody', { connectionIds: [uuidv7()] }),
      'no object',
      wish('Later', { scheduledAt: app.clock.in(3_600_000).toISOString() }),
      wish('A draft', { status: 'DRAFT' }),
    ];

    const { status, body } = await send(posts);

    expect([status, body.created, body.refused]).toEqual([200, 3, 4]);
    expect(
      body.results.map((each) => [each.index, each.posts.map((post) => post.status), each.problem?.code]),
    ).toEqual([
      [0, ['SCHEDULED', 'SCHEDULED'], undefined],
      [1, [], 'VALIDATION_FAILED'],
      [2, [], 'VALIDATION_FAILED'],
      [3, [], 'CONNECTION_NOT_FOUND'],
      [4, [], 'VALIDATION_FAILED'],
      [5, ['SCHEDULED'], undefined],
      [6, ['DRAFT'], undefined],
    ]);
    expect(body.results[1]?.problem?.detail).toContain('280');
    expect(body.results[4]?.problem?.detail).toMatch(/^posts\[4\]: /);
    expect(body.results[2]?.problem?.errors?.map(({ field }) => field)).toContain('connectionIds');
    expect(body.results[0]?.posts.map(({ connectionId }) => connectionId).toSorted()).toEqual(
      [connection.id, other.id].toSorted(),
    );
    expect((await rowCount()) - before).toBe(4);
  });

  it('gives the name of a post that is refused to a later one, near or far, and to the first of those alone', async () => {
    const named = (content: string, name: string) => wish(content, { clientReference: name });
    const between = Array.from({ length: 8 }, (_, index) => wish(`Between ${index}`));
    const posts = [
      named('x'.repeat(300), 'near'),
      named('y'.repeat(300), 'far'),
      named('Near', 'near'),
      named('Near again', 'near'),
      ...between,
      named('Far', 'far'),
      named('Far again', 'far'),
    ];

    const { body } = await send(posts);

    const told = body.results.map(({ posts: [post], problem }) => post?.content ?? problem?.code);
    expect(told.filter((each) => !each?.startsWith('Between'))).toEqual([
      'VALIDATION_FAILED',
      'VALIDATION_FAILED',
      'Near',
      'CLIENT_REFERENCE_TAKEN',
      'Far',
      'CLIENT_REFERENCE_TAKEN',
    ]);
  });

  it('takes five hundred, and no more', async () => {
    const before = await rowCount();
    const posts = Array.from({ length: 501 }, (_, index) => wish(`Member ${index} has a birthday`));

    const tooMany = await send(posts);
    const { body } = await send(posts.slice(1));

    expect([tooMany.status, tooMany.body.errors]).toMatchObject([400, [{ field: 'posts' }]]);
    expect([body.created, (await rowCount()) - before]).toEqual([500, 500]);
  });

  it('happens once for an Idempotency-Key, refusals included', async () => {
    const posts = [wish('Once of many'), wish('x'.repeat(300))];
    const key = { 'idempotency-key': uuidv7() };

    const answers = await Promise.all([send(posts, key), send(posts, key), send(posts, key)]);
    await app.database.query(
      `UPDATE "SocialIdempotencyKey" SET answer_sealed = NULL, status = NULL, lease_until = social_now()`,
    );
    const afterDeath = await send(posts, key);

    for (const { body } of [...answers, afterDeath]) expect(body).toEqual(answers[0]?.body);
    const rows = await app.database.query(`SELECT id FROM "SocialPost" WHERE content = 'Once of many'`);
    expect(rows).toHaveLength(1);
  });

  it('refuses a name of a field that no database could keep, with a key as without', async () => {
    const posts = [
      wish('Well-formed'),
      wish('Not', { 'na\0me': 1 }),
      wish('Not either', { 'half\ud800': 1 }),
    ];

    const { status, body } = await send(posts, { 'idempotency-key': uuidv7() });

    expect([status, body.results.map((each) => each.problem?.code)]).toEqual([
      200,
      [undefined, 'VALIDATION_FAILED', 'VALIDATION_FAILED'],
    ]);
  });

  it('gives a name to one post of a connection, whoever asks at the same moment', async () => {
    const posts = [
      wish('Named', { clientReference: 'bulk-1' }),
      wish('Named too', { clientReference: 'bulk-1' }),
      wish('Named otherwise', { clientReference: 'bulk-2' }),
    ];

    const answers = await Promise.all(Array.from({ length: 8 }, async () => await send(posts)));

    const created = answers.flatMap(({ body }) =>
      body.results.filter(({ status }) => status === 'CREATED').map(({ index }) => index),
    );
    const refused = answers.flatMap(({ body }) => body.results.flatMap(({ problem }) => problem?.code ?? []));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(created.toSorted((one, other) => one - other)).toEqual([0, 2]);
    expect(new Set(refused)).toEqual(new Set(['CLIENT_REFERENCE_TAKEN']));
    const rows = await app.database.query(`SELECT id FROM "SocialPost" WHERE client_reference LIKE 'bulk-%'`);
    expect(rows).toHaveLength(2);
  });

  it('stores nothing for a connection that was disconnected a moment ago', async () => {
    const leaving = await app.given.connection('TWITTER');
    await send([wish('Before', { connectionIds: [leaving.id] })]);
    await app.api.delete(`/connections/${leaving.id}`);

    const { body } = await send([wish('After', { connectionIds: [leaving.id] }), wish('Of another one')]);
    const single = await app.api.post<{ code: string }>('/posts', {
      connectionIds: [leaving.id],
      content: 'After',
    });

    expect(body.results.map(({ problem }) => problem?.code)).toEqual(['CONNECTION_NOT_FOUND', undefined]);
    expect([single.status, single.body.code]).toEqual([404, 'CONNECTION_NOT_FOUND']);
    expect(await app.database.query(`SELECT id FROM "SocialPost" WHERE content = 'After'`)).toEqual([]);
  });

  it.each([
    ['no list', { posts: 'all' }],
    ['an empty list', { posts: [] }],
    ['nothing', {}],
  ])('refuses %s', async (_what, json) => {
    const { status, body } = await app.api.send<Bulk>('POST', '/posts/bulk', { json });

    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.errors.map(({ field }) => field)).toContain('posts');
  });
});
