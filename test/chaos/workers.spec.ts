import { afterEach, describe, expect, it } from '@jest/globals';
import { Fleet, type LivePost } from '../support/fleet.ts';
import { until } from '../support/service-process.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };

describe('several processes on one database', () => {
  let fleet: Fleet;

  afterEach(async () => {
    await fleet.disband();
  });

  it('two workers and an api publish 500 due posts of 100 connections once each, in order', async () => {
    fleet = await Fleet.gather();
    const connections = await fleet.connections(100, ['TWITTER', 'FACEBOOK', 'INSTAGRAM']);
    const count = await fleet.duePosts(connections, 5);

    await Promise.all([fleet.start('worker'), fleet.start('worker'), fleet.start('api')]);
    await fleet.untilPublished(count, 90_000);

    const live = await fleet.ledger();
    expect(live).toHaveLength(count);
    expect(new Set(live.map(({ text }) => text)).size).toBe(count);
    for (const { accountId } of connections) {
      const texts = textsOf(live, accountId);
      expect(texts).toHaveLength(5);
      expect(texts).toEqual(texts.toSorted((one, other) => one.localeCompare(other)));
    }
  }, 120_000);

  it('a worker that is killed in the middle of 200 due posts leaves each live once and every row true', async () => {
    fleet = await Fleet.gather(quick);
    const connections = await fleet.connections(60, ['TWITTER', 'FACEBOOK', 'INSTAGRAM']);
    const count =
      (await fleet.duePosts(connections, 3)) +
      (await fleet.duePosts(await fleet.connections(20, ['TWITTER']), 1));
    await fleet.sandbox.control('faults', { operation: 'publish', fault: 'slow', ms: 150, times: null });

    const worker = await fleet.start('worker');
    await until(
      'a third is out',
      async () => ((await fleet.published()) >= count / 3 ? true : undefined),
      60_000,
    );
    await worker.kill();
    const atTheKill = await fleet.published();
    await fleet.start('worker');
    await fleet.untilPublished(count, 90_000);

    const live = await fleet.ledger();
    const rows = await fleet.rows();
    expect(atTheKill).toBeLessThan(count);
    expect(live).toHaveLength(count);
    expect(new Set(rows.map(({ platformPostId }) => platformPostId))).toEqual(
      new Set(live.map(({ id }) => id)),
    );
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'PUBLISHED', errorMessage: null });
      expect(live.find(({ id }) => id === row.platformPostId)?.text).toBe(row.content);
    }
  }, 180_000);
});

function textsOf(live: LivePost[], accountId: string): string[] {
  return live
    .filter((post) => post.accountId === accountId)
    .toSorted((one, other) => one.seq - other.seq)
    .map(({ text }) => text);
}
