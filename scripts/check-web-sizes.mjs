// What a browser loads for the pages, compressed; fails above the budgets. Reads what `npm run build` left in dist/web.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = process.argv[2] ?? 'dist/web';
/** JavaScript in kB (1000 bytes) after gzip, chunks that load later included. */
const budgets = [
  { entry: 'connect.html', kB: 80 },
  { entry: 'index.html', kB: 250 },
];

const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
let over = 0;
for (const { entry, kB } of budgets) {
  const scripts = [...chunksOf(entry)]
    .map((key) => manifest[key].file)
    .filter((file) => file.endsWith('.js'));
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  if (scripts.length === 0 || bytes > kB * 1000) over += 1;
  console.log(`${entry}: ${(bytes / 1000).toFixed(1)} kB of ${kB} kB JavaScript in ${scripts.length} files`);
}
if (over > 0) console.log('a page is larger than its budget, or has no script at all');
process.exit(over === 0 ? 0 : 1);

/** The chunk and everything that it imports, at once or later. */
function chunksOf(key, found = new Set()) {
  if (found.has(key)) return found;
  if (!manifest[key]) throw new Error(`${folder} was built without ${key}`);
  found.add(key);
  for (const next of [...(manifest[key].imports ?? []), ...(manifest[key].dynamicImports ?? [])])
    chunksOf(next, found);
  return found;
}
