import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { MediaItem, PostOptions } from '../../src/kernel/post-content.ts';
import { FileServer } from '../support/file-server.ts';
import { Fleet } from '../support/fleet.ts';
import type { GivenConnection } from '../support/given.ts';
import { until } from '../support/service-process.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };
const mebibyte = 1_048_576;

describe('a post that takes many steps', () => {
  let fleet: Fleet;
  let files: FileServer;
  let connection: GivenConnection;
  /** Files on their way are left behind by a worker that is killed. */
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posts-in-steps-'));
    files = await FileServer.start();
  });

  beforeEach(async () => {
    fleet = await Fleet.gather({ ...quick, MEDIA_STORE: `file:${folder}` });
    connection = await fleet.given.connection('TWITTER');
  });

  afterEach(async () => {
    await fleet.disband();
  });

  afterAll(async () => {
    await files.close();
    await rm(folder, { recursive: true });
  });

  it('a thread whose worker is killed after each part goes on where it stopped', async () => {
    await due({ content: 'One', options: { thread: [{ content: 'Two' }, { content: 'Three' }] } });
    await slow('publish', 500);

    for (const parts of [1, 2]) {
      const worker = await fleet.start('worker');
      await until(`${parts} parts are live`, async () => ((await live()).length >= parts ? true : undefined));
      await worker.kill();
    }
    await fleet.start('worker');
    await fleet.untilPublished(3, 60_000);

    const posts = await live();
    expect(posts.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
    expect(posts.map(({ replyTo }) => replyTo)).toEqual([null, posts[0]?.id, posts[1]?.id]);
    const rows = await fleet.rows();
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map(({ platformPostId }) => platformPostId))).toEqual(
      new Set(posts.map(({ id }) => id)),
    );
  }, 120_000);

  it('a video whose worker is killed in the middle goes up once and is live once', async () => {
    await due({ content: 'Film', media: [video(30)] });
    await slow('prepare', 40);
    const worker = await fleet.start('worker');
    await until('a third is up', async () => ((await appends()) >= 10 ? true : undefined));

    await worker.kill();
    const atTheKill = await appends();
    await fleet.start('worker');
    await fleet.untilPublished(1, 60_000);

    expect(atTheKill).toBeLessThan(30);
    expect(await calls(/initialize$/)).toBe(1);
    // At most the pieces since the last note are sent again, and the one whose answer nobody heard.
    expect(await appends()).toBeLessThanOrEqual(30 + 9);
    expect(await live()).toMatchObject([{ text: 'Film', mediaCount: 1 }]);
  }, 120_000);

  it('a worker that is asked to stop lets go of a video at once, and no piece is sent again', async () => {
    await due({ content: 'Film', media: [video(30)] });
    await slow('prepare', 100);
    const worker = await fleet.start('worker');
    await until('some of it is up', async () => ((await appends()) >= 5 ? true : undefined));

    const askedAt = performance.now();
    const code = await worker.stop();
    const stoppedAfterMs = performance.now() - askedAt;
    const atTheStop = await appends();
    await fleet.start('worker');
    await fleet.untilPublished(1, 60_000);

    expect(code).toBe(0);
    expect(stoppedAfterMs).toBeLessThan(2_000);
    expect(atTheStop).toBeLessThan(30);
    expect(await appends()).toBe(30);
    expect(await live()).toMatchObject([{ text: 'Film', mediaCount: 1 }]);
  }, 120_000);

  it('a video that goes up for longer than a lease stays with its worker', async () => {
    await fleet.disband();
    fleet = await Fleet.gather({
      MEDIA_STORE: `file:${folder}`,
      PLATFORM_TIMEOUT_MS: '4000',
      PUBLISH_LEASE_SECONDS: '8',
      PUBLISH_SETTLE_SECONDS: '8',
    });
    connection = await fleet.given.connection('TWITTER');
    await due({ content: 'Film', media: [video(6)] });
    await slow('prepare', 1_800);

    await Promise.all([fleet.start('worker'), fleet.start('worker')]);
    await fleet.untilPublished(1, 60_000);

    expect([await calls(/initialize$/), await appends()]).toEqual([1, 6]);
    expect(await live()).toHaveLength(1);
  }, 120_000);

  function video(mebibytes: number): MediaItem {
    return { url: files.address('mp4', mebibytes * mebibyte), type: 'VIDEO' };
  }

  async function due(post: { content: string; media?: MediaItem[]; options?: PostOptions }): Promise<void> {
    await fleet.database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, media, options, scheduled_at)
       VALUES ($1, $2, $3, 'SCHEDULED', $4, $5, $6, now())`,
      [
        uuidv7(),
        connection.tenantId,
        connection.id,
        post.content,
        JSON.stringify(post.media ?? []),
        JSON.stringify(post.options ?? {}),
      ],
    );
  }

  async function slow(operation: string, ms: number): Promise<void> {
    await fleet.sandbox.control('faults', { operation, fault: 'slow', ms, times: null });
  }

  async function live(): Promise<Record<string, unknown>[]> {
    return await fleet.sandbox.ledger({ accountId: connection.accountId });
  }

  async function appends(): Promise<number> {
    return await calls(/append$/);
  }

  async function calls(path: RegExp): Promise<number> {
    const { body } = await fleet.sandbox.send('GET', '/_sandbox/calls?since=0');
    return (body as { calls: { path: string }[] }).calls.filter((call) => path.test(call.path)).length;
  }
});
