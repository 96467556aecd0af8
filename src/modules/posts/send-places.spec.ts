import { describe, expect, it } from '@jest/globals';
import { mayBeClaimedAhead, SendPlaces, Turnover } from './send-places.ts';

describe('places for sends', () => {
  it('lets no more in than there are, and the next one in the order they came', async () => {
    const places = new SendPlaces(2, () => 0);
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
    const places = new SendPlaces(1, () => 0);

    await expect(places.during(() => Promise.reject(new Error('broke off')))).rejects.toThrow('broke off');

    expect(await places.during(() => Promise.resolve('next'))).toBe('next');
  });
});

describe('a few more places while marks are written', () => {
  /** 100 sends in the window that ends at 500 ms; each mark took `markMs`. */
  async function busyPlaces(markMs: number) {
    let nowMs = 0;
    const places = new SendPlaces(2, () => nowMs);
    for (let each = 0; each < 100; each += 1) {
      await places.during(async () => {
        places.marked(markMs);
        await Promise.resolve();
      });
    }
    nowMs = 500;
    return { places, pass: (ms: number) => (nowMs += ms) };
  }

  async function startMany(places: SendPlaces): Promise<number> {
    let started = 0;
    for (let each = 0; each < 100; each += 1) {
      void places.during(async () => {
        started += 1;
        await new Promise<void>(() => undefined);
      });
    }
    await turn();
    return started;
  }

  it('are as many as sends end meanwhile', async () => {
    const { places } = await busyPlaces(20);

    // 100 in half a second, a mark takes nearly 20 ms: 3 end in that time.
    expect(await startMany(places)).toBe(2 + 3);
  });

  it('are never more than 50, however long a mark takes', async () => {
    const { places } = await busyPlaces(5_000);

    expect(await startMany(places)).toBe(2 + 50);
  });

  it('are none once the platform keeps silent', async () => {
    const { places, pass } = await busyPlaces(20);
    pass(1_000);

    expect(await startMany(places)).toBe(2);
  });
});

describe('what may be claimed ahead', () => {
  it('is what ends in 0.4 s at the pace of the last half second, and nothing once a platform keeps silent', () => {
    const turnover = new Turnover();
    for (let each = 0; each < 40; each += 1) turnover.ended(1_000 + each);

    expect(mayBeClaimedAhead(turnover, 1_100)).toBe(32);
    expect(mayBeClaimedAhead(turnover, 1_600)).toBe(32);
    expect(mayBeClaimedAhead(turnover, 2_200)).toBe(0);
  });

  it('is at most 500', () => {
    const turnover = new Turnover();
    for (let each = 0; each < 3_000; each += 1) turnover.ended(1_000);

    expect(mayBeClaimedAhead(turnover, 1_000)).toBe(500);
  });
});

async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
