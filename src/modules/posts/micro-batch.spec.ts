import { describe, expect, it } from '@jest/globals';
import { MicroBatch } from './micro-batch.ts';

describe('a micro-batch', () => {
  it('hands items that come together over as one list and gives each its own result', async () => {
    const lists: number[][] = [];
    const batch = new MicroBatch<number, number>(
      async (items) => {
        lists.push(items);
        return items.map((item) => item * 2);
      },
      { maxItems: 3, maxWaitMs: 1, maxRunning: 2 },
    );

    const results = await Promise.all([1, 2, 3, 4].map(async (item) => await batch.add(item)));

    expect(results).toEqual([2, 4, 6, 8]);
    expect(lists).toEqual([[1, 2, 3], [4]]);
  });

  it('tells every caller of the list when it fails, and goes on with the next', async () => {
    let broken = true;
    const batch = new MicroBatch<number, number>(
      async (items) => {
        if (broken) throw new Error('the database is gone');
        return items;
      },
      { maxItems: 2, maxWaitMs: 1, maxRunning: 2 },
    );

    const results = await Promise.allSettled([batch.add(1), batch.add(2)]);
    broken = false;

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await batch.add(3)).toBe(3);
  });

  it('lets items gather while as many lists as allowed are under way', async () => {
    const lists: number[][] = [];
    const releases: (() => void)[] = [];
    const batch = new MicroBatch<number, number>(
      async (items) => {
        lists.push(items);
        await new Promise<void>((resolve) => releases.push(resolve));
        return items;
      },
      { maxItems: 2, maxWaitMs: 1, maxRunning: 1 },
    );

    const results = [1, 2, 3, 4, 5].map(async (item) => await batch.add(item));
    while (lists.length < 3) {
      await new Promise((resolve) => setImmediate(resolve));
      releases.shift()?.();
    }
    releases.shift()?.();

    expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5]);
    expect(lists).toEqual([[1, 2], [3, 4], [5]]);
  });
});
