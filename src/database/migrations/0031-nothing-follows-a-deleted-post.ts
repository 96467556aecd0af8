import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever deletes a post on the platform does not want the rest of its thread, or its first comment, to appear after that: on X the
 * next part would go out below the part before it, which stays live. What waits to follow the post ends as FAILED, which is told like
 * any other failure and can be retried; if the post goes out anew, what follows it goes back into the queue (social_post_add_follow_up).
 */
export class NothingFollowsADeletedPost1766800000031 implements MigrationInterface {
  name = 'NothingFollowsADeletedPost1766800000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

/** One that has an id went out once and was put back: it is looked up, and nothing is sent where it is live. */
const stop = (which: string) => `UPDATE "SocialPost" p
    SET status = 'FAILED', error_code = 'PRECEDING_POST_DELETED',
      error_message = 'The post that this one follows was deleted on the platform, so this one was not sent. Retry it to send it all the same.'
    WHERE ${which} AND p.status = 'SCHEDULED' AND p.platform_post_id IS NULL;`;

// A part that was on its way at the deletion makes the next one after it, so that is asked at its making, too. It is changed a moment
// later, instead of being made as FAILED: only changes of a status are told.
const up = [
  `CREATE FUNCTION social_post_stop_follow_ups() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    ${stop('p.root_post_id = COALESCE(NEW.root_post_id, NEW.id) AND p.part > COALESCE(NEW.part, 0)')}
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_post_stop_follow_ups AFTER UPDATE OF deleted_on_platform_at ON "SocialPost"
    FOR EACH ROW WHEN (OLD.deleted_on_platform_at IS NULL AND NEW.deleted_on_platform_at IS NOT NULL)
    EXECUTE FUNCTION social_post_stop_follow_ups()`,
  `CREATE FUNCTION social_post_stop_late_follow_up() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF EXISTS (SELECT FROM "SocialPost" root WHERE root.id = NEW.root_post_id AND root.deleted_on_platform_at IS NOT NULL)
       OR EXISTS (SELECT FROM "SocialPost" earlier WHERE earlier.root_post_id = NEW.root_post_id AND earlier.part < NEW.part
         AND earlier.deleted_on_platform_at IS NOT NULL) THEN
      ${stop('p.id = NEW.id')}
    END IF;
    RETURN NULL;
  END $body$`,
  `CREATE TRIGGER social_post_stop_late_follow_up AFTER INSERT ON "SocialPost"
    FOR EACH ROW WHEN (NEW.root_post_id IS NOT NULL AND NEW.status = 'SCHEDULED')
    EXECUTE FUNCTION social_post_stop_late_follow_up()`,
];

const down = [
  `DROP TRIGGER social_post_stop_late_follow_up ON "SocialPost"`,
  `DROP FUNCTION social_post_stop_late_follow_up()`,
  `DROP TRIGGER social_post_stop_follow_ups ON "SocialPost"`,
  `DROP FUNCTION social_post_stop_follow_ups()`,
];
