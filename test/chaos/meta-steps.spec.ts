import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import type { MediaItem } from '../../src/kernel/post-content.ts';
import { FileServer } from '../support/file-server.ts';
import { Fleet } from '../support/fleet.ts';
import type { GivenConnection } from '../support/given.ts';
import { until } from '../support/service-process.ts';
import { type StoredPost, storePosts } from '../support/stored-posts.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1500', PUBLISH_LEASE_SECONDS: '3', PUBLISH_SETTLE_SECONDS: '3' };
const mebibyte = 1_048_576;

describe('a post on Facebook or Instagram that takes many steps', () => {
  let fleet: Fleet;
  let files: FileServer;
  let connection: GivenConnection;

  beforeAll(async () => {
    files = await FileServer.start();
  });

  beforeEach(async () => {
    fleet = await Fleet.gather(quick);
  });

  afterEach(async () => {
    await fleet.disband();
  });

  afterAll(async () => {
    await files.close();
  });

  it('a video whose worker is killed in the middle goes on where Facebook has it, and is live once', async () => {
    await due('FACEBOOK', { content: 'Film', media: [film(40)] });
    await slow('prepare', 150);
    const worker = await fleet.start('worker');
    await until('some parts are up', async () => ((await calls(/\/videos$/)) >= 1 + 6 ? true : undefined));

    await worker.kill();
    const atTheKill = await calls(/\/videos$/);
    await fleet.start('worker');
    await fleet.untilPublished(1, 60_000);

    // start, 10 parts and finish; after the kill one refusal that says where to go on, and the part whose answer nobody heard.
    expect(atTheKill).toBeLessThan(1 + 10);
    expect(await calls(/\/videos$/)).toBeLessThanOrEqual(1 + 10 + 1 + 2);
    expect(await live()).toMatchObject([{ text: 'Film', kind: 'video', mediaCount: 1 }]);
  }, 120_000);

  it('a worker that is asked to stop lets go of a video at once, and no part is sent again', async () => {
    await due('FACEBOOK', { content: 'Film', media: [film(40)] });
    await slow('prepare', 200);
    const worker = await fleet.start('worker');
    await until('some parts are up', async () => ((await calls(/\/videos$/)) >= 1 + 3 ? true : undefined));

    const code = await worker.stop();
    const atTheStop = await calls(/\/videos$/);
    await fleet.start('worker');
    await fleet.untilPublished(1, 60_000);

    expect(code).toBe(0);
    expect(atTheStop).toBeLessThan(1 + 10);
    expect(await calls(/\/videos$/)).toBe(1 + 10 + 1);
    expect(await live()).toHaveLength(1);
  }, 120_000);

  it('a carousel whose worker is killed between its containers makes the rest only, and is live once', async () => {
    const media = Array.from({ length: 6 }, () => picture());
    await due('INSTAGRAM', { content: 'Views', media });
    await slow('prepare', 300);
    const worker = await fleet.start('worker');
    await until('three containers are made', async () =>
      (await calls(/\d+\/media$/)) >= 3 ? true : undefined,
    );

    await worker.kill();
    const atTheKill = await calls(/\d+\/media$/);
    await fleet.start('worker');
    await fleet.untilPublished(1, 60_000);

    expect(atTheKill).toBeLessThan(6);
    // Six items and the whole, and at most the one whose id nobody stored.
    expect(await calls(/\d+\/media$/)).toBeLessThanOrEqual(7 + 1);
    expect(await live()).toMatchObject([{ text: 'Views', kind: 'carousel', mediaCount: 6 }]);
  }, 120_000);

  it.each([
    ['FACEBOOK', 'video'],
    ['FACEBOOK', 'reel'],
    ['INSTAGRAM', 'reel'],
  ] as const)(
    'a %s %s whose worker is killed while it is published is live once',
    async (platform, kind) => {
      const item: MediaItem = { url: fleet.given.imageUrl('reel.mp4'), type: 'VIDEO' };
      await due(platform, {
        content: 'Film',
        media: [item],
        ...(kind === 'reel' && { options: { kind: 'REEL' } }),
      });
      await fleet.sandbox.control('faults', { operation: 'publish', fault: 'hang-after-accept' });
      const worker = await fleet.start('worker');
      await until('it is live', async () => ((await live()).length > 0 ? true : undefined));

      await worker.kill();
      await fleet.start('worker');
      await fleet.untilPublished(1, 60_000);

      expect(await live()).toMatchObject([{ text: 'Film', kind }]);
    },
    120_000,
  );

  it.each(['FACEBOOK', 'INSTAGRAM'] as const)(
    'a first comment on %s whose worker is killed while it is written stands there once',
    async (platform) => {
      const post = { content: 'News', media: [picture()], options: { firstComment: 'More below' } };
      await due(platform, post);
      // The first rule is used up by the post itself.
      await slow('publish', 1, 1);
      await fleet.sandbox.control('faults', { operation: 'publish', fault: 'hang-after-accept' });
      const worker = await fleet.start('worker');
      await until('the comment is live', async () => ((await live()).length > 1 ? true : undefined));

      await worker.kill();
      await fleet.start('worker');
      await fleet.untilPublished(2, 60_000);

      expect(await live()).toMatchObject([{ text: 'News' }, { text: 'More below', kind: 'comment' }]);
    },
    120_000,
  );

  function film(mebibytes: number): MediaItem {
    return { url: files.address('mp4', mebibytes * mebibyte), type: 'VIDEO' };
  }

  function picture(): MediaItem {
    return { url: fleet.given.imageUrl('photo.jpg'), type: 'IMAGE' };
  }

  async function due(platform: Platform, post: StoredPost): Promise<void> {
    connection = await fleet.given.connection(platform);
    await storePosts(fleet.database, connection, [post]);
  }

  async function slow(operation: string, ms: number, times: number | null = null): Promise<void> {
    await fleet.sandbox.control('faults', { operation, fault: 'slow', ms, times });
  }

  async function live(): Promise<Record<string, unknown>[]> {
    return await fleet.sandbox.ledger({ accountId: connection.accountId });
  }

  /** Calls that write to a path. */
  async function calls(path: RegExp): Promise<number> {
    const { body } = await fleet.sandbox.send('GET', '/_sandbox/calls?since=0');
    const all = (body as { calls: { method: string; path: string }[] }).calls;
    return all.filter((call) => call.method === 'POST' && path.test(call.path)).length;
  }
});
