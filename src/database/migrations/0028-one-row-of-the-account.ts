import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A live post belongs to one row of its account, whichever tenant's connection that is. What looks at the account asks what others published
 * there, but a worker may keep the answer to its send to itself for as long as somebody holds its row; meanwhile another
 * tenant's post that said the same can be found to be it. Whoever comes second is refused, as by social_post_live_once on one connection.
 */
export class OneRowOfTheAccount1766500000028 implements MigrationInterface {
  name = 'OneRowOfTheAccount1766500000028';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

// Two that write the same id at once do not see each other: the second waits for the first. Most accounts have one connection, and no lock.
const up = [
  `CREATE FUNCTION social_post_live_once_on_account() RETURNS trigger LANGUAGE plpgsql AS $body$
  DECLARE
    others uuid[] := ARRAY(
      SELECT other.id FROM "SocialConnection" mine
      JOIN "SocialConnection" other ON other.account_id = mine.account_id AND other.platform = mine.platform AND other.id <> mine.id
      WHERE mine.id = NEW.connection_id);
  BEGIN
    IF cardinality(others) > 0 THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('social_post_live_once ' || NEW.platform_post_id, 0));
      IF EXISTS (SELECT FROM unnest(others) AS c (id) CROSS JOIN LATERAL (
          SELECT FROM "SocialPost" p WHERE p.connection_id = c.id AND p.platform_post_id = NEW.platform_post_id LIMIT 1) bound) THEN
        RAISE unique_violation USING CONSTRAINT = 'social_post_live_once_on_account',
          MESSAGE = format('another post of the account has the id %s (social_post_live_once_on_account)', NEW.platform_post_id);
      END IF;
    END IF;
    RETURN NEW;
  END $body$`,
  `CREATE TRIGGER social_post_live_once_on_account BEFORE UPDATE ON "SocialPost"
    FOR EACH ROW WHEN (NEW.platform_post_id IS NOT NULL AND NEW.platform_post_id IS DISTINCT FROM OLD.platform_post_id)
    EXECUTE FUNCTION social_post_live_once_on_account()`,
];

const down = [
  `DROP TRIGGER social_post_live_once_on_account ON "SocialPost"`,
  `DROP FUNCTION social_post_live_once_on_account()`,
];
