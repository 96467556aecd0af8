import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { GivenConnection } from '../support/given.ts';
import { runAsOperator } from '../support/operator.ts';
import { TestApp } from '../support/test-app.ts';

interface View {
  id: string;
  content: string;
  status: string;
  part: number | null;
  createdBy: string | null;
}

interface Group {
  posts: View[];
}

const runbook = readFileSync('docs/runbook.md', 'utf8');

describe('who wrote a post', () => {
  let app: TestApp;
  let facebook: GivenConnection;
  let twitter: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
    facebook = await app.given.connection('FACEBOOK');
    twitter = await app.given.connection('TWITTER');
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  afterAll(async () => {
    await app.close();
  });

  const as = (subject: string) => app.api.as({ subject });
  const later = () => app.clock.in(3_600_000).toISOString();
  const wish = (content: string, connections = [facebook]) => ({
    connectionIds: connections.map(({ id }) => id),
    content,
    scheduledAt: later(),
  });
  const create = async (subject: string, body: object) =>
    (await as(subject).post<Group>('/posts', body)).body;
  const read = async (id: string) => (await app.api.get<View>(`/posts/${id}`)).body;
  const followUps = async (id: string) =>
    (await app.api.get<{ data: View[] }>(`/posts?rootPostId=${id}`)).body.data;
  const byHand = async (options: object = {}) => {
    const id = uuidv7();
    await runAsOperator(
      app.database.url,
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, content, status, scheduled_at, options)
       VALUES ('${id}', 'acme', '${twitter.id}', 'Written through psql', 'SCHEDULED', social_now() + interval '1 hour',
         '${JSON.stringify(options)}')`,
    );
    return id;
  };

  it('is told by the answer that creates it, by the post and by the list', async () => {
    const annas = await create('anna', wish('By Anna', [facebook, twitter]));
    const bens = await create('ben@club.example', wish('By Ben'));

    const { body: list } = await app.api.get<{ data: View[] }>('/posts?limit=3');

    expect(annas.posts.map(({ createdBy }) => createdBy)).toEqual(['anna', 'anna']);
    expect(await read(bens.posts[0]!.id)).toMatchObject({ createdBy: 'ben@club.example' });
    expect(list.data.map(({ content, createdBy }) => [content, createdBy])).toEqual([
      ['By Ben', 'ben@club.example'],
      ['By Anna', 'anna'],
      ['By Anna', 'anna'],
    ]);
  });

  it('is told of every post of a bulk call', async () => {
    const { body } = await as('anna').post<{ results: Group[] }>('/posts/bulk', {
      posts: [wish('One of many', [facebook, twitter]), wish('Another one')],
    });

    const posts = body.results.flatMap((result) => result.posts);
    expect(posts.map(({ createdBy }) => createdBy)).toEqual(['anna', 'anna', 'anna']);
  });

  it('is the subject of the access token, and not the address in it', async () => {
    const { body } = await app.api
      .as({ subject: 'user-17', email: 'anna@club.example' })
      .post<Group>('/posts', wish('By number'));

    const [row] = await app.database.query(
      `SELECT to_jsonb(p)::text AS row FROM "SocialPost" p WHERE id = $1`,
      [body.posts[0]?.id],
    );
    expect(body.posts).toMatchObject([{ createdBy: 'user-17' }]);
    expect(row?.['row']).not.toContain('anna@club.example');
  });

  it('cannot be said by the caller', async () => {
    const { status, body } = await as('anna').post<{ errors: { field: string }[] }>('/posts', {
      ...wish('Under a false name'),
      createdBy: 'ben',
    });

    expect([status, body.errors.map(({ field }) => field)]).toEqual([400, ['createdBy']]);
  });

  it('is the same for the parts of its thread', async () => {
    const { posts } = await create('anna', {
      ...wish('First', [twitter]),
      scheduledAt: undefined,
      options: { thread: [{ content: 'Second' }, { content: 'Third' }] },
    });

    for (let round = 0; round < 4; round += 1) await publishRound();

    const parts = await followUps(posts[0]!.id);
    expect(new Set(parts.map(({ part, createdBy }) => `${part} ${createdBy}`))).toEqual(
      new Set(['1 anna', '2 anna']),
    );
  });

  it('is the same for its first comment', async () => {
    const { posts } = await create('ben', {
      ...wish('With a comment'),
      scheduledAt: undefined,
      options: { firstComment: 'First!' },
    });

    await publishRound();

    expect(await followUps(posts[0]!.id)).toMatchObject([{ content: 'First!', createdBy: 'ben' }]);
  });

  it('is not known of a post that was written through psql, nor of what follows it', async () => {
    const id = await byHand({ thread: [{ content: 'Second' }] });

    await app.database.query(
      `UPDATE "SocialPost" SET status = 'PUBLISHED', platform_post_id = '4711' WHERE id = $1`,
      [id],
    );

    expect(await read(id)).toMatchObject({ createdBy: null });
    expect(await followUps(id)).toMatchObject([{ content: 'Second', createdBy: null }]);
  });

  it('stays the one who wrote it when somebody else changes, reschedules or retries it', async () => {
    const { posts } = await create('anna', { ...wish('As Anna had it'), status: 'DRAFT' });
    const id = posts[0]!.id;
    const ben = as('ben');

    const answers = [
      await ben.patch<View>(`/posts/${id}`, { content: 'As Ben has it' }),
      await ben.post<View>(`/posts/${id}/reschedule`, { scheduledAt: later() }),
    ];
    await app.database.query(`UPDATE "SocialPost" SET status = 'FAILED' WHERE id = $1`, [id]);
    answers.push(await ben.post<View>(`/posts/${id}/retry`));

    expect(answers.map(({ status, body }) => [status, body.createdBy])).toEqual(
      answers.map(() => [200, 'anna']),
    );
  });

  it('is whoever sent an Idempotency-Key first', async () => {
    const send = async (subject: string) =>
      await as(subject).send<Group>('POST', '/posts', {
        json: { connectionIds: [facebook.id], content: 'Once', status: 'DRAFT' },
        headers: { 'idempotency-key': 'who-wrote-once' },
      });
    const first = await send('anna');

    const second = await send('ben');

    expect(second.body).toEqual(first.body);
    expect(second.body.posts).toMatchObject([{ createdBy: 'anna' }]);
  });

  it('is told to nobody of another tenant', async () => {
    const { posts } = await create('anna', wish('Not for others'));
    const other = app.api.as({ tenantId: 'other', subject: 'anna' });

    const [one, list] = [
      await other.get(`/posts/${posts[0]!.id}`),
      await other.get<{ data: View[] }>('/posts'),
    ];

    expect([one.status, list.body.data]).toEqual([404, []]);
    expect(JSON.stringify(one.body)).not.toContain('anna');
  });

  it('is forgotten by the statement of the runbook, which changes nothing else of the post', async () => {
    const { posts } = await create('leaver', wish('Stays as it is'));
    const before = await app.api.get<View>(`/posts/${posts[0]!.id}`);
    const kept = await create('anna', wish('By somebody who stays'));
    const statement = forgetting('acme', 'leaver');

    await runAsOperator(app.database.url, statement);

    const after = await app.api.get<View>(`/posts/${posts[0]!.id}`);
    expect(after.body).toEqual({ ...before.body, createdBy: null });
    expect(after.headers['etag']).toBe(before.headers['etag']);
    expect(await read(kept.posts[0]!.id)).toMatchObject({ createdBy: 'anna' });
    const audit = await app.database.query(`SELECT change FROM "SocialAuditEvent" WHERE row_id = $1`, [
      posts[0]?.id,
    ]);
    expect(audit).toEqual([]);
  });

  it('is written by the statement that creates the post, and costs none of its own', async () => {
    await create('anna', wish('So that the connection is known'));
    const sent = jest.spyOn(Client.prototype, 'query');

    await create('anna', wish('Written in one statement'));

    const texts = sent.mock.calls.map(([query]) =>
      String((query as unknown as { text?: string }).text ?? query),
    );
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('INSERT INTO "SocialPost"');
  });

  /** The statement that stands in a sentence of the runbook. */
  function forgetting(tenantId: string, subject: string): string {
    const [statement] = /UPDATE "SocialPost" SET created_by = NULL[^`]+/.exec(runbook) ?? [];
    if (!statement) throw new Error('The runbook has no statement that takes a person out of the posts.');
    return statement.replace('TENANT_ID', tenantId).replace('SUBJECT', subject);
  }

  async function publishRound(): Promise<void> {
    await app.publishDue();
    await app.advance(61);
  }
});
