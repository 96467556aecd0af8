import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A file's row is there before its bytes and leaves after them, so that no crash leaves bytes that nobody knows of. Only a row that
 * is READY is lent or served. A converted copy is a row of its own beside its original.
 */
export class MediaStates1764300000006 implements MigrationInterface {
  name = 'MediaStates1764300000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `ALTER TABLE "SocialMedia"
    ADD COLUMN state text NOT NULL DEFAULT 'READY',
    ADD COLUMN original_id uuid,
    ADD CONSTRAINT social_media_state CHECK (state IN ('RECEIVING', 'READY', 'REMOVING'))`,
  `CREATE INDEX social_media_original ON "SocialMedia" (original_id) WHERE original_id IS NOT NULL`,
];

const down = [
  `DROP INDEX social_media_original`,
  `ALTER TABLE "SocialMedia" DROP COLUMN state, DROP COLUMN original_id`,
];
