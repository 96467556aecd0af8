import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryResultRow } from 'pg';
import { Database } from '../../src/database/database.ts';
import { TestApp } from '../support/test-app.ts';

describe('a worker whose claims say that the list of busy connections was slow', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  /** Lets every claim say that its list took so long; returns what the claims asked for, in their order. */
  const sayThatListsTook = (listMs: number) => {
    const lookups: string[] = [];
    const database = app.nest.get(Database);
    const rows = database.rows.bind(database);
    database.rows = async <Row extends QueryResultRow>(text: string, values?: unknown[], name?: string) => {
      const answer = await rows<Row>(text, values, name);
      if (name !== 'claim-due-posts') return answer;
      const isList = values?.[8] === true;
      lookups.push(isList ? 'list' : 'probe');
      return answer.map((row) => ({ ...row, listMs: isList ? listMs : null }));
    };
    return lookups;
  };

  it('asks for each connection after two of them, and publishes as before', async () => {
    const lookups = sayThatListsTook(60);
    const post = await app.given.post(await app.given.connection('FACEBOOK'));

    await app.publishDue();
    const next = await app.given.post(await app.given.connection('FACEBOOK'));
    await app.publishDue();

    expect(lookups.slice(0, 2)).toEqual(['list', 'list']);
    expect(lookups.length).toBeGreaterThan(2);
    expect(new Set(lookups.slice(2))).toEqual(new Set(['probe']));
    for (const { id } of [post, next]) {
      expect((await app.api.get(`/posts/${id}`)).body).toMatchObject({ status: 'PUBLISHED' });
    }
  });
});
