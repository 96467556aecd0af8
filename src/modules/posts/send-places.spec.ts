import { describe, expect, it } from '@jest/globals';
import { SendPlaces, Turnover } from './send-places.ts';

describe('places for sends', () => {
  it('lets no more in than there are, and the next one in the order they came', async () => {
    const places = new SendPlaces(2);
    const [started, ends]: [string[], Map<string, () => void>] = [[], new Map()];
    const enter = (name: string) =>
      places.during(async () => {
        started.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
      });

    const [first, , third] = ['a', 'b', 'c', 'd'].map(enter);
    await turn();
    expect(started).toEqual(['a', 'b']);
    ends.get('a')?.();
    await first;
    await turn();
    expect(started).toEqual(['a', 'b', 'c']);
    ends.get('c')?.();
    await third;
    await turn();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is free again after work that failed', async () => {
    const places = new SendPlaces(1);

    await expect(places.during(() => Promise.reject(new Error('broke off')))).rejects.toThrow('broke off');

    expect(await places.during(() => Promise.resolve('next'))).toBe('next');
  });
});

describe('what may be claimed ahead', () => {
  it('is half of what ended in half a second, and nothing once a platform keeps silent', () => {
    const turnover = new Turnover();
    for (let each = 0; each < 40; each += 1) turnover.ended(1_000 + each);

    expect(turnover.mayBeAhead(1_100)).toBe(20);
    expect(turnover.mayBeAhead(1_600)).toBe(20);
    expect(turnover.mayBeAhead(2_200)).toBe(0);
  });

  it('is at most 500', () => {
    const turnover = new Turnover();
    for (let each = 0; each < 3_000; each += 1) turnover.ended(1_000);

    expect(turnover.mayBeAhead(1_000)).toBe(500);
  });
});

async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
