import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultWay } from './fault-switch.ts';
import { casesOf, faultPlatforms } from './fault-cases.ts';
import { FaultStage } from './fault-stage.ts';

const publishedOnce = { status: 'PUBLISHED', live: 1, isTheLiveOne: true, openAttempts: 0, story: [] };
const ways: FaultWay[] = ['throw', 'hang', 'lose'];

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
