import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../../src/kernel/platform.ts';
import { casesOf, faultPlatforms, type FaultCase } from './fault-cases.ts';
import { FaultStage, type Ending } from './fault-stage.ts';

const publishedOnce = { status: 'PUBLISHED', live: 1, isTheLiveOne: true, openAttempts: 0, story: [] };

describe('a post whose worker is ended with SIGKILL', () => {
  const lanes = new Map<Platform, Lane>();

  beforeAll(async () => {
    for (const platform of faultPlatforms) lanes.set(platform, await Lane.open(platform));
  });

  afterAll(async () => {
    for (const lane of lanes.values()) await lane.close();
  });

  const played = faultPlatforms.flatMap((platform) =>
    casesOf(platform).map((wanted, index) => ({ platform, index, id: wanted.id, title: wanted.title })),
  );

  it.each(played)(
    'is live once and PUBLISHED: $id $title ($platform)',
    async ({ platform, index }) => {
      const ending = await lanes.get(platform)!.ending(index);

      expect(ending).toEqual(publishedOnce);
    },
    180_000,
  );
});

/** One platform's cases, one after the other beside the other platforms'; a case is played whether its test waits for it yet or not. */
class Lane {
  private readonly endings: Promise<Ending | Error>[];

  private constructor(
    private readonly stage: FaultStage,
    cases: FaultCase[],
  ) {
    let before: Promise<unknown> = Promise.resolve();
    this.endings = cases.map((each) => {
      const ending = before.then(() => stage.play(each, 'kill')).catch((error: Error) => error);
      before = ending;
      return ending;
    });
  }

  static async open(platform: Platform): Promise<Lane> {
    return new Lane(await FaultStage.openForKills(platform), casesOf(platform));
  }

  async ending(index: number): Promise<Ending> {
    const ending = await this.endings[index]!;
    if (ending instanceof Error) throw ending;
    return ending;
  }

  async close(): Promise<void> {
    await Promise.all(this.endings);
    await this.stage.close();
  }
}
