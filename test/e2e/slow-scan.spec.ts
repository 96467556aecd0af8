import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { QueryResultRow } from 'pg';
import { Database } from '../../src/database/database.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { TestApp } from '../support/test-app.ts';

const tickMs = 250;

it.each([
  ['that has claimed before', 1],
  ['that has just started', 0],
])(
  'a worker %s sends what is due though its full scans reach the statement timeout',
  async (_how, before) => {
    const app = await TestApp.start({ DATABASE_TIMEOUT_MS: '1500' });
    try {
      const publishing = app.nest.get(PublishingService);
      const connection = await app.given.connection('TWITTER');
      for (let count = 0; count < before; count += 1) {
        await app.given.post(connection);
        await app.publishDue();
      }
      const fullScans = slowFullScans(app.nest.get(Database));
      const due = await app.given.post(connection);

      const rounds: string[] = [];
      for (let tick = 0; tick < 4; tick += 1) {
        rounds.push(await publishing.publishDue().then(String, (error: Error) => error.message));
        await pause(tickMs);
      }
      await publishing.drain();

      expect(rounds[0]).toBe('canceling statement due to statement timeout');
      expect(fullScans()).toBe(1);
      expect((await app.api.get(`/posts/${due.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
    } finally {
      await app.close();
    }
  },
);

/** As beside hundreds of thousands of posts that wait for a connection: only a scan from the very first walks over them. Tells how many. */
function slowFullScans(database: Database): () => number {
  let count = 0;
  const rows = database.rows.bind(database);
  database.rows = async <Row extends QueryResultRow>(text: string, values?: unknown[], name?: string) => {
    if (name !== 'claim-due-posts' || values?.[4] !== null) return await rows<Row>(text, values, name);
    count += 1;
    return await rows<Row>('SELECT pg_sleep(5)');
  };
  return () => count;
}
