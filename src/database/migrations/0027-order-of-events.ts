import type { MigrationInterface, QueryRunner } from 'typeorm';
import { postData } from './0009-events-and-webhooks.ts';
import { replacing } from './replacing.ts';

/** Messages come in any order: the version of a post in each tells which of two is the newer one. */
export class OrderOfEvents1766400000027 implements MigrationInterface {
  name = 'OrderOfEvents1766400000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replacing(postData(`, 'version', p.version`)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(replacing(postData()));
  }
}
