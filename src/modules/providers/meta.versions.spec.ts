import { describe, expect, it } from '@jest/globals';
import { versionNotice } from './meta.versions.ts';

describe('versions of the Graph API', () => {
  it.each([
    ['v26.0', '2030-01-01', null],
    ['v25.0', '2027-01-01', null],
    ['v21.0', '2026-11-22', 'GRAPH_VERSION_ENDING'],
    ['v20.0', '2026-11-22', 'GRAPH_VERSION_ENDED'],
    ['v99.0', '2026-11-22', 'GRAPH_VERSION_UNKNOWN'],
  ])('%s on %s is told as %s', (version, day, code) => {
    expect(versionNotice(version, new Date(`${day}T12:00:00Z`))?.code ?? null).toBe(code);
  });

  it('that end name the day and the setting', () => {
    expect(versionNotice('v21.0', new Date('2026-11-22T12:00:00Z'))?.message).toMatch(
      /2027-01-21, in 60 days.*FACEBOOK_GRAPH_VERSION/,
    );
  });
});
