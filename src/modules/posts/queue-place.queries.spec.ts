import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type OpenDatabase } from '../../../test/support/open-database.ts';
import { placeTime } from './queue-place.queries.ts';

describe('times of places in the queue', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  it.each(['UTC', 'Asia/Kolkata', 'America/New_York'])(
    'stand as texts in the order of the times, to the microsecond, also in a session of %s',
    async (zone) => {
      const times = [
        '07:59:59.999999',
        '08:00:00',
        '08:00:00.000001',
        '08:00:00.1',
        '08:00:00.12',
        '20:30:00',
      ];
      const rows = await database.sql.transaction(async (tx) => {
        await tx.count(`SET LOCAL TIME ZONE '${zone}'`);
        return await tx.rows<{ text: string; isSame: boolean }>(
          `SELECT text, text::timestamptz = at AS "isSame" FROM (
             SELECT at, ${placeTime('at')} AS text FROM unnest($1::timestamptz[]) AS at) places ORDER BY at`,
          [times.map((time) => `2026-12-01 ${time}Z`)],
        );
      });

      const texts = rows.map(({ text }) => text);
      expect([...texts].sort()).toEqual(texts);
      expect(rows.map(({ isSame }) => isSame)).toEqual(times.map(() => true));
    },
  );
});
