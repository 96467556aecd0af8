import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { EngagementService } from '../../src/modules/engagement/engagement.service.ts';
import { ProviderRegistry } from '../../src/modules/providers/provider.registry.ts';
import type { GivenConnection, GivenPost } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

const quarterHour = 15 * 60;

interface PostRow {
  status: string;
  errorCode: string | null;
  syncedAt: Date | null;
  dueInSeconds: number | null;
}

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});

afterAll(async () => {
  await app.close();
});

beforeEach(async () => {
  await app.sandbox.send('DELETE', '/_sandbox/faults');
});

describe.each<Platform>(['FACEBOOK', 'INSTAGRAM', 'TWITTER'])('The figures of a post on %s', (platform) => {
  it('are read a quarter of an hour after publishing, and grow a history', async () => {
    const [, post] = await publishedPost(platform);
    await app.advance(quarterHour);
    await syncDue();
    await app.advance(3600);

    await syncDue();

    const { status, body } = await app.api.get<{ data: { takenAt: string; likes: number }[] }>(
      `/posts/${post.id}/engagement`,
    );
    expect(status).toBe(200);
    expect(body.data).toHaveLength(2);
    expect(body.data[1]).toEqual(
      expect.objectContaining({ likes: expect.any(Number), comments: expect.any(Number) }),
    );
    expect(Date.parse(body.data[1]?.takenAt ?? '')).toBeGreaterThan(Date.parse(body.data[0]?.takenAt ?? ''));
  });

  it('are read when the CRM asks', async () => {
    const [, post] = await publishedPost(platform);
    await app.advance(60);

    const { status, body } = await app.api.post<unknown>(`/posts/${post.id}/sync-engagement`);

    expect(body).toEqual({
      postId: post.id,
      engagement: expect.objectContaining({ likes: expect.any(Number), syncedAt: expect.any(String) }),
    });
    expect(status).toBe(200);
  });

  it('stay unread, and the account connected, when the platform refuses the token', async () => {
    const [connection, post] = await publishedPost(platform);
    const [other, otherPost] = await publishedPost(platform);
    await app.advance(quarterHour);
    await app.sandbox.control(`accounts/${connection.accountId}`, { state: 'revoked' });

    await syncDue();

    expect(await row(post)).toMatchObject({ syncedAt: null, dueInSeconds: expect.closeTo(3600, -2) });
    expect(await row(otherPost)).toMatchObject({ syncedAt: expect.any(Date) });
    expect(await isActive(connection)).toBe(true);
    expect(await isActive(other)).toBe(true);
    const asked = await app.api.post<{ code: string }>(`/posts/${post.id}/sync-engagement`);
    expect(asked.status).toBe(503);
    expect(await isActive(connection)).toBe(true);
  });

  it('are not asked for again when the post was deleted there', async () => {
    const [connection, post] = await publishedPost(platform);
    await app.advance(quarterHour);
    const token = await app.sandbox.mint(platform, connection.accountId);
    const id = (
      await app.database.query<{ id: string }>(
        `SELECT platform_post_id AS id FROM "SocialPost" WHERE id = $1`,
        [post.id],
      )
    )[0]?.id;
    const deleted = await app.sandbox.send(
      'DELETE',
      platform === 'TWITTER' ? `/2/tweets/${id}` : `/v26.0/${id}`,
      { token },
    );
    expect(deleted.status).toBe(200);

    await syncDue();

    expect(await row(post)).toMatchObject({
      status: 'PUBLISHED',
      errorCode: 'DELETED_ON_PLATFORM',
      dueInSeconds: null,
    });
  });

  it('wait for the end of a rate limit, and hold publishing back only where the limit covers every call', async () => {
    const [connection, post] = await publishedPost(platform);
    await app.advance(quarterHour);
    await app.sandbox.control('faults', {
      platform,
      accountId: connection.accountId,
      operation: 'any',
      fault: 'rate-limit',
      times: 1,
      resetSeconds: 2_000,
    });

    await syncDue();
    const waiting = await row(post);
    const { body: limited } = await app.api.get<{ rateLimitedUntil: string | null }>(
      `/connections/${connection.id}`,
    );
    await app.advance(waiting?.dueInSeconds ?? 0);
    await app.advance(1);
    await syncDue();

    expect(waiting).toMatchObject({ status: 'PUBLISHED', syncedAt: null });
    expect(waiting?.dueInSeconds).toBeGreaterThan(1_900);
    expect(limited.rateLimitedUntil === null).toBe(platform === 'TWITTER');
    expect(await row(post)).toMatchObject({ syncedAt: expect.any(Date) });
  });
});

describe('Figures, while a limit on every call is nearly used up', () => {
  it('leave what is left of it to posts', async () => {
    const [connection, post] = await publishedPost('FACEBOOK');
    await app.advance(quarterHour);
    await app.sandbox.control(`accounts/${connection.accountId}`, { usagePercent: 90 });
    await app.given.post(connection);
    await app.publishDue();
    await app.sandbox.control(`accounts/${connection.accountId}`, { usagePercent: 10 });

    await syncDue();
    const asked = await app.api.post<{ detail: string }>(`/posts/${post.id}/sync-engagement`);
    const early = await row(post);
    await app.advance(1 + (early?.dueInSeconds ?? 0));
    await syncDue();

    expect(early).toMatchObject({ syncedAt: null });
    expect(asked.body.detail).toMatch(
      /^Facebook has few calls left for this account now, and they are kept for posts/,
    );
    expect(await row(post)).toMatchObject({ syncedAt: expect.any(Date) });
  });
});

