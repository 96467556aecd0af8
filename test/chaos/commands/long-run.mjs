// npm run chaos:commands -- --runs N [--seed S]: the command model of commands.spec.ts for as long as one likes.
// -- --seed S --path P --replay R: a failure once more, with the three values that it printed.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    path: { type: 'string' },
    replay: { type: 'string' },
  },
});
const runs = Number(values.runs ?? 2_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed))
  throw new Error('--runs and --seed must be whole numbers');

process.stdout.write(`${runs} runs, seed ${seed}\n`);
const result = spawnSync('npm', ['run', '-s', 'jest', '--', 'test/chaos/commands'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    CHAOS_RUNS: String(runs),
    CHAOS_SEED: String(seed),
    CHAOS_PATH: values.path ?? '',
    CHAOS_REPLAY: values.replay ?? '',
  },
});
process.exit(result.status ?? 1);
