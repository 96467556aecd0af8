import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

/** Seconds after which a send that got no answer is looked up. */
const settled = 200;
/** Longer than the service goes on looking where nothing can be read. */
const patience = 31 * 60;

const sentWords = 'The bar opens at six';
const otherWords = 'The bar opens at seven';
const editedTooLate = {
  errorCode: 'EDITED_TOO_LATE',
  errorMessage: expect.stringMatching(/live as it stands here.*later change.*not/i),
};

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

describe('a row says what is live, and not what somebody wrote into it after the send', () => {
  it('when a post that nobody could decide was edited and retried, and was live all the time', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await undecided(connection);

    expect((await app.api.patch(`/posts/${id}`, { content: otherWords })).status).toBe(200);
    expect((await app.api.post(`/posts/${id}/retry`)).status).toBe(200);
    await rounds(3);

    expect(await liveWords(connection)).toEqual([sentWords]);
    expect(await shown(id)).toMatchObject({ status: 'PUBLISHED', content: sentWords, ...editedTooLate });
  });

  it('when an operator edited it on its way', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection, { content: sentWords });
    await fault(connection, 'publish', { fault: 'drop-answer' });
    await app.publishDue();
    await app.database.query(`UPDATE "SocialPost" SET content = $2 WHERE id = $1`, [id, otherWords]);
    await rounds(1, settled);

    expect(await liveWords(connection)).toEqual([sentWords]);
    expect(await shown(id)).toMatchObject({ status: 'PUBLISHED', content: sentWords, ...editedTooLate });
  });

  it('when a published post was put back and edited, and is still live', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection, { content: sentWords });
    await app.publishDue();
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'SCHEDULED', scheduled_at = social_now() + interval '5 minutes' WHERE id = $1`,
      [id],
    );
    expect((await app.api.patch(`/posts/${id}`, { content: otherWords })).status).toBe(200);
    await app.advance(301);
    await rounds(1);

    expect(await liveWords(connection)).toEqual([sentWords]);
    expect(await shown(id)).toMatchObject({ status: 'PUBLISHED', content: sentWords, ...editedTooLate });
  });

  it('when it was edited and cancelled while its send was not decided', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection, { content: sentWords });
    await fault(connection, 'publish', { fault: 'drop-answer' });
    await app.publishDue();
    await retry(id);
    await app.api.patch(`/posts/${id}`, { content: otherWords });
    await app.api.post(`/posts/${id}/cancel`);
    await rounds(1, settled);

    expect(await shown(id)).toMatchObject({
      status: 'CANCELLED',
      content: sentWords,
      errorCode: 'LIVE_AFTER_CANCEL',
    });
  });

  it('but keeps what is still to follow as it was edited', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await undecided(connection, { thread: [{ content: 'First answer' }] });

    await app.api.patch(`/posts/${id}`, {
      content: otherWords,
      options: { thread: [{ content: 'Another answer' }] },
    });
    await app.api.post(`/posts/${id}/retry`);
    await rounds(4);

    expect(await liveWords(connection)).toEqual([sentWords, 'Another answer']);
    expect(await shown(id)).toMatchObject({ content: sentWords, ...editedTooLate });
  });
});

describe('a post is not called edited', () => {
  it('when only what follows it was changed', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await undecided(connection, { thread: [{ content: 'First answer' }] });

    await app.api.patch(`/posts/${id}`, { options: { thread: [{ content: 'Another answer' }] } });
    await app.api.post(`/posts/${id}/retry`);
    await rounds(4);

    expect(await liveWords(connection)).toEqual([sentWords, 'Another answer']);
    expect(await shown(id)).toMatchObject({ status: 'PUBLISHED', errorCode: null, errorMessage: null });
  });

  it('when its words are changed and changed back, its file is looked at again, and it gets another time', async () => {
    const connection = await app.given.connection('TWITTER');
    const id = await undecided(connection, {}, 'photo.jpg');

    await app.api.patch(`/posts/${id}`, { content: otherWords });
    await app.api.patch(`/posts/${id}`, { content: sentWords });
    const scheduledAt = new Date(app.clock.now().getTime() + 60_000).toISOString();
    expect((await app.api.post(`/posts/${id}/reschedule`, { scheduledAt })).status).toBe(200);
    await app.advance(61);
    await rounds(3);

    expect(await liveWords(connection)).toEqual([sentWords]);
    expect(await shown(id)).toMatchObject({ status: 'PUBLISHED', errorCode: null, errorMessage: null });
  });

  it('when the edited words are what went out, because the earlier ones never landed', async () => {
    const connection = await app.given.connection('TWITTER');
    const { id } = await app.given.post(connection, { content: sentWords });
    await fault(connection, 'publish', { fault: 'reset-before' });
    await app.publishDue();
    await app.database.query(`SELECT social_pause_tenant('acme', 'asked for')`);
    await rounds(2, settled);
    await app.api.patch(`/posts/${id}`, { content: otherWords });
    await app.database.query(`SELECT social_resume_tenant('acme')`);
    await rounds(3, settled);

    expect(await liveWords(connection)).toEqual([otherWords]);
    expect(await shown(id)).toMatchObject({ status: 'PUBLISHED', content: otherWords, errorCode: null });
  });
});

/** A post that is live, though its answer was lost and nobody could look. */
async function undecided(connection: GivenConnection, options = {}, image?: string): Promise<string> {
  const { body } = await app.api.post<{ posts: { id: string }[] }>('/posts', {
    connectionIds: [connection.id],
    content: sentWords,
    options,
    ...(image && { media: [{ url: app.given.imageUrl(image), type: 'IMAGE' }] }),
  });
  const [post] = body.posts;
  if (!post) throw new Error(`The post was refused: ${JSON.stringify(body)}`);
  await fault(connection, 'publish', { fault: 'drop-answer' });
  await app.publishDue();
  await fault(connection, 'read', { fault: 'error-before', times: null });
  await rounds(1, settled);
  await rounds(1, patience);
  await app.sandbox.send('DELETE', '/_sandbox/faults');
  expect(await shown(post.id)).toMatchObject({ status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' });
  return post.id;
}

async function shown(id: string): Promise<Record<string, unknown>> {
  return (await app.api.get<Record<string, unknown>>(`/posts/${id}`)).body;
}

async function liveWords({ accountId }: GivenConnection): Promise<unknown[]> {
  const ledger = (await app.sandbox.ledger({ accountId })) as unknown as {
    text?: string;
    content?: string;
  }[];
  return ledger.map((each) => each.text ?? each.content);
}

async function fault({ accountId }: GivenConnection, operation: string, wish: object): Promise<void> {
  await app.sandbox.control('faults', { accountId, operation, ...wish });
}

async function rounds(count: number, seconds = 20): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await app.publishDue();
    await app.advance(seconds);
    await app.recover();
  }
}

/** The statement of the runbook. */
async function retry(id: string): Promise<void> {
  await app.database.query(
    `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`,
    [id],
  );
}
