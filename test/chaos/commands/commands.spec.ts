import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Platform } from '../../../src/kernel/platform.ts';
import { CommandWorld } from './command-world.ts';
import { anyCommand, create, requireTrue, type RunModel } from './commands.ts';

/** About a minute; `npm run chaos:commands -- --runs N --seed S` goes on for longer. */
const runsInCheck = 150;
const mostCommands = 40;
const platforms: Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];

/** Runs in which none of these comes about would prove nothing; so many are enough to meet each. */
const mustComeAbout = ['adopted', 'never_sent', 'not_found', 'published', 'rejected'];
const enoughRuns = 100;

const wanted = {
  runs: Number(process.env['CHAOS_RUNS'] ?? runsInCheck),
  seed: process.env['CHAOS_SEED'],
  path: process.env['CHAOS_PATH'],
  replay: process.env['CHAOS_REPLAY'],
};

describe('whatever people, platforms and crashes do in whatever order', () => {
  let world: CommandWorld;

  beforeAll(async () => {
    world = await CommandWorld.open();
  });

  afterAll(async () => {
    await world.close();
  });

  it(
    'no post is live twice, none is lost, and every row says what the platform shows',
    async () => {
      const outcomes = new Map<string, number>();
      const account = fc.tuple(fc.constantFrom(...platforms), fc.boolean());
      const commands = fc.commands(anyCommand, {
        maxCommands: mostCommands,
        size: 'max',
        ...(wanted.replay && { replayPath: wanted.replay }),
      });
      const property = fc.asyncProperty(account, commands, async ([platform, duplicateCheck], steps) => {
        const model: RunModel = { posts: [], acceptedWhenOff: null };
        await world.begin(platform, { duplicateCheck });
        await create(model, world);
        await fc.asyncModelRun(() => ({ model, real: world }), steps);
        model.acceptedWhenOff = null;
        await world.settle();
        await requireTrue(model, world, 'in the end');
        for (const { outcome, count } of await world.outcomes())
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
      });

      await fc.assert(property, {
        numRuns: wanted.runs,
        ...(wanted.seed && { seed: Number(wanted.seed) }),
        ...(wanted.path && { path: wanted.path }),
      });
      if (wanted.seed) process.stdout.write(`${JSON.stringify(Object.fromEntries(outcomes))}\n`);
      const missed = mustComeAbout.filter((outcome) => !outcomes.has(outcome));
      expect(wanted.runs >= enoughRuns ? missed : []).toEqual([]);
    },
    120_000 + wanted.runs * 5_000,
  );
});
