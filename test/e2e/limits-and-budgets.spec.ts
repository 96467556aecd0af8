import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Check {
  preview: { notices: { code: string; field: string; message: string }[] };
}

interface Post {
  id: string;
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
  waitingReason: string | null;
  nextAttemptAt: string | null;
  publishedAt: string | null;
  estimatedCostUsd: number | null;
}

interface RateLimits {
  limitedUntil: string | null;
  reason: string | null;
  spacingSeconds: number;
  data: {
    scope: string;
    endpoint: string;
    window: string;
    limit: number;
    remaining: number;
    usedPercent: number;
  }[];
}

interface Budget {
  code: string;
  platform: string;
  monthlyUsd: number | null;
  spentUsd: number;
  remainingUsd: number | null;
}

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});

afterAll(async () => {
  await app.close();
});

async function read(id: string): Promise<Post> {
  return (await app.api.get<Post>(`/posts/${id}`)).body;
}

describe('limits of a platform', () => {
  it('are shown as the platform last said them', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.given.post(connection);
    await app.publishDue();

    const { status, body } = await app.api.get<RateLimits>(`/connections/${connection.id}/rate-limits`);

    expect([status, body.limitedUntil]).toEqual([200, null]);
    expect(body.data).toContainEqual(
      expect.objectContaining({
        scope: 'connection',
        endpoint: 'POST /2/tweets',
        window: '15min',
        limit: 1_000_000,
        remaining: 999_999,
      }),
    );
  });

  it('that are used up make the next post wait instead of being refused, and say so', async () => {
    const connection = await app.given.connection('TWITTER');
    await lastOne(connection);
    const [first, second] = [await app.given.post(connection), await app.given.post(connection)];

    await app.publishDue();
    await app.publishDue();

    expect((await read(first.id)).status).toBe('PUBLISHED');
    expect(await read(second.id)).toMatchObject({
      status: 'SCHEDULED',
      errorCode: null,
      waitingReason: expect.stringMatching(/^X takes no more posts before .*Z/),
      nextAttemptAt: expect.stringMatching(/Z$/),
    });
    const { body } = await app.api.get<{ data: unknown[] }>(`/posts/${second.id}/attempts`);
    expect(body.data).toEqual([]);
    const limits = await app.api.get<RateLimits>(`/connections/${connection.id}/rate-limits`);
    expect(limits.body).toMatchObject({ reason: expect.stringMatching(/used up/), spacingSeconds: 12 });
  });

  it('leave wider spacing behind, for as long as they lasted', async () => {
    const connection = await app.given.connection('TWITTER');
    await lastOne(connection);
    const posts = [];
    for (let count = 0; count < 3; count += 1) posts.push(await app.given.post(connection));
    await app.publishDue();
    await app.advance(901);
    await app.publishDue();
    await app.publishDue();
    const spaced = await Promise.all(posts.map(({ id }) => read(id)));

    await app.advance(13);
    await app.publishDue();

    expect(spaced.map(({ status }) => status)).toEqual(['PUBLISHED', 'PUBLISHED', 'SCHEDULED']);
    expect((await read(posts[2]!.id)).status).toBe('PUBLISHED');
  });

  it('of seconds leave no more than seconds behind, however few posts there were', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const posts = [];
    for (let count = 0; count < 3; count += 1) posts.push(await app.given.post(connection));
    await app.publishDue();
    const usage = [
      { type: 'pages', call_count: 100, total_cputime: 3, total_time: 5, estimated_time_to_regain_access: 1 },
    ];
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'rate-limit',
      headers: { 'x-business-use-case-usage': JSON.stringify({ [connection.accountId]: usage }) },
    });
    await app.publishDue();
    const held = await app.api.get<RateLimits & { spacingUntil: string }>(
      `/connections/${connection.id}/rate-limits`,
    );
    const limitMs = Date.parse(held.body.limitedUntil ?? '') - app.clock.now().getTime();

    await app.advance(Math.ceil((2 * limitMs) / 1000) + 1);
    await app.publishDue();
    await app.publishDue();

    expect(held.body.spacingSeconds).toBeLessThanOrEqual(Math.ceil(limitMs / 1000));
    const after = Date.parse(held.body.spacingUntil) - Date.parse(held.body.limitedUntil ?? '');
    expect(Math.abs(after - limitMs)).toBeLessThan(5_000);
    expect(await Promise.all(posts.map(async ({ id }) => (await read(id)).status))).toEqual([
      'PUBLISHED',
      'PUBLISHED',
      'PUBLISHED',
    ]);
  });

  it("are read from Instagram's own count, and its last place holds the next post until the oldest leaves the day", async () => {
    const connection = await app.given.connection('INSTAGRAM');
    await app.sandbox.control(`accounts/${connection.accountId}`, { igQuotaTotal: 2 });
    const posts = [];
    for (let count = 0; count < 3; count += 1) posts.push(await app.given.post(connection));
    for (let round = 0; round < 3; round += 1) {
      await app.publishDue();
      await app.advance(10);
      await app.recover();
    }

    const [first, , third] = await Promise.all(posts.map(({ id }) => read(id)));
    const limits = (await app.api.get<RateLimits>(`/connections/${connection.id}/rate-limits`)).body;

    expect(limits.data).toContainEqual(
      expect.objectContaining({ endpoint: 'POST /media_publish', window: '24h', limit: 2, remaining: 0 }),
    );
    expect(third).toMatchObject({
      status: 'SCHEDULED',
      waitingReason: expect.stringMatching(/^Instagram takes no more posts/),
    });
    const hours = (Date.parse(third?.nextAttemptAt ?? '') - Date.parse(first?.publishedAt ?? '')) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
    expect((await app.api.get<{ data: unknown[] }>(`/posts/${posts[2]!.id}/attempts`)).body.data).toEqual([]);
  });

  it('of a whole day do not cost a post its time, which is a day, too', async () => {
    const connection = await app.given.connection('TWITTER');
    const reset = Math.floor(app.clock.now().getTime() / 1000) + 24 * 3600 + 5;
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'custom',
      status: 429,
      body: { title: 'Too Many Requests', status: 429 },
      headers: {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(reset),
      },
    });
    const posts = [await app.given.post(connection), await app.given.post(connection)];
    await app.publishDue();
    const lateness = app.nest.get(PublishingService);

    await app.advance(24 * 3600 + 1);
    await lateness.failLatePosts();
    const meanwhile = await read(posts[0]!.id);
    await app.advance(30);
    await lateness.failLatePosts();
    await app.publishDue();

    expect(meanwhile).toMatchObject({ status: 'SCHEDULED', waitingReason: expect.any(String) });
    expect((await read(posts[0]!.id)).status).toBe('PUBLISHED');
  });

  it('of another tenant are not shown', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'other' });

    expect((await app.api.get(`/connections/${connection.id}/rate-limits`)).status).toBe(404);
  });

  it('that Meta tells in percent hold the connection back for the minutes it names', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const usage = [
      { type: 'pages', call_count: 100, total_cputime: 3, total_time: 5, estimated_time_to_regain_access: 7 },
    ];
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'custom',
      status: 200,
      body: { id: `${connection.accountId}_1` },
      headers: { 'x-business-use-case-usage': JSON.stringify({ [connection.accountId]: usage }) },
    });
    const [first, second] = [await app.given.post(connection), await app.given.post(connection)];

    await app.publishDue();
    await app.publishDue();

    expect((await read(first.id)).status).toBe('PUBLISHED');
    const waiting = await read(second.id);
    expect(waiting).toMatchObject({
      status: 'SCHEDULED',
      waitingReason: expect.stringMatching(/^Facebook takes no more/),
    });
    const minutes = (Date.parse(waiting.nextAttemptAt ?? '') - app.clock.now().getTime()) / 60_000;
    expect(minutes).toBeGreaterThan(6);
    expect(minutes).toBeLessThanOrEqual(7);
  });

  it('of our app hold every platform that is reached through it', async () => {
    const [page, instagram] = [
      await app.given.connection('FACEBOOK'),
      await app.given.connection('INSTAGRAM'),
    ];
    await app.sandbox.control('faults', {
      accountId: page.accountId,
      operation: 'publish',
      fault: 'custom',
      status: 400,
      body: { error: { message: '(#4) Application request limit reached', type: 'OAuthException', code: 4 } },
    });
    await app.given.post(page);
    await app.publishDue();
    const waiting = await app.given.post(instagram);
    await app.publishDue();

    const during = await read(waiting.id);
    const attempts = await app.api.get<{ data: unknown[] }>(`/posts/${waiting.id}/attempts`);
    await app.advance(3_700);
    for (let round = 0; round < 3; round += 1) {
      await app.publishDue();
      await app.advance(6);
      await app.recover();
    }

    expect(during).toMatchObject({
      status: 'SCHEDULED',
      waitingReason: expect.stringMatching(/from this app/),
    });
    expect(attempts.body.data).toEqual([]);
    expect((await read(waiting.id)).status).toBe('PUBLISHED');
  });

  /** X answers the next post with a window that is used up by it. */
  async function lastOne({ accountId }: GivenConnection): Promise<void> {
    const reset = Math.floor(app.clock.now().getTime() / 1000) + 900;
    await app.sandbox.control('faults', {
      accountId,
      operation: 'publish',
      fault: 'custom',
      status: 201,
      body: { data: { id: String(Math.floor(Math.random() * 1e15)), text: 'The last one' } },
      headers: {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(reset),
      },
    });
  }
});

