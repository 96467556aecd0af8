import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { Pool } from 'undici';
import { encodeCursor } from '../src/http/cursor-page.ts';
import { ServiceProcess } from '../test/support/service-process.ts';
import { fillTables } from './mass-rows.ts';
import { median, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { World } from './world.ts';

const callers = 16;
const roundMs = 3_000;
const pageSize = 20;
const farPage = 10_000;
const pagesTimed = 400;
const tenant = 'club-0';

interface Api {
  pool: Pool;
  path: string;
  headers: Record<string, string>;
}

/** Our API beside a bare handler on the same database, in turns; and the first page of a long list beside a far one. */
export async function measureApi({ apiRows, rounds }: Sizes): Promise<SectionResult> {
  const world = await World.create();
  await world.connections(20, 1);
  await fillTables(world, apiRows);
  const bare = fork(fileURLToPath(new URL('bare-api.js', import.meta.url)), {
    env: { ...process.env, DATABASE_URL: world.url },
  });
  const [barePort] = (await once(bare, 'message')) as [number];
  const service = await startApi(world);
  const apis = {
    ours: await apiAt(service.url, '/api/v1/social/posts', world),
    bare: await apiAt(`http://127.0.0.1:${barePort}`, '/posts', world),
  };
  const pages = await timePages(world, apis.ours);
  const reads = await inTurns(rounds, apis, read);
  const connectionId = await anyConnection(world);
  const writes = await inTurns(rounds, apis, async (api) => await write(api, connectionId));
  await Promise.all([apis.ours.pool.close(), apis.bare.pool.close()]);
  await service.stop();
  bare.kill();
  await world.close();
  return present({ reads, writes, pages, apiRows, rounds });
}

/** The built service, which runs no jobs. */
async function startApi(world: World): Promise<ServiceProcess> {
  const { PORT: _port, DATABASE_URL: databaseUrl = '', ...overrides } = world.env('http://127.0.0.1:1');
  return await ServiceProcess.start({ databaseUrl, sandboxUrl: 'http://127.0.0.1:1', overrides });
}

async function apiAt(url: string, path: string, world: World): Promise<Api> {
  const secret = new TextEncoder().encode(world.env('')['JWT_SECRET']);
  const token = await new SignJWT({ tenant_id: tenant, scope: 'social:read social:write' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('bench')
    .setExpirationTime('1 day')
    .sign(secret);
  return {
    pool: new Pool(url, { connections: callers }),
    path,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  };
}

async function read({ pool, path, headers }: Api, query = ''): Promise<void> {
  const { statusCode, body } = await pool.request({ method: 'GET', path: path + query, headers });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`GET ${query} was answered with ${statusCode}: ${text}`);
}

async function write({ pool, path, headers }: Api, connectionId: string): Promise<void> {
  const scheduledAt = '2027-06-01T10:00:00Z';
  const content = 'The match on court 5 begins at six';
  const body = JSON.stringify({ connectionIds: [connectionId], content, scheduledAt });
  const answer = await pool.request({ method: 'POST', path, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 201) throw new Error(`POST was answered with ${answer.statusCode}: ${text}`);
}

/** Calls a second of each, round by round; the first round warms up. */
async function inTurns(
  rounds: number,
  apis: { ours: Api; bare: Api },
  call: (api: Api) => Promise<void>,
): Promise<{ ours: number[]; bare: number[] }> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const name of ['bare', 'ours'] as const) {
      const rate = await rateOf(async () => await call(apis[name]));
      if (turn > 0) rates[name].push(rate);
    }
  }
  return rates;
}

async function rateOf(call: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let calls = 0;
  const caller = async () => {
    while (performance.now() - startedAt < roundMs) {
      await call();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return calls / ((performance.now() - startedAt) / 1000);
}

interface PageTimes {
  list: string;
  firstMs: number;
  farMs: number;
}

/** One caller, the first page and a far one in turns. */
async function timePages(world: World, api: Api): Promise<PageTimes[]> {
  const connectionId = await anyConnection(world);
  const lists = [
    { list: 'all', query: `limit=${pageSize}`, where: '' },
    {
      list: 'of one connection',
      query: `limit=${pageSize}&connectionId=${connectionId}`,
      where: `AND connection_id = '${connectionId}'`,
    },
    { list: 'failed ones', query: `limit=${pageSize}&status=FAILED`, where: `AND status = 'FAILED'` },
    {
      list: 'published ones',
      query: `limit=${pageSize}&status=PUBLISHED`,
      where: `AND status = 'PUBLISHED'`,
    },
  ];
  const times: PageTimes[] = [];
  for (const { list, query, where } of lists) {
    const cursor = await cursorFar(world, where);
    const taken: [number[], number[]] = [[], []];
    for (let turn = 0; turn < pagesTimed; turn += 1) {
      for (const [place, more] of ['', `&cursor=${cursor}`].entries()) {
        const startedAt = performance.now();
        await read(api, `?${query}${more}`);
        taken[place]?.push(performance.now() - startedAt);
      }
    }
    times.push({ list, firstMs: round(median(taken[0]), 2), farMs: round(median(taken[1]), 2) });
  }
  return times;
}

/** Where page 10,000 of the list begins, or its last page where it is shorter. */
async function cursorFar(world: World, where: string): Promise<string> {
  const { rows } = await world.pool.query<{ createdAt: string; id: string }>(
    `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAt", id
     FROM (SELECT created_at, id FROM "SocialPost" WHERE tenant_id = $1 ${where}
           ORDER BY created_at DESC, id DESC LIMIT $2) far ORDER BY created_at, id OFFSET $3 LIMIT 1`,
    [tenant, farPage * pageSize, pageSize],
  );
  const [row] = rows;
  if (!row) throw new Error('The list is shorter than a page.');
  return encodeCursor(row);
}

async function anyConnection(world: World): Promise<string> {
  const { rows } = await world.pool.query<{ id: string }>('SELECT id FROM "SocialConnection" LIMIT 1');
  return rows[0]!.id;
}

function present(found: {
  reads: { ours: number[]; bare: number[] };
  writes: { ours: number[]; bare: number[] };
  pages: PageTimes[];
  apiRows: number;
  rounds: number;
}): SectionResult {
  const { reads, writes, pages, apiRows, rounds } = found;
  const ratios = {
    read: round(median(reads.ours) / median(reads.bare), 2),
    write: round(median(writes.ours) / median(writes.bare), 2),
    farPage: round(pages[0]!.farMs / pages[0]!.firstMs, 2),
  };
  const line = (what: string, { ours, bare }: typeof reads, ratio: number) => [
    what,
    median(ours).toFixed(0),
    median(bare).toFixed(0),
    ratio.toFixed(2),
  ];
  return {
    title: `${apiRows.toLocaleString('en')} posts of one tenant, ${callers} callers, ${rounds} rounds of ${roundMs / 1000} s each in turns: calls a second`,
    columns: ['', 'service, with access token', 'bare Express + pg, without', 'ratio'],
    rows: [line('GET /posts', reads, ratios.read), line('POST /posts', writes, ratios.write)],
    notes: [
      `GET: must 0.9; POST ÷ bare insert: must 0.6`,
      ...pages.map(
        ({ list, firstMs, farMs }) =>
          `page ${farPage.toLocaleString('en')} (or the last) ÷ page 1, ${list}: ${farMs} ms ÷ ${firstMs} ms = ${round(farMs / firstMs, 2)} (must 1.2)`,
      ),
    ],
    data: { rows: apiRows, callers, rounds, reads, writes, pages, ratios },
  };
}
