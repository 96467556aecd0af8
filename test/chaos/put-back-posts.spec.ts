import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { TestApp } from '../support/test-app.ts';
import { TestWorker } from '../support/test-worker.ts';

const platforms: Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];

/** Both were found by the command model; the platforms take repetitions here, so that every second send shows. */
describe.each(platforms)('a post on %s that is put back', (platform) => {
  let app: TestApp;
  let worker: TestWorker;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
    worker = TestWorker.inside(app.nest);
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
  });

  afterAll(async () => {
    await app.close();
  });

  it('is not sent again while the platform may not show it yet', async () => {
    const { accountId, postId } = await givenPost();
    await app.sandbox.control(`accounts/${accountId}`, { readLagSeconds: 90 });
    await turns(2);
    expect(await row(postId)).toMatchObject({ status: 'PUBLISHED' });

    await putBack(postId);
    await turns(12);

    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    expect(await row(postId)).toMatchObject({ status: 'PUBLISHED' });
  });

  it('is looked for in the words that went out, when it was edited since', async () => {
    const { accountId, postId } = await givenPost();
    if (platform === 'INSTAGRAM') await turns(1);
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    await turns(1);
    await app.sandbox.control('faults', { accountId, operation: 'read', fault: 'error-before', times: null });
    for (const seconds of [200, 2_000]) {
      await app.advance(seconds);
      await turns(1);
    }
    expect(await row(postId)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });

    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.api.patch(`/posts/${postId}`, { content: 'Other words than before' });
    await putBack(postId);
    await turns(12);

    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
    expect(await row(postId)).toMatchObject({ status: 'PUBLISHED' });
  });

  async function givenPost(): Promise<{ accountId: string; postId: string }> {
    const connection = await app.given.connection(platform);
    const { accountId } = connection;
    await app.sandbox.control(`accounts/${accountId}`, { duplicateCheck: false });
    return { accountId, postId: (await app.given.post(connection)).id };
  }

  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) {
      await worker.turn();
      await app.advance(20);
    }
  }

  async function putBack(postId: string): Promise<void> {
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`,
      [postId],
    );
  }

  async function row(postId: string): Promise<Record<string, unknown> | undefined> {
    const [found] = await app.database.query(
      `SELECT status, error_code AS "errorCode" FROM "SocialPost" WHERE id = $1`,
      [postId],
    );
    return found;
  }
});
