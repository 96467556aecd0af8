import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { dump } from '../support/login.ts';
import { signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

interface CodeView {
  code: string;
  consoleUrl: string;
}

interface CalendarView {
  data: { id: string; at: string; status: string; content: string; accountName: string; hasMedia: boolean }[];
  isCut: boolean;
  errors: { field: string; code: string }[];
}

describe('what the console asks for', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const redeem = async (code: string) => {
    const { statusCode, body } = await request(`${app.url}/api/v1/social/console-codes/redeem`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    return { status: statusCode, body: (await body.json()) as { accessToken: string; code: string } };
  };
  const create = async () => (await app.api.post<CodeView>('/console-codes')).body;

  it('gets the very token of the CRM for a code, once', async () => {
    const { code, consoleUrl } = await create();

    const kept = await dump(app);
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(code)));

    expect(consoleUrl).toBe(`${app.url}/#code=${code}`);
    expect(kept).not.toContain(code);
    const good = answers.filter(({ status }) => status === 200);
    expect(good).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({
      status: 404,
      body: { code: 'CONSOLE_CODE_SPENT' },
    });
    const { statusCode, body } = await request(`${app.url}/api/v1/social/me`, {
      headers: { authorization: `Bearer ${good[0]?.body.accessToken}` },
    });
    expect([statusCode, await body.json()]).toEqual([
      200,
      {
        tenantId: 'acme',
        subject: 'tester',
        email: null,
        scopes: ['social:read', 'social:write', 'social:admin'],
        expiresAt: expect.any(String),
      },
    ]);
  });

  it('gets nothing for a code of more than a minute ago, and such codes do not stay', async () => {
    const { code } = await create();
    await app.advance(61);

    const late = await redeem(code);
    await create();

    expect([late.status, late.body.code]).toEqual([404, 'CONSOLE_CODE_SPENT']);
    expect(await app.database.query('SELECT id FROM "SocialConsoleCode"')).toHaveLength(1);
  });

  it('keeps the token sealed while it waits', async () => {
    const token = await signToken();
    await request(`${app.url}/api/v1/social/console-codes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });

    expect(await dump(app)).not.toContain(token.split('.').at(-1));
  });
});

describe('the calendar', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const calendar = async (query: Record<string, string>) =>
    await app.api.get<CalendarView>(`/posts/calendar?${new URLSearchParams(query).toString()}`);
  const hours = (count: number) => app.clock.in(count * 3_600_000);
  const days = (from: number, to: number) => ({
    from: hours(from * 24).toISOString(),
    to: hours(to * 24).toISOString(),
  });

  it('holds each post at the moment it went out or is meant to, and nobody else’s', async () => {
    const [x, page] = [await app.given.connection('TWITTER'), await app.given.connection('FACEBOOK')];
    const foreign = await app.given.connection('TWITTER', { tenantId: 'other' });
    const published = await app.given.post(x, { scheduledAt: hours(1) });
    await app.advance(2 * 3_600);
    await app.publishDue();
    const at = hours(30);
    const later = await app.given.post(page, { scheduledAt: at, content: 'a'.repeat(200) });
    const failed = await app.given.post(x, { scheduledAt: hours(5) });
    await app.database.query(`UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = $1`, [failed.id]);
    await app.given.post(foreign, { scheduledAt: hours(3) });
    await app.given.post(x, { scheduledAt: hours(24 * 40) });

    const all = await calendar(days(-1, 30));
    const narrowed = await calendar({ ...days(-1, 30), platform: 'FACEBOOK' });
    const ofOne = await calendar({ ...days(-1, 30), connectionId: x.id });
    const before = await calendar(days(-3, -1));

    expect(all.body.data.map(({ id, status }) => [id, status])).toEqual([
      [published.id, 'PUBLISHED'],
      [failed.id, 'CANCELLED'],
      [later.id, 'SCHEDULED'],
    ]);
    expect(all.body.data[2]).toMatchObject({
      at: at.toISOString(),
      content: 'a'.repeat(120),
      accountName: expect.any(String),
      hasMedia: false,
    });
    expect(all.body.isCut).toBe(false);
    expect(narrowed.body.data.map(({ id }) => id)).toEqual([later.id]);
    expect(ofOne.body.data.map(({ id }) => id)).toEqual([published.id, failed.id]);
    expect(before.body.data).toEqual([]);
  });

  it('holds a post that is on its way, and no other of its connection twice', async () => {
    const connection = await app.given.connection('TWITTER');
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    const sent = await app.given.post(connection, { content: 'On its way' });
    const next = await app.given.post(connection, { scheduledAt: hours(1) });
    await app.publishDue();

    const { body } = await calendar({ ...days(-1, 30), connectionId: connection.id });

    expect(body.data.map(({ id, status }) => [id, status])).toEqual([
      [sent.id, 'PUBLISHING'],
      [next.id, 'SCHEDULED'],
    ]);
  });

  it('says when there are more posts than it holds', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, group_id, status, content, scheduled_at)
       SELECT gen_random_uuid(), 'acme', $1, gen_random_uuid(), 'SCHEDULED', 'Many', $2::timestamptz + n * interval '1 minute'
       FROM generate_series(1, 1001) AS n`,
      [connection.id, hours(1)],
    );

    const { body } = await calendar({ ...days(0, 30), connectionId: connection.id });
    const waiting = await app.api.get<{ data: { connectionId: string }[] }>('/connections/waiting-posts');

    expect([body.data.length, body.isCut]).toEqual([1_000, true]);
    expect(waiting.body.data).toContainEqual({
      connectionId: connection.id,
      scheduled: 1_000,
      due: 0,
      nextAt: expect.any(String),
    });
  });

  it.each([
    ['from', { from: 'yesterday' }],
    ['from', { from: '2027-05-05T10:00:00' }],
    ['to', { to: '2020-05-05T10:00:00Z' }],
    ['to', { to: '2040-05-05T10:00:00Z' }],
    ['platform', { platform: 'MYSPACE' }],
    ['connectionId', { connectionId: '7' }],
  ])('refuses a wrong %s', async (field, wrong) => {
    const { status, body } = await calendar({ ...days(0, 1), ...wrong });

    expect([status, body.errors.map((error) => error.field)]).toEqual([400, expect.arrayContaining([field])]);
  });
});

