import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { Database } from '../../src/database/database.ts';
import { TestApp } from '../support/test-app.ts';

interface Page {
  data: { id: string }[];
  nextCursor: string | null;
}

interface Shown {
  id: string;
  isActive: boolean;
  errorCode: string | null;
  warnings: object[];
}

interface Answer {
  code?: string;
  status: string | number;
}

describe('lists', () => {
  let app: TestApp;
  let connections: GivenConnection[];
  let posts: string[];

  beforeAll(async () => {
    app = await TestApp.start();
    connections = [];
    for (const platform of [
      'TWITTER',
      'TWITTER',
      'FACEBOOK',
      'TWITTER',
      'INSTAGRAM',
      'FACEBOOK',
      'TWITTER',
    ] as const)
      connections.push(await app.given.connection(platform));
    const everyone = await app.api.post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: connections.slice(0, 4).map(({ id }) => id),
      content: 'All at the same instant',
      scheduledAt: app.clock.in(3_600_000).toISOString(),
    });
    const single = [];
    for (let hours = 2; hours < 6; hours += 1)
      single.push(await app.given.post(connections[0]!, { scheduledAt: app.clock.in(hours * 3_600_000) }));
    posts = [...everyone.body.posts, ...single].map(({ id }) => id);
  });

  afterAll(async () => {
    await app.close();
  });

  /** Walks all pages. */
  async function walk(path: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const { status, body }: { status: number; body: Page } = await app.api.get<Page>(
        `${path}${path.includes('?') ? '&' : '?'}limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect([status, body.data.length <= 3]).toEqual([200, true]);
      ids.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    return ids;
  }

  it.each([
    ['/posts', () => posts],
    ['/connections', () => connections.map(({ id }) => id)],
  ])('%s: three at a time gives every row once', async (path, all) => {
    const ids = await walk(path);

    expect([...ids].sort()).toEqual([...all()].sort());
  });

  it('what is made while somebody turns pages neither doubles nor hides a row', async () => {
    const { id } = await app.given.connection('FACEBOOK', { tenantId: 'busy' });
    const busy = app.api.as({ tenantId: 'busy' });
    const create = async (content: string) =>
      await busy.post('/posts', { connectionIds: [id], content, status: 'DRAFT' });
    for (let count = 0; count < 7; count += 1) await create(`Before ${count}`);
    const first = await busy.get<Page>('/posts?limit=100');

    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await busy.get<Page>(`/posts?limit=3${cursor}`);
      ids.push(...body.data.map((post) => post.id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
      await create('Meanwhile');
    } while (cursor);

    expect(ids).toEqual(first.body.data.map((post) => post.id));
  });

  it('a page as long as the list is the last one', async () => {
    const { body } = await app.api.get<Page>(`/posts?limit=${posts.length}`);

    expect([body.data.length, body.nextCursor]).toEqual([posts.length, null]);
  });

  it('filters posts by connection, platform, group, status and time, on every page', async () => {
    const [first, second] = connections;
    const { body } = await app.api.get<{ groupId: string }>(`/posts/${posts[0]}`);
    const from = encodeURIComponent(app.clock.in(3 * 3_600_000 - 60_000).toISOString());
    const to = encodeURIComponent(app.clock.in(4 * 3_600_000 + 60_000).toISOString());

    expect(await walk(`/posts?connectionId=${first!.id}`)).toHaveLength(5);
    expect(await walk(`/posts?connectionId=${second!.id}`)).toHaveLength(1);
    expect(await walk('/posts?platform=FACEBOOK')).toHaveLength(1);
    expect(await walk(`/posts?groupId=${body.groupId}`)).toHaveLength(4);
    expect(await walk('/posts?status=SCHEDULED')).toHaveLength(8);
    expect(await walk('/posts?status=FAILED')).toEqual([]);
    expect(await walk(`/posts?from=${from}&to=${to}`)).toHaveLength(2);
  });

  it('every filter at once, with and without a cursor, over the same sessions of the database', async () => {
    const [connection] = connections;
    const { body: all } = await app.api.get<{ data: { groupId: string }[] }>(
      `/posts?limit=2&connectionId=${connection!.id}`,
    );
    const times = `from=${encodeURIComponent('2020-01-01T00:00:00Z')}&to=${encodeURIComponent('2040-01-01T00:00:00Z')}`;
    const narrow = `status=SCHEDULED&connectionId=${connection!.id}&platform=${connection!.platform}`;
    const group = `groupId=${all.data[0]!.groupId}&rootPostId=${all.data[0]!.groupId}`;
    const { body: page } = await app.api.get<{ nextCursor: string }>('/posts?limit=1');
    const queries = ['', 'from', 'to', 'both'].flatMap((kind) => {
      const [from = '', to = ''] = times.split('&');
      const time = { '': '', from: `&${from}`, to: `&${to}`, both: `&${times}` }[kind];
      return [`${narrow}&${group}${time}`, `${narrow}&${group}${time}&cursor=${page.nextCursor}`];
    });

    const statuses = await Promise.all(
      [...queries, ...queries].map(async (query) => (await app.api.get(`/posts?${query}`)).status),
    );

    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('filters connections by platform, activity and the end of the token', async () => {
    await app.api.post(`/connections/${connections[1]!.id}/deactivate`);

    expect(await walk('/connections?platform=TWITTER')).toHaveLength(4);
    expect(await walk('/connections?isActive=false')).toEqual([connections[1]!.id]);
    expect(await walk('/connections?isActive=true')).toHaveLength(6);
    expect(await walk('/connections?expiringWithinDays=1')).toHaveLength(3);
    expect(await walk('/connections?expiringWithinDays=0')).toEqual([]);
  });

  it('of connections can be asked for those that need a person, by the same rule by which each says so', async () => {
    const tenantId = 'needy';
    const given = async (platform: 'FACEBOOK' | 'TWITTER', change: string) => {
      const { id } = await app.given.connection(platform, { tenantId });
      await app.database.query(`UPDATE "SocialConnection" SET ${change} WHERE id = $1`, [id]);
      return id;
    };
    const needy = [
      await given('TWITTER', `is_active = false, error_code = 'DEACTIVATED'`),
      await given('FACEBOOK', `error_code = 'FACEBOOK_ACCOUNT_LIMITED', error_message = 'Limited.'`),
      await given('FACEBOOK', `token_expires_at = social_now() + interval '6 days 23 hours'`),
      await given('FACEBOOK', `data_access_expires_at = social_now() + interval '13 days 23 hours'`),
      await given('FACEBOOK', `data_access_expires_at = social_now() - interval '1 day'`),
    ];
    const content = [
      await given('FACEBOOK', `token_expires_at = social_now() + interval '7 days 1 hour'`),
      await given('FACEBOOK', `token_expires_at = NULL, data_access_expires_at = NULL`),
      await given('FACEBOOK', `data_access_expires_at = social_now() + interval '14 days 1 hour'`),
      await given('TWITTER', `token_expires_at = social_now() + interval '1 hour'`),
    ];
    const reader = app.api.as({ tenantId });

    const asked = async (query: string) =>
      (await reader.get<{ data: Shown[] }>(`/connections${query}`)).body.data;
    const [all, those, others] = [
      await asked(''),
      await asked('?needsAttention=true'),
      await asked('?needsAttention=false'),
    ];

    expect(those.map(({ id }) => id).sort()).toEqual(needy.toSorted());
    expect(others.map(({ id }) => id).sort()).toEqual(content.toSorted());
    const saySo = all.filter(
      ({ isActive, errorCode, warnings }) => !isActive || errorCode !== null || warnings.length > 0,
    );
    expect(saySo.map(({ id }) => id).sort()).toEqual(needy.toSorted());
    expect((await asked('?needsAttention=true&platform=TWITTER')).map(({ id }) => id)).toEqual([needy[0]]);
  });
});

describe('what can be done with a post in each status', () => {
  let app: TestApp;
  let connection: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
    connection = await app.given.connection('TWITTER');
  });

  afterAll(async () => {
    await app.close();
  });

  const statuses = ['DRAFT', 'SCHEDULED', 'PUBLISHING', 'PUBLISHED', 'FAILED', 'CANCELLED'] as const;
  const allowed: Record<string, readonly string[]> = {
    edit: ['DRAFT', 'SCHEDULED', 'FAILED'],
    publish: ['DRAFT', 'SCHEDULED'],
    reschedule: ['DRAFT', 'SCHEDULED', 'FAILED'],
    retry: ['FAILED'],
    cancel: ['DRAFT', 'SCHEDULED'],
  };
  const becomes: Record<string, string> = {
    publish: 'SCHEDULED',
    reschedule: 'SCHEDULED',
    retry: 'SCHEDULED',
    cancel: 'CANCELLED',
  };
  const cases = Object.keys(allowed).flatMap((verb) =>
    statuses.map((status) => ({ verb, status, good: allowed[verb]!.includes(status) })),
  );

  async function postThatIs(status: string): Promise<string> {
    const { id } = await app.given.post(connection, { scheduledAt: app.clock.in(86_400_000) });
    // Through the service's own sessions: PUBLISHING is refused to everybody else.
    await app.nest.get(Database).count(
      `UPDATE "SocialPost" SET status = $2,
         error_message = CASE WHEN $2 = 'FAILED' THEN 'It failed' END, error_code = CASE WHEN $2 = 'FAILED' THEN 'X' END,
         published_at = CASE WHEN $2 = 'PUBLISHED' THEN social_now() END
       WHERE id = $1`,
      [id, status],
    );
    return id;
  }

  async function act(verb: string, id: string) {
    if (verb === 'edit') return await app.api.patch<Answer>(`/posts/${id}`, { content: 'Changed' });
    const body = verb === 'reschedule' ? { scheduledAt: app.clock.in(172_800_000).toISOString() } : undefined;
    return await app.api.post<Answer>(`/posts/${id}/${verb}`, body);
  }

  const row = async (id: string) =>
    (await app.database.query('SELECT * FROM "SocialPost" WHERE id = $1', [id]))[0];

  it.each(cases.filter(({ good }) => good))('$verb from $status is done', async ({ verb, status }) => {
    const id = await postThatIs(status);
    const before = await row(id);

    const answer = await act(verb, id);

    expect([answer.status, answer.body.status]).toEqual([200, becomes[verb] ?? status]);
    expect(await row(id)).not.toEqual(before);
  });

  it.each(cases.filter(({ good }) => !good))('$verb from $status is refused', async ({ verb, status }) => {
    const id = await postThatIs(status);
    const before = await row(id);

    const answer = await act(verb, id);

    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'POST_WRONG_STATUS', postStatus: status }),
    ]);
    expect(await row(id)).toEqual(before);
  });
});
