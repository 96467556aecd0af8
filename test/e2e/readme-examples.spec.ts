import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { SEED } from '../../sandbox/seed.ts';
import { answerDialog, connect, visit } from '../support/login.ts';
import { makePicture } from '../support/media-files.ts';
import { commandsOf, projectRoot, readmeBlock } from '../support/readme.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

const run = promisify(execFile);

describe('The examples of README.md', () => {
  let app: TestApp;
  let service: ServiceProcess;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    app = await TestApp.start();
    service = await ServiceProcess.start({ databaseUrl: app.database.url, sandboxUrl: app.sandboxUrl });
    // Inside the project, so that the example finds the packages that it imports.
    const cache = join(projectRoot, 'node_modules', '.cache');
    await mkdir(cache, { recursive: true });
    folder = await mkdtemp(join(cache, 'readme-'));
    env = { PATH: process.env['PATH'] ?? '', TOKEN: await signToken() };
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await service.stop();
    await app.close();
  });

  /** As the demo's addresses, but those of this test. */
  const here = (text: string) =>
    text.replaceAll('http://127.0.0.1:3000', service.url).replaceAll('http://127.0.0.1:4010', app.sandboxUrl);

  it('with curl do what they say, one after the other', async () => {
    await writeFile(join(folder, 'photo.jpg'), await makePicture('jpeg'));
    const [api, call, ...commands] = commandsOf(here(await readmeBlock('Try the API', 'sh')));
    const ids: Record<string, string> = {};
    const refused: string[] = [];

    for (const command of commands) {
      const filled = command.replaceAll(/\b([A-Z]+_ID)\b/g, (name) => ids[name] ?? `${name}_IS_NOT_KNOWN`);
      const { stdout } = await run('bash', ['-c', `${api}\n${call}\n${filled}`], { env, cwd: folder });
      const answer = JSON.parse(stdout) as Answer;
      if (answer.detail !== undefined) refused.push(`${filled}: ${answer.detail}`);
      if (answer.authorizationUrl)
        await visit(await answerDialog(app, answer.authorizationUrl, { user: SEED.alex }));
      Object.assign(ids, idsIn(answer));
    }

    expect(refused).toEqual([]);
    expect(commands.length).toBeGreaterThan(9);
    expect(Object.keys(ids).sort()).toEqual(['CONNECTION_ID', 'POST_ID', 'SESSION_ID', 'UPLOAD_ID']);
  }, 60_000);

  it('with the client compile by the strictest rules and do what they say', async () => {
    await connect(app, 'FACEBOOK', { user: SEED.alex, accountId: SEED.harbourRowing });
    await run('npm', ['run', '-s', '-w', 'client', 'build'], { cwd: projectRoot, env: { ...process.env } });
    const path = join(folder, 'example.ts');
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
    await writeFile(path, here(await readmeBlock('Client', 'ts')));

    const problems = compile(path);
    const { stdout } = await run(process.execPath, [join(folder, 'example.js')], { env });

    expect(problems).toEqual([]);
    expect(stdout).toMatch(/^[\da-f-]{36} SCHEDULED 2027-05-05T08:00:00\.000Z$/m);
  }, 60_000);
});

interface Answer {
  /** Of a problem document. */
  detail?: string;
  id?: string;
  authorizationUrl?: string;
  sessionId?: string;
  connections?: { id: string }[];
  posts?: { id: string }[];
  file?: object;
}

function idsIn({ id, sessionId, connections, posts, file }: Answer): Record<string, string> {
  return {
    ...(sessionId && { SESSION_ID: sessionId }),
    ...(connections?.[0] && { CONNECTION_ID: connections[0].id }),
    ...(posts?.[0] && { POST_ID: posts[0].id }),
    ...(file && id && { UPLOAD_ID: id }),
  };
}

/** Writes the JavaScript beside the file; returns what the compiler says of the file. */
function compile(path: string): string[] {
  const program = ts.createProgram([path], {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    skipLibCheck: true,
  });
  program.emit();
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
