import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FormData, request } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import { insertGroups, type NewPosts } from '../../src/modules/posts/post-creation.queries.ts';
import type { IdempotencyTicket } from '../../src/http/idempotency.queries.ts';
import { IdempotencyService } from '../../src/http/idempotency.service.ts';
import { Database } from '../../src/database/database.ts';
import type { ApiAnswer } from '../support/api-client.ts';
import type { GivenConnection } from '../support/given.ts';
import { signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

interface Group {
  groupId: string;
  posts: { id: string; content: string; clientReference: string | null }[];
  code: string;
  detail: string;
}

describe('a creating call with an Idempotency-Key', () => {
  let app: TestApp;
  let connection: GivenConnection;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    connection = await app.given.connection('TWITTER');
  });

  afterAll(async () => {
    await app.close();
  });

  const wish = (content = `News ${(count += 1)}`) => ({ connectionIds: [connection.id], content });
  const create = async (key: string, body: object, tenantId = 'acme'): Promise<ApiAnswer<Group>> =>
    await app.api
      .as({ tenantId })
      .send<Group>('POST', '/posts', { json: body, headers: { 'idempotency-key': key } });
  const stored = async (content: string): Promise<number> =>
    (await app.database.query(`SELECT id FROM "SocialPost" WHERE content = $1`, [content])).length;

  it('makes one group of two hundred calls at once, and answers all of them alike', async () => {
    const body = wish();
    const key = uuidv7();

    const answers = await Promise.all(Array.from({ length: 200 }, async () => await create(key, body)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(199);
    expect(await stored(body.content)).toBe(1);
  });

  it('refuses another body under a key that was used, and does nothing', async () => {
    const [body, other] = [wish(), wish()];
    const key = uuidv7();
    await create(key, body);

    const { status, body: problem } = await create(key, other);

    expect([status, problem.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await stored(other.content)).toBe(0);
  });

  it('answers a body whose members come in another order as the first one', async () => {
    const { connectionIds, content } = wish();
    const key = uuidv7();
    const first = await create(key, { connectionIds, content, options: { kind: 'POST', link: null } });

    const second = await create(key, { options: { link: null, kind: 'POST' }, content, connectionIds });

    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await stored(content)).toBe(1);
  });

  it('refuses the same body for another route under the same key', async () => {
    const body = wish();
    const key = uuidv7();
    await create(key, body);

    const bulk = await app.api.send<Group>('POST', '/posts/bulk', {
      json: { posts: [body] },
      headers: { 'idempotency-key': key },
    });

    expect([bulk.status, bulk.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await stored(body.content)).toBe(1);
  });

  it('keeps no refusal: the corrected request may use the same key', async () => {
    const key = uuidv7();
    const refused = await create(key, { ...wish(), connectionIds: [uuidv7()] });
    const body = wish();

    const corrected = await create(key, body);

    expect([refused.status, corrected.status]).toEqual([404, 201]);
    expect(await stored(body.content)).toBe(1);
  });

  it('goes on from what a call created that died before it could answer', async () => {
    const body = wish();
    const key = uuidv7();
    const first = await create(key, body);
    await dies(key);

    const second = await create(key, body);

    expect([second.status, second.body.groupId]).toEqual([201, first.body.groupId]);
    expect(second.headers['idempotency-replayed']).toBeUndefined();
    expect(await stored(body.content)).toBe(1);
    expect((await create(key, body)).headers['idempotency-replayed']).toBe('true');
  });

  it('tells what was created also where its answer cannot be kept, and does not create it again', async () => {
    const body = wish();
    const key = uuidv7();

    const first = await withoutKeptAnswers(async () => await create(key, body));
    await app.advance(61);
    const second = await create(key, body);

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers['idempotency-replayed']).toBeUndefined();
    expect(second.body).toEqual(first.body);
    expect(await stored(body.content)).toBe(1);
  });

  it('makes a webhook endpoint once also where its answer cannot be kept, and tells its secret to the call that goes on', async () => {
    const key = uuidv7();
    const register = async () =>
      await app.api
        .as({ tenantId: 'hooks' })
        .send<{ id: string; secret: string }>('POST', '/webhook-endpoints', {
          json: { url: 'https://crm.example.com/hooks' },
          headers: { 'idempotency-key': key },
        });

    const first = await withoutKeptAnswers(register);
    await app.advance(61);
    const second = await register();

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const made = await app.database.query(`SELECT id FROM "SocialWebhookEndpoint" WHERE tenant_id = 'hooks'`);
    expect(made).toEqual([{ id: first.body.id }]);
  });

  it('rotates a secret once also where its answer cannot be kept, and tells the same secret to the call that goes on', async () => {
    const api = app.api.as({ tenantId: 'rotating' });
    const { body: endpoint } = await api.post<{ id: string; secret: string }>('/webhook-endpoints', {
      url: 'https://crm.example.com/hooks',
    });
    const rotate = async (key: string) =>
      await api.send<{ secret: string }>('POST', `/webhook-endpoints/${endpoint.id}/rotate-secret`, {
        headers: { 'idempotency-key': key },
      });
    const key = uuidv7();

    const first = await withoutKeptAnswers(async () => await rotate(key));
    await app.advance(61);
    const second = await rotate(key);
    const third = await rotate(key);
    const other = await rotate(uuidv7());

    expect([first, second, third, other].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set([endpoint.secret, first.body.secret, other.body.secret]).size).toBe(3);
    expect([second.body, third.body]).toEqual([first.body, first.body]);
    expect(third.headers['idempotency-replayed']).toBe('true');
  });

  it('carries out the call of one that died before it created anything', async () => {
    const body = wish();
    const key = uuidv7();
    await create(key, body);
    await app.database.query(`DELETE FROM "SocialPost" WHERE content = $1`, [body.content]);
    await dies(key, 'NULL');

    expect((await create(key, body)).status).toBe(201);
    expect(await stored(body.content)).toBe(1);
  });

  it('does not create for one whose lease ended and whose call somebody else has carried out', async () => {
    const call = { tenantId: 'acme', key: uuidv7(), requestHash: Buffer.alloc(32, 7) };
    const service = app.nest.get(IdempotencyService);
    const slow = await service.begin(call);
    await dies(call.key);
    const quick = await service.begin(call);
    if (slow.kind !== 'carry-out' || quick.kind !== 'carry-out') throw new Error('Both had their turn.');

    const insert = async (ticket: IdempotencyTicket, content: string) => {
      const note = { ticket, created: { groupId: uuidv7() } };
      return (await insertGroups(app.nest.get(Database), 'acme', [rows(content)], note)).length;
    };

    expect(await insert(slow.ticket, 'By the slow one')).toBe(0);
    expect(await insert(quick.ticket, 'By the quick one')).toBe(1);
    expect(await insert(slow.ticket, 'By the slow one')).toBe(0);
    expect(await insert(quick.ticket, 'By the quick one again')).toBe(0);
    expect([await stored('By the slow one'), await stored('By the quick one')]).toEqual([0, 1]);
  });

  it('says that the first call is under way when it has no answer in time', async () => {
    const body = wish();
    const key = uuidv7();
    await create(key, body);
    await app.database.query(
      `UPDATE "SocialIdempotencyKey" SET status = NULL, answer_sealed = NULL, lease_until = social_now() + interval '1 minute'
       WHERE key = $1`,
      [key],
    );

    const asked = create(key, body);
    // The service measures its patience by the process's clock, which the test moves.
    const impatience = setInterval(() => app.clock.advance(1), 20);
    const { status, body: problem } = await asked.finally(() => clearInterval(impatience));

    expect([status, problem.code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    expect(await stored(body.content)).toBe(1);
  });

  it('forgets a key after 24 hours', async () => {
    const body = wish();
    const key = uuidv7();
    await create(key, body);
    await app.advance(24 * 3600 + 1);

    const again = await create(key, body);
    const forgotten = await app.nest.get(IdempotencyService).forgetOld();

    expect([again.status, await stored(body.content)]).toEqual([201, 2]);
    expect(forgotten).toBeGreaterThan(0);
    const left = await app.database.query(`SELECT key FROM "SocialIdempotencyKey"`);
    expect(left).toEqual([{ key }]);
  });

  it('forgets as many old keys as there are', async () => {
    await app.database.query(
      `INSERT INTO "SocialIdempotencyKey" (tenant_id, key, request_hash, ticket, lease_until, created_at)
       SELECT 'acme', 'old ' || n, '\\x00', gen_random_uuid(), social_now(), social_now() - interval '25 hours'
       FROM generate_series(1, 12000) AS n`,
    );

    const forgotten = await app.nest.get(IdempotencyService).forgetOld();

    expect(forgotten).toBe(12_000);
  });

  it('belongs to its tenant: the same key of another one is another call', async () => {
    const foreign = await app.given.connection('TWITTER', { tenantId: 'other' });
    const key = uuidv7();
    const [ours, theirs] = [wish(), { connectionIds: [foreign.id], content: 'Of the other club' }];

    const answers = [await create(key, ours), await create(key, theirs, 'other')];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  });

  it.each([
    ['an empty key', ''],
    ['a key that is too long', 'k'.repeat(256)],
    ['a key with a space', 'a b'],
  ])('refuses %s', async (_what, key) => {
    const body = wish();

    const { status, body: problem } = await create(key, body);

    expect([status, problem.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(problem.detail).toContain('Idempotency-Key: It must be 1 to 255 printable ASCII characters');
    expect(await stored(body.content)).toBe(0);
  });

  it('answers a login that was started twice with the same link, and keeps the link sealed', async () => {
    const key = uuidv7();
    const start = async () =>
      await app.api.send<{ reconnectUrl: string; sessionId: string }>(
        'POST',
        `/connections/${connection.id}/reconnect`,
        { json: {}, headers: { 'idempotency-key': key } },
      );

    const [first, second] = [await start(), await start()];

    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    const kept = await app.database.query<{ row: string }>(
      `SELECT k::text AS row FROM "SocialIdempotencyKey" k WHERE key = $1`,
      [key],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.row).not.toContain(first.body.reconnectUrl.split('/').at(-1));
    expect(kept[0]?.row).not.toContain(first.body.sessionId);
  });

  const upload = async (key: string, bytes: Buffer, name = 'photo.jpg') => {
    const form = new FormData();
    form.append('file', new Blob([bytes], { type: 'image/jpeg' }), name);
    const answer = await request(`${app.url}/api/v1/social/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await signToken()}`, 'idempotency-key': key },
      body: form,
    });
    const body = (await answer.body.json()) as { id: string; code: string };
    return { status: answer.statusCode, isReplay: answer.headers['idempotency-replayed'] === 'true', body };
  };
  const filesStored = async (): Promise<number> =>
    (await app.database.query(`SELECT id FROM "SocialMedia"`)).length;

  it('uploads a file once, under whatever name it comes and however often at once', async () => {
    const key = uuidv7();
    const photo = await sampleFile(app, 'photo.jpg');
    const before = await filesStored();

    const answers = await Promise.all(
      ['photo.jpg', 'photo.jpg', 'the same.jpg'].map(async (name) => await upload(key, photo, name)),
    );

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ isReplay }) => isReplay)).toHaveLength(2);
    expect(await filesStored()).toBe(before + 1);
  });

  it('refuses another file under a key that was used, one of the same length too', async () => {
    const key = uuidv7();
    const photo = await sampleFile(app, 'photo.jpg');
    const sameLength = Buffer.from(photo);
    sameLength[photo.length - 10]! ^= 1;
    await upload(key, photo);
    const before = await filesStored();

    const others = [await upload(key, sameLength), await upload(key, await sampleFile(app, 'portrait.jpg'))];

    expect(others.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'IDEMPOTENCY_KEY_REUSED'],
      [422, 'IDEMPOTENCY_KEY_REUSED'],
    ]);
    expect(await filesStored()).toBe(before);
  });

  it('leaves its key to the right file after one that was refused; a key that cannot be used is refused at once', async () => {
    const key = uuidv7();

    const refused = await upload(key, Buffer.from('not a picture'));
    const right = await upload(key, await sampleFile(app, 'photo.jpg'));
    const unusable = await upload('a b', await sampleFile(app, 'photo.jpg'));

    expect([refused.status, refused.body.code]).toEqual([415, 'MEDIA_NOT_RECOGNISED']);
    expect([right.status, right.isReplay]).toEqual([201, false]);
    expect([unusable.status, unusable.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('is not needed: without a key each call creates', async () => {
    const body = wish();

    await app.api.post('/posts', body);
    await app.api.post('/posts', body);

    expect(await stored(body.content)).toBe(2);
  });

  /** As if the process had been killed before it could store its answer, and its lease were over. */
  async function dies(key: string, created = 'created'): Promise<void> {
    await app.database.query(
      `UPDATE "SocialIdempotencyKey"
       SET answer_sealed = NULL, status = NULL, lease_until = social_now() - interval '1 s', created = ${created}
       WHERE key = $1`,
      [key],
    );
  }

  /** While the database takes no answers for keys. */
  async function withoutKeptAnswers<Result>(call: () => Promise<Result>): Promise<Result> {
    await app.database.query(
      `CREATE FUNCTION refuse_answers() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'no room'; END $$`,
    );
    await app.database.query(
      `CREATE TRIGGER refuse_answers BEFORE UPDATE ON "SocialIdempotencyKey"
       FOR EACH ROW WHEN (NEW.answer_sealed IS NOT NULL) EXECUTE FUNCTION refuse_answers()`,
    );
    try {
      return await call();
    } finally {
      await app.database.query(`DROP FUNCTION refuse_answers() CASCADE`);
    }
  }

  function rows(content: string): NewPosts {
    const post = {
      id: uuidv7(),
      connectionId: connection.id,
      costUsd: null,
      content,
      media: [],
      options: {},
    };
    return {
      groupId: uuidv7(),
      status: 'DRAFT',
      scheduledAt: null,
      clientReference: null,
      createdBy: 'tester',
      posts: [post],
    };
  }
});

async function sampleFile(app: TestApp, name: string): Promise<Buffer> {
  const { body } = await request(app.given.imageUrl(name));
  return Buffer.from(await body.arrayBuffer());
}
