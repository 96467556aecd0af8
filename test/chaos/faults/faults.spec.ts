import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultWays, type FaultWay } from './fault-switch.ts';
import { casesOf, faultPlatforms } from './fault-cases.ts';
import { FaultStage } from './fault-stage.ts';

const publishedOnce = { status: 'PUBLISHED', live: 1, isTheLiveOne: true, openAttempts: 0, story: [] };
/** `kill` takes a process of its own: kills.spec.ts. */
const ways: FaultWay[] = ['throw', 'hang', 'lose'];

describe('the matrix of faults', () => {
  it('has 308 cases: every point of the protocol that a platform has, in four ways', () => {
    const points = faultPlatforms.flatMap((platform) => casesOf(platform));

    expect(points.length * faultWays.length).toBe(308);
    expect(new Set(points.map(({ id }) => id)).size).toBe(14);
  });
});

describe.each(faultPlatforms)('a post on %s whose worker fails', (platform) => {
  let stage: FaultStage;

  beforeAll(async () => {
    stage = await FaultStage.open(platform);
  });

  afterAll(async () => {
    await stage.close();
  });

  const played = casesOf(platform).flatMap((each) => ways.map((way) => ({ ...each, way })));

  it.each(played)('is live once and PUBLISHED: $id $title ($way)', async ({ way, ...each }) => {
    const ending = await stage.play(each, way);

    expect(ending).toEqual(publishedOnce);
  });
});
