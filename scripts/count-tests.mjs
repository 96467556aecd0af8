// Prints "N passed, N failed" from Jest's own report; a file that could not be run counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const path = process.argv[2] ?? '';
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
if (report === null) console.log('the tests did not run, so there is no report to count');
const passed = report?.numPassedTests ?? 0;
const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
console.log(`${passed} passed, ${failed} failed`);
