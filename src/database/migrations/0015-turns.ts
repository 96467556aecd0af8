import type { MigrationInterface, QueryRunner } from 'typeorm';
import { connectionHealth, latePosts } from './0010-operators-kit.views.ts';
import { healthOfLate, lateAndFree, overduePosts } from './0013-late-and-audited.ts';
import { replacing } from './replacing.ts';

/**
 * Attempts of a connection are numbered, and the next number is taken only when the attempt before it is closed (decision 0020).
 *
 * The partial index of open attempts kept an entry of each attempt that was ever open, until a vacuum that a held snapshot puts off.
 * The newest attempt of a connection is found in one step, whatever died behind it. It also tells how far the connection's posts
 * went out; those that were put back behind that time have an index of their own.
 */
export class Turns1765200000015 implements MigrationInterface {
  name = 'Turns1765200000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const newestIfOpen = `(
    SELECT newest.id, newest.post_id, newest.created_at FROM (
      SELECT a.id, a.post_id, a.created_at, a.closed_at FROM "SocialPublishAttempt" a
      WHERE a.connection_id = c.id ORDER BY a.connection_turn DESC LIMIT 1
    ) newest WHERE newest.closed_at IS NULL
  )`;

const up = [
  `ALTER TABLE "SocialPublishAttempt" ADD COLUMN connection_turn bigint, ADD COLUMN post_scheduled_at timestamptz`,
  `UPDATE "SocialPublishAttempt" a SET connection_turn = numbered.turn
   FROM (SELECT id, row_number() OVER (PARTITION BY connection_id ORDER BY closed_at IS NULL, created_at, id) AS turn
         FROM "SocialPublishAttempt") numbered
   WHERE a.id = numbered.id`,
  `ALTER TABLE "SocialPublishAttempt" ALTER COLUMN connection_turn SET NOT NULL`,
  `CREATE UNIQUE INDEX social_publish_attempt_turn_once ON "SocialPublishAttempt" (connection_id, connection_turn)`,
  `DROP INDEX social_publish_attempt_one_open_per_connection`,

  // The number of a deleted attempt is not given again: a claim that saw it before may be about to take the one after it.
  `ALTER TABLE "SocialConnection" ADD COLUMN deleted_turn bigint NOT NULL DEFAULT 0`,
  `CREATE FUNCTION social_publish_attempt_deleted() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    UPDATE "SocialConnection" SET deleted_turn = OLD.connection_turn
    WHERE id = OLD.connection_id AND deleted_turn < OLD.connection_turn;
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_publish_attempt_deleted AFTER DELETE ON "SocialPublishAttempt"
    FOR EACH ROW EXECUTE FUNCTION social_publish_attempt_deleted()`,

  `CREATE INDEX social_post_put_back ON "SocialPost" (connection_id, scheduled_at, id)
    WHERE status = 'SCHEDULED' AND (not_before IS NOT NULL OR requeued_at IS NOT NULL)`,

  replacing(overduePosts(newestIfOpen)),
  replacing(latePosts(lateAndFree, newestIfOpen)),
  replacing(connectionHealth(healthOfLate(newestIfOpen))),
];

const down = [
  replacing(connectionHealth(healthOfLate())),
  replacing(latePosts(lateAndFree)),
  replacing(overduePosts()),
  `DROP INDEX social_post_put_back`,
  `DROP TRIGGER social_publish_attempt_deleted ON "SocialPublishAttempt"`,
  `DROP FUNCTION social_publish_attempt_deleted()`,
  `ALTER TABLE "SocialConnection" DROP COLUMN deleted_turn`,
  `CREATE UNIQUE INDEX social_publish_attempt_one_open_per_connection
    ON "SocialPublishAttempt" (connection_id) WHERE outcome IS NULL`,
  `DROP INDEX social_publish_attempt_turn_once`,
  `ALTER TABLE "SocialPublishAttempt" DROP COLUMN connection_turn, DROP COLUMN post_scheduled_at`,
];
