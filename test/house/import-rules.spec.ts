import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const projectRoot = join(import.meta.dirname, '..', '..');
const folders = ['src', 'sandbox', 'demo', 'test', 'web'];
const modules = 'src/modules';
const platforms = `${modules}/providers`;

/** One deliberate violation a rule: the first file imports the second. */
const violations: [rule: string, from: string, to: string][] = [
  ['no-cycles', 'src/jobs/egg.ts', 'src/jobs/hen.ts'],
  ['kernel-imports-nothing', 'src/kernel/clock.ts', 'src/config/app-config.ts'],
  ['infrastructure-knows-no-module', 'src/http/list.ts', `${modules}/posts/posts.service.ts`],
  ['entities-are-only-tables', 'src/database/entities/post.entity.ts', 'src/config/app-config.ts'],
  ['media-never-back', `${modules}/media/store.ts`, `${modules}/providers/provider.registry.ts`],
  [
    'providers-never-back',
    `${platforms}/provider.registry.ts`,
    `${modules}/connections/connections.service.ts`,
  ],
  ['connections-never-back', `${modules}/connections/refresh.ts`, `${modules}/posts/posts.service.ts`],
  ['posts-never-back', `${modules}/posts/publish.ts`, `${modules}/engagement/engagement.service.ts`],
  ['engagement-never-back', `${modules}/engagement/read.ts`, `${modules}/diagnosis/diagnosis.service.ts`],
  ['pages-never-back', `${modules}/pages/show.ts`, `${modules}/diagnosis/diagnosis.service.ts`],
  [
    'platform-webhooks-never-back',
    `${modules}/platform-webhooks/receive.ts`,
    `${modules}/notifications/notifications.service.ts`,
  ],
  [
    'diagnosis-never-back',
    `${modules}/diagnosis/ask.ts`,
    `${modules}/notifications/notifications.service.ts`,
  ],
  [
    'notifications-never-back',
    `${modules}/notifications/tell.ts`,
    `${modules}/diagnosis/diagnosis.service.ts`,
  ],
  ['modules-through-doors', `${modules}/posts/list.ts`, `${modules}/connections/connections.queries.ts`],
  ['platforms-apart', `${platforms}/twitter/send.ts`, `${platforms}/facebook/send.ts`],
  ['platforms-share-little', `${platforms}/facebook/media.ts`, `${platforms}/providers.module.ts`],
  ['meta-is-for-meta', `${platforms}/twitter/token.ts`, `${platforms}/meta.api.ts`],
  ['platforms-stay-inside', `${platforms}/provider.http.ts`, `${platforms}/facebook/send.ts`],
  ['src-stands-alone', 'src/security/token-cipher.ts', 'sandbox/faults.ts'],
  ['specs-use-test-support', 'src/security/token-cipher.spec.ts', 'sandbox/faults.ts'],
  ['sandbox-stands-alone', 'sandbox/tokens.ts', 'src/kernel/clock.ts'],
  ['demo-over-http', 'demo/tell-story.ts', 'src/kernel/clock.ts'],
  ['pages-over-http', 'web/src/console/list.ts', 'src/kernel/clock.ts'],
  ['connect-pages-stay-small', 'web/src/connect/page.ts', 'a-library'],
  ['no-dev-dependencies', 'src/http/pages.ts', 'a-tool'],
  ['no-undeclared-packages', 'src/http/pages.ts', 'a-stranger'],
];

