import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../kernel/app-error.ts';
import { decodeCursor, encodeCursor, pageOf } from './cursor-page.ts';

describe('a page', () => {
  const reading = {
    item: (row: { id: string }) => row.id,
    position: (row: { id: string }) => ({ createdAt: '2026-11-22T12:00:00.123456Z', id: row.id }),
  };
  const ids = [1, 2, 3].map((digit) => ({ id: `00000000-0000-7000-8000-00000000000${digit}` }));

  it('names the next one only when there is more', () => {
    expect(pageOf(ids, 3, reading).nextCursor).toBeNull();
    expect(pageOf(ids, 2, reading).data).toHaveLength(2);
    expect(decodeCursor(pageOf(ids, 2, reading).nextCursor ?? undefined)).toEqual({
      createdAt: '2026-11-22T12:00:00.123456Z',
      id: ids[1]?.id,
    });
  });

  it('keeps every microsecond of its place', () => {
    const moments = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 999 }), fc.uuid(), (moment, micros, id) => {
        const createdAt = moment.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
        expect(decodeCursor(encodeCursor({ createdAt, id }))).toEqual({ createdAt, id });
      }),
    );
  });

  it.each(['', 'x', 'bm90LWEtY3Vyc29y', '../../etc/passwd'])('refuses the foreign cursor %j', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(AppError);
  });
});
