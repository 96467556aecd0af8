import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, Worker } from 'bullmq';
import { Logger, makeWorkerUtils, run as runGraphile } from 'graphile-worker';
import PgBoss from 'pg-boss';
import { Agent, request } from 'undici';
import { freePort } from '../test/support/settings.ts';
import { pause } from './pause.ts';
import { concurrency, type Pipeline } from './pipelines.ts';
import type { World } from './world.ts';

interface Due {
  id: string;
}

/**
 * The same observable work as the service's, without its promises: the row is read, the platform called, and the row written
 * PUBLISHED with the platform's id. Nothing is remembered before the call, so a crash after it sends the post again.
 */
function publisher(
  world: World,
  stubUrl: string,
): { publish: (id: string) => Promise<void>; close: () => Promise<void> } {
  const agent = new Agent({ connections: concurrency, pipelining: 1 });
  return {
    publish: async (id) => {
      const { rows } = await world.pool.query<{ content: string; token: string }>(
        `SELECT p.content, c.access_token_sealed AS token
         FROM "SocialPost" p JOIN "SocialConnection" c ON c.id = p.connection_id
         WHERE p.id = $1 AND p.status = 'SCHEDULED' AND c.is_active`,
        [id],
      );
      const [post] = rows;
      if (!post) return;
      const answer = await request(`${stubUrl}/2/tweets`, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${post.token}` },
        body: JSON.stringify({ text: post.content }),
      });
      const { data } = (await answer.body.json()) as { data: { id: string } };
      await world.pool.query(
        `UPDATE "SocialPost" SET status = 'PUBLISHED', published_at = now(), platform_post_id = $2 WHERE id = $1`,
        [id, data.id],
      );
    },
    close: async () => {
      await agent.close();
    },
  };
}

async function duePosts(world: World, count: number): Promise<Due[]> {
  await world.duePosts(count);
  const { rows } = await world.pool.query<Due>(
    `SELECT id FROM "SocialPost" WHERE status = 'SCHEDULED' AND due_at <= now() ORDER BY due_at, id`,
  );
  return rows;
}

/** Batches of 200 fetched by each of several workers, as its guide advises for throughput. */
export async function pgBoss(world: World, stubUrl: string): Promise<Pipeline> {
  const boss = new PgBoss({ connectionString: world.postgres.url, max: 20, schema: 'pgboss' });
  await boss.start();
  await boss.createQueue('publish');
  const { publish, close } = publisher(world, stubUrl);
  return {
    name: 'pg-boss',
    fill: async (count) => {
      const posts = await duePosts(world, count);
      await boss.insert(posts.map(({ id }) => ({ name: 'publish', data: { id } })));
    },
    run: async () => {
      const work = async (jobs: { data: Due }[]) => {
        await Promise.all(jobs.map(async ({ data }) => await publish(data.id)));
      };
      const options = { batchSize: 200, pollingIntervalSeconds: 0.5 };
      const workers = await Promise.all(
        Array.from({ length: 4 }, async () => await boss.work<Due>('publish', options, work)),
      );
      await world.untilPublished();
      await Promise.all(workers.map(async (id) => await boss.offWork({ id })));
    },
    close: async () => {
      await boss.stop({ graceful: false, wait: true });
      await close();
    },
  };
}

/** One runner with as many jobs at once as the others have, and its local queue, which is its fast way. */
export async function graphileWorker(world: World, stubUrl: string): Promise<Pipeline> {
  const utils = await makeWorkerUtils({ connectionString: world.postgres.url });
  await utils.migrate();
  const { publish, close } = publisher(world, stubUrl);
  return {
    name: 'graphile-worker',
    fill: async (count) => {
      await duePosts(world, count);
      await world.pool.query(
        `SELECT graphile_worker.add_jobs(array_agg(
           ('publish', json_build_object('id', id), NULL, now(), 3, NULL, 0, NULL)::graphile_worker.job_spec))
         FROM "SocialPost" WHERE status = 'SCHEDULED' AND due_at <= now()`,
      );
    },
    run: async () => {
      const runner = await runGraphile({
        connectionString: world.postgres.url,
        concurrency,
        noHandleSignals: true,
        pollInterval: 500,
        logger: silentLogger,
        preset: { worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        taskList: { publish: async (payload) => await publish((payload as Due).id) },
      });
      await world.untilPublished();
      await runner.stop();
    },
    close: async () => {
      await utils.release();
      await close();
    },
  };
}

/** Null where there is no Redis on this machine. Its file is written every second, as its own default for durability. */
export async function bullMq(world: World, stubUrl: string): Promise<Pipeline | null> {
  const redis = await startRedis();
  if (!redis) return null;
  const connection = { host: '127.0.0.1', port: redis.port };
  const queue = new Queue<Due>('publish', { connection });
  const { publish, close } = publisher(world, stubUrl);
  return {
    name: 'BullMQ',
    fill: async (count) => {
      const posts = await duePosts(world, count);
      await queue.addBulk(posts.map((data) => ({ name: 'publish', data, opts: { removeOnComplete: true } })));
    },
    run: async () => {
      const worker = new Worker<Due>('publish', async ({ data }) => await publish(data.id), {
        connection,
        concurrency,
      });
      await world.untilPublished();
      await worker.close();
    },
    close: async () => {
      await queue.close();
      await redis.stop();
      await close();
    },
  };
}

async function startRedis(): Promise<{ port: number; stop(): Promise<void> } | null> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'social-bench-redis-'));
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--appendonly',
    'yes',
    '--save',
    '',
  ];
  const child: ChildProcess = spawn('redis-server', args, { stdio: 'ignore' });
  const started = await Promise.race([
    new Promise<boolean>((resolve) => child.once('error', () => resolve(false))),
    pause(500).then(() => true),
  ]);
  if (!started) return null;
  return {
    port,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const silentLogger = new Logger(() => () => undefined);
