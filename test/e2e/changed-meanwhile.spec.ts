import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

/** Seconds after which a send that got no answer is looked up. */
const settled = 200;
const callTakesMs = 4_000;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '1000' });
});

beforeEach(async () => {
  await app.sandbox.send('DELETE', '/_sandbox/faults');
});

afterAll(async () => {
  await app.close();
});

describe('a post that is cancelled after a send of it that nobody knows the end of', () => {
  const mayBeLive = {
    status: 'CANCELLED',
    error_code: 'OUTCOME_UNKNOWN',
    error_message: expect.stringMatching(/may be live.*Look at the account/),
  };

  it('says so when that send could not be decided, and was only put back since', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await fault(connection, 'publish', { fault: 'drop-answer' });
    await app.publishDue();
    await fault(connection, 'read', { fault: 'error-before', times: null });
    await app.advance(settled);
    await app.recover();
    await app.advance(31 * 60);
    await app.recover();
    await app.sandbox.send('DELETE', '/_sandbox/faults');

    await retry(post.id);
    const cancelled = await cancel(post.id);
    await rounds(3);

    expect(cancelled).toBe(1);
    expect(await live(connection)).toHaveLength(1);
    expect(await row(post.id)).toMatchObject(mayBeLive);
    expect((await app.api.send('DELETE', `/posts/${post.id}`)).status).toBe(409);
  });

  it('says so when that send is still in the air, though its draft was not live yet', async () => {
    const { connection, id, landsAt } = await notFoundInTheAir();

    const cancelled = await cancel(id);
    await pause(landsAt - Date.now());
    await resumeTenant();
    await rounds(3);

    expect(cancelled).toBe(1);
    expect(await live(connection)).toHaveLength(1);
    expect(await row(id)).toMatchObject(mayBeLive);
  });

  it('says so when that send is not looked up yet, and what the look found afterwards', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await fault(connection, 'publish', { fault: 'drop-answer' });
    await app.publishDue();

    await retry(post.id);
    const cancelled = await cancel(post.id);
    const meanwhile = await row(post.id);
    await app.advance(settled);
    await app.recover();

    expect(cancelled).toBe(1);
    expect(meanwhile).toMatchObject(mayBeLive);
    expect(await row(post.id)).toMatchObject({ status: 'CANCELLED', error_code: 'LIVE_AFTER_CANCEL' });
    expect(await live(connection)).toHaveLength(1);
  });

  it('says nothing when it was looked for long ago and not found', async () => {
    const connection = await app.given.connection('TWITTER');
    const post = await app.given.post(connection);
    await fault(connection, 'publish', { fault: 'reset-before' });
    await app.publishDue();
    await pauseTenant();
    await app.advance(settled);
    await app.recover();
    await app.advance(600);

    const cancelled = await cancel(post.id);
    await resumeTenant();

    expect(cancelled).toBe(1);
    expect(await row(post.id)).toMatchObject({ status: 'CANCELLED', error_code: null });
  });
});

describe('a post whose words are edited after a send of it that was not found', () => {
  it('is not made anew while the old words are still in the air (Instagram)', async () => {
    const { connection, id, landsAt } = await notFoundInTheAir();

    await app.api.patch(`/posts/${id}`, { content: 'Other words' });
    await resumeTenant();
    await app.publishDue();
    await pause(landsAt - Date.now());
    for (let round = 0; round < 6; round += 1) await rounds(1, 60);

    expect(await live(connection)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ status: 'PUBLISHED', error_code: 'EDITED_TOO_LATE' });
  });

  it('is looked for under its old words first (X, which refuses no copy of other words)', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.sandbox.control(`accounts/${connection.accountId}`, { readLagSeconds: 260 });
    const post = await app.given.post(connection);
    await fault(connection, 'publish', { fault: 'drop-answer' });
    await app.publishDue();
    await pauseTenant();
    await app.advance(settled);
    await app.recover();
    await app.advance(100);

    await app.api.patch(`/posts/${post.id}`, { content: 'Other words' });
    await resumeTenant();
    for (let round = 0; round < 6; round += 1) await rounds(1, 60);

    expect(await live(connection)).toHaveLength(1);
    expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED', error_code: 'EDITED_TOO_LATE' });
  });
});

it('limits do not count as sends without an answer', async () => {
  const connection = await app.given.connection('TWITTER');
  const post = await app.given.post(connection);
  await fault(connection, 'publish', { fault: 'rate-limit', times: 3, resetSeconds: 60 });
  for (let limit = 0; limit < 3; limit += 1) {
    await app.publishDue();
    await app.advance(16 * 60);
  }
  await fault(connection, 'publish', { fault: 'reset-before' });
  await app.publishDue();
  await app.advance(settled);
  await app.recover();
  await app.publishDue();

  expect(await row(post.id)).toMatchObject({ status: 'PUBLISHED' });
  expect(await live(connection)).toHaveLength(1);
});

/** An Instagram post whose publishing call takes longer than its look: the container is not live yet when it is asked. */
async function notFoundInTheAir(): Promise<{ connection: GivenConnection; id: string; landsAt: number }> {
  const connection = await app.given.connection('INSTAGRAM');
  const { id } = await app.given.post(connection);
  await app.publishDue();
  await fault(connection, 'publish', { fault: 'slow', ms: callTakesMs });
  await app.advance(6);
  const landsAt = Date.now() + callTakesMs + 500;
  await app.recover();
  await pauseTenant();
  await app.advance(3);
  await app.recover();
  expect(await row(id)).toMatchObject({ status: 'SCHEDULED' });
  expect(await live(connection)).toEqual([]);
  return { connection, id, landsAt };
}

async function fault({ accountId }: GivenConnection, operation: string, wish: object): Promise<void> {
  await app.sandbox.control('faults', { accountId, operation, ...wish });
}

async function live({ accountId }: GivenConnection): Promise<unknown[]> {
  return await app.sandbox.ledger({ accountId });
}

async function rounds(count: number, seconds = 20): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await app.publishDue();
    await app.advance(seconds);
    await app.recover();
  }
}

async function row(id: string): Promise<Record<string, unknown> | undefined> {
  const sql = `SELECT status, error_code, error_message FROM "SocialPost" WHERE id = $1`;
  return (await app.database.query<Record<string, unknown>>(sql, [id]))[0];
}

/** The two statements of the runbook. */
async function retry(id: string): Promise<void> {
  await app.database.query(
    `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`,
    [id],
  );
}

async function cancel(id: string): Promise<number> {
  const rows = await app.database.query(
    `UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = $1 AND status = 'SCHEDULED' RETURNING id`,
    [id],
  );
  return rows.length;
}

async function pauseTenant(): Promise<void> {
  await app.database.query(`SELECT social_pause_tenant('acme', 'asked for')`);
}

async function resumeTenant(): Promise<void> {
  await app.database.query(`SELECT social_resume_tenant('acme')`);
}
