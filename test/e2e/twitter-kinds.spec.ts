import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { makePicture, makeVideo } from '../support/media-files.ts';
import { TestApp } from '../support/test-app.ts';
import { upload } from '../support/upload.ts';

const mebibyte = 1_048_576;

describe('posts of every kind for X, as a CRM gives them', () => {
  let folder: string;
  let app: TestApp;
  let connection: GivenConnection;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'x-kinds-'));
    app = await TestApp.start({ MEDIA_STORE: `file:${folder}` });
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    connection = await app.given.connection('TWITTER');
  });

  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it('an uploaded video waits for X and goes out with its description', async () => {
    const { body } = await upload(app.url, [
      { name: 'race.mp4', bytes: await makeVideo({ sound: 'with', minBytes: 3 * mebibyte }) },
    ]);

    await create({ media: [{ uploadId: body.id, type: 'VIDEO', altText: 'The race' }] });
    await app.publishDue();
    const early = await live();
    await finish();

    expect(early).toEqual([]);
    expect(await live()).toMatchObject([
      { mediaKeys: [expect.stringMatching(/^7_/)], altTexts: ['The race'] },
    ]);
  });

  it('four uploaded pictures stand in their order', async () => {
    const media: object[] = [];
    for (const altText of ['One', 'Two', 'Three', 'Four']) {
      const bytes = await makePicture('png', { width: 320, height: 240 });
      const { body } = await upload(app.url, [{ name: 'a.png', bytes }]);
      media.push({ uploadId: body.id, type: 'IMAGE', altText });
    }

    await create({ media });
    await finish();

    expect(await live()).toMatchObject([{ mediaCount: 4, altTexts: ['One', 'Two', 'Three', 'Four'] }]);
  });

  it('a thread goes out part by part, each below the one before', async () => {
    await create({ content: 'One', options: { thread: [{ content: 'Two' }, { content: 'Three' }] } });
    await finish();

    const posts = await live();
    expect(posts.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
    expect(posts.map(({ replyTo }) => replyTo)).toEqual([null, posts[0]?.['id'], posts[1]?.['id']]);
  });

  it('a part whose answer was lost is found below its post, not sent again', async () => {
    await create({ content: 'One', options: { thread: [{ content: 'Two' }] } });
    await app.publishDue();
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });

    await finish();

    const posts = await live();
    expect(posts.map(({ text }) => text)).toEqual(['One', 'Two']);
    const rows = await app.database.query<{ status: string; id: string }>(
      `SELECT status, platform_post_id AS id FROM "SocialPost" WHERE connection_id = $1 ORDER BY part NULLS FIRST`,
      [connection.id],
    );
    expect(rows).toEqual(posts.map(({ id }) => ({ status: 'PUBLISHED', id })));
  });

  it('a part whose send never arrived is sent again, after a second look', async () => {
    await create({ content: 'One', options: { thread: [{ content: 'Two' }] } });
    await app.publishDue();
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'reset-before' });

    await finish();

    expect((await live()).map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  it('a poll that followers may answer', async () => {
    const poll = { options: ['Yes', 'No'], durationMinutes: 60 };

    await create({ content: 'Away game?', options: { poll, replySettings: 'FOLLOWING' } });
    await finish();

    expect(await live()).toMatchObject([{ poll, replySettings: 'following' }]);
  });

  it('a quote of an earlier post', async () => {
    await create({ content: 'Said' });
    await finish();
    const [said] = await live();

    await create({ content: 'Well said', options: { quotePostId: said?.['id'] } });
    await finish();

    expect((await live())[1]).toMatchObject({ text: 'Well said', quotes: said?.['id'] });
  });

  async function create(post: object): Promise<void> {
    const { status, body } = await app.api.post('/posts', {
      connectionIds: [connection.id],
      content: 'News',
      ...post,
    });
    if (status !== 201) throw new Error(`The post was refused: ${JSON.stringify(body)}`);
  }

  /** Gives parts, waits and looks the time they need. */
  async function finish(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      await app.publishDue();
      await app.recover();
      await app.advance(70);
    }
  }

  async function live(): Promise<Record<string, unknown>[]> {
    return await app.sandbox.ledger({ accountId: connection.accountId });
  }
});
