import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { SEED } from '../../sandbox/seed.ts';
import { logIn } from '../support/login.ts';
import { makePicture } from '../support/media-files.ts';
import { runAsOperator } from '../support/operator.ts';
import { TestApp } from '../support/test-app.ts';
import { upload } from '../support/upload.ts';

interface Events {
  data: {
    id: string;
    table: string;
    rowId: string | null;
    actor: string;
    change: object;
    occurredAt: string;
  }[];
  nextCursor: string | null;
}

describe('who changed what', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  const asMaria = (tenantId: string) => app.api.as({ tenantId, subject: 'maria' });
  const eventsOf = async (tenantId: string, query = '') =>
    (await app.api.as({ tenantId }).get<Events>(`/audit-events${query}`)).body;

  it('holds each call by which a person changed a connection, and none that was refused', async () => {
    const { id } = await app.given.connection('TWITTER', { tenantId: 'one' });

    await asMaria('one').patch(`/connections/${id}`, { minSpacingSeconds: 60 });
    await asMaria('one').patch(`/connections/${id}`, { minSpacingSeconds: -1 });
    await asMaria('one').post(`/connections/${id}/deactivate`);
    await asMaria('one').post(`/connections/${id}/refresh`);
    await asMaria('one').post(`/connections/${id}/reconnect`, {});
    await asMaria('one').delete(`/connections/${id}`);
    await asMaria('one').get('/connections');

    const { data } = await eventsOf('one');
    expect(data.map(({ change }) => change)).toEqual([
      { call: 'DELETE connections/:id' },
      { call: 'POST connections/:id/reconnect' },
      { call: 'POST connections/:id/deactivate' },
      { call: 'PATCH connections/:id' },
    ]);
    expect(new Set(data.map(({ rowId, actor, table }) => `${rowId} ${actor} ${table}`))).toEqual(
      new Set([`${id} maria SocialConnection`]),
    );
  });

  it('holds what people do to posts, also to one that is deleted', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'two' });
    const { id } = await app.given.post(connection, { scheduledAt: app.clock.in(3_600_000) });
    const at = app.clock.in(7_200_000).toISOString();

    await asMaria('two').patch(`/posts/${id}`, { content: 'Other words' });
    await asMaria('two').post(`/posts/${id}/reschedule`, { scheduledAt: at });
    await asMaria('two').post(`/posts/${id}/cancel`);
    await asMaria('two').delete(`/posts/${id}`);

    const { data } = await eventsOf('two', `?postId=${id}`);
    expect(data.map(({ change }) => change)).toEqual([
      { call: 'DELETE posts/:id' },
      { call: 'POST posts/:id/cancel' },
      { call: 'POST posts/:id/reschedule' },
      { call: 'PATCH posts/:id' },
    ]);
  });

  it('holds which posts were spread, from when to when, and nothing of a preview', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'spread' });
    const other = await app.given.connection('TWITTER', { tenantId: 'spread' });
    const ids: string[] = [];
    for (const hours of [1, 2])
      ids.push((await app.given.post(connection, { scheduledAt: app.clock.in(hours * 3_600_000) })).id);
    const wish = { connectionId: connection.id, spacingMinutes: 30 };

    await asMaria('spread').post('/posts/reschedule', { ...wish, preview: true });
    await asMaria('spread').post('/posts/reschedule', { ...wish, connectionId: other.id });
    const { body } = await asMaria('spread').post<{
      posts: { id: string; scheduledAt: string; newScheduledAt: string }[];
    }>('/posts/reschedule', wish);

    const { data } = await eventsOf('spread');
    const [stays, moves] = body.posts;
    expect(stays?.newScheduledAt).toBe(stays?.scheduledAt);
    expect(data.map(({ id: _id, occurredAt: _at, ...event }) => event)).toEqual([
      {
        table: 'SocialPost',
        rowId: ids[1],
        actor: 'maria',
        change: { call: 'POST posts/reschedule', scheduledAt: [moves?.scheduledAt, moves?.newScheduledAt] },
      },
    ]);
    expect((await eventsOf('spread', `?postId=${ids[1]}`)).data).toHaveLength(1);
  });

  it('holds what was set for the whole tenant, without the address of the person', async () => {
    const maria = asMaria('tenant-wide');

    await maria.put('/budgets/twitter', { monthlyUsd: 12.5 });
    await maria.put('/budgets/facebook', { monthlyUsd: 1 });
    await maria.put('/budgets/twitter', { monthlyUsd: null });
    await maria.put('/notice-settings', { contactEmail: 'office@club.example' });
    await maria.put('/notice-settings', { contactEmail: null });

    const { data } = await eventsOf('tenant-wide');
    const budget = { table: 'SocialBudget', rowId: null, actor: 'maria' };
    const settings = { table: 'SocialNoticeSettings', rowId: null, actor: 'maria' };
    const put = { call: 'PUT budgets/:platform', platform: 'TWITTER' };
    expect(data.map(({ id: _id, occurredAt: _at, ...event }) => event)).toEqual([
      { ...settings, change: { call: 'PUT notice-settings', contactEmail: 'removed' } },
      { ...settings, change: { call: 'PUT notice-settings', contactEmail: 'set' } },
      { ...budget, change: { ...put, monthlyUsd: null } },
      { ...budget, change: { ...put, monthlyUsd: 12.5 } },
    ]);
  });

  it('holds what people do to webhook endpoints, each once, and none of their secrets', async () => {
    const maria = asMaria('hooks');
    const wanted = { url: 'https://93.184.215.14/hooks/social?key=quiet' };
    const create = async () =>
      await maria.send<{ id: string }>('POST', '/webhook-endpoints', {
        json: wanted,
        headers: { 'idempotency-key': 'the-first' },
      });
    const { body, status } = await create();
    const path = `/webhook-endpoints/${body.id}`;

    await create();
    await maria.patch(path, { description: 'CRM', eventTypes: ['post.failed'] });
    await maria.post(`${path}/rotate-secret`);
    await maria.post(`${path}/pause`);
    await maria.post(`${path}/enable`);
    await maria.delete(path);
    await maria.delete(path);

    const { data } = await eventsOf('hooks');
    expect(status).toBe(201);
    expect(new Set(data.map(({ table, rowId, actor }) => `${table} ${rowId} ${actor}`))).toEqual(
      new Set([`SocialWebhookEndpoint ${body.id} maria`]),
    );
    const host = '93.184.215.14';
    expect(data.map(({ change }) => change)).toEqual([
      { call: 'DELETE webhook-endpoints/:id' },
      { call: 'POST webhook-endpoints/:id/enable' },
      { call: 'POST webhook-endpoints/:id/pause' },
      { call: 'POST webhook-endpoints/:id/rotate-secret' },
      { call: 'PATCH webhook-endpoints/:id', host, changed: ['description', 'eventTypes'] },
      { call: 'POST webhook-endpoints', host },
    ]);
  });

  it('holds who started a login, what was connected by it, and files that were brought and deleted', async () => {
    const maria = asMaria('beginnings');

    const session = await logIn(app, 'FACEBOOK', { user: SEED.alex }, maria);
    const chosen = { accountIds: [SEED.harbourRowing] };
    const { body: selected } = await maria.post<{ connections: { id: string }[] }>(
      `/connections/sessions/${session.id}/select`,
      chosen,
    );
    await maria.post(`/connections/sessions/${session.id}/select`, chosen);
    const picture = { name: 'club.png', bytes: await makePicture('png') };
    const { body: file } = await upload(app.url, [picture], { tenantId: 'beginnings', subject: 'maria' });
    await maria.delete(`/media/${file.id}`);

    const { data } = await eventsOf('beginnings');
    expect(new Set(data.map(({ actor }) => actor))).toEqual(new Set(['maria']));
    expect(data.map(({ table, rowId, change }) => ({ table, rowId, change }))).toEqual([
      { table: 'SocialMedia', rowId: file.id, change: { call: 'DELETE media/:id' } },
      { table: 'SocialMedia', rowId: file.id, change: { call: 'POST media' } },
      {
        table: 'SocialConnection',
        rowId: selected.connections[0]!.id,
        change: { call: 'POST connections/sessions/:id/select', sessionId: session.id },
      },
      { table: 'SocialOAuthSession', rowId: session.id, change: { call: 'POST connections/authorize' } },
    ]);
  });

  it('holds what an operator does to budgets and webhook endpoints through psql', async () => {
    const operate = async (statement: string) => await runAsOperator(app.database.url, statement);
    const url = 'https://93.184.215.14/hooks?key=quiet';
    const { id } = (await asMaria('by-hand').post<{ id: string }>('/webhook-endpoints', { url })).body;
    const ofTenant = `WHERE tenant_id = 'by-hand'`;

    await operate(`INSERT INTO "SocialBudget" VALUES ('by-hand', 'TWITTER', 10);`);
    await operate(`UPDATE "SocialBudget" SET monthly_usd = 2.5 ${ofTenant};`);
    await operate(`DELETE FROM "SocialBudget" ${ofTenant};`);
    await operate(
      `UPDATE "SocialWebhookEndpoint" SET status = 'PAUSED', paused_reason = 'x', paused_at = now() ${ofTenant};`,
    );
    await operate(`DELETE FROM "SocialWebhookEndpoint" ${ofTenant};`);

    const data = (await eventsOf('by-hand')).data.filter(({ actor }) => actor.includes('psql'));
    const endpoint = { table: 'SocialWebhookEndpoint', rowId: id };
    const budget = (...monthly: (number | null)[]) => ({
      table: 'SocialBudget',
      rowId: null,
      change: { platform: 'TWITTER', monthly_usd: monthly },
    });
    expect(data.map(({ table, rowId, change }) => ({ table, rowId, change }))).toEqual([
      { ...endpoint, change: { deleted: { status: 'PAUSED', description: null } } },
      { ...endpoint, change: { status: ['ACTIVE', 'PAUSED'] } },
      budget(2.5, null),
      budget(10, 2.5),
      budget(null, 10),
    ]);
  });

  it('is read in pages, newest first, each event once', async () => {
    const { id } = await app.given.connection('FACEBOOK', { tenantId: 'three' });
    for (const seconds of [1, 2, 3, 4, 5])
      await asMaria('three').patch(`/connections/${id}`, { minSpacingSeconds: seconds });

    const first = await eventsOf('three', '?limit=2');
    const second = await eventsOf('three', `?limit=2&cursor=${first.nextCursor}`);
    const third = await eventsOf('three', `?limit=2&cursor=${second.nextCursor}`);

    const all = [first, second, third].flatMap(({ data }) => data);
    expect([first.data.length, second.data.length, third.data.length, third.nextCursor]).toEqual([
      2,
      2,
      1,
      null,
    ]);
    expect(new Set(all.map((event) => event.id)).size).toBe(5);
    const times = all.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('is filtered by connection, post and time, and is closed to other tenants', async () => {
    const [one, other] = [
      await app.given.connection('FACEBOOK', { tenantId: 'four' }),
      await app.given.connection('FACEBOOK', { tenantId: 'four' }),
    ];
    await asMaria('four').post(`/connections/${one.id}/deactivate`);
    await app.advance(60);
    const between = app.clock.now().toISOString();
    await app.advance(60);
    await asMaria('four').post(`/connections/${other.id}/deactivate`);

    const rowsOf = ({ data }: Events) => data.map(({ rowId }) => rowId);

    expect(rowsOf(await eventsOf('four', `?connectionId=${one.id}`))).toEqual([one.id]);
    expect(rowsOf(await eventsOf('four', `?postId=${one.id}`))).toEqual([]);
    expect(rowsOf(await eventsOf('four', `?to=${between}`))).toEqual([one.id]);
    expect(rowsOf(await eventsOf('four', `?from=${between}`))).toEqual([other.id]);
    expect(rowsOf(await eventsOf('nobody', `?connectionId=${one.id}`))).toEqual([]);
  });

  it.each([
    'connectionId=7',
    'from=yesterday',
    'to=2026-02-31T10:00:00Z',
    'limit=0',
    'cursor=x',
    'actor=maria',
  ])('refuses %s', async (query) => {
    const { status, body } = await app.api.get<{ code: string }>(`/audit-events?${query}`);

    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('knows no post that is not there', async () => {
    expect(await eventsOf('five', `?postId=${uuidv7()}`)).toEqual({ data: [], nextCursor: null });
  });
});
