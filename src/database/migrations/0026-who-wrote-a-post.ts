import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFollowUp } from './0005-media-and-follow-ups.functions.ts';
import { replacing } from './replacing.ts';

/**
 * Who wrote a post: a column that the statement which creates it fills, because a row of the audit for each post would cost that
 * statement a second one. What follows a post has the same writer.
 */
export class WhoWroteAPost1766300000026 implements MigrationInterface {
  name = 'WhoWroteAPost1766300000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialPost" ADD COLUMN created_by text`);
    await runner.query(replacing(addFollowUp({ columns: ', created_by', values: ', NEW.created_by' })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(replacing(addFollowUp({ columns: '', values: '' })));
    await runner.query(`ALTER TABLE "SocialPost" DROP COLUMN created_by`);
  }
}
