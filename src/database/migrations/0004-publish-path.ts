import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the publish path needs of its tables.
 *
 * An open attempt is asked for by connection, once for each post that a claim looks at. Both partial indexes fit that question
 * as long as they have the same condition, and the planner, whose statistics call both empty, may take the one by post and walk
 * through all of it each time. The other spelling of the same condition (a check keeps the two alike) takes the choice away.
 *
 * An attempt is marked, then closed; a connection is touched at each post. Room on the page keeps the mark and the touch from
 * writing to every index.
 */
export class PublishPath1764100000004 implements MigrationInterface {
  name = 'PublishPath1764100000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX social_publish_attempt_one_open_per_post`);
    await runner.query(
      `CREATE UNIQUE INDEX social_publish_attempt_one_open_per_post
        ON "SocialPublishAttempt" (post_id) WHERE closed_at IS NULL`,
    );
    await runner.query(`ALTER TABLE "SocialPublishAttempt" SET (fillfactor = 50)`);
    await runner.query(`ALTER TABLE "SocialConnection" SET (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialConnection" RESET (fillfactor)`);
    await runner.query(`ALTER TABLE "SocialPublishAttempt" SET (fillfactor = 80)`);
    await runner.query(`DROP INDEX social_publish_attempt_one_open_per_post`);
    await runner.query(
      `CREATE UNIQUE INDEX social_publish_attempt_one_open_per_post
        ON "SocialPublishAttempt" (post_id) WHERE outcome IS NULL`,
    );
  }
}
