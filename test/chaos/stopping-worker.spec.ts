import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Fleet } from '../support/fleet.ts';
import { until, type ServiceProcess } from '../support/service-process.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };

describe('a worker that is asked to stop', () => {
  let fleet: Fleet;

  afterEach(async () => {
    await fleet.disband();
  });

  it.each(['publish', 'prepare'])(
    'in the middle of %s finishes or gives back what it holds, and the next start goes on',
    async (operation) => {
      fleet = await Fleet.gather(quick);
      const connections = await fleet.connections(24, ['TWITTER', 'FACEBOOK', 'INSTAGRAM']);
      const count = await fleet.duePosts(connections, 2);
      await fleet.sandbox.control('faults', { operation, fault: 'slow', ms: 700, times: null });
      const worker = await fleet.start('worker');
      await until('some are on their way', async () => ((await held(fleet)) > 5 ? true : undefined));

      const { code, ms } = await stop(worker);
      const left = await fleet.rows();
      const open = await sentAndOpen(fleet);
      await fleet.start('worker');
      await fleet.untilPublished(count, 90_000);

      expect(code).toBe(0);
      expect(ms).toBeLessThan(4_000);
      expect(open).toBe(0);
      expect(left.filter(({ status }) => status === 'SCHEDULED').length).toBeGreaterThan(0);
      expect(await fleet.ledger()).toHaveLength(count);
      expect((await fleet.rows()).filter(({ errorMessage }) => errorMessage !== null)).toEqual([]);
    },
    200_000,
  );

  it('while the database is away ends all the same, and no post is lost or sent again', async () => {
    fleet = await Fleet.gather(quick);
    const connections = await fleet.connections(12, ['TWITTER', 'FACEBOOK']);
    const count = await fleet.duePosts(connections, 1);
    await fleet.sandbox.control('faults', { operation: 'publish', fault: 'slow', ms: 700, times: null });
    const worker = await fleet.start('worker');
    await until('all are on their way', async () =>
      (await sentAndOpen(fleet)) === count ? true : undefined,
    );

    await allowConnections(fleet, 'false');
    const { ms } = await stop(worker);
    await allowConnections(fleet, 'true');
    await fleet.start('worker');
    await fleet.untilPublished(count, 90_000);

    expect(ms).toBeLessThan(15_000);
    expect(await fleet.ledger()).toHaveLength(count);
  }, 200_000);
});

async function stop(worker: ServiceProcess): Promise<{ code: number | null; ms: number }> {
  const startedAt = performance.now();
  const code = await worker.stop();
  return { code, ms: performance.now() - startedAt };
}

async function held(fleet: Fleet): Promise<number> {
  return (await fleet.rows()).filter(({ status }) => status === 'PUBLISHING').length;
}

async function sentAndOpen(fleet: Fleet): Promise<number> {
  const [row] = await fleet.database.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM "SocialPublishAttempt"
     WHERE outcome IS NULL AND send_started_at IS NOT NULL`,
  );
  return row?.count ?? 0;
}

/** Shuts the worker's sessions out, or lets it in again; the test's own sessions stay. */
async function allowConnections(fleet: Fleet, allowed: 'true' | 'false'): Promise<void> {
  const url = new URL(fleet.database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`);
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND application_name LIKE 'social-integration%'`,
    [name],
  );
  await client.end();
}
