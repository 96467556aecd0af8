// Lints the OpenAPI document of the built service by Redocly's rules (redocly.com/docs/cli/rules). Warnings fail too.
//   node scripts/lint-openapi.mjs            the document that dist/src/print-openapi.js prints
//   node scripts/lint-openapi.mjs file.json  another one
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConfig, formatProblems, lintFromString } from '@redocly/openapi-core';

const [path] = process.argv.slice(2);
const source = path
  ? readFileSync(path, 'utf8')
  : execFileSync(process.execPath, ['dist/src/print-openapi.js'], { encoding: 'utf8' });

const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // The code is not published under a licence, and "/" is the one address that is right everywhere.
    'info-license': 'off',
    'operation-description': 'off',
    // An id is a UUID, so `/connections/sessions` is never one.
    'no-ambiguous-paths': 'off',
    'operation-operationId-unique': 'error',
    'operation-summary': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'operation-4xx-problem-details-rfc7807': 'error',
    'no-invalid-media-type-examples': 'error',
    'no-unused-components': 'error',
  },
});
const problems = await lintFromString({ source, absoluteRef: path ?? 'openapi.json', config });
const open = problems.filter(({ ignored }) => !ignored);
if (open.length > 0) formatProblems(open, { format: 'stylish', totals: count(open), version: '' });
console.log(
  open.length === 0 ? 'the OpenAPI document has no errors and no warnings' : `${open.length} problems`,
);
process.exit(open.length === 0 ? 0 : 1);

function count(found) {
  const errors = found.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: found.length - errors, ignored: 0 };
}
