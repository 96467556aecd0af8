import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { cancelTrials } from './cancel-trials.ts';
import { decidedTrials } from './decided-trials.ts';
import { inactiveTrials } from './inactive-trials.ts';
import { refreshTrials } from './refresh-trials.ts';
import {
  readTrials,
  reportLines,
  type TrialKind,
  type TrialOptions,
  type TrialReport,
} from './trial-options.ts';

const run: Record<TrialKind, (options: TrialOptions) => Promise<TrialReport>> = {
  cancel: cancelTrials,
  inactive: inactiveTrials,
  refresh: async (options) => await refreshTrials(options),
  decided: async (options) => await decidedTrials(options),
};

// npm run chaos:trials -- --kind cancel|inactive|refresh|decided [--trials N] [--seed S] [--json file]
const { options, jsonFile } = readTrials(process.argv.slice(2));
const startedAt = new Date();
process.stdout.write(`${options.trials} trials of ${options.kind}, seed ${options.seed}\n`);
const report = await run[options.kind](options);
for (const line of reportLines(report)) process.stdout.write(`${line}\n`);
if (jsonFile) {
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg()[0] };
  const command = `npm run chaos:trials -- ${process.argv.slice(2).join(' ')}`;
  const file = { date: startedAt.toISOString(), seconds, command, machine, ...report };
  await mkdir(dirname(jsonFile), { recursive: true });
  await writeFile(jsonFile, `${JSON.stringify(file, null, 2)}\n`);
}
process.exit(report.violations.length === 0 ? 0 : 1);