describe('Figures that somebody asked for, and whose answer comes late', () => {
  it('do not bring back a post that was taken off its platform meanwhile', async () => {
    const [, post] = await publishedPost('TWITTER');
    await app.advance(60);
    meanwhile('TWITTER', async () => {
      await app.api.delete(`/posts/${post.id}?onPlatform=true`);
    });

    const asked = await app.api.post<{ code: string }>(`/posts/${post.id}/sync-engagement`);

    const { body } = await app.api.get<{ deletedOnPlatformAt: string | null }>(`/posts/${post.id}`);
    expect([asked.status, asked.body.code]).toEqual([409, 'DELETED_ON_PLATFORM']);
    expect(body.deletedOnPlatformAt).toEqual(expect.any(String));
    expect(await row(post)).toMatchObject({ dueInSeconds: null });
  });

  it('are not written over newer ones, which the caller gets instead', async () => {
    const [, post] = await publishedPost('TWITTER');
    await app.advance(60);
    let newer: unknown;
    meanwhile('TWITTER', async () => {
      await app.advance(6 * 3_600);
      newer = (await app.api.post(`/posts/${post.id}/sync-engagement`)).body;
    });

    const older = await app.api.post<unknown>(`/posts/${post.id}/sync-engagement`);

    const history = await app.api.get<{ data: unknown[] }>(`/posts/${post.id}/engagement`);
    expect([older.status, older.body]).toEqual([200, newer]);
    expect(history.body.data).toHaveLength(1);
  });
});

describe('Asking for figures', () => {
  it('is refused for what is not published, not there, or somebody else’s', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const post = await app.given.post(connection, {
      scheduledAt: new Date(app.clock.now().getTime() + 86_400_000),
    });
    const path = `/posts/${post.id}/sync-engagement`;

    const early = await app.api.post<{ code: string }>(path);
    const foreign = await app.api.as({ tenantId: 'other' }).post<{ code: string }>(path);
    const foreignHistory = await app.api
      .as({ tenantId: 'other' })
      .get<{ code: string }>(`/posts/${post.id}/engagement`);
    const reader = await app.api.as({ scope: 'social:read' }).post(path);

    expect([early.status, early.body.code]).toEqual([409, 'POST_NOT_PUBLISHED']);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'POST_NOT_FOUND']);
    expect([foreignHistory.status, foreignHistory.body.code]).toEqual([404, 'POST_NOT_FOUND']);
    expect(reader.status).toBe(403);
  });

  it('is refused with the way out when the connection is inactive', async () => {
    const [connection, post] = await publishedPost('FACEBOOK');
    await app.api.post(`/connections/${connection.id}/deactivate`);

    const { status, body } = await app.api.post<{ code: string }>(`/posts/${post.id}/sync-engagement`);

    expect([status, body.code]).toEqual([409, 'RECONNECT_REQUIRED']);
  });
});

describe('Figures over connections that are inactive', () => {
  it('keep nobody waiting whose post can be read', async () => {
    const [, readable] = await publishedPost('FACEBOOK');
    const inactive = await app.given.connection('FACEBOOK');
    await app.api.post(`/connections/${inactive.id}/deactivate`);
    await app.advance(quarterHour);
    await app.database.query(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, published_at, platform_post_id, engagement_due_at)
       SELECT $1, $2, 'PUBLISHED', 'Hello', social_now() - interval '2 days', 'inactive-' || n, social_now() - interval '1 day'
       FROM generate_series(1, 250) AS n`,
      [inactive.tenantId, inactive.id],
    );

    await syncDue();

    expect(await row(readable)).toMatchObject({ syncedAt: expect.any(Date) });
  });
});

async function publishedPost(platform: Platform): Promise<[GivenConnection, GivenPost]> {
  const connection = await app.given.connection(platform);
  const post = await app.given.post(connection, { image: 'photo.jpg' });
  await app.publishDue();
  await app.advance(5);
  await app.recover();
  return [connection, post];
}

/** Between the platform's answer to the next read and its being written. */
function meanwhile(platform: Platform, happens: () => Promise<void>): void {
  const { engagement } = app.nest.get(ProviderRegistry).require(platform);
  const read = engagement.readEngagement.bind(engagement);
  jest.spyOn(engagement, 'readEngagement').mockImplementationOnce(async (...given) => {
    const answer = await read(...given);
    await happens();
    return answer;
  });
}

async function syncDue(): Promise<void> {
  await app.nest.get(EngagementService).syncDue();
}

async function row(post: GivenPost): Promise<PostRow | undefined> {
  const [found] = await app.database.query<PostRow>(
    `SELECT status, error_code AS "errorCode", engagement_synced_at AS "syncedAt",
       extract(epoch FROM engagement_due_at - social_now())::float8 AS "dueInSeconds"
     FROM "SocialPost" WHERE id = $1`,
    [post.id],
  );
  return found;
}

async function isActive(connection: GivenConnection): Promise<boolean | undefined> {
  const [found] = await app.database.query<{ active: boolean }>(
    `SELECT is_active AS active FROM "SocialConnection" WHERE id = $1`,
    [connection.id],
  );
  return found?.active;
}