describe('figures by day', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const figures = async (query: Record<string, string>) =>
    await app.api.get<{ data: object[]; errors: { field: string }[] }>(
      `/engagement/days?${new URLSearchParams(query).toString()}`,
    );
  const live = async (connection: { id: string }, at: string, likes: number | null) =>
    await app.database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, group_id, status, content, scheduled_at, published_at, platform_post_id, likes)
       SELECT gen_random_uuid(), tenant_id, id, gen_random_uuid(), 'PUBLISHED', 'Live', $2, $2, gen_random_uuid()::text, $3
       FROM "SocialConnection" WHERE id = $1`,
      [connection.id, at, likes],
    );

  it('are sums over the posts of that day as the viewer’s clock has it', async () => {
    const [x, page] = [await app.given.connection('TWITTER'), await app.given.connection('FACEBOOK')];
    const foreign = await app.given.connection('TWITTER', { tenantId: 'other' });
    await live(x, '2026-10-10T21:30:00Z', 3);
    await live(x, '2026-10-10T22:30:00Z', 4);
    await live(x, '2026-10-10T23:30:00Z', null);
    await live(page, '2026-10-11T09:00:00Z', null);
    await live(foreign, '2026-10-11T09:00:00Z', 99);
    const window = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };

    const berlin = await figures({ ...window, timeZone: 'Europe/Berlin' });
    const utc = await figures({ ...window, timeZone: 'UTC', platform: 'TWITTER' });

    expect(berlin.body.data).toMatchObject([
      { day: '2026-10-10', platform: 'TWITTER', posts: 1, likes: 3 },
      { day: '2026-10-11', platform: 'FACEBOOK', posts: 1, likes: null },
      { day: '2026-10-11', platform: 'TWITTER', posts: 2, likes: 4 },
    ]);
    expect(utc.body.data).toMatchObject([{ day: '2026-10-10', platform: 'TWITTER', posts: 3, likes: 7 }]);
  });

  it.each(['Mars/Olympus', '', '+25:00'])('refuse the time zone %p', async (timeZone) => {
    const { status, body } = await figures({
      from: '2026-10-01T00:00:00Z',
      to: '2026-11-01T00:00:00Z',
      timeZone,
    });

    expect([status, body.errors[0]?.field]).toEqual([400, 'timeZone']);
  });
});