/** What the rules are there to allow. */
const allowed: [from: string, to: string][] = [
  ['src/main.ts', 'src/app.module.ts'],
  ['src/app.module.ts', `${platforms}/facebook/facebook.module.ts`],
  [`${platforms}/providers.module.ts`, `${platforms}/twitter/twitter.module.ts`],
  [`${platforms}/facebook/facebook.module.ts`, `${platforms}/facebook/send.ts`],
  [`${platforms}/facebook/send.ts`, `${platforms}/meta.api.ts`],
  [`${platforms}/twitter/twitter.module.ts`, `${platforms}/provider.http.ts`],
  [`${modules}/diagnosis/diagnosis.module.ts`, `${modules}/engagement/engagement.service.ts`],
  [`${modules}/engagement/engagement.service.ts`, `${modules}/posts/posts.service.ts`],
  [`${modules}/posts/posts.service.ts`, `${modules}/connections/connections.module.ts`],
  [`${modules}/posts/posts.service.ts`, `${modules}/posts/posts.queries.ts`],
  [`${modules}/posts/posts.queries.ts`, 'src/database/entities/post.entity.ts'],
  [`${modules}/connections/connections.module.ts`, `${platforms}/provider.port.ts`],
  [`${platforms}/provider.port.ts`, 'src/kernel/clock.ts'],
  ['src/http/list.ts', 'src/jobs/run.ts'],
  ['src/database/entities/post.entity.ts', 'src/kernel/platform.ts'],
  ['src/kernel/platform.ts', 'node:util'],
  [`${modules}/posts/posts.spec.ts`, `${modules}/connections/connections.queries.ts`],
  [`${modules}/posts/publish.spec.ts`, 'test/support/app.ts'],
  ['test/support/app.ts', 'sandbox/faults.ts'],
  ['test/e2e/story.spec.ts', `${modules}/posts/posts.queries.ts`],
  ['src/http/pages.ts', 'a-library'],
  ['web/src/console/list.ts', 'a-library'],
  ['web/src/console/list.ts', 'web/src/shared/formats.ts'],
  ['web/src/connect/page.ts', 'web/src/shared/formats.ts'],
];

describe('The import rules', () => {
  const roots: string[] = [];
  let found: string[];
  let rules: string[];
  let exitCode: number | null;

  beforeAll(async () => {
    const root = await tree([
      ...violations.map(([, from, to]): [string, string] => [from, to]),
      ['src/jobs/hen.ts', 'src/jobs/egg.ts'],
    ]);
    ({ found, rules, exitCode } = cruise(root));
  });

  afterAll(async () => {
    for (const root of roots) await rm(root, { recursive: true });
  });

  it.each(violations)('%s refuses that %s imports %s', (rule, from, to) => {
    expect(found).toContainEqual(expect.stringMatching(`^${rule}: ${from} → (node_modules/)?${to}`));
    expect(exitCode).toBeGreaterThan(0);
  });

  it('have an example here for every rule', () => {
    const examples = violations.map(([rule]) => rule);

    expect(examples.sort()).toEqual(rules.sort());
  });

  it('let everything pass that follows the line', async () => {
    const root = await tree(allowed);

    const result = cruise(root);

    expect(result).toMatchObject({ found: [], exitCode: 0 });
  });

  /** Writes the files with their imports, and packages that are declared, for development only, or not at all. */
  async function tree(imports: [from: string, to: string][]): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), 'import-rules-'));
    roots.push(root);
    for (const folder of folders) await mkdir(join(root, folder));
    const files = new Map<string, string[]>();
    for (const [from, to] of imports) {
      const lines = files.get(from) ?? [];
      files.set(from, [...lines, `import '${isFile(to) ? pathBetween(from, to) : to}';`]);
      if (isFile(to) && !files.has(to)) files.set(to, []);
    }
    for (const [file, lines] of files) await write(join(root, file), lines.join('\n'));
    for (const name of ['a-library', 'a-tool', 'a-stranger']) {
      await write(
        join(root, 'node_modules', name, 'package.json'),
        JSON.stringify({ name, main: 'main.js' }),
      );
      await write(join(root, 'node_modules', name, 'main.js'), '');
    }
    await write(
      join(root, 'package.json'),
      JSON.stringify({ dependencies: { 'a-library': '1' }, devDependencies: { 'a-tool': '1' } }),
    );
    return root;
  }
});

function isFile(target: string): boolean {
  return target.endsWith('.ts');
}

function pathBetween(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

interface CruiseReport {
  summary: {
    violations: { rule: { name: string }; from: string; to: string }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

interface Cruise {
  found: string[];
  rules: string[];
  exitCode: number | null;
}

/** Runs the project's own configuration on another tree. */
function cruise(root: string): Cruise {
  const { summary } = JSON.parse(runCruiser(root, 'json').stdout) as CruiseReport;
  return {
    found: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
    exitCode: runCruiser(root, 'err').status,
  };
}

function runCruiser(root: string, outputType: string): { stdout: string; status: number | null } {
  const program = join(projectRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(projectRoot, '.dependency-cruiser.mjs');
  const options = ['--config', config, '--output-type', outputType];
  return spawnSync(process.execPath, [program, ...folders, ...options], { cwd: root, encoding: 'utf8' });
}
