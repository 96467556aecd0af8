import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Spread {
  applied: boolean;
  posts: { id: string; scheduledAt: string; newScheduledAt: string }[];
  code: string;
  errors: { field: string; code: string }[];
}

interface Waiting {
  status: string;
  waitingReason: string | null;
  nextAttemptAt: string;
}

const hourMs = 3_600_000;

describe('spacing', () => {
  let app: TestApp;
  let connection: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  async function threePosts(): Promise<string[]> {
    connection = await app.given.connection('TWITTER');
    const ids = [];
    for (let minutes = 60; minutes < 63; minutes += 1)
      ids.push((await app.given.post(connection, { scheduledAt: app.clock.in(minutes * 60_000) })).id);
    return ids;
  }

  const spread = async (body: object) =>
    await app.api.post<Spread>('/posts/reschedule', { connectionId: connection.id, ...body });
  const times = async (ids: string[]) =>
    await Promise.all(
      ids.map(async (id) => (await app.api.get<{ scheduledAt: string }>(`/posts/${id}`)).body.scheduledAt),
    );

  it('a preview shows the new times and changes nothing', async () => {
    const ids = await threePosts();
    const before = await times(ids);

    const { status, body } = await spread({ spacingMinutes: 60, preview: true });

    expect([status, body.applied, body.posts.map(({ id }) => id)]).toEqual([200, false, ids]);
    expect(body.posts.map(({ scheduledAt }) => scheduledAt)).toEqual(before);
    const gaps = body.posts.map(({ newScheduledAt }) => Date.parse(newScheduledAt) - Date.parse(before[0]!));
    expect(gaps).toEqual([0, hourMs, 2 * hourMs]);
    expect(await times(ids)).toEqual(before);
  });

  it('posts that are still scheduled keep their order, the first one at the time that was given', async () => {
    const ids = await threePosts();
    await app.api.post(`/posts/${ids[1]!}/cancel`, {});
    const startAt = app.clock.in(24 * hourMs).toISOString();

    const { body } = await spread({ spacingMinutes: 30, startAt });

    expect([body.applied, body.posts.map(({ id }) => id)]).toEqual([true, [ids[0], ids[2]]]);
    expect(await times([ids[0]!, ids[2]!])).toEqual([
      startAt,
      new Date(Date.parse(startAt) + hourMs / 2).toISOString(),
    ]);
  });

  it('keeps the pictures for as long as the posts may need them at their new times', async () => {
    connection = await app.given.connection('FACEBOOK');
    const posts = [];
    for (const image of ['photo.jpg', 'portrait.jpg'])
      posts.push(await app.given.post(connection, { image, scheduledAt: app.clock.in(hourMs) }));

    const { body } = await spread({ spacingMinutes: 7 * 24 * 60, startAt: app.clock.in(90 * 24 * hourMs) });

    const kept = await app.database.query<{ days: number }>(
      `SELECT round(extract(epoch FROM m.keep_until - p.scheduled_at) / 86400)::integer AS days
       FROM "SocialPost" p JOIN "SocialMedia" m ON m.id::text = p.media->0->>'uploadId'
       WHERE p.id = ANY($1::uuid[])`,
      [posts.map(({ id }) => id)],
    );
    expect([body.applied, kept]).toEqual([true, [{ days: 30 }, { days: 30 }]]);
  });

  it('tells how many posts went live, hour by hour', async () => {
    connection = await app.given.connection('TWITTER');
    await app.given.post(connection);
    await app.publishDue();

    const { status, body } = await app.api.get<{ data: { hour: string; posts: number }[] }>(
      `/connections/${connection.id}/post-frequency`,
    );

    expect([status, body.data.reduce((sum, { posts }) => sum + posts, 0)]).toEqual([200, 1]);
    expect(Date.parse(body.data[0]!.hour) % hourMs).toBe(0);
  });

  it.each([
    [{ spacingMinutes: 0 }, 'spacingMinutes'],
    [{ spacingMinutes: 1.5 }, 'spacingMinutes'],
    [{ spacingMinutes: 5, startAt: '2027-01-01T10:00:00' }, 'startAt'],
    [{}, 'spacingMinutes'],
    [{ spacingMinutes: 5, connectionId: 'x' }, 'connectionId'],
  ])('refuses %j', async (body, field) => {
    const answer = await app.api.post<{ errors: { field: string }[] }>('/posts/reschedule', {
      connectionId: connection.id,
      ...body,
    });

    expect([answer.status, answer.body.errors.map((error) => error.field)]).toEqual([
      400,
      expect.arrayContaining([field]),
    ]);
  });

  it.each([
    [{ startAt: -2 * hourMs }, 'startAt', 'TIME_IN_THE_PAST'],
    [{ startAt: 740 * 24 * hourMs }, 'startAt', 'TIME_TOO_FAR'],
    [{ startAt: 720 * 24 * hourMs }, 'spacingMinutes', 'TIME_TOO_FAR'],
    [{ startAt: 720 * 24 * hourMs, preview: true }, 'spacingMinutes', 'TIME_TOO_FAR'],
  ])('refuses %j with the times that other calls refuse, and moves nothing', async (wish, field, code) => {
    const ids = await threePosts();
    const before = await times(ids);
    const startAt = app.clock.in(wish.startAt).toISOString();

    const { status, body } = await spread({ spacingMinutes: 10_080, ...wish, startAt });

    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ field, code })]]);
    expect(await times(ids)).toEqual(before);
  });

  it('cannot reach another tenant', async () => {
    connection = await app.given.connection('TWITTER', { tenantId: 'other' });

    const answers = [
      await spread({ spacingMinutes: 5 }),
      await app.api.get(`/connections/${connection.id}/post-frequency`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('a post that keeps its distance from the one before says so, and from when on it goes out', async () => {
    const spaced = await app.given.connection('TWITTER', { minSpacingSeconds: 600 });
    await app.given.post(spaced);
    await app.publishDue();
    const near = await app.given.post(spaced);
    const far = await app.given.post(spaced, { scheduledAt: app.clock.in(hourMs) });

    const waits = (await app.api.get<Waiting>(`/posts/${near.id}`)).body;
    const hasTime = (await app.api.get<Waiting>(`/posts/${far.id}`)).body;
    await app.advance(601);
    const passed = (await app.api.get<Waiting>(`/posts/${near.id}`)).body;

    expect(Date.parse(waits.nextAttemptAt) - app.clock.now().getTime()).toBeLessThanOrEqual(600_000);
    expect(waits.waitingReason).toContain(`keep a distance`);
    expect(waits.waitingReason).toContain(waits.nextAttemptAt);
    expect([hasTime.waitingReason, passed.waitingReason]).toEqual([null, null]);
  });

  it('a post behind another one of its account that is on its way says so, and no other does', async () => {
    const busy = await app.given.connection('INSTAGRAM');
    const other = await app.given.connection('INSTAGRAM');
    const first = await app.given.post(busy);
    await app.publishDue();
    const [behind, elsewhere] = [await app.given.post(busy), await app.given.post(other)];
    const later = await app.given.post(busy, { scheduledAt: app.clock.in(hourMs) });

    const read = async ({ id }: { id: string }) => (await app.api.get<Waiting>(`/posts/${id}`)).body;
    const [onItsWay, waits, free, hasTime] = await Promise.all([first, behind, elsewhere, later].map(read));
    await app.advance(30);
    await app.recover();
    const passed = await read(behind);

    expect([onItsWay?.status, waits?.status]).toEqual(['PUBLISHING', 'SCHEDULED']);
    expect(waits?.waitingReason).toMatch(/^Another post of this account is on its way/);
    expect([onItsWay, free, hasTime].map((post) => post?.waitingReason)).toEqual([null, null, null]);
    expect(passed.waitingReason).toBeNull();
  });
});
