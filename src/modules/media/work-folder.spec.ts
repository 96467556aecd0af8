import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serviceEnv } from '../../../test/support/settings.ts';
import { filesBelow } from '../../../test/support/upload.ts';
import { AppConfig } from '../../config/app-config.ts';
import { SystemClock } from '../../kernel/clock.ts';
import { WorkFolder, writeInto } from './work-folder.ts';

let folder: string;
let work: WorkFolder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'work-folder-'));
  const overrides = { MEDIA_STORE: `file:${folder}` };
  const env = serviceEnv({ port: 1, databaseUrl: 'postgres://nowhere/x', sandboxUrl: 'http://x', overrides });
  work = new WorkFolder(AppConfig.from(env), new SystemClock());
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('A place holds what was written into it for as long as the work takes', async () => {
  const read = await work.place(async (path) => {
    await pipeline(['a boat'], writeInto(path));
    return await readFile(path, 'utf8');
  });

  expect(read).toBe('a boat');
  expect(await filesBelow(folder)).toEqual([]);
});

it('A place that was given back stays empty, also for a writer that comes to open it later', async () => {
  const place = await work.place((path) => Promise.resolve(path));

  const late = writeInto(place);

  await expect(once(late, 'open')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await filesBelow(folder)).toEqual([]);
});
