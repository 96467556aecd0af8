import { describe, expect, it } from '@jest/globals';
import { HeldConnections } from './held-connections.ts';

const a = { id: 'a', platform: 'TWITTER' } as const;

describe('a connection that a scan passed over', () => {
  it('is left out for a tenth of a second and given back once', () => {
    const held = new HeldConnections();

    held.passedOver([a], 1_000);

    expect([held.takeBack(1_099), held.leftOut()]).toEqual([[], ['a']]);
    expect([held.takeBack(1_100), held.leftOut()]).toEqual([[a], []]);
    expect(held.takeBack(1_200)).toEqual([]);
  });

  it('is left out twice as long each time it is passed over again, and two seconds at most', () => {
    const held = new HeldConnections();
    const pauses: number[] = [];
    let nowMs = 0;

    for (let time = 0; time < 7; time += 1) {
      const passedOverAt = nowMs;
      held.passedOver([a], nowMs);
      while (held.takeBack(nowMs).length === 0) nowMs += 10;
      pauses.push(nowMs - passedOverAt);
    }

    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000]);
  });

  it('is forgotten when it was free for a while', () => {
    const held = new HeldConnections();
    held.passedOver([a], 0);
    held.passedOver([a], 0);
    held.takeBack(10_000);

    held.passedOver([a], 20_000);

    expect(held.takeBack(20_100)).toEqual([a]);
  });

  it('is given back though nothing asked for it for a long time', () => {
    const held = new HeldConnections();
    held.passedOver([a], 0);

    expect(held.takeBack(100_000)).toEqual([a]);
  });
});
