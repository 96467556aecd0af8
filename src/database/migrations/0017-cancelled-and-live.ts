import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A published post that is put back and then cancelled, before it was looked up, is live all the same. The row says so, as it does
 * for one that was on its way when it was cancelled.
 */
export class CancelledAndLive1765400000017 implements MigrationInterface {
  name = 'CancelledAndLive1765400000017';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE FUNCTION social_post_cancelled_live() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    NEW.error_code := 'LIVE_AFTER_CANCEL';
    NEW.error_message := 'The post had been published before it was cancelled, and it is live. Delete it on the platform if it must go.';
    RETURN NEW;
  END $body$`,
  `CREATE TRIGGER social_post_cancelled_live BEFORE UPDATE ON "SocialPost"
    FOR EACH ROW
    WHEN (NEW.status = 'CANCELLED' AND OLD.status <> 'CANCELLED' AND NEW.platform_post_id IS NOT NULL
      AND NEW.deleted_on_platform_at IS NULL AND NEW.error_code IS DISTINCT FROM 'DUPLICATE_DETECTED')
    EXECUTE FUNCTION social_post_cancelled_live()`,
];

const down = [
  `DROP TRIGGER social_post_cancelled_live ON "SocialPost"`,
  `DROP FUNCTION social_post_cancelled_live()`,
];
