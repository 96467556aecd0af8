import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Deleted {
  deleted: string;
  code: string;
  post: { status: string; deletedOnPlatformAt: string | null } | null;
}

/** Meta has one sentence, and one number, for three things. */
const notSupported =
  "Unsupported delete request. Object with ID '1' does not exist, cannot be loaded due to missing permissions, or does not support this operation";

describe('deleting', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  async function published(connection: GivenConnection): Promise<string> {
    const post = await app.given.post(connection);
    await app.publishDue();
    await app.advance(10);
    await app.recover();
    return post.id;
  }

  async function live(connection: GivenConnection): Promise<number> {
    const posts = await app.sandbox.ledger({ accountId: connection.accountId });
    return posts.filter(({ deletedAt }) => deletedAt === null).length;
  }

  it.each(['FACEBOOK', 'INSTAGRAM', 'TWITTER'] as const)(
    'takes a live post off %s and keeps the row, which says when',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const id = await published(connection);
      const before = await live(connection);

      const { status, body } = await app.api.delete<Deleted>(`/posts/${id}?onPlatform=true`);

      expect([before, await live(connection)]).toEqual([1, 0]);
      expect([status, body.deleted, body.post?.status]).toEqual([200, 'PLATFORM_POST', 'PUBLISHED']);
      expect(Date.parse(body.post?.deletedOnPlatformAt ?? '')).toBeGreaterThan(0);
    },
  );

  it('changes nothing a second time, and finds what somebody else deleted already gone', async () => {
    const connection = await app.given.connection('TWITTER');
    const [once, elsewhere] = [await published(connection), await published(connection)];
    await app.api.delete(`/posts/${once}?onPlatform=true`);
    const posts = await app.sandbox.ledger({ accountId: connection.accountId });
    const left = posts.find(({ deletedAt }) => deletedAt === null);
    const token = await app.sandbox.mint('TWITTER', connection.accountId);
    await app.sandbox.send('DELETE', `/2/tweets/${String(left?.['id'])}`, { token });

    const again = await app.api.delete<Deleted>(`/posts/${once}?onPlatform=true`);
    const gone = await app.api.delete<Deleted>(`/posts/${elsewhere}?onPlatform=true`);

    expect([again.status, again.body.deleted, gone.status, gone.body.deleted]).toEqual([
      200,
      'PLATFORM_POST',
      200,
      'PLATFORM_POST',
    ]);
  });

  it('tells to wait for a post that is on its way, which cannot be cancelled, and to cancel one that waits', async () => {
    const connection = await app.given.connection('INSTAGRAM');
    const onItsWay = await app.given.post(connection);
    await app.publishDue();
    const waiting = await app.given.post(connection, { scheduledAt: app.clock.in(3_600_000) });

    const refused = await app.api.delete<{ detail: string }>(`/posts/${onItsWay.id}`);
    const cancelFirst = await app.api.delete<{ detail: string }>(`/posts/${waiting.id}`);

    expect([refused.status, cancelFirst.status]).toEqual([409, 409]);
    expect(refused.body.detail).toMatch(/this one is PUBLISHING\. Wait until .* has ended/);
    expect(cancelFirst.body.detail).toMatch(/this one is SCHEDULED\. Cancel it first\.$/);
  });

  it.each(['FACEBOOK', 'INSTAGRAM'] as const)(
    'does not call a post of %s taken off that is live, where Meta answers as if it were not there',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const id = await published(connection);
      await app.sandbox.control('faults', {
        platform,
        accountId: connection.accountId,
        operation: 'other',
        fault: 'custom',
        times: 1,
        status: 400,
        body: {
          error: { message: notSupported, type: 'GraphMethodException', code: 100, error_subcode: 33 },
        },
      });

      const refused = await app.api.delete<Deleted & { detail: string }>(`/posts/${id}?onPlatform=true`);
      const { body } = await app.api.get<Deleted['post'] & object>(`/posts/${id}`);
      const again = await app.api.delete<Deleted>(`/posts/${id}?onPlatform=true`);

      expect([refused.status, refused.body.code]).toEqual([409, `${platform}_NOT_DELETABLE`]);
      expect([body.status, body.deletedOnPlatformAt]).toEqual(['PUBLISHED', null]);
      expect([again.status, await live(connection)]).toEqual([200, 0]);
    },
  );

  it('a post that was taken off and is put back goes out anew', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await published(connection);
    await app.api.delete(`/posts/${id}?onPlatform=true`);
    await app.advance(600);

    await app.database.query(`UPDATE "SocialPost" SET status = 'SCHEDULED' WHERE id = $1`, [id]);
    await app.publishDue();

    const { body } = await app.api.get<Deleted['post'] & object>(`/posts/${id}`);
    expect([body.status, body.deletedOnPlatformAt, await live(connection)]).toEqual(['PUBLISHED', null, 1]);
  });

  it('takes off a post that was cancelled when it was already on its way', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await published(connection);
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'CANCELLED', error_code = 'LIVE_AFTER_CANCEL' WHERE id = $1`,
      [id],
    );

    const { status, body } = await app.api.delete<Deleted>(`/posts/${id}?onPlatform=true`);

    expect([status, body.post?.status, await live(connection)]).toEqual([200, 'CANCELLED', 0]);
    expect(Date.parse(body.post?.deletedOnPlatformAt ?? '')).toBeGreaterThan(0);
  });

  it('deletes the row of a draft', async () => {
    const connection = await app.given.connection('TWITTER');
    const { body } = await app.api.post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: [connection.id],
      content: 'A thought',
      status: 'DRAFT',
    });
    const path = `/posts/${body.posts[0]!.id}`;

    const deleted = await app.api.delete<Deleted>(path);

    expect([deleted.status, deleted.body.deleted, (await app.api.get(path)).status]).toEqual([
      200,
      'ROW',
      404,
    ]);
  });

  it.each([
    ['a scheduled post', `status = 'SCHEDULED'`, '', 'POST_WRONG_STATUS'],
    ['a scheduled post, on its platform', `status = 'SCHEDULED'`, '?onPlatform=true', 'POST_NOT_PUBLISHED'],
    [
      'a post of which nobody knows whether it is live',
      `status = 'FAILED', error_code = 'OUTCOME_UNKNOWN', error_message = 'Look.'`,
      '',
      'OUTCOME_UNKNOWN',
    ],
    ['a published post, as a row', `status = 'PUBLISHED', published_at = now()`, '', 'POST_WRONG_STATUS'],
  ])('refuses %s', async (_what, change, query, code) => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection, { scheduledAt: app.clock.in(3_600_000) });
    await app.database.query(`UPDATE "SocialPost" SET ${change} WHERE id = $1`, [post.id]);

    const { status, body } = await app.api.delete<Deleted>(`/posts/${post.id}${query}`);

    expect([status, body.code, (await app.api.get(`/posts/${post.id}`)).status]).toEqual([409, code, 200]);
  });

  it('cannot reach another tenant', async () => {
    const other = await app.given.connection('TWITTER', { tenantId: 'other' });
    const post = await app.given.post(other);

    const { status } = await app.api.as({ tenantId: 'acme' }).delete(`/posts/${post.id}?onPlatform=true`);

    expect(status).toBe(404);
  });

  it('says what the platform said when it refuses, and the row stays as it was', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await published(connection);
    await app.sandbox.control('faults', {
      platform: 'TWITTER',
      accountId: connection.accountId,
      fault: 'error-before',
      status: 503,
    });

    const { status, body } = await app.api.delete<Deleted>(`/posts/${id}?onPlatform=true`);

    expect([status, body.code]).toEqual([503, expect.stringMatching(/^X_/)]);
    expect(
      (await app.api.get<{ deletedOnPlatformAt: null }>(`/posts/${id}`)).body.deletedOnPlatformAt,
    ).toBeNull();
  });
});
