import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when the account of an open send cannot be read: how long to go on looking counts from there, not from the send. */
export class UnreadableSince1765900000022 implements MigrationInterface {
  name = 'UnreadableSince1765900000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialPublishAttempt" ADD COLUMN unreadable_since timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialPublishAttempt" DROP COLUMN unreadable_since`);
  }
}
