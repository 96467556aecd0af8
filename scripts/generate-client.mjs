// The types of the client workspace, from the OpenAPI document of the built service.
//   node scripts/generate-client.mjs           fails when client/src/schema.ts is not what the document says
//   node scripts/generate-client.mjs --write   writes it
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTs, { astToString } from 'openapi-typescript';

const path = 'client/src/schema.ts';
const document = execFileSync(process.execPath, ['dist/src/print-openapi.js'], { encoding: 'utf8' });
const types = astToString(await openapiTs(JSON.parse(document)));
const text = `// Generated from the OpenAPI document by \`npm run client:generate\`; do not edit.\n\n${types}`;

if (process.argv.includes('--write')) {
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
} else if (readFileSync(path, 'utf8') === text) {
  console.log(`${path} is what the OpenAPI document says`);
} else {
  console.log(`${path} is stale: run npm run client:generate and commit what it wrote`);
  process.exit(1);
}
