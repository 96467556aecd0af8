import { describe, expect, it } from '@jest/globals';
import { BusyLookups } from './busy-lookup.ts';

describe('how busy connections are told from free ones', () => {
  it('is by a list, until two in a row were slow; then by probes for ten seconds', () => {
    const lookups = new BusyLookups();

    lookups.listed(60, 1_000);
    expect(lookups.next(1_000)).toBe('list');
    lookups.listed(60, 1_100);
    expect(lookups.next(1_100)).toBe('probe');
    expect(lookups.next(11_099)).toBe('probe');
    expect(lookups.next(11_100)).toBe('list');
  });

  it('is tried by a list again after the ten seconds; one that is still slow is enough', () => {
    const lookups = new BusyLookups();
    lookups.listed(60, 1_000);
    lookups.listed(60, 1_100);

    lookups.listed(60, 11_100);

    expect(lookups.next(11_101)).toBe('probe');
  });

  it('stays as it is where no list was read', () => {
    const lookups = new BusyLookups();
    lookups.listed(60, 1_000);

    lookups.listed(null, 1_050);
    lookups.listed(60, 1_100);

    expect(lookups.next(1_100)).toBe('probe');
  });

  it('stays with the list when slow ones come one at a time', () => {
    const lookups = new BusyLookups();

    for (const tookMs of [60, 0.4, 60, 0.4]) lookups.listed(tookMs, 1_000);

    expect(lookups.next(1_000)).toBe('list');
  });
});
