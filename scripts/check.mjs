// npm run check: everything that must hold before a change is merged. Stops at the first failure and shows its output.
//   -- --tests-passed <file>   do not run the tests again: this report of Jest's says that they just passed
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { 'tests-passed': { type: 'string' } } });

/** Cheap steps first, so that most mistakes show within seconds. */
const steps = [
  ['types', 'npm', ['run', '-s', 'types']],
  ['web types', 'npm', ['run', '-s', 'types:web']],
  ['lint', 'npm', ['run', '-s', 'lint']],
  ['style rules', process.execPath, ['scripts/check-rules.mjs']],
  ['format', 'npm', ['run', '-s', 'format:check']],
  ['settings', process.execPath, ['scripts/settings-reference.mjs']],
  ['import rules', 'npm', ['run', '-s', 'depcruise']],
  ['dead code', 'npm', ['run', '-s', 'knip']],
  ['build', 'npm', ['run', '-s', 'build']],
  ['OpenAPI', process.execPath, ['scripts/lint-openapi.mjs']],
  ['client', process.execPath, ['scripts/generate-client.mjs']],
  ['web sizes', process.execPath, ['scripts/check-web-sizes.mjs']],
  ['migrations', process.execPath, ['dist/src/migrate.js', '--check']],
];

const begun = performance.now();
for (const [name, program, args] of steps) await runStep(name, () => run(program, args));
const report = values['tests-passed'];
await runStep('tests', report ? () => readReport(report) : () => run('npm', ['run', '-s', 'jest']));
console.log(`all ${steps.length + 1} steps passed in ${secondsSince(begun)} s`);

async function runStep(name, step) {
  process.stdout.write(`${name.padEnd(14, ' ')}`);
  const from = performance.now();
  const { passed, output } = await step();
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${secondsSince(from).padStart(6, ' ')} s`);
  if (passed) return;
  console.log(`\n${output.trim()}\n\n${name} failed, after ${secondsSince(begun)} s in all`);
  process.exit(1);
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ passed: false, output: error.message }));
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

/** A report counts only if it says that everything passed and is not older than an hour. */
async function readReport(path) {
  if (!existsSync(path)) return { passed: false, output: `There is no report in ${path}.` };
  const { success, numPassedTests, numTotalTests } = JSON.parse(readFileSync(path, 'utf8'));
  const ageMinutes = (Date.now() - statSync(path).mtimeMs) / 60_000;
  const passed = success && numPassedTests > 0 && ageMinutes < 60;
  return {
    passed,
    output: `The report in ${path} says ${numPassedTests} of ${numTotalTests} passed, ${Math.round(ageMinutes)} minutes ago.`,
  };
}

function secondsSince(from) {
  return ((performance.now() - from) / 1000).toFixed(1);
}
