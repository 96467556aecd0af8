import 'reflect-metadata';
import { Test, type TestingModule } from '@nestjs/testing';
import { request, Agent } from 'undici';
import { AppModule } from '../src/app.module.ts';
import { AppConfig } from '../src/config/app-config.ts';
import { PublishDuePostsJob } from '../src/modules/posts/publish-due-posts.job.ts';
import { text } from './texts.ts';
import type { World } from './world.ts';

/** One way of getting posts out: set up once, filled and run many times, torn down at the end. */
export interface Pipeline {
  name: string;
  /** Puts so many due posts where this one takes them from. */
  fill(count: number): Promise<void>;
  /** Sends them; resolves when the last one is recorded. */
  run(): Promise<void>;
  close(): Promise<void>;
}

export const concurrency = 64;

/** The ceiling: nothing but the call, with bodies as long and as many at once as sockets pay off. */
export function rawUndici(stubUrl: string): Pipeline {
  const agent = new Agent({ connections: concurrency, pipelining: 1 });
  let [left, sent] = [0, 0];
  return {
    name: 'raw undici',
    fill: async (count) => {
      left = count;
    },
    run: async () => {
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          while (left-- > 0) {
            const answer = await request(`${stubUrl}/2/tweets`, {
              method: 'POST',
              dispatcher: agent,
              headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
              body: JSON.stringify({ text: text((sent += 1)) }),
            });
            await answer.body.json();
          }
        }),
      );
    },
    close: async () => {
      await agent.close();
    },
  };
}

/** The service in this process, without its clocks. */
export async function openService(
  world: World,
  stubUrl: string,
  config = AppConfig.from(world.env(stubUrl)),
): Promise<TestingModule> {
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(AppConfig)
    .useValue(config)
    .compile();
  module.useLogger(false);
  return await module.init();
}

/** The service as it is: claim, attempt, mark, send, record, by its own clocks and with its own provider for X. */
export async function fullPipeline(world: World, stubUrl: string): Promise<Pipeline> {
  const config = AppConfig.from(world.env(stubUrl));
  let role: AppConfig['role'] = 'api';
  // Its clocks stand still while another pipeline runs; jobs ask for the role each time.
  Object.defineProperty(config, 'role', { get: () => role });
  const module = await openService(world, stubUrl, config);
  const tick = module.get(PublishDuePostsJob, { strict: false });
  return {
    name: 'full pipeline',
    fill: async (count) => {
      await world.duePosts(count);
    },
    run: async () => {
      role = 'worker';
      // The others start at once too; the service's next tick may be 250 ms away.
      await tick.run();
      await world.untilPublished();
      role = 'api';
    },
    close: async () => {
      await module.close();
    },
  };
}
