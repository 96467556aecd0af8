import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A cancellation that returns its row promises that no send starts after it. A post that was put back by hand while it was on its way
 * may still be sent, as long as its mark is fresh: for a second from the moment at which it was asked for. The cancellation waits that
 * second, because no worker asks the database again between mark and send. It knows nothing of one in the transaction that puts the post back.
 */
export class CancelledAfterTheMark1766100000024 implements MigrationInterface {
  name = 'CancelledAfterTheMark1766100000024';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

/** `leaseAfter`: how far an open attempt's lease must reach for its mark to be waited for. */
export const cancelledAfterMark = (leaseAfter: string) =>
  `CREATE FUNCTION social_post_cancelled_after_mark() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF EXISTS (SELECT FROM "SocialPublishAttempt" a
        WHERE a.post_id = NEW.id AND a.closed_at IS NULL AND a.lease_until > ${leaseAfter}) THEN
      PERFORM pg_sleep(1);
    END IF;
    RETURN NEW;
  END $body$`;

// Triggers run by name: what the row says of a send that left in that second is asked after it.
const up = [
  cancelledAfterMark('social_now()'),
  `CREATE TRIGGER social_post_cancelled_after_mark BEFORE UPDATE ON "SocialPost"
    FOR EACH ROW WHEN (OLD.status = 'SCHEDULED' AND NEW.status = 'CANCELLED')
    EXECUTE FUNCTION social_post_cancelled_after_mark()`,
];

const down = [
  `DROP TRIGGER social_post_cancelled_after_mark ON "SocialPost"`,
  `DROP FUNCTION social_post_cancelled_after_mark()`,
];
