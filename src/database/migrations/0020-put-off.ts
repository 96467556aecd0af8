import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A waiting post that gets a later time counts as put back by a person: after a restore its far time does not say that it cannot have
 * gone out before (decision 0009).
 */
export class PutOff1765700000020 implements MigrationInterface {
  name = 'PutOff1765700000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION social_post_put_off() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        NEW.requeued_at := social_now();
        RETURN NEW;
      END $body$`);
    await runner.query(`CREATE TRIGGER social_post_put_off BEFORE UPDATE OF scheduled_at ON "SocialPost"
      FOR EACH ROW
      WHEN (OLD.status = 'SCHEDULED' AND NEW.status = 'SCHEDULED' AND NEW.scheduled_at > OLD.scheduled_at)
      EXECUTE FUNCTION social_post_put_off()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER social_post_put_off ON "SocialPost"`);
    await runner.query(`DROP FUNCTION social_post_put_off()`);
  }
}
