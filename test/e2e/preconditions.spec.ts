import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { GivenConnection } from '../support/given.ts';
import { until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

interface Answer {
  code: string;
  status: string;
  detail: string;
  currentVersion: number;
  errors: { field: string; code: string }[];
}

type Body = (typeof calls)[number][2];

/** Every call that changes one post, and the state in which it takes it. RFC 9110, section 13.1.1 */
const calls = [
  ['PATCH', '', { content: 'Other words' }, 'SCHEDULED'],
  ['POST', '/publish', undefined, 'SCHEDULED'],
  ['POST', '/retry', undefined, 'FAILED'],
  ['POST', '/cancel', undefined, 'SCHEDULED'],
  ['POST', '/reschedule', { inMs: 7_200_000 }, 'SCHEDULED'],
  ['DELETE', '', undefined, 'FAILED'],
  ['DELETE', '?onPlatform=true', undefined, 'PUBLISHED'],
] as const;

describe('If-Match', () => {
  let app: TestApp;
  let connection: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  beforeEach(async () => {
    connection = await app.given.connection('TWITTER');
  });

  afterAll(async () => {
    await app.close();
  });

  async function postThatIs(status: 'SCHEDULED' | 'FAILED' | 'PUBLISHED'): Promise<string> {
    if (status === 'PUBLISHED') {
      const { id } = await app.given.post(connection);
      await app.publishDue();
      return id;
    }
    const { id } = await app.given.post(connection, { scheduledAt: app.clock.in(3_600_000) });
    await app.database.query(`UPDATE "SocialPost" SET content = 'A word more', status = $2 WHERE id = $1`, [
      id,
      status,
    ]);
    return id;
  }

  const row = async (id: string) =>
    await app.database.query(`SELECT to_jsonb(p) AS row FROM "SocialPost" p WHERE id = $1`, [id]);

  const send = async (method: (typeof calls)[number][0], path: string, body: Body, ifMatch: string) => {
    const json = body && 'inMs' in body ? { scheduledAt: app.clock.in(body.inMs).toISOString() } : body;
    const content = json === undefined ? {} : { json };
    return await app.api.send<Answer>(method, path, { ...content, headers: { 'if-match': ifMatch } });
  };

  it.each(calls)(
    'of an older version keeps %s %s from changing anything',
    async (method, path, json, status) => {
      const id = await postThatIs(status);
      const { headers } = await app.api.get(`/posts/${id}`);
      const current = Number(String(headers['etag']).replaceAll('"', ''));
      const before = await row(id);

      const answer = await send(method, `/posts/${id}${path}`, json, `"${current - 1}"`);

      expect([answer.status, answer.body.code, answer.body.currentVersion]).toEqual([
        412,
        'POST_CHANGED',
        current,
      ]);
      expect(await row(id)).toEqual(before);
    },
  );

  it.each(calls)('that is no ETag is a mistake of %s %s', async (method, path, json, status) => {
    const id = await postThatIs(status);
    const before = await row(id);

    const answer = await send(method, `/posts/${id}${path}`, json, 'three');

    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'If-Match', code: 'ETAG_INVALID' })],
    ]);
    expect(await row(id)).toEqual(before);
  });

  it.each(calls)('of a version that no post can have keeps %s %s from changing anything', async (...call) => {
    const [method, path, json, status] = call;
    const id = await postThatIs(status);
    const before = await row(id);

    for (const tag of ['"2147483648"', `"${'9'.repeat(400)}"`]) {
      const answer = await send(method, `/posts/${id}${path}`, json, tag);
      expect([answer.status, answer.body.code]).toEqual([412, 'POST_CHANGED']);
    }
    expect(await row(id)).toEqual(before);
  });

  it.each(calls)('of the present version, and *, let %s %s go on', async (method, path, json, status) => {
    const [id, other] = [await postThatIs(status), await postThatIs(status)];
    const { headers } = await app.api.get(`/posts/${id}`);

    const answer = await send(method, `/posts/${id}${path}`, json, String(headers['etag']));
    const anyVersion = await send(method, `/posts/${other}${path}`, json, '*');

    expect([answer.status, anyVersion.status]).toEqual([200, 200]);
  });

  const raced = calls.filter(([, path]) => path !== '?onPlatform=true');
  it.each(raced)(
    'holds for %s %s when somebody edits the post in the same moment',
    async (method, path, json, status) => {
      const id = await postThatIs(status);
      const { headers } = await app.api.get(`/posts/${id}`);
      const psql = new Client(app.database.url);
      await psql.connect();
      await psql.query('BEGIN');
      await psql.query(`UPDATE "SocialPost" SET content = 'Edited elsewhere' WHERE id = $1`, [id]);

      const asked = send(method, `/posts/${id}${path}`, json, String(headers['etag']));
      await until('the call waits for the row', async () => {
        const waiting = await app.database.query(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.length > 0 || undefined;
      });
      await psql.query('COMMIT');
      await psql.end();
      const answer = await asked;

      expect([answer.status, answer.body.code]).toEqual([412, 'POST_CHANGED']);
      expect(await row(id)).toMatchObject([{ row: { content: 'Edited elsewhere', status } }]);
    },
  );
});
