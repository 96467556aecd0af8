import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import type { Platform } from '../../src/kernel/platform.ts';
import { RecorderService } from '../../src/modules/posts/recorder.service.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  platformPostId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
}

/** Long enough for the settle time and a second look, at the default settings. */
const settled = 200;

describe('a sender that comes back with a second live id', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const view = async (id: string) => (await app.api.get<PostView>(`/posts/${id}`)).body;
  const attempts = async (postId: string) =>
    await app.database.query<Record<string, string>>(
      'SELECT * FROM "SocialPublishAttempt" WHERE post_id = $1 ORDER BY created_at',
      [postId],
    );
  /** Live twice: the account hides the first one for hours, and does not refuse the repetition. */
  const liveTwice = async (platform: Platform) => {
    const connection = await app.given.connection(platform);
    const { accountId } = connection;
    await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 36_000, duplicateCheck: false });
    const post = await app.given.post(connection);
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    await app.advance(settled);
    await app.recover();
    await app.publishDue();
    const live = (await app.sandbox.ledger({ accountId })) as unknown as { id: string }[];
    const ids = live.map(({ id }) => id);
    return { post, ids };
  };
  /** As a process would that slept since its send. */
  const report = async (attempt: Record<string, string>, platformPostId: string) =>
    await app.nest.get(RecorderService).record({
      attemptId: attempt['id']!,
      workerId: 'a process that slept',
      postId: attempt['post_id']!,
      connectionId: attempt['connection_id']!,
      tenantId: attempt['tenant_id']!,
      outcome: 'published',
      postStatus: 'PUBLISHED',
      platformPostId,
      permalink: null,
    });
  const counted = async (platform: Platform) => {
    const text = await (await request(`${app.url}/metrics`)).body.text();
    const line = new RegExp(`social_second_copies_total\\{platform="${platform}"\\} (\\d+)`).exec(text);
    return Number(line?.[1] ?? 0);
  };

  it.each<Platform>(['TWITTER', 'FACEBOOK'])(
    '%s: the row keeps its first id and says both, the attempt keeps what it reported, and it is counted',
    async (platform) => {
      const { post, ids } = await liveTwice(platform);
      const [first] = await attempts(post.id);
      const before = await view(post.id);

      await report(first!, ids[0]!);

      const both = [expect.stringContaining(ids[0]!), expect.stringContaining(ids[1]!)];
      expect([before.status, before.platformPostId, before.errorCode]).toEqual(['PUBLISHED', ids[1], null]);
      const after = await view(post.id);
      expect(after).toMatchObject({
        status: 'PUBLISHED',
        platformPostId: ids[1],
        errorCode: 'DUPLICATE_DETECTED',
      });
      for (const id of both) expect(after.errorMessage).toEqual(id);
      expect(after.errorMessage).toMatch(/Whoever manages the account must look there and delete one/);
      expect((await attempts(post.id))[0]).toMatchObject({
        outcome: 'published',
        platform_post_id: ids[0],
        error_code: 'DUPLICATE_DETECTED',
      });
      expect(await counted(platform)).toBe(1);
    },
  );

  it('an adopted post whose sender names another id is one too', async () => {
    const { post, ids } = await liveTwice('TWITTER');
    const [, second] = await attempts(post.id);
    await app.database.query(`UPDATE "SocialPublishAttempt" SET outcome = 'adopted' WHERE id = $1`, [
      second!['id'],
    ]);

    await report(second!, ids[0]!);

    expect(await view(post.id)).toMatchObject({ platformPostId: ids[1], errorCode: 'DUPLICATE_DETECTED' });
  });

  it.each<Platform>(['TWITTER', 'FACEBOOK'])(
    '%s: one that is found by a look is told, too, while the row has the id of an earlier sender that came back',
    async (platform) => {
      const connection = await app.given.connection(platform);
      const { accountId } = connection;
      await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 36_000, duplicateCheck: false });
      const post = await app.given.post(connection);
      await app.sandbox.control('faults', {
        accountId,
        operation: 'publish',
        fault: 'drop-answer',
        times: 2,
      });
      await app.publishDue();
      await app.advance(settled);
      await app.recover();
      await app.publishDue();
      const ids = (await app.sandbox.ledger({ accountId })).map(({ id }) => String(id));
      const [first] = await attempts(post.id);
      await report(first!, ids[0]!);
      const before = await view(post.id);

      await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 0 });
      await app.advance(settled);
      await app.recover();

      expect([before.status, before.platformPostId, before.errorCode]).toEqual(['PUBLISHED', ids[0], null]);
      const after = await view(post.id);
      expect(after).toMatchObject({
        status: 'PUBLISHED',
        platformPostId: ids[0],
        errorCode: 'DUPLICATE_DETECTED',
      });
      for (const id of ids) expect(after.errorMessage).toContain(id);
      expect((await attempts(post.id))[1]).toMatchObject({
        outcome: 'adopted',
        platform_post_id: ids[1],
        error_code: 'DUPLICATE_DETECTED',
      });
    },
  );

  it('two senders that come back at the same moment with an id each are told apart', async () => {
    const { post, ids } = await liveTwice('TWITTER');
    const slept = await attempts(post.id);
    await app.database.query(
      `UPDATE "SocialPublishAttempt" SET outcome = 'not_found', platform_post_id = NULL WHERE post_id = $1`,
      [post.id],
    );
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'FAILED', platform_post_id = NULL WHERE id = $1`,
      [post.id],
    );

    await Promise.all(slept.map(async (attempt, index) => await report(attempt, ids[index]!)));

    expect(await view(post.id)).toMatchObject({ status: 'PUBLISHED', errorCode: 'DUPLICATE_DETECTED' });
    const told = await attempts(post.id);
    expect(told.map((attempt) => attempt['platform_post_id'])).toEqual(ids);
    expect(told[1]).toMatchObject({ error_code: 'DUPLICATE_DETECTED' });
  });

  it('a post that was cancelled and is live twice stays cancelled and says so', async () => {
    const { post, ids } = await liveTwice('TWITTER');
    const [first] = await attempts(post.id);
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'CANCELLED', error_code = 'LIVE_AFTER_CANCEL' WHERE id = $1`,
      [post.id],
    );

    await report(first!, ids[0]!);

    expect(await view(post.id)).toMatchObject({
      status: 'CANCELLED',
      platformPostId: ids[1],
      errorCode: 'DUPLICATE_DETECTED',
    });
  });

  it('the id that the row has already is no second copy', async () => {
    const { post, ids } = await liveTwice('TWITTER');
    const [first] = await attempts(post.id);

    await report(first!, ids[1]!);

    expect(await view(post.id)).toMatchObject({
      platformPostId: ids[1],
      errorCode: null,
      errorMessage: null,
    });
  });
});
