import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A post that is cancelled although nobody knows of an earlier send of it says so: one that is not decided yet (the row was put back
 * meanwhile) or could not be, one that was adopted without its id, and one that was looked for and not found within the last five
 * minutes, which may still land.
 */
export class CancelledAndUnsure1765800000021 implements MigrationInterface {
  name = 'CancelledAndUnsure1765800000021';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE FUNCTION social_post_cancelled_unsure() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF EXISTS (SELECT FROM "SocialPublishAttempt" a WHERE a.post_id = NEW.id AND (a.outcome = 'undecided'
        OR a.outcome = 'adopted' AND a.platform_post_id IS NULL
        OR a.outcome IS NULL AND a.send_started_at IS NOT NULL
        OR a.outcome = 'not_found' AND a.send_started_at > social_now() - interval '5 minutes')) THEN
      NEW.error_code := 'OUTCOME_UNKNOWN';
      NEW.error_message := 'The post was sent before it was cancelled, and it may be live. Look at the account, and delete it there if it must go.';
    END IF;
    RETURN NEW;
  END $body$`,
  `CREATE TRIGGER social_post_cancelled_unsure BEFORE UPDATE ON "SocialPost"
    FOR EACH ROW
    WHEN (NEW.status = 'CANCELLED' AND OLD.status <> 'CANCELLED' AND NEW.platform_post_id IS NULL
      AND NEW.error_code IS DISTINCT FROM 'LIVE_AFTER_CANCEL' AND NEW.error_code IS DISTINCT FROM 'DUPLICATE_DETECTED')
    EXECUTE FUNCTION social_post_cancelled_unsure()`,
];

const down = [
  `DROP TRIGGER social_post_cancelled_unsure ON "SocialPost"`,
  `DROP FUNCTION social_post_cancelled_unsure()`,
];
