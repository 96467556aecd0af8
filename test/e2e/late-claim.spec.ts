import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryResultRow } from 'pg';
import { Database } from '../../src/database/database.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

describe('a claim whose answer comes after its leases ended', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  /** Lets the next claim take effect and keeps its answer back until it is handed over. */
  const keepAnswerBack = () => {
    const database = app.nest.get(Database);
    const rows = database.rows.bind(database);
    let handOver = (): void => undefined;
    const handedOver = new Promise<void>((resolve) => (handOver = resolve));
    database.rows = async <Row extends QueryResultRow>(text: string, values?: unknown[]) => {
      const answer = await rows<Row>(text, values);
      if (text.includes('INSERT INTO "SocialPublishAttempt"')) {
        database.rows = rows;
        await handedOver;
      }
      return answer;
    };
    return handOver;
  };

  it('is not taken over by its own process meanwhile, and its post goes out once', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const post = await app.given.post(connection);
    const publishing = app.nest.get(PublishingService);
    const handOver = keepAnswerBack();

    const claiming = publishing.publishDue();
    await until('the claim took effect', async () => {
      const open = await app.database.query('SELECT id FROM "SocialPublishAttempt" WHERE post_id = $1', [
        post.id,
      ]);
      return open.length > 0 ? true : undefined;
    });
    await app.advance(61);
    const takenOver = await publishing.resumeUnsent();
    handOver();
    await claiming;
    await publishing.drain();
    const afterwards = await publishing.resumeUnsent();
    await publishing.drain();

    expect(takenOver).toBe(0);
    expect(afterwards).toBe(0);
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'SCHEDULED' });
    await app.publishDue();
    expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({ status: 'PUBLISHED' });
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });
});
