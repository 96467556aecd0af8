import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface View {
  id: string;
  content: string;
  status: string;
  clientReference: string | null;
}

interface Answer {
  posts: View[];
  code: string;
  errors: { field: string; code: string }[];
}

describe("the caller's own names for posts", () => {
  let app: TestApp;
  let first: GivenConnection;
  let second: GivenConnection;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    first = await app.given.connection('TWITTER');
    second = await app.given.connection('FACEBOOK');
  });

  afterAll(async () => {
    await app.close();
  });

  const name = () => `crm-${(count += 1)}`;
  const create = async (clientReference: string, connections: GivenConnection[], content = 'News') =>
    await app.api.post<Answer>('/posts', {
      connectionIds: connections.map(({ id }) => id),
      content,
      clientReference,
    });
  const named = async (clientReference: string): Promise<number> =>
    (await app.database.query(`SELECT id FROM "SocialPost" WHERE client_reference = $1`, [clientReference]))
      .length;

  it('are taken once for each connection; the refusal carries the post that has the name', async () => {
    const reference = name();
    const { body: made } = await create(reference, [first], 'The first');

    const { status, body } = await create(reference, [first], 'The second');

    expect([status, body.code]).toEqual([409, 'CLIENT_REFERENCE_TAKEN']);
    expect(body.posts).toMatchObject([
      { id: made.posts[0]?.id, content: 'The first', clientReference: reference },
    ]);
    expect(body.errors).toMatchObject([{ field: 'clientReference', code: 'CLIENT_REFERENCE_TAKEN' }]);
    expect(await named(reference)).toBe(1);
  });

  it('refuse the whole group when one of its connections has the name', async () => {
    const reference = name();
    await create(reference, [first]);

    const { status, body } = await create(reference, [first, second]);

    expect([status, body.posts.length]).toEqual([409, 1]);
    expect(await named(reference)).toBe(1);
  });

  it('may be the same over another connection', async () => {
    const reference = name();

    const answers = [await create(reference, [first]), await create(reference, [second])];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('let one of many callers through who use a name at the same moment', async () => {
    const reference = name();

    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => await create(reference, [first])),
    );

    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    const ids = new Set(answers.flatMap(({ body }) => body.posts.map(({ id }) => id)));
    expect([ids.size, await named(reference)]).toEqual([1, 1]);
  });

  it('are told by a look, too', async () => {
    const reference = name();
    await create(reference, [first]);

    const { body } = await app.api.post<{ valid: boolean; results: { problems: { code: string }[] }[] }>(
      '/posts/validate',
      { connectionIds: [first.id, second.id], content: 'News', clientReference: reference },
    );

    expect(body.valid).toBe(false);
    expect(body.results.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      ['CLIENT_REFERENCE_TAKEN'],
      [],
    ]);
  });
});
