import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.ts';
import { Database } from '../../src/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { Fleet } from '../support/fleet.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { SilentLine } from '../support/silent-line.ts';

const timeoutMs = 400;

describe('a line to the database that swallows answers', () => {
  let test: TestDatabase;
  let line: SilentLine;
  let dataSource: DataSource;
  let database: Database;

  beforeEach(async () => {
    test = await createTestDatabase();
    await test.query('CREATE TABLE said (word text)');
    line = await SilentLine.to(test.url);
    const url = line.through(test.url);
    dataSource = createDataSource({ url, role: 'test', poolSize: 2, statementTimeoutMs: timeoutMs });
    database = new Database(await dataSource.initialize());
  });

  afterEach(async () => {
    await dataSource.destroy();
    await line.close();
    await test.drop();
  });

  const timed = async (work: Promise<unknown>) => {
    const from = performance.now();
    const error = await work.then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    return { error, ms: performance.now() - from };
  };
  const said = async () =>
    (await test.query<{ word: string }>('SELECT word FROM said')).map(({ word }) => word);

  it('a statement ends with an error, may have taken effect, and the next one has a line of its own', async () => {
    line.fallSilent();

    const { error, ms } = await timed(database.count(`INSERT INTO said VALUES ('once')`));

    expect(error).toBeInstanceOf(Error);
    expect(ms).toBeLessThan(4 * timeoutMs);
    expect(await said()).toEqual(['once']);
    expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a transaction that falls silent ends without waiting for its ROLLBACK, and leaves nothing behind', async () => {
    const { error, ms } = await timed(
      database.transaction(async (tx) => {
        await tx.count(`INSERT INTO said VALUES ('never')`);
        line.fallSilent();
        await tx.count(`INSERT INTO said VALUES ('never either')`);
      }),
    );

    expect(error).toBeInstanceOf(Error);
    expect(ms).toBeLessThan(1.9 * timeoutMs);
    expect(await said()).toEqual([]);
    expect(await database.transaction(async (tx) => await tx.rows('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it('a COMMIT without an answer is told as a failure, though it took effect', async () => {
    const { error } = await timed(
      database.transaction(async (tx) => {
        await tx.count(`INSERT INTO said VALUES ('committed')`);
        line.fallSilent();
      }),
    );

    expect(error).toBeInstanceOf(Error);
    expect(await said()).toEqual(['committed']);
  });

  it('a statement that is slow at the server is ended there, with a clear no', async () => {
    const { error } = await timed(database.rows('SELECT pg_sleep(5)'));

    expect(error).toMatchObject({ code: '57014' });
  });
});

describe('a worker whose lines to the database fall silent again and again', () => {
  const quick = {
    PLATFORM_TIMEOUT_MS: '1000',
    PUBLISH_LEASE_SECONDS: '2',
    PUBLISH_SETTLE_SECONDS: '2',
    DATABASE_TIMEOUT_MS: '700',
  };

  it('publishes each of 60 posts once and never hangs', async () => {
    const fleet = await Fleet.gather(quick);
    const connections = await fleet.connections(30, ['TWITTER', 'FACEBOOK', 'INSTAGRAM']);
    const count = await fleet.duePosts(connections, 2);
    const line = await SilentLine.to(fleet.database.url);
    await fleet.sandbox.control('faults', { operation: 'publish', fault: 'slow', ms: 60, times: null });

    const worker = await ServiceProcess.start({
      databaseUrl: line.through(fleet.database.url),
      sandboxUrl: fleet.sandbox.url,
      overrides: { ...quick, SOCIAL_ROLE: 'worker' },
    });
    let silenced = 0;
    for (let round = 0; round < 4; round += 1) {
      silenced += line.fallSilent();
      await fleet.database.query('SELECT pg_sleep(1)');
    }
    await fleet.untilPublished(count, 60_000);

    const live = await fleet.ledger();
    expect(silenced).toBeGreaterThan(3);
    expect(live).toHaveLength(count);
    expect(new Set(live.map(({ text }) => text)).size).toBe(count);
    expect(await worker.stop()).toBe(0);
    await line.close();
    await fleet.disband();
  }, 120_000);
});
