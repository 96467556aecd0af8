import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

interface Row {
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
  retryCount: number;
  waitSeconds: number | null;
}

describe('answers and moments that are hard to record', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '3000' });
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
  });

  afterAll(async () => {
    await app.close();
  });

  it.each([
    ['NUL', 'Your post \u0000 breaks a rule: text is too long'],
    ['half an emoji', `text is too long ${'x'.repeat(482)}😀`],
  ])('words of a platform that hold %s do not keep the refusal from its row', async (_what, message) => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection);
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'publish',
      fault: 'custom',
      status: 400,
      body: { title: 'Invalid Request', detail: message, errors: [{ message }] },
    });

    await app.publishDue();

    expect(await row(app, id)).toMatchObject({ status: 'FAILED', errorCode: 'X_TEXT_TOO_LONG' });
  });

  it('an id that another row holds is a question for a person, and nothing is sent again', async () => {
    const connection = await app.given.connection('TWITTER');
    const { accountId } = connection;
    const first = await app.given.post(connection);
    await app.publishDue();
    const [{ platformPostId } = { platformPostId: '' }] = await app.database.query<{
      platformPostId: string;
    }>(`SELECT platform_post_id AS "platformPostId" FROM "SocialPost" WHERE id = $1`, [first.id]);
    const second = await app.given.post(connection);
    await app.sandbox.control('faults', {
      accountId,
      operation: 'publish',
      fault: 'custom',
      status: 201,
      body: { data: { id: platformPostId, text: 'News' } },
    });

    await app.publishDue();
    await app.advance(300);
    await app.recover();
    await app.publishDue();

    expect(await row(app, second.id)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
    expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('a refresh that hangs holds up its own post only, and nobody takes that post over meanwhile', async () => {
    const slow = await app.given.connection('TWITTER');
    const quick = await app.given.connection('TWITTER');
    await app.database.query(
      `UPDATE "SocialConnection" SET token_expires_at = social_now() + interval '30 seconds' WHERE id = $1`,
      [slow.id],
    );
    const waiting = await app.given.post(slow);
    const other = await app.given.post(quick);
    await app.sandbox.control('faults', { operation: 'token', fault: 'hang' });
    const publishing = app.nest.get(PublishingService);

    await publishing.publishDue();
    const published = await until('the other post is out', async () => {
      const { status } = await row(app, other.id);
      return status === 'PUBLISHED' ? await row(app, waiting.id) : undefined;
    });
    await app.database.advance(61);
    const takenOver = await publishing.resumeUnsent();
    await publishing.drain();

    expect(published.status).toBe('PUBLISHING');
    expect(takenOver).toBe(0);
    expect((await row(app, waiting.id)).status).toBe('SCHEDULED');
  });

  it('a retry waits as long by the database, however wrong the clock of this machine is', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection, { image: 'photo.jpg' });
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'prepare',
      fault: 'error-before',
    });

    app.clock.advance(-600);
    await app.publishDue();
    app.clock.advance(600);

    const { status, waitSeconds } = await row(app, id);
    expect(status).toBe('SCHEDULED');
    expect(waitSeconds).toBeGreaterThan(25);
    expect(waitSeconds).toBeLessThan(40);
  });

  it("the runbook's retry of a post that waits for its next try starts it at once", async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection, { image: 'photo.jpg' });
    await app.sandbox.control('faults', {
      accountId: connection.accountId,
      operation: 'prepare',
      fault: 'error-before',
    });
    await app.publishDue();
    expect(await row(app, id)).toMatchObject({ status: 'SCHEDULED', retryCount: 1 });

    await app.database.query(
      `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`,
      [id],
    );
    await app.publishDue();

    expect(await row(app, id)).toMatchObject({ status: 'PUBLISHED' });
  });
});

async function row(app: TestApp, id: string): Promise<Row> {
  const [found] = await app.database.query<Row & Record<string, unknown>>(
    `SELECT status, error_code AS "errorCode", error_message AS "errorMessage", retry_count AS "retryCount",
       extract(epoch FROM not_before - social_now())::float8 AS "waitSeconds"
     FROM "SocialPost" WHERE id = $1`,
    [id],
  );
  if (!found) throw new Error(`There is no post ${id}.`);
  return found;
}
