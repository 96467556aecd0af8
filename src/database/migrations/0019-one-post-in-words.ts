import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  pauseTenant,
  rescheduleConnection,
  resumeTenant,
  saidOfPosts,
} from './0010-operators-kit.functions.ts';
import { time } from './0010-operators-kit.views.ts';
import { replacing } from './replacing.ts';

export const saidOfOnePost: typeof saidOfPosts = {
  waiting: `CASE waiting WHEN 1 THEN '1 scheduled post waits.' ELSE ${saidOfPosts.waiting} END`,
  due: `CASE due WHEN 1 THEN '1 post is due now; if it is too late, it fails with MISSED_WINDOW.' ELSE ${saidOfPosts.due} END`,
  moved: `CASE moved.posts WHEN 1 THEN '1 post now goes out at ' || ${time('moved.first')} || '.' ELSE ${saidOfPosts.moved} END`,
};

/** What the operators' functions answer reads right for a single post, too. */
export class OnePostInWords1765600000019 implements MigrationInterface {
  name = 'OnePostInWords1765600000019';

  async up(runner: QueryRunner): Promise<void> {
    await replaceFunctions(runner, saidOfOnePost);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceFunctions(runner, saidOfPosts);
  }
}

async function replaceFunctions(runner: QueryRunner, said: typeof saidOfPosts): Promise<void> {
  for (const create of [
    pauseTenant(said.waiting),
    resumeTenant(said.due),
    rescheduleConnection(said.moved),
  ]) {
    await runner.query(replacing(create));
  }
}
