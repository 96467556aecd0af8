import { afterEach, describe, expect, it } from '@jest/globals';
import { Fleet } from '../support/fleet.ts';
import { until } from '../support/service-process.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };
const killEveryMs = 200;

describe('a worker whose database sessions are ended again and again', () => {
  let fleet: Fleet;

  afterEach(async () => {
    await fleet.disband();
  });

  it('publishes each of 150 posts once, although the platforms lose answers too', async () => {
    fleet = await Fleet.gather(quick);
    const connections = await fleet.connections(50, ['TWITTER', 'FACEBOOK', 'INSTAGRAM']);
    const count = await fleet.duePosts(connections, 3);
    for (const { accountId } of connections.filter((_, index) => index % 7 === 0)) {
      await fleet.sandbox.control('faults', {
        accountId,
        operation: 'publish',
        fault: 'drop-answer',
        times: 3,
      });
    }
    await fleet.sandbox.control('faults', { operation: 'publish', fault: 'slow', ms: 60, times: null });

    const worker = await fleet.start('worker');
    const killed = await endSessions(fleet, count);
    await fleet.untilPublished(count, 45_000);

    const live = await fleet.ledger();
    const rows = await fleet.rows();
    expect(killed).toBeGreaterThan(10);
    expect(live).toHaveLength(count);
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'PUBLISHED', errorMessage: null });
      expect(live.filter(({ id }) => id === row.platformPostId)).toMatchObject([{ text: row.content }]);
    }
    expect(await worker.stop()).toBe(0);
  }, 90_000);
});

/** Ends every session of the worker at a steady beat until half of the posts are out. Returns how many were ended. */
async function endSessions(fleet: Fleet, count: number): Promise<number> {
  let killed = 0;
  let lastMs = 0;
  await until(
    'half of the posts are out',
    async () => {
      if (performance.now() - lastMs < killEveryMs) return undefined;
      lastMs = performance.now();
      const ended = await fleet.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'social-integration%'`,
      );
      killed += ended.length;
      return (await fleet.published()) >= count / 2 ? true : undefined;
    },
    30_000,
  );
  return killed;
}
