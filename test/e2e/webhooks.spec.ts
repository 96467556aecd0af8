import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionWatchService } from '../../src/modules/notifications/connection-watch.service.ts';
import { EventRetentionService } from '../../src/modules/notifications/event-retention.service.ts';
import { WebhookSendingService } from '../../src/modules/notifications/webhook-sending.service.ts';
import { BlockedPostsService } from '../../src/modules/posts/blocked-posts.service.ts';
import type { ApiClient } from '../support/api-client.ts';
import type { GivenConnection } from '../support/given.ts';
import { dump } from '../support/login.ts';
import { runAsOperator } from '../support/operator.ts';
import { until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';
import { accept, answerWith, hang, verified, WebhookReceiver } from '../support/webhook-receiver.ts';

interface Endpoint {
  id: string;
  status: string;
  pausedReason: string | null;
  failingSince: string | null;
  previousSecretValidUntil: string | null;
  secret: string;
}

interface Delivery {
  id: string;
  endpointId: string;
  eventType: string;
  status: string;
  attempts: number;
  lastStatusCode: number | null;
  lastError: string | null;
  nextAttemptAt: string | null;
  payload?: { type: string; data: Record<string, unknown> };
}

const day = 86_400;

describe('webhooks', () => {
  let app: TestApp;
  let api: ApiClient;
  let tenantId: string;
  let receivers: WebhookReceiver[] = [];
  let tenants = 0;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  beforeEach(async () => {
    await deliver();
    tenants += 1;
    tenantId = `club-${tenants}`;
    api = app.api.as({ tenantId });
  });

  afterEach(async () => {
    await Promise.all(receivers.map(async (receiver) => await receiver.close()));
    receivers = [];
  });

  afterAll(async () => {
    await app.close();
  });

  async function receiver(answer = accept): Promise<WebhookReceiver> {
    const started = await WebhookReceiver.start(answer);
    receivers.push(started);
    return started;
  }

  async function endpoint(to: WebhookReceiver, more: { eventTypes?: string[] } = {}): Promise<Endpoint> {
    const { status, body } = await api.post<Endpoint>('/webhook-endpoints', { url: to.url, ...more });
    expect(status).toBe(201);
    return body;
  }

  const deliver = async () => await app.nest.get(WebhookSendingService).deliverDue();
  const announceBlocked = async () => await app.nest.get(BlockedPostsService).announce();
  const watch = async () => await app.nest.get(ConnectionWatchService).look();
  const connection = async (platform: 'TWITTER' | 'FACEBOOK' = 'TWITTER') =>
    await app.given.connection(platform, { tenantId });
  const typesAt = (to: WebhookReceiver) => to.messages.map(({ type }) => type);
  const asOperator = async (statement: string) => await runAsOperator(app.database.url, statement);
  const deliveries = async (query = '') =>
    (await api.get<{ data: Delivery[] }>(`/webhook-deliveries${query}`)).body.data;
  const events = async (like: string) =>
    await app.database.query<{ type: string; data: Record<string, unknown> }>(
      `SELECT type, data FROM "SocialOutboxEvent" WHERE tenant_id = $1 AND type LIKE $2 ORDER BY occurred_at`,
      [tenantId, like],
    );

  /** What is kept of this tenant's events when they are that old. */
  async function forgetEventsAt(days: number): Promise<void> {
    await app.database.query(
      `UPDATE "SocialOutboxEvent" SET occurred_at = social_now() - make_interval(days => $2) WHERE tenant_id = $1`,
      [tenantId, days],
    );
    await app.nest.get(EventRetentionService).forgetOld();
  }

  /** As if the key of its secret were no longer configured. Returns the secret as it was sealed. */
  async function takeKeyAway(endpointId: string): Promise<string> {
    const [row] = await app.database.query<{ sealed: string }>(
      `UPDATE "SocialWebhookEndpoint" e SET secret_sealed = 'v1.gone.' || split_part(e.secret_sealed, '.', 3)
       FROM "SocialWebhookEndpoint" before WHERE e.id = $1 AND before.id = e.id
       RETURNING before.secret_sealed AS sealed`,
      [endpointId],
    );
    return row!.sealed;
  }

  async function refuseNextPost({ accountId }: GivenConnection): Promise<void> {
    const body = { detail: 'You are not allowed to create this post.', status: 403, title: 'Forbidden' };
    await app.sandbox.control('faults', {
      operation: 'publish',
      accountId,
      fault: 'custom',
      status: 403,
      body,
    });
  }

  it('tell the life of a post, each step once, signed, with the fields of the API', async () => {
    const to = await receiver();
    const { secret } = await endpoint(to);
    const account = await connection();

    const post = await app.given.post(account);
    await app.publishDue();
    await deliver();

    const { body } = await api.get<Record<string, unknown>>(`/posts/${post.id}`);
    expect(new Set(typesAt(to))).toEqual(
      new Set(['connection.connected', 'post.published', 'post.scheduled']),
    );
    const published = to.of('post.published')[0]!;
    expect(verified(secret, published)).toEqual(JSON.parse(published.body));
    expect(published.timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(published.data).toEqual({
      postId: post.id,
      groupId: body['groupId'],
      rootPostId: null,
      connectionId: account.id,
      platform: 'TWITTER',
      accountName: account.accountName,
      status: 'PUBLISHED',
      scheduledAt: body['scheduledAt'],
      publishedAt: body['publishedAt'],
      platformPostId: body['platformPostId'],
      permalink: body['permalink'],
      errorCode: null,
      errorMessage: null,
      retryCount: 0,
      clientReference: null,
      version: body['version'],
    });
    expect(body['platformPostId']).toMatch(/\d+/);
    expect(new Set(to.messages.map(({ id }) => id)).size).toBe(3);
  });

  it('tell a failure with its reason, a retry by hand, and a cancellation', async () => {
    const to = await receiver();
    await endpoint(to, { eventTypes: ['post.scheduled', 'post.failed', 'post.cancelled'] });
    const account = await connection();
    await refuseNextPost(account);
    const failed = await app.given.post(account);
    await app.publishDue();
    const later = await app.given.post(account, { scheduledAt: app.clock.in(day * 1000) });

    await asOperator(
      `UPDATE "SocialPost" SET status = 'SCHEDULED', scheduled_at = social_now() + interval '1 day', retry_count = 0 WHERE id = '${failed.id}'`,
    );
    await api.post(`/posts/${later.id}/cancel`);
    await deliver();

    const told = to.messages.map(({ type, data }) => [type, data['postId'], data['errorCode']]);
    expect(told).toHaveLength(5);
    expect(told).toEqual(
      expect.arrayContaining([
        ['post.scheduled', failed.id, null],
        ['post.failed', failed.id, expect.stringMatching(/\w/)],
        ['post.scheduled', later.id, null],
        ['post.cancelled', later.id, null],
      ]),
    );
    expect(to.of('post.failed')[0]?.data['errorMessage']).toMatch(/\w/);
  });

  it('tell by the version of a post which of two messages is the newer one', async () => {
    const to = await receiver();
    await endpoint(to);
    const post = await app.given.post(await connection(), { scheduledAt: app.clock.in(day * 1000) });

    await api.post(`/posts/${post.id}/reschedule`, { scheduledAt: app.clock.in(2 * day * 1000) });
    await api.post(`/posts/${post.id}/cancel`);
    await deliver();

    const { body } = await api.get<{ version: number }>(`/posts/${post.id}`);
    const newest = to.of('post.cancelled')[0]?.data['version'];
    const others = to.of('post.scheduled').map(({ data }) => Number(data['version']));
    expect(newest).toBe(body.version);
    expect(new Set([...others, body.version]).size).toBe(3);
    expect(Math.max(...others)).toBeLessThan(body.version);
  });

  it('tell a new time of a scheduled post, and nothing of a change of its words', async () => {
    const to = await receiver();
    await endpoint(to, { eventTypes: ['post.scheduled'] });
    const post = await app.given.post(await connection(), { scheduledAt: app.clock.in(day * 1000) });
    const scheduledAt = app.clock.in(2 * day * 1000).toISOString();

    await api.patch(`/posts/${post.id}`, { content: 'Other words' });
    await api.post(`/posts/${post.id}/reschedule`, { scheduledAt });
    await deliver();

    expect(to.messages.map(({ data }) => data['scheduledAt'])).toHaveLength(2);
    expect(to.messages.map(({ data }) => data['scheduledAt'])).toContain(scheduledAt);
  });

  it('tell that an outcome is unknown and that a live post was deleted', async () => {
    const to = await receiver();
    await endpoint(to, { eventTypes: ['post.outcome_unknown', 'post.deleted_on_platform', 'post.failed'] });
    const account = await connection();
    const [unknown, live] = [await app.given.post(account), await app.given.post(account)];
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'FAILED', error_code = 'OUTCOME_UNKNOWN', error_message = 'Look' WHERE id = $1`,
      [unknown.id],
    );
    await app.publishDue();

    await api.delete(`/posts/${live.id}?onPlatform=true`);
    await deliver();

    expect(to.messages).toHaveLength(2);
    expect(to.messages.map(({ type, data }) => [type, data['postId']])).toEqual(
      expect.arrayContaining([
        ['post.deleted_on_platform', live.id],
        ['post.outcome_unknown', unknown.id],
      ]),
    );
  });

  it("tell a post that an inactive connection keeps back, once a blockage, and the connection's own changes", async () => {
    const to = await receiver();
    await endpoint(to);
    const account = await connection();
    const off = `UPDATE "SocialConnection" SET is_active = false, error_message = 'Reconnect it' WHERE id = '${account.id}'`;
    const on = `UPDATE "SocialConnection" SET is_active = true WHERE id = '${account.id}'`;
    await asOperator(off);
    const post = await app.given.post(account);

    await announceBlocked();
    await announceBlocked();
    await asOperator(on);
    await announceBlocked();
    await asOperator(off);
    await announceBlocked();
    await api.post(`/posts/${post.id}/cancel`);
    await deliver();

    expect(to.of('post.blocked').map(({ data }) => [data['postId'], data['blockedReason']])).toEqual([
      [post.id, 'Reconnect it'],
      [post.id, 'Reconnect it'],
    ]);
    expect(to.of('connection.inactive').map(({ data }) => data)).toEqual([
      expect.objectContaining({ connectionId: account.id, isActive: false, disconnected: false }),
      expect.objectContaining({ errorMessage: 'Reconnect it', platform: 'TWITTER' }),
    ]);
    expect(to.of('connection.reconnected')).toHaveLength(1);
    const [row] = await app.database.query(`SELECT blocked_at FROM "SocialPost" WHERE id = $1`, [post.id]);
    expect(row).toEqual({ blocked_at: null });
  });

  it('are not even written for a tenant without an endpoint, except what notices tell', async () => {
    const account = await connection();
    await app.given.post(account);
    await app.publishDue();
    await refuseNextPost(account);
    await app.given.post(account);
    await app.publishDue();

    const written = await events('post.%');

    expect(written.map(({ type }) => type)).toEqual(['post.failed']);
  });

  it('never hold a token, sealed or open', async () => {
    await connection();
    await connection('FACEBOOK');
    const sealed = await app.database.query<{ token: string }>(
      `SELECT access_token_sealed AS token FROM "SocialConnection" WHERE tenant_id = $1`,
      [tenantId],
    );

    const text = JSON.stringify(await events('%'));

    expect(sealed).toHaveLength(2);
    expect(text).toContain('connection.connected');
    expect(sealed.filter(({ token }) => text.includes(token))).toEqual([]);
    expect(text).not.toMatch(/sealed|"\w*[tT]oken"/);
  });

  it('go out again after a rotation where the old secret cannot be opened any more', async () => {
    const to = await receiver();
    const { id } = await endpoint(to);
    await takeKeyAway(id);
    await connection();
    await deliver();

    const rotated = await api.post<Endpoint>(`/webhook-endpoints/${id}/rotate-secret`);
    await app.advance(61);
    await deliver();

    expect(rotated.status).toBe(200);
    expect(rotated.body.previousSecretValidUntil).toBeNull();
    expect(verified(rotated.body.secret, to.messages[0]!)).toMatchObject({ type: 'connection.connected' });
  });

  it('carry two signatures for a day after a rotation, and one after it', async () => {
    const to = await receiver();
    const { id, secret } = await endpoint(to);
    const rotated = await api.post<Endpoint>(`/webhook-endpoints/${id}/rotate-secret`);

    await api.post(`/webhook-endpoints/${id}/test`);
    await deliver();
    await app.advance(day + 60);
    await api.post(`/webhook-endpoints/${id}/test`);
    await deliver();

    const [during, after] = to.messages;
    expect(rotated.body.secret).not.toBe(secret);
    expect(rotated.body.previousSecretValidUntil).toMatch(/Z$/);
    expect(verified(secret, during!)).toMatchObject({ type: 'webhook.test' });
    expect(verified(rotated.body.secret, during!)).toMatchObject({ type: 'webhook.test' });
    expect(during?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(after?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
    expect(JSON.stringify((await api.get(`/webhook-endpoints/${id}`)).body)).not.toContain('whsec_');
    const stored = await dump(app);
    expect(stored).toContain(id);
    expect(stored).not.toContain(secret.replace('whsec_', ''));
  });

  describe('about connections that need a person', () => {
    const endsIn = async (account: GivenConnection, seconds: number) => {
      await app.database.query(
        `UPDATE "SocialConnection" SET token_expires_at = social_now() + make_interval(secs => $2), refresh_token_sealed = NULL
         WHERE id = $1`,
        [account.id, seconds],
      );
    };

    it('tell an end 7, 3 and 1 days before, each once', async () => {
      const account = await connection('FACEBOOK');
      await endsIn(account, 7.5 * day);

      const told: number[] = [];
      for (let hours = 0; hours < 8 * 24; hours += 12) {
        await watch();
        await watch();
        await app.advance(day / 2);
        told.push((await events('connection.expiring')).length);
      }

      const found = await events('connection.expiring');
      expect(told.slice(0, 2)).toEqual([0, 1]);
      expect(found.map(({ data }) => [data['kind'], data['withinDays'], data['connectionId']])).toEqual([
        ['TOKEN', 7, account.id],
        ['TOKEN', 3, account.id],
        ['TOKEN', 1, account.id],
      ]);
    });

    it('say nothing of a token that this service renews', async () => {
      await connection('TWITTER');

      await watch();

      expect(await events('connection.expiring')).toEqual([]);
    });

    it('tell the end of access to data, and only the nearest of the days that are passed', async () => {
      const account = await connection('FACEBOOK');
      await app.database.query(
        `UPDATE "SocialConnection" SET data_access_expires_at = social_now() + interval '2 days' WHERE id = $1`,
        [account.id],
      );

      await watch();

      expect(
        (await events('connection.expiring')).map(({ data }) => [data['kind'], data['withinDays']]),
      ).toEqual([['DATA_ACCESS', 3]]);
    });

    it('tell posts at risk once a connection, cause and day', async () => {
      const [off, ending, well] = [await connection(), await connection('FACEBOOK'), await connection()];
      const at = (hours: number) => ({ scheduledAt: app.clock.in(hours * 3_600_000) });
      const first = await app.given.post(off, at(5));
      await app.given.post(off, at(47));
      await app.given.post(off, at(60));
      await app.given.post(ending, at(10));
      const late = await app.given.post(ending, at(30));
      await app.given.post(well, at(5));
      await api.post(`/connections/${off.id}/deactivate`);
      await endsIn(ending, day);

      await watch();
      await watch();

      const found = await events('connection.at_risk');
      expect(found).toHaveLength(2);
      expect(found.map(({ data }) => data)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            connectionId: off.id,
            cause: 'INACTIVE',
            postsAtRisk: 2,
            firstPostId: first.id,
            firstPostAt: expect.stringMatching(/Z$/),
          }),
          expect.objectContaining({
            connectionId: ending.id,
            cause: 'TOKEN_ENDING',
            postsAtRisk: 1,
            firstPostId: late.id,
          }),
        ]),
      );
      await app.advance(day);
      await watch();
      expect(
        (await events('connection.at_risk')).filter(({ data }) => data['connectionId'] === off.id),
      ).toHaveLength(2);
    });
  });

  it('are held back while somebody pauses the endpoint, and come in one piece when it is enabled', async () => {
    const held = await receiver();
    const { id } = await endpoint(held);
    const stranger = app.api.as({ tenantId: 'somebody-else' });

    const foreign = await stranger.post(`/webhook-endpoints/${id}/pause`);
    const paused = await api.post<Endpoint>(`/webhook-endpoints/${id}/pause`);
    const again = await api.post<Endpoint>(`/webhook-endpoints/${id}/pause`);
    await connection();
    await deliver();

    expect(foreign.status).toBe(404);
    expect([paused.status, again.body]).toEqual([200, paused.body]);
    expect(paused.body).toMatchObject({
      status: 'PAUSED',
      pausedReason: expect.stringMatching(/^Paused by \S+\.$/),
    });
    expect(typesAt(held)).toEqual([]);

    await api.post(`/webhook-endpoints/${id}/enable`);
    await deliver();

    expect(typesAt(held)).toEqual(['connection.connected']);
  });

  it('pause at a receiver that is gone: the others are told, what waits goes on when it is enabled', async () => {
    const [leaving, staying] = [await receiver(answerWith(410)), await receiver()];
    const { id } = await endpoint(leaving);
    await endpoint(staying);
    await connection();

    await deliver();
    await deliver();

    const paused = (await api.get<Endpoint>(`/webhook-endpoints/${id}`)).body;
    const [waiting] = await deliveries(`?endpointId=${id}`);
    const refused = await api.post<{ code: string }>(`/webhook-endpoints/${id}/test`);
    expect(paused).toMatchObject({ status: 'PAUSED', pausedReason: expect.stringMatching(/410/) });
    expect(leaving.messages).toHaveLength(1);
    expect(typesAt(staying)).toEqual(['connection.connected', 'endpoint.paused']);
    expect(staying.of('endpoint.paused')[0]?.data).toMatchObject({ endpointId: id, url: leaving.url });
    expect(waiting).toMatchObject({ status: 'PENDING', lastStatusCode: 410, nextAttemptAt: null });
    expect([refused.status, refused.body.code]).toEqual([409, 'WEBHOOK_ENDPOINT_PAUSED']);

    leaving.answer = accept;
    const enabled = await api.post<Endpoint>(`/webhook-endpoints/${id}/enable`);
    await deliver();

    expect(enabled.body).toMatchObject({ status: 'ACTIVE', pausedReason: null });
    expect(leaving.messages.map(({ id: message }) => message)).toEqual([waiting?.id, waiting?.id]);
    expect(await deliveries(`?endpointId=${id}`)).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
  });

  it('pause after five days of nothing but failure, and give a delivery up after about three', async () => {
    const to = await receiver(answerWith(500));
    const { id } = await endpoint(to);
    await connection();

    const statuses: string[] = [];
    // Each hour, so that what is added to the waits by looking seldom does not reach the fifth day.
    for (let hours = 0; hours < 5 * 24 + 12; hours += 1) {
      await deliver();
      statuses.push((await deliveries())[0]!.status);
      await app.advance(3600);
    }
    const [givenUp] = await deliveries();
    await app.advance(day);
    await connection();
    await deliver();

    expect(new Set(statuses.slice(0, 36))).toEqual(new Set(['PENDING']));
    expect(givenUp).toMatchObject({
      status: 'FAILED',
      attempts: 12,
      lastStatusCode: 500,
      nextAttemptAt: null,
    });
    expect((await api.get<Endpoint>(`/webhook-endpoints/${id}`)).body).toMatchObject({
      status: 'PAUSED',
      pausedReason: expect.stringMatching(/5 days/),
    });
  });

  it('come again after the time that the receiver asks for, under the same id, and succeed', async () => {
    const to = await receiver(answerWith(503, { 'retry-after': '600' }));
    const { id } = await endpoint(to);
    await connection();
    await deliver();
    to.answer = accept;

    await app.advance(500);
    await deliver();
    const tooSoon = to.messages.length;
    await app.advance(101);
    await deliver();

    expect(tooSoon).toBe(1);
    expect(new Set(to.messages.map((message) => message.id)).size).toBe(1);
    expect(to.messages).toHaveLength(2);
    expect(await deliveries()).toMatchObject([
      { status: 'DELIVERED', attempts: 2, lastStatusCode: 204, lastError: null },
    ]);
    expect((await api.get<Endpoint>(`/webhook-endpoints/${id}`)).body.failingSince).toBeNull();
  });

  it.each([
    ['a redirect', answerWith(302, { location: 'http://127.0.0.1:1/elsewhere' }), 302],
    ['a broken line', (response: { destroy(): unknown }) => void response.destroy(), null],
  ])('count %s as a failure', async (_what, answer, lastStatusCode) => {
    const to = await receiver(answer);
    await endpoint(to);
    await connection();

    await deliver();

    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ status: 'PENDING', attempts: 1, lastStatusCode });
    expect(delivery?.lastError).toMatch(/\.$/);
    expect(delivery?.nextAttemptAt).toMatch(/Z$/);
  });

  it('have arrived when the receiver said so, whatever becomes of the rest of its answer', async () => {
    const to = await receiver((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('thank', () => response.destroy());
    });
    await endpoint(to);
    await connection();

    await deliver();

    expect(await deliveries()).toMatchObject([{ status: 'DELIVERED', lastStatusCode: 200 }]);
  });

  it('are replayed under the same id with the same body, and listed with what became of them', async () => {
    const to = await receiver();
    await endpoint(to);
    await connection();
    await deliver();
    const [delivery] = await deliveries('?status=DELIVERED&eventType=connection.connected');

    const replayed = await api.post<Delivery>(`/webhook-deliveries/${delivery?.id}/replay`);
    await deliver();

    expect(replayed.body).toMatchObject({ status: 'PENDING', payload: { type: 'connection.connected' } });
    expect(to.messages.map(({ id }) => id)).toEqual([delivery?.id, delivery?.id]);
    expect(to.messages[1]?.body).toBe(to.messages[0]?.body);
    expect(await deliveries()).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
    expect(await deliveries('?status=FAILED')).toEqual([]);
  });

  it('go page by page through the log', async () => {
    const to = await receiver();
    const { id } = await endpoint(to);
    for (let count = 0; count < 5; count += 1) await api.post(`/webhook-endpoints/${id}/test`);
    await deliver();

    const first = await api.get<{ data: Delivery[]; nextCursor: string }>('/webhook-deliveries?limit=3');
    const second = await api.get<{ data: Delivery[]; nextCursor: string | null }>(
      `/webhook-deliveries?limit=3&cursor=${first.body.nextCursor}`,
    );

    const ids = [...first.body.data, ...second.body.data].map((delivery) => delivery.id);
    expect(second.body.nextCursor).toBeNull();
    expect(new Set(ids)).toEqual(new Set(to.messages.map((message) => message.id)));
  });

  it('are not held up by a receiver that hangs', async () => {
    const [slow, quick] = [await receiver(hang), await receiver()];
    await endpoint(slow);
    await endpoint(quick);
    for (let count = 0; count < 30; count += 1) await connection();

    const delivering = deliver();
    await until('the quick one has all', async () => (quick.messages.length >= 30 ? true : undefined));
    const openAtTheSlow = slow.messages.length;
    await slow.close();
    await delivering;

    expect(openAtTheSlow).toBeGreaterThan(0);
    expect(openAtTheSlow).toBeLessThanOrEqual(20);
  });

  it('are forgotten after 30 days with their deliveries, unless a receiver that is served still waits for them', async () => {
    const [well, failing, gone] = [
      await receiver(),
      await receiver(answerWith(500)),
      await receiver(answerWith(410)),
    ];
    await endpoint(well, { eventTypes: ['connection.connected'] });
    await endpoint(failing, { eventTypes: ['connection.inactive'] });
    const { id: paused } = await endpoint(gone, { eventTypes: ['connection.connected'] });
    const account = await connection();
    await api.post(`/connections/${account.id}/deactivate`);
    await deliver();

    const forgetAfter = async (days: number) => {
      await forgetEventsAt(days);
      const left = await deliveries();
      return left.map(({ endpointId, eventType, status }) =>
        endpointId === paused ? `paused ${eventType}` : `${status} ${eventType}`,
      );
    };

    const atTheEnd = (await forgetAfter(29)).toSorted();
    const after = await forgetAfter(31);
    const muchLater = await forgetAfter(61);

    expect(atTheEnd).toEqual([
      'DELIVERED connection.connected',
      'PENDING connection.inactive',
      'paused connection.connected',
    ]);
    expect(after).toEqual(['PENDING connection.inactive']);
    expect(muchLater).toEqual([]);
    expect(await events('%')).toEqual([]);
  });

  it('are no work while they wait behind a paused endpoint, and go out when it is enabled after four weeks', async () => {
    const to = await receiver(answerWith(410));
    const { id } = await endpoint(to);
    await connection();
    await deliver();
    const idle = await deliver();
    await forgetEventsAt(28);
    await deliver();
    to.answer = accept;

    await api.post(`/webhook-endpoints/${id}/enable`);
    const busy = await deliver();

    expect([idle, busy]).toEqual([0, 1]);
    expect(await deliveries(`?endpointId=${id}`)).toMatchObject([{ status: 'DELIVERED' }]);
  });

  it('are no work while they wait for their next try', async () => {
    await endpoint(await receiver(answerWith(503)));
    await connection();

    const rounds = [await deliver(), await deliver()];
    await app.advance(8);
    const later = await deliver();

    expect(rounds).toEqual([1, 0]);
    expect(later).toBeGreaterThan(0);
    expect(await deliveries()).toMatchObject([{ attempts: 2 }]);
  });

  it('wait while their secret cannot be opened: that is no failure of the receiver, and keeps no other one waiting', async () => {
    const [unlucky, other] = [await receiver(), await receiver()];
    const { id } = await endpoint(unlucky);
    await endpoint(other);
    const sealed = await takeKeyAway(id);
    await connection();

    for (let days = 0; days < 7; days += 1) {
      await deliver();
      await app.advance(day);
    }
    const waiting = await deliveries(`?endpointId=${id}`);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    await app.database.query(`UPDATE "SocialWebhookEndpoint" SET secret_sealed = $2 WHERE id = $1`, [
      id,
      sealed,
    ]);
    await deliver();

    expect(typesAt(other)).toEqual(['connection.connected']);
    expect((await api.get<Endpoint>(`/webhook-endpoints/${id}`)).body).toMatchObject({
      status: 'ACTIVE',
      failingSince: null,
    });
    expect(waiting).toMatchObject([
      { status: 'PENDING', attempts: 0, lastError: expect.stringMatching(/operator of this service/) },
    ]);
    expect(metrics).toMatch(/social_webhook_deliveries_total\{result="unsent"\} [1-9]/);
    expect(typesAt(unlucky)).toEqual(['connection.connected']);
    expect(await deliveries(`?endpointId=${id}`)).toMatchObject([{ status: 'DELIVERED', attempts: 1 }]);
  });

  it('try few of a long backlog whose secret cannot be opened', async () => {
    const { id } = await endpoint(await receiver());
    await takeKeyAway(id);
    for (let count = 0; count < 60; count += 1) await api.post(`/webhook-endpoints/${id}/test`);

    const tried = async () => {
      await deliver();
      const rows = await app.database.query(
        `SELECT id FROM "SocialWebhookDelivery" WHERE endpoint_id = $1 AND last_error IS NOT NULL`,
        [id],
      );
      return rows.length;
    };

    const rounds = [await tried(), await tried()];
    await app.advance(61);
    const later = await tried();

    expect(rounds).toEqual([20, 20]);
    expect(later).toBe(40);
  });

  it('begin a new row of failures where the address was changed', async () => {
    const to = await receiver(answerWith(500));
    const { id } = await endpoint(to);
    await connection();
    await deliver();
    const failing = (await api.get<Endpoint>(`/webhook-endpoints/${id}`)).body.failingSince;
    const change = async (edit: object) =>
      (await api.patch<Endpoint>(`/webhook-endpoints/${id}`, edit)).body.failingSince;

    const described = await change({ description: 'Other words', url: to.url });
    const moved = await change({ url: `${to.url}/moved` });

    expect(failing).toMatch(/Z$/);
    expect([described, moved]).toEqual([failing, null]);
  });

  it('end with their endpoint', async () => {
    const to = await receiver(answerWith(500));
    const { id } = await endpoint(to);
    await connection();
    await deliver();

    const gone = await api.delete<{ id: string }>(`/webhook-endpoints/${id}`);

    expect([gone.status, gone.body]).toEqual([200, { id }]);
    expect(await deliveries()).toEqual([]);
    expect((await api.get<{ data: unknown[] }>('/webhook-endpoints')).body.data).toEqual([]);
  });

  it('can be sent elsewhere and for other types', async () => {
    const [old, present] = [await receiver(), await receiver()];
    const { id } = await endpoint(old);

    const changed = await api.patch<Endpoint>(`/webhook-endpoints/${id}`, {
      url: present.url,
      eventTypes: ['connection.inactive'],
      description: 'Moved',
    });
    const account = await connection();
    await api.post(`/connections/${account.id}/deactivate`);
    await deliver();

    expect(changed.body).toMatchObject({
      url: present.url,
      eventTypes: ['connection.inactive'],
      description: 'Moved',
    });
    expect([typesAt(old), typesAt(present)]).toEqual([[], ['connection.inactive']]);
  });

  it('lose their description by null, as it is read and as creating takes it, and keep it where it is left out', async () => {
    const { body: made } = await api.post<Endpoint & { description: string | null }>('/webhook-endpoints', {
      url: 'https://crm.example.com/hooks',
      description: 'Production CRM',
    });
    const described = async (edit: object) => {
      const answer = await api.patch<{ description: string | null }>(`/webhook-endpoints/${made.id}`, edit);
      return [answer.status, answer.body.description];
    };

    const answers = [
      await described({ eventTypes: [] }),
      await described({ description: null }),
      await described({ description: null, eventTypes: [] }),
    ];

    expect(answers).toEqual([
      [200, 'Production CRM'],
      [200, null],
      [200, null],
    ]);
  });

  it('show their backlog as a metric', async () => {
    const to = await receiver(answerWith(410));
    await endpoint(to);
    await connection();
    await deliver();

    const metrics = await (await fetch(`${app.url}/metrics`)).text();

    expect(metrics).toMatch(/social_webhook_backlog\{endpoint="paused"\} [1-9]/);
    expect(metrics).toMatch(/social_webhook_backlog_oldest_seconds\{endpoint="paused"\} \d/);
    expect(metrics).toMatch(/social_webhook_deliveries_total\{result="gone"\} [1-9]/);
  });
});

describe('a webhook endpoint on the public internet', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ ALLOW_PRIVATE_ADDRESSES: 'false' });
  });

  afterAll(async () => {
    await app.close();
  });

  it.each([
    'http://crm.example.com/hook',
    'https://127.0.0.1/hook',
    'https://2130706433/hook',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/hook',
    'https://localhost/hook',
    'https://crm.internal/hook',
    'https://crm.example.com:8443/hook',
    'https://user:password@crm.example.com/hook',
    'ftp://crm.example.com/hook',
    'crm.example.com/hook',
    '',
  ])('is refused at %s, when it is made and when it is changed', async (url) => {
    const good = await app.api.post<{ id: string }>('/webhook-endpoints', {
      url: 'https://crm.example.com/hook',
    });

    const answers = [
      await app.api.post<{ code: string; errors: unknown }>('/webhook-endpoints', { url }),
      await app.api.patch<{ code: string; errors: unknown }>(`/webhook-endpoints/${good.body.id}`, { url }),
    ];

    await app.api.delete(`/webhook-endpoints/${good.body.id}`);
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.errors).toEqual([
        { field: 'url', code: 'URL_REFUSED', message: expect.stringMatching(/address/) },
      ]);
    }
    expect((await app.api.get<{ data: unknown[] }>('/webhook-endpoints')).body.data).toEqual([]);
  });

  it.each([
    ['no address', {}, 'url', 'IS_STRING'],
    ['an address that is too long', { url: `https://a.example/${'x'.repeat(3000)}` }, 'url', 'MAX_LENGTH'],
    ['an unknown type', { url: 'https://a.example/', eventTypes: ['post.liked'] }, 'eventTypes[0]', 'IS_IN'],
    ['a type as text', { url: 'https://a.example/', eventTypes: 'post.failed' }, 'eventTypes', 'IS_ARRAY'],
    ['its own secret', { url: 'https://a.example/', secret: 'whsec_AAAA' }, 'secret', 'UNKNOWN_FIELD'],
    [
      'half a character',
      { url: 'https://a.example/', description: '\ud83d' },
      'description',
      'TEXT_STORABLE',
    ],
  ])('is refused with %s', async (_what, body, field, code) => {
    const answer = await app.api.post<{ errors: { field: string; code: string }[] }>(
      '/webhook-endpoints',
      body,
    );

    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => [error.field, error.code])).toContainEqual([field, code]);
  });

  it.each([
    ['/webhook-deliveries?status=LOST', 'status', 'IS_IN'],
    ['/webhook-deliveries?eventType=post.liked', 'eventType', 'IS_IN'],
    ['/webhook-deliveries?endpointId=1', 'endpointId', 'IS_UUID'],
    ['/webhook-deliveries?cursor=first', 'cursor', 'CURSOR_INVALID'],
    ['/webhook-deliveries?limit=1000', 'limit', 'MAX'],
    ['/webhook-endpoints?cursor=first', 'cursor', 'CURSOR_INVALID'],
    ['/webhook-endpoints/1', 'id', 'IS_UUID'],
  ])('is not listed by %s', async (path, field, code) => {
    const answer = await app.api.get<{ errors: { field: string; code: string }[] }>(path);

    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => [error.field, error.code])).toEqual([[field, code]]);
  });

  it('comes in 20s at most', async () => {
    const tenant = app.api.as({ tenantId: 'collector' });
    const answers = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push(
        await tenant.post<{ code?: string }>('/webhook-endpoints', { url: 'https://crm.example.com/' }),
      );
    }

    expect(answers.slice(0, 20).every(({ status }) => status === 201)).toBe(true);
    expect([answers[20]?.status, answers[20]?.body.code]).toEqual([409, 'WEBHOOK_ENDPOINT_LIMIT']);
  });
});
