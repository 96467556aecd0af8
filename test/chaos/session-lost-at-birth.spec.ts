import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.ts';
import { Database } from '../../src/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** ErrorResponse, as pg_terminate_backend causes it: postgresql.org/docs/18/protocol-message-formats.html */
const fields = Buffer.from(
  'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0',
);
const farewell = Buffer.concat([Buffer.from([0x45, 0, 0, 0, 4 + fields.length]), fields]);
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

describe('a database session that is ended in the moment it begins', () => {
  let database: TestDatabase;
  let line: Awaited<ReturnType<typeof startLine>>;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await createTestDatabase();
    line = await startLine(Number(new URL(database.url).port));
    const url = new URL(database.url);
    url.port = String(line.port);
    dataSource = await createDataSource({ url: url.href, role: 'test', poolSize: 3 }).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await line.close();
    await database.drop();
  });

  it('fails the transaction it was opened for and nothing else', async () => {
    const sql = new Database(dataSource);
    const busy = sql.rows('SELECT pg_sleep(0.3)');

    line.endNextAtBirth();
    const opened = sql.transaction(async (tx) => await tx.rows('SELECT 1'));

    await expect(opened).rejects.toThrow(/terminat|not queryable/);
    await expect(busy).resolves.toHaveLength(1);
    await expect(sql.rows('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    expect(line.ended()).toBe(1);
  });
});

/** A line to PostgreSQL that can put the server's farewell right behind its first word, in one packet. */
async function startLine(port: number) {
  const sockets = new Set<Socket>();
  let wanted = 0;
  let ended = 0;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let isNew = true;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => [client, upstream].forEach((each) => each.destroy()));
    }
    client.on('data', (chunk: Buffer) => upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => {
      const isBirth = isNew && chunk.subarray(-readyForQuery.length).equals(readyForQuery);
      if (isBirth) isNew = false;
      if (!isBirth || wanted === 0) return void client.write(chunk);
      wanted -= 1;
      ended += 1;
      client.end(Buffer.concat([chunk, farewell]));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    endNextAtBirth: () => {
      wanted = 1;
    },
    ended: () => ended,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
