import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { CommandWorld } from './command-world.ts';
import { anyCommand, requireTrue, type RunModel } from './commands.ts';

/** About a minute; `npm run chaos:commands -- --runs N --seed S` goes on for longer. */
const runsInCheck = 60;
const mostCommands = 30;

const wanted = {
  runs: Number(process.env['CHAOS_RUNS'] ?? runsInCheck),
  seed: process.env['CHAOS_SEED'],
  path: process.env['CHAOS_PATH'],
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
      const commands = fc.commands(anyCommand, { maxCommands: mostCommands, size: 'max' });
      const property = fc.asyncProperty(commands, fc.boolean(), async (steps, duplicateCheck) => {
        const model: RunModel = { posts: [] };
        await world.begin({ duplicateCheck });
        await fc.asyncModelRun(() => ({ model, real: world }), steps);
        await world.settle();
        await requireTrue(model, world, 'in the end');
      });

      await fc.assert(property, {
        numRuns: wanted.runs,
        ...(wanted.seed && { seed: Number(wanted.seed) }),
        ...(wanted.path && { path: wanted.path }),
      });
    },
    120_000 + wanted.runs * 5_000,
  );
});
