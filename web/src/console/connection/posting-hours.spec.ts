import { describe, expect, it } from '@jest/globals';
import { postingHours } from './posting-hours.ts';

describe('the hours in which posts went out', () => {
  it('are all of a day, the one that began before it included, and empty ones count nothing', () => {
    const nowMs = Date.parse('2026-11-24T09:40:00Z');

    const hours = postingHours(
      [
        { hour: '2026-11-24T09:00:00.000Z', posts: 2 },
        { hour: '2026-11-23T09:00:00.000Z', posts: 1 },
      ],
      nowMs,
    );

    expect(hours).toHaveLength(25);
    expect(hours[0]).toEqual({ startMs: Date.parse('2026-11-23T09:00:00Z'), posts: 1 });
    expect(hours.at(-1)).toEqual({ startMs: Date.parse('2026-11-24T09:00:00Z'), posts: 2 });
    expect(hours.reduce((sum, { posts }) => sum + posts, 0)).toBe(3);
  });
});
