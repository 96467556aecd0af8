import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MetaApi } from '../../src/modules/providers/meta.api.ts';
import { ProviderRegistry } from '../../src/modules/providers/provider.registry.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Post {
  id: string;
  status: string;
  content: string;
  errorCode: string | null;
  options: Record<string, unknown>;
  platformPostId: string | null;
  part: number | null;
  estimatedCostUsd: number | null;
  errors?: { field: string; code: string }[];
}

/** What people and restored databases do to a post and to what follows it. */
describe('what follows a post', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  it('a thread that is null is no thread, and the post is recorded as the live post it is', async () => {
    const connection = await app.given.connection('TWITTER');
    const root = await create(connection, { thread: null, twitter: { poll: null } });

    await app.publishDue();

    expect(await read(root)).toMatchObject({ status: 'PUBLISHED', errorCode: null, options: {} });
  });

  it.each([
    ['null', '{"thread": null}'],
    ['a text', '{"thread": "Second"}'],
    ['a list of other things', '{"thread": [1, null]}'],
    ['an empty list', '{"thread": []}'],
    ['a part that shows no list of files', '{"thread": [{"content": "Second", "media": null}]}'],
    ['no comment', '{"firstComment": null}'],
  ])('a row whose hand-made options hold %s still becomes PUBLISHED', async (_what, options) => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'by-hand' });
    await app.api.as({ tenantId: 'by-hand' }).put('/budgets/twitter', { monthlyUsd: 100 });
    const root = await create(connection, {});
    await app.database.query(`UPDATE "SocialPost" SET options = $2 WHERE id = $1`, [root, options]);

    await app.publishDue();

    const { body } = await app.api.as({ tenantId: 'by-hand' }).get<Post>(`/posts/${root}`);
    expect(body).toMatchObject({ status: 'PUBLISHED', errorCode: null });
  });

  it('null under the name of a platform takes away what all of them are asked for', async () => {
    const [facebook, instagram] = [
      await app.given.connection('FACEBOOK'),
      await app.given.connection('INSTAGRAM'),
    ];
    const { body } = await app.api.post<{ posts: Post[] }>('/posts', {
      connectionIds: [facebook.id, instagram.id],
      content: 'With a comment on Facebook only',
      media: [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }],
      options: { firstComment: 'Hi', instagram: { firstComment: null } },
      scheduledAt: app.clock.in(60_000).toISOString(),
    });

    expect(body.posts.map(({ options }) => options)).toEqual([{ firstComment: 'Hi' }, {}]);
  });

  it('comes again below a post that was deleted on the platform and published anew', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const root = await create(connection, { firstComment: 'First!' });
    await rounds(2);
    const old = await read(root);
    await app.api.delete(`/posts/${root}?onPlatform=true`);
    await app.advance(600);

    await putBack(root);
    await rounds(4);

    const anew = await read(root);
    expect(anew).toMatchObject({ status: 'PUBLISHED' });
    expect(anew.platformPostId).not.toBe(old.platformPostId);
    expect(await followUps(root)).toMatchObject([
      { status: 'PUBLISHED', options: { replyTo: anew.platformPostId } },
    ]);
    const live = await app.sandbox.ledger({ accountId: connection.accountId });
    expect(live.filter(({ deletedAt }) => deletedAt === null).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['The post itself', 'First!']),
    );
  });

  it('is not sent twice where its answer was lost and the comments below a live post cannot be read', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const root = await create(connection, { firstComment: 'Once, whatever is hidden' });
    await app.publishDue();
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer', times: 1 });
    const api = app.nest.get(MetaApi);
    const call = api.call.bind(api);
    const hidden = jest.spyOn(api, 'call').mockImplementation(async (wanted) => {
      const isList = wanted.method === 'GET' && wanted.path.endsWith('/comments');
      return isList
        ? { kind: 'answer', status: 400, headers: {}, body: { error: { code: 100, error_subcode: 33 } } }
        : await call(wanted);
    });

    await app.publishDue();
    for (let minute = 0; minute < 8; minute += 1) {
      await app.advance(60);
      await app.recover();
      await app.publishDue();
    }
    hidden.mockRestore();
    await app.advance(60);
    await app.recover();

    const sent = await app.sandbox.ledger({ accountId });
    expect(sent.filter(({ text }) => text === 'Once, whatever is hidden')).toHaveLength(1);
    expect((await followUps(root)).map(({ status }) => status)).toEqual(['PUBLISHED']);
  });

  it('is not sent, and says so, once the post was deleted on the platform; a retry sends it all the same', async () => {
    const connection = await app.given.connection('TWITTER');
    const root = await create(connection, { thread: [{ content: 'Second' }, { content: 'Third' }] });
    await app.publishDue();
    await app.publishDue();

    await app.api.delete(`/posts/${root}?onPlatform=true`);
    await rounds(2);
    const stopped = await followUps(root);
    const failed = await failures(stopped[1]!.id);
    await app.api.post(`/posts/${stopped[1]!.id}/retry`);
    await rounds(1);

    expect(stopped).toMatchObject([
      { status: 'PUBLISHED' },
      { status: 'FAILED', errorCode: 'PRECEDING_POST_DELETED', platformPostId: null },
    ]);
    expect(failed).toBe(1);
    expect((await followUps(root)).map(({ status }) => status)).toEqual(['PUBLISHED', 'PUBLISHED']);
  });

  it('is not sent either where the part before it was on its way when the post was deleted', async () => {
    const connection = await app.given.connection('TWITTER');
    const root = await create(connection, { thread: [{ content: 'Second' }, { content: 'Third' }] });
    await app.publishDue();
    const { publishing } = app.nest.get(ProviderRegistry).require('TWITTER');
    const publish = publishing.publish.bind(publishing);
    jest.spyOn(publishing, 'publish').mockImplementationOnce(async (...given) => {
      const answer = await publish(...given);
      await app.api.delete(`/posts/${root}?onPlatform=true`);
      return answer;
    });

    await rounds(3);

    const [second, third] = await followUps(root);
    expect([second, third]).toMatchObject([
      { status: 'PUBLISHED' },
      { status: 'FAILED', errorCode: 'PRECEDING_POST_DELETED', platformPostId: null },
    ]);
    expect(await failures(third!.id)).toBe(1);
  });

  it('comes after all below a post that was deleted before it came and is published anew', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const root = await create(connection, { firstComment: 'First!' });
    await app.publishDue();
    await app.api.delete(`/posts/${root}?onPlatform=true`);
    const stopped = await followUps(root);
    await app.advance(600);

    await putBack(root);
    await rounds(3);

    const { platformPostId } = await read(root);
    expect(stopped.map(({ status }) => status)).toEqual(['FAILED']);
    expect(await followUps(root)).toMatchObject([
      { status: 'PUBLISHED', errorCode: null, options: { replyTo: platformPostId } },
    ]);
  });

  it('a part that a person cancelled stays cancelled when its post is published anew', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const root = await create(connection, { firstComment: 'Never mind' });
    await app.publishDue();
    const [part] = await followUps(root);
    await app.api.post(`/posts/${part!.id}/cancel`);
    await app.api.delete(`/posts/${root}?onPlatform=true`);
    await app.advance(600);

    await putBack(root);
    await rounds(3);

    expect((await followUps(root)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });

  it('comes when an operator marks a post as published, and names its id only later', async () => {
    const connection = await app.given.connection('TWITTER');
    const root = await create(connection, { thread: [{ content: 'Second' }] });

    await app.database.query(`UPDATE "SocialPost" SET status = 'PUBLISHED' WHERE id = $1`, [root]);
    const before = await followUps(root);
    await app.database.query(`UPDATE "SocialPost" SET platform_post_id = '4711' WHERE id = $1`, [root]);

    expect(before).toEqual([]);
    expect(await followUps(root)).toMatchObject([{ status: 'SCHEDULED', options: { replyTo: '4711' } }]);
  });

  it('is looked for before it is sent, where the database may have forgotten that it went out', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const { accountId } = connection;
    await app.sandbox.control(`accounts/${accountId}`, { duplicateCheck: false });
    const root = await create(connection, { firstComment: 'Once only' });
    await rounds(2);
    await app.advance(600);

    await forgetEverythingSince(root);
    await rounds(3);

    const sent = await app.sandbox.ledger({ accountId });
    expect(sent.filter(({ text }) => text === 'Once only')).toHaveLength(1);
    expect((await followUps(root)).map(({ status }) => status)).toEqual(['PUBLISHED']);
    await app.database.query('UPDATE "SocialDatabaseIdentity" SET quarantine_until = NULL');
  });

  it('does not wait behind another post that keeps the spacing', async () => {
    const spaced = await app.given.connection('TWITTER', { minSpacingSeconds: 3_600 });
    const at = app.clock.in(1_000).toISOString();
    const root = await create(spaced, { thread: [{ content: 'Second' }, { content: 'Third' }] }, at);
    const other = await create(spaced, {}, at);
    await app.advance(2);

    await rounds(4);

    expect((await followUps(root)).map(({ status }) => status)).toEqual(['PUBLISHED', 'PUBLISHED']);
    expect((await read(other)).status).toBe('SCHEDULED');
  });

  it('does not wait behind an earlier post either that was put off and now keeps the spacing', async () => {
    const spaced = await app.given.connection('TWITTER', { minSpacingSeconds: 3_600 });
    const earlier = await create(spaced, {}, app.clock.in(1_000).toISOString());
    const root = await create(spaced, { thread: [{ content: 'Second' }] }, app.clock.in(2_000).toISOString());
    await app.database.query(
      `UPDATE "SocialPost" SET not_before = social_now() + interval '30 seconds' WHERE id = $1`,
      [earlier],
    );
    await app.advance(3);
    await app.publishDue();
    await app.advance(60);

    await rounds(2);

    expect((await followUps(root)).map(({ status }) => status)).toEqual(['PUBLISHED']);
    expect((await read(earlier)).status).toBe('SCHEDULED');
  });

  it('is listed in order, right above the post that it follows', async () => {
    const connection = await app.given.connection('TWITTER');
    await create(connection, { thread: [{ content: 'Second' }, { content: 'Third' }] });
    await create(connection, {}, app.clock.in(60_000).toISOString());

    await rounds(3);

    const { body } = await app.api.get<{ data: Post[] }>(`/posts?connectionId=${connection.id}`);
    expect(body.data.map(({ part }) => part)).toEqual([null, 2, 1, null]);
  });

  it('is only its text where it is a comment: files and options are refused', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const root = await create(connection, { firstComment: 'A comment' });
    await app.publishDue();
    const [comment] = await followUps(root);

    const { status, body } = await app.api.patch<Post>(`/posts/${comment!.id}`, {
      media: [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }],
      options: { firstComment: 'A comment on a comment' },
    });

    expect([status, body.errors?.map(({ field, code }) => [field, code])]).toEqual([
      400,
      [
        ['media', 'TOO_MANY_MEDIA'],
        ['options.firstComment', 'OPTION_NOT_SUPPORTED'],
      ],
    ]);
  });

  it('is paid for with its post, and not once more when it is edited', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'editors' });
    const root = await create(connection, { thread: [{ content: 'Second' }] });
    await app.publishDue();
    const api = app.api.as({ tenantId: 'editors' });
    const { body } = await api.get<{ data: Post[] }>(`/posts?rootPostId=${root}`);

    const edited = await api.patch<Post>(`/posts/${body.data[0]!.id}`, { content: 'Second, edited' });

    expect([edited.status, edited.body.estimatedCostUsd]).toEqual([200, null]);
  });

  it('keeps the row of its post from being deleted', async () => {
    const connection = await app.given.connection('TWITTER');
    const root = await create(connection, { thread: [{ content: 'Second' }] });
    await app.publishDue();
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'CANCELLED', platform_post_id = NULL WHERE id = $1`,
      [root],
    );
    await app.database.query(`UPDATE "SocialPublishAttempt" SET outcome = 'not_found' WHERE post_id = $1`, [
      root,
    ]);

    const { status } = await app.api.delete(`/posts/${root}`);

    expect([status, (await followUps(root)).length]).toEqual([409, 1]);
  });

  async function create(connection: GivenConnection, options: object, at?: string): Promise<string> {
    const { status, body } = await app.api
      .as({ tenantId: connection.tenantId })
      .post<{ posts: Post[] }>('/posts', {
        connectionIds: [connection.id],
        content: at ? `The post of ${at}, ${Math.random()}` : 'The post itself',
        options,
        scheduledAt: at,
      });
    if (status !== 201) throw new Error(`Refused with ${status}: ${JSON.stringify(body)}`);
    return body.posts[0]!.id;
  }

  async function read(id: string): Promise<Post> {
    return (await app.api.get<Post>(`/posts/${id}`)).body;
  }

  async function followUps(root: string): Promise<Post[]> {
    const { body } = await app.api.get<{ data: Post[] }>(`/posts?rootPostId=${root}`);
    return body.data.toSorted((one, other) => one.part! - other.part!);
  }

  /** How often it was told that the post failed. */
  async function failures(id: string): Promise<number> {
    const events = await app.database.query(
      `SELECT FROM "SocialOutboxEvent" WHERE post_id = $1 AND type = 'post.failed'`,
      [id],
    );
    return events.length;
  }

  async function rounds(count: number): Promise<void> {
    for (let round = 0; round < count; round += 1) {
      await app.publishDue();
      await app.advance(10);
      await app.recover();
    }
  }

  async function putBack(id: string): Promise<void> {
    await app.database.query(`UPDATE "SocialPost" SET status = 'SCHEDULED' WHERE id = $1`, [id]);
  }

  /** As after a backup was played back that was taken before the post went out. */
  async function forgetEverythingSince(root: string): Promise<void> {
    await app.database.query(`DELETE FROM "SocialPost" WHERE root_post_id = $1`, [root]);
    await app.database.query(`DELETE FROM "SocialPublishAttempt" WHERE post_id = $1`, [root]);
    await app.database.query(
      `INSERT INTO "SocialDatabaseIdentity" (identity, seen_at) VALUES (social_database_identity(), social_now())
       ON CONFLICT DO NOTHING`,
    );
    await app.database.query(
      `UPDATE "SocialDatabaseIdentity" SET quarantine_since = social_now() - interval '1 hour',
         quarantine_until = social_now() - interval '1 minute', quarantine_settled_at = social_now() - interval '1 second'`,
    );
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'SCHEDULED', platform_post_id = NULL, published_at = NULL WHERE id = $1`,
      [root],
    );
  }
});
