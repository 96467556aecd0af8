import { describe, expect, it } from '@jest/globals';
import { BusyLookups } from './busy-lookup.ts';

describe('how busy connections are told from free ones', () => {
  it('is by a list, until one was slow; then by probes for ten seconds', () => {
    const lookups = new BusyLookups();

    lookups.took('list', { started: 1_000, ended: 1_040 });
    expect(lookups.next(1_040)).toBe('list');
    lookups.took('list', { started: 1_040, ended: 1_100 });
    expect(lookups.next(1_100)).toBe('probe');
    lookups.took('probe', { started: 10_900, ended: 11_099 });
    expect(lookups.next(11_099)).toBe('probe');
    expect(lookups.next(11_100)).toBe('list');
  });
});
