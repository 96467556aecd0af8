import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index of posts by connection and time holds those that wait, and no more those on their way: there is one of these a connection
 * at most, which its newest attempt names. A post that goes out so needs one entry less.
 */
export class WaitingByConnection1765500000018 implements MigrationInterface {
  name = 'WaitingByConnection1765500000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX social_post_by_connection`);
    await runner.query(`CREATE INDEX social_post_by_connection ON "SocialPost" (connection_id, scheduled_at, id)
      WHERE status = 'SCHEDULED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX social_post_by_connection`);
    await runner.query(`CREATE INDEX social_post_by_connection ON "SocialPost" (connection_id, scheduled_at, id)
      WHERE status IN ('SCHEDULED', 'PUBLISHING')`);
  }
}