describe('budgets', () => {
  it('an estimate of the cost stands at each post on X, a link making the difference', async () => {
    const connection = await app.given.connection('TWITTER');
    const free = await app.given.connection('FACEBOOK');

    const plain = await app.given.post(connection, { content: 'Without', scheduledAt: app.clock.in(60_000) });
    const linked = await app.given.post(connection, {
      content: 'See club.org',
      scheduledAt: app.clock.in(60_000),
    });
    const other = await app.given.post(free, { scheduledAt: app.clock.in(60_000) });

    const costs = await Promise.all(
      [plain, linked, other].map(async ({ id }) => (await read(id)).estimatedCostUsd),
    );
    expect(costs).toEqual([0.015, 0.2, null]);
  });

  it('a post beyond the budget fails with the figures, and goes out when the budget is raised and it is retried', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'thrifty' });
    const api = app.api.as({ tenantId: 'thrifty' });
    await api.put('/budgets/twitter', { monthlyUsd: 0.02 });
    const [first, second] = [await app.given.post(connection), await app.given.post(connection)];

    await app.publishDue();
    await app.publishDue();
    const held = (await api.get<Post>(`/posts/${second.id}`)).body;
    const spent = (await api.get<{ data: Budget[] }>('/budgets')).body.data;
    await api.put('/budgets/twitter', { monthlyUsd: 0.03 });
    await api.post(`/posts/${second.id}/retry`, {});
    await app.publishDue();

    expect((await api.get<Post>(`/posts/${first.id}`)).body.status).toBe('PUBLISHED');
    expect(held).toMatchObject({
      status: 'FAILED',
      errorCode: 'BUDGET_SPENT',
      errorMessage: expect.stringMatching(/\$0.02.*\$0.015/),
    });
    expect(spent).toEqual([{ platform: 'TWITTER', monthlyUsd: 0.02, spentUsd: 0.015, remainingUsd: 0.005 }]);
    expect((await api.get<Post>(`/posts/${second.id}`)).body.status).toBe('PUBLISHED');
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(2);
  });

  it.each([
    ['drop-answer', 'is found', { status: 'PUBLISHED', errorCode: null }],
    ['error-before', 'fails when the look finds nothing', { status: 'FAILED', errorCode: 'BUDGET_SPENT' }],
  ])(
    'a post beyond the budget that may be live from an earlier send (%s) is looked up first, and %s',
    async (fault, _what, expected) => {
      const tenantId = `unsure ${fault}`;
      const connection = await app.given.connection('TWITTER', { tenantId });
      const { accountId } = connection;
      const api = app.api.as({ tenantId });
      const post = await app.given.post(connection);
      await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 300 });
      await app.sandbox.control('faults', { accountId, operation: 'publish', fault });
      await app.publishDue();
      await app.advance(200);
      await app.recover();
      await api.put('/budgets/twitter', { monthlyUsd: 0.001 });
      await app.publishDue();
      const meanwhile = (await api.get<Post>(`/posts/${post.id}`)).body;

      await app.advance(200);
      await app.recover();

      expect(meanwhile.status).toBe('PUBLISHING');
      expect((await api.get<Post>(`/posts/${post.id}`)).body).toMatchObject(expected);
      const sent = fault === 'drop-answer' ? 1 : 0;
      expect(await app.sandbox.ledger({ accountId })).toHaveLength(sent);
    },
  );

  it('validate says before a post is made that what is left does not pay for it this month', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'careful' });
    const api = app.api.as({ tenantId: 'careful' });
    const noticesOf = async (body: object) => {
      const { body: answer } = await api.post<{ valid: boolean; results: Check[] }>('/posts/validate', {
        connectionIds: [connection.id],
        content: 'Costs a little',
        ...body,
      });
      expect(answer.valid).toBe(true);
      return answer.results.flatMap(({ preview }) => preview.notices);
    };
    const without = await noticesOf({});

    await api.put('/budgets/twitter', { monthlyUsd: 0.01 });
    const now = await noticesOf({});
    const draft = await noticesOf({ status: 'DRAFT' });
    const later = await noticesOf({ scheduledAt: app.clock.in(40 * 86_400_000).toISOString() });
    await api.put('/budgets/twitter', { monthlyUsd: 0.02 });
    const raised = await noticesOf({});

    const told = {
      code: 'BUDGET_SPENT',
      message: expect.stringMatching(/budget for X is \$0\.01.*\$0\.00 of it/),
    };
    expect([now, draft]).toEqual([[expect.objectContaining(told)], [expect.objectContaining(told)]]);
    expect([without, later, raised]).toEqual([[], [], []]);
  });

  it('counts in hundredths of a cent: ten posts cost what ten posts cost', async () => {
    const posts = [];
    for (let count = 0; count < 10; count += 1) {
      const club = await app.given.connection('TWITTER', { tenantId: 'exact' });
      posts.push(await app.given.post(club));
    }
    const api = app.api.as({ tenantId: 'exact' });
    await api.put('/budgets/twitter', { monthlyUsd: 0.15 });

    await app.publishDue();

    const answers = await Promise.all(posts.map(({ id }) => api.get<Post>(`/posts/${id}`)));
    expect(answers.map(({ body }) => body.status)).toEqual(posts.map(() => 'PUBLISHED'));
  });

  it('a try that the platform refused costs nothing, for the post itself and for the next one', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'unlucky' });
    const api = app.api.as({ tenantId: 'unlucky' });
    await api.put('/budgets/twitter', { monthlyUsd: 0.02 });
    const { accountId } = connection;
    const refused = { accountId, operation: 'publish', fault: 'custom', status: 400, body: {}, times: 3 };
    await app.sandbox.control('faults', refused);
    const [first, second] = [await app.given.post(connection), await app.given.post(connection)];

    await app.publishDue();
    await app.publishDue();
    await api.post(`/posts/${first.id}/retry`, {});
    await app.publishDue();
    const before = await Promise.all(
      [first, second].map(async ({ id }) => (await api.get<Post>(`/posts/${id}`)).body.errorCode),
    );
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await api.put('/budgets/twitter', { monthlyUsd: 0.03 });
    for (const { id } of [first, second]) await api.post(`/posts/${id}/retry`, {});
    await app.publishDue();
    await app.publishDue();

    expect(before).not.toContain('BUDGET_SPENT');
    const after = await Promise.all([first, second].map(({ id }) => api.get<Post>(`/posts/${id}`)));
    expect(after.map(({ body }) => body.status)).toEqual(['PUBLISHED', 'PUBLISHED']);
  });

  it('also counts the figures that are read, and reads none when it is spent', async () => {
    const connection = await app.given.connection('TWITTER', { tenantId: 'curious' });
    const api = app.api.as({ tenantId: 'curious' });
    const post = await app.given.post(connection);
    await app.publishDue();
    await api.post(`/posts/${post.id}/sync-engagement`, {});
    const before = (await api.get<{ data: Budget[] }>('/budgets')).body.data;

    await api.put('/budgets/twitter', { monthlyUsd: 0.016 });
    const refused = await api.post<Budget>(`/posts/${post.id}/sync-engagement`, {});
    await api.put('/budgets/twitter', { monthlyUsd: 1 });
    const read = await api.post(`/posts/${post.id}/sync-engagement`, {});

    expect(before[0]?.spentUsd).toBeCloseTo(0.016, 6);
    expect([refused.status, refused.body.code, read.status]).toEqual([503, 'BUDGET_SPENT', 200]);
  });

  it('is taken away by null, and is each tenant’s own', async () => {
    const mine = app.api.as({ tenantId: 'one' });
    await mine.put('/budgets/twitter', { monthlyUsd: 5 });
    await app.api.as({ tenantId: 'two' }).put('/budgets/twitter', { monthlyUsd: 9 });

    const { body } = await mine.put<Budget>('/budgets/twitter', { monthlyUsd: null });

    expect(body).toEqual({ platform: 'TWITTER', monthlyUsd: null, spentUsd: 0, remainingUsd: null });
    const other = await app.api.as({ tenantId: 'two' }).get<{ data: Budget[] }>('/budgets');
    expect(other.body.data[0]?.monthlyUsd).toBe(9);
  });

  it.each([
    ['facebook', { monthlyUsd: 5 }, 409, 'PLATFORM_IS_FREE'],
    ['tiktok', { monthlyUsd: 5 }, 404, 'PLATFORM_UNKNOWN'],
    ['twitter', { monthlyUsd: -1 }, 400, 'VALIDATION_FAILED'],
    ['twitter', { monthlyUsd: 'much' }, 400, 'VALIDATION_FAILED'],
    ['twitter', {}, 400, 'VALIDATION_FAILED'],
  ])('refuses for %s the amount %j', async (slug, body, status, code) => {
    const answer = await app.api.as({ tenantId: 'three' }).put<Budget>(`/budgets/${slug}`, body);

    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
