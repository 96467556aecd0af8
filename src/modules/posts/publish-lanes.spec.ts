import { describe, expect, it } from '@jest/globals';
import { TestClock } from '../../../test/support/test-clock.ts';
import { Metrics } from '../../http/metrics.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';
import type { ConnectionsService } from '../connections/connections.service.ts';
import type { ClaimedPost } from './claim.queries.ts';
import { PublishLanes } from './publish-lanes.service.ts';

/** Nothing fails here, so no connection is asked for. */
const noConnections = {} as ConnectionsService;

describe('the places of each platform', () => {
  const lanesWith = (onTheirWay: Partial<Record<Platform, number>>) => {
    const lanes = new PublishLanes(new TestClock(), noConnections, new Metrics());
    for (const platform of platforms)
      for (let each = 0; each < (onTheirWay[platform] ?? 0); each += 1)
        lanes.started({ platform, attemptId: `${platform} ${each}` } as ClaimedPost);
    return lanes;
  };

  it('are claimed together where there are many', () => {
    expect(lanesWith({ TWITTER: 250 }).shares(platforms)).toEqual([
      { platforms: [...platforms], places: 250 },
    ]);
  });

  it('are never claimed beyond what is left of them', () => {
    expect(lanesWith({ TWITTER: 499, FACEBOOK: 251 }).shares(platforms)).toEqual([
      { platforms: ['INSTAGRAM'], places: 250 },
      { platforms: ['FACEBOOK'], places: 249 },
      { platforms: ['TWITTER'], places: 1 },
    ]);
  });

  it('are not claimed where none is left, nor for platforms that are not asked for', () => {
    const lanes = lanesWith({ TWITTER: 500 });

    expect(lanes.shares(platforms)).toEqual([{ platforms: ['FACEBOOK', 'INSTAGRAM'], places: 250 }]);
    expect(lanes.shares(['TWITTER'])).toEqual([]);
  });
});
