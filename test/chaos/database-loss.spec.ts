import { afterEach, describe, expect, it } from '@jest/globals';
import { Fleet } from '../support/fleet.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };
const killForMs = 6_000;

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
    const killed = await endSessions(fleet);
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

/** Ends every session of the worker at a steady beat for some seconds. Returns how many were ended. */
async function endSessions(fleet: Fleet): Promise<number> {
  const givenUpAt = performance.now() + killForMs;
  let killed = 0;
  while (performance.now() < givenUpAt) {
    const ended = await fleet.database.query(
      `WITH ended AS MATERIALIZED (
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'social-integration%')
       SELECT ended, pause FROM (SELECT pg_sleep(0.2) AS pause) beat LEFT JOIN ended ON true`,
    );
    killed += ended.filter(({ ended: session }) => session !== null).length;
  }
  return killed;
}
