import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeBetween, nextReadAt, secondsAfterFailure } from './engagement-cadence.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const connectionId = '018f3c5e-7b1a-7c3d-9e4f-0123456789ab';
const publishedAt = new Date('2026-03-10T14:07:31.250Z');

const growing = 0.4;
const still = 0.009;

describe('The cadence of engagement reads', () => {
  it.each([
    ['15 minutes', 0, 15 * minuteMs, 5 * minuteMs],
    ['an hour', 15 * minuteMs, hourMs, 5 * minuteMs],
    ['3 hours', hourMs, 3 * hourMs, 15 * minuteMs],
    ['6 hours', 3 * hourMs, 6 * hourMs, 30 * minuteMs],
    ['12 hours', 6 * hourMs, 12 * hourMs, hourMs],
    ['a day', 12 * hourMs, dayMs, hourMs],
  ])('reads %s after publishing, at most a grid step earlier', (_title, ageMs, afterMs, gridMs) => {
    const next = nextAfter(ageMs, growing);

    const sincePublishedMs = (next?.getTime() ?? 0) - publishedAt.getTime();
    expect(sincePublishedMs).toBeLessThanOrEqual(afterMs);
    expect(sincePublishedMs).toBeGreaterThan(afterMs - gridMs);
  });

  it('then reads on the UTC days 2, 3, 5, 8, 13, 21 and 30, and stops', () => {
    const reads = readsOf({ connectionId, publishedAt }).filter(
      (at) => at.getTime() > publishedAt.getTime() + dayMs,
    );

    expect(reads.map((at) => utcDay(at) - utcDay(publishedAt))).toEqual([2, 3, 5, 8, 13, 21, 30]);
    expect(nextAfter(31 * dayMs, growing)).toBeNull();
  });

  it.each([
    ['0.9 %', still],
    ['nothing', 0],
  ])('leaves one read out when the counts moved by %s', (_title, change) => {
    const usual = nextAfter(hourMs, growing);
    const stretched = nextAfter(hourMs, change);

    expect(stretched).toEqual(
      nextReadAt({ connectionId, publishedAt, now: usual ?? publishedAt, change: growing }),
    );
  });

  it.each([
    ['1 %', 0.01],
    ['an unknown amount, as after the first read,', null],
  ])('leaves none out when the counts moved by %s', (_title, change) => {
    expect(nextAfter(hourMs, change)).toEqual(nextAfter(hourMs, growing));
  });

  it('never leaves the last read out', () => {
    const last = nextAfter(22 * dayMs, still);

    expect(last && utcDay(last) - utcDay(publishedAt)).toBe(30);
  });

  it('reads all posts that an account published on one day at the same moment later', () => {
    const morning = nextReadAt({
      connectionId,
      publishedAt: at('06:00'),
      now: after('06:00', dayMs),
      change: growing,
    });
    const evening = nextReadAt({
      connectionId,
      publishedAt: at('21:30'),
      now: after('21:30', dayMs),
      change: growing,
    });

    expect(morning).toEqual(evening);
  });

  it('waits for another UTC day when a late or asked read already counted on this one', () => {
    const dayThree = Math.floor(publishedAt.getTime() / dayMs) * dayMs + 3 * dayMs;

    const next = nextReadAt({
      connectionId,
      publishedAt,
      now: new Date(dayThree + minuteMs),
      change: growing,
    });

    expect(next && utcDay(next) - utcDay(publishedAt)).toBe(5);
  });

  it('touches at most ten UTC days of a post, each later one once, whenever and wherever it was published', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        (id, published) => {
          const reads = readsOf({ connectionId: id, publishedAt: published });

          const times = reads.map((read) => read.getTime());
          expect(times).toEqual([...times].sort((a, b) => a - b));
          expect(new Set(reads.map(utcDay)).size).toBeLessThanOrEqual(10);
          const late = reads.filter((read) => read.getTime() > published.getTime() + dayMs).map(utcDay);
          expect(new Set(late).size).toBe(7);
        },
      ),
    );
  });
});

describe('The change between two reads', () => {
  const none = { likes: null, comments: null, shares: null, reach: null, impressions: null };

  it('is that of the count that moved most', () => {
    const before = { ...none, likes: 10, impressions: 10_000 };

    expect(changeBetween(before, { ...before, likes: 12, impressions: 10_001 })).toBeCloseTo(0.2);
  });

  it('is unknown when nothing was read before', () => {
    expect(changeBetween(none, { ...none, likes: 0 })).toBeNull();
  });

  it('is whole when a count becomes known or leaves 0, and none when one stops being told', () => {
    expect(changeBetween({ ...none, likes: 5 }, { ...none, likes: 5, reach: 9 })).toBe(1);
    expect(changeBetween({ ...none, likes: 0 }, { ...none, likes: 1 })).toBe(1);
    expect(changeBetween({ ...none, likes: 5, reach: 9 }, { ...none, likes: 5 })).toBe(0);
  });
});

describe('The wait after a failed read', () => {
  it.each([
    ['auth', 3_600],
    ['permission', 21_600],
    ['configuration', 21_600],
    ['rate-limited', 900],
    ['unavailable', 1_800],
    ['unknown', 1_800],
  ] as const)('with the meaning %s is %d seconds', (meaning, seconds) => {
    expect(secondsAfterFailure({ meaning, code: 'X', message: 'X', who: 'wait' })).toBe(seconds);
  });
});

function nextAfter(ageMs: number, change: number | null): Date | null {
  return nextReadAt({ connectionId, publishedAt, now: new Date(publishedAt.getTime() + ageMs), change });
}

/** Every read of a post that keeps growing, each made at its moment. */
function readsOf(post: { connectionId: string; publishedAt: Date }): Date[] {
  const reads: Date[] = [];
  for (let now: Date | null = post.publishedAt; now;) {
    now = nextReadAt({ ...post, now, change: growing });
    if (now) reads.push(now);
  }
  return reads;
}

function at(time: string): Date {
  return new Date(`2026-03-10T${time}:00Z`);
}

function after(time: string, ms: number): Date {
  return new Date(at(time).getTime() + ms);
}

function utcDay(moment: Date): number {
  return Math.floor(moment.getTime() / dayMs);
}
