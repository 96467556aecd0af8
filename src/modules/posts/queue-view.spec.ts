import { describe, expect, it } from '@jest/globals';
import type { Platform } from '../../kernel/platform.ts';
import type { Claim } from './claim.queries.ts';
import { firstId } from './queue-place.queries.ts';
import { QueueView } from './queue-view.ts';

const all = { platforms: ['FACEBOOK', 'INSTAGRAM', 'TWITTER'] as Platform[], places: 10 };
const withoutFacebook = { platforms: ['INSTAGRAM', 'TWITTER'] as Platform[], places: 10 };
const place = (second: number) => ({ dueAt: `2026-12-01T08:00:0${second}.000000Z`, id: firstId });
const start = () => Promise.resolve(place(0));

describe('where a claim looks', () => {
  it('is from the very first at a tick, and from where the last one ended after it', async () => {
    const view = new QueueView();

    expect(await view.next(all, 0, start)).toMatchObject({ scanFrom: null, scanLimit: 1_000 });
    look(view, all, 3);
    expect(await view.next(all, 0, start)).toMatchObject({ scanFrom: place(3), scanLimit: 100 });
    view.wantFullScan(0);
    expect(await view.next(all, 0, start)).toMatchObject({ scanFrom: null });
  });

  it('is from the given place after a first scan that did not end', async () => {
    const view = new QueueView();
    view.madeFullScan(all, 30_000, 30_000);

    expect(await view.next(all, 30_000, start)).toMatchObject({ scanFrom: place(0) });
  });

  it('is from the very first ten times less often than a slow full scan takes', async () => {
    const view = new QueueView();
    look(view, all, 3, 101);

    view.wantFullScan(101 + 1_009);
    expect(await view.next(all, 1_110, start)).toMatchObject({ scanFrom: place(3) });
    view.wantFullScan(101 + 1_010);
    expect(await view.next(all, 1_111, start)).toMatchObject({ scanFrom: null });
  });

  it('is not from the very first again because another platform was looked through in a moment', async () => {
    const view = new QueueView();
    const onlyFacebook = { platforms: ['FACEBOOK'] as Platform[], places: 2 };
    look(view, withoutFacebook, 3, 101);
    look(view, onlyFacebook, 3, 1);

    view.wantFullScan(102 + 500);
    expect(await view.next(onlyFacebook, 602, start)).toMatchObject({ scanFrom: null });
    expect(await view.next(withoutFacebook, 602, start)).toMatchObject({ scanFrom: place(3) });
  });

  it('is from the very first twenty times less often than a full scan takes that leaves platforms out', async () => {
    const view = new QueueView();
    look(view, withoutFacebook, 3, 50);

    view.wantFullScan(50 + 999);
    expect(await view.next(withoutFacebook, 1_049, start)).toMatchObject({ scanFrom: place(3) });
    view.wantFullScan(50 + 1_000);
    expect(await view.next(withoutFacebook, 1_050, start)).toMatchObject({ scanFrom: null });
  });

  it('knows which platforms have connections that became free', () => {
    const view = new QueueView();
    view.freedConnection('one', 'TWITTER');
    view.freedConnection('other', 'TWITTER');

    expect(view.freedPlatforms()).toEqual(['TWITTER']);
  });

  it('is from where a platform was left out, once it has places again', async () => {
    const view = new QueueView();
    look(view, all, 3);
    look(view, withoutFacebook, 5);

    expect(await view.next(withoutFacebook, 0, start)).toMatchObject({
      scanFrom: place(5),
      leftOutPlatforms: ['FACEBOOK'],
    });
    expect(await view.next(all, 0, start)).toMatchObject({ scanFrom: place(3), leftOutPlatforms: [] });
  });

  it('is from the very first for a platform that the last full scan left out', async () => {
    const view = new QueueView();
    look(view, withoutFacebook, 5);

    expect(await view.next(withoutFacebook, 0, start)).toMatchObject({ scanFrom: place(5) });
    expect(await view.next(all, 0, start)).toMatchObject({ scanFrom: null });
  });

  it('is by name for connections that became free, as soon as their platform has places', async () => {
    const view = new QueueView();
    view.freedConnection('of-facebook', 'FACEBOOK');
    view.freedConnection('of-x', 'TWITTER');

    const first = await view.next(withoutFacebook, 0, start);
    look(view, withoutFacebook, 5, 0, first.freedConnections);
    const second = await view.next(all, 0, start);

    expect([first.freedConnections, second.freedConnections]).toEqual([['of-x'], ['of-facebook']]);
  });

  it('leaves out for a while who filled a scan and gave nothing, and then looks by name', async () => {
    const view = new QueueView();
    const where = await view.next(all, 0, start);
    view.claimed(all, where, { ...claim(3), passedOver: [{ id: 'held', platform: 'FACEBOOK' }] }, 0);

    expect(await view.next(all, 99, start)).toMatchObject({ leftOut: ['held'], freedConnections: [] });
    expect(await view.next(withoutFacebook, 100, start)).toMatchObject({ leftOut: [], freedConnections: [] });
    expect(await view.next(all, 100, start)).toMatchObject({ leftOut: [], freedConnections: ['held'] });
  });

  it('asks for each connection by itself for a while after two slow lists of the busy ones', async () => {
    const view = new QueueView();
    for (const busyConnections of ['list', 'list', 'probe']) {
      const where = await view.next(all, 0, start);
      expect(where).toMatchObject({ busyConnections });
      view.claimed(all, where, { ...claim(3), listMs: 11 }, 0);
    }
  });
});

function claim(second: number): Claim {
  return { posts: [], scannedTo: place(second), passedOver: [], listMs: null };
}

/** A full scan, or a quick one, that looked up to that second. */
function look(
  view: QueueView,
  share: typeof all,
  second: number,
  tookMs = 0,
  freedConnections: string[] = [],
): void {
  const where = { ...nowhere, freedConnections };
  view.claimed(share, where, claim(second), tookMs);
  view.madeFullScan(share, tookMs, tookMs);
}

const nowhere = {
  leftOutPlatforms: [],
  scanFrom: null,
  scanLimit: 1_000,
  busyConnections: 'list',
  freedConnections: [],
  leftOut: [],
} as const satisfies Parameters<QueueView['claimed']>[1];
