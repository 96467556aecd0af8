import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const program = join(import.meta.dirname, '..', '..', 'scripts', 'check-rules.mjs');

/** What each rule must notice: a file, a line in it, and how the complaint begins. */
const broken: [file: string, line: string, complaint: string][] = [
  ['src/bare-date.ts', 'const now = new Date();', 'new Date() without an argument'],
  ['src/date-now.ts', 'const now = Date.now();', 'Date.now()'],
  ['src/environment.ts', `const port = process.env['PORT'];`, 'process.env outside src/config'],
  ['src/forward.ts', 'inject(forwardRef(() => Posts));', 'forwardRef and event buses'],
  ['src/five.ts', 'function send(a: A, b: B, c: C, d: D, e: E) {}', 'more than four parameters'],
  ['src/flag.ts', 'function send(post: Post, force = false) {}', 'a boolean parameter'],
  ['web/src/console/flag.tsx', 'function send(post: Post, force = false) {}', 'a boolean parameter'],
  ['src/swallow.ts', 'try { send(); } catch {}', 'an empty catch'],
  ['src/posts.spec.ts', `it.skip('works', () => {});`, 'a skipped or focused test'],
  ['test/e2e/posts.spec.ts', `describe.only('posts', () => {});`, 'a skipped or focused test'],
  ['src/mocked.spec.ts', `jest.mock('./posts.ts');`, 'a mocked module'],
  ['src/http/date-utils.ts', '', 'a name that says nothing'],
  ['src/modules/posts/index.ts', '', 'no barrel files'],
];

const fine: [file: string, line: string][] = [
  ['src/kernel/clock.ts', 'const now = new Date();'],
  ['src/config/config.module.ts', 'const env = process.env;'],
  ['src/given-date.ts', `const day = new Date('2026-01-01');`],
  ['src/constructor.ts', 'class Posts { constructor(a: A, b: B, c: C, d: D, e: E) {} }'],
  ['src/said-why.ts', 'try { send(); } catch { /* It ended a moment ago. */ }'],
  ['sandbox/clock.ts', 'const now = new Date();'],
  ['src/posts.spec.ts', `it('is sent once', () => {});`],
];

describe('The style rules', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'style-rules-'));
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  it('notice everything they forbid, with file and line', async () => {
    for (const [file, line] of broken) await write(join(root, file), line);

    const { status, lines } = check(root);

    const expected = broken.map(([file, , complaint]) =>
      expect.stringMatching(`^${escaped(`${file}:1  ${complaint}`)}`),
    );
    expect(lines).toEqual(expect.arrayContaining(expected));
    expect(lines).toHaveLength(broken.length + 1);
    expect(status).toBe(1);
  });

  it('let pass what only looks alike', async () => {
    for (const [file, line] of fine) await write(join(root, file), line);

    const result = check(root);

    expect(result).toEqual({ status: 0, lines: ['no rule is broken'] });
  });
});

async function write(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${line}\n`);
}

function check(root: string): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [program, root], { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n') };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
