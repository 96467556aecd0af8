import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of people to delete what is kept of them, as Meta passes them on. */
export class DataDeletions1764500000008 implements MigrationInterface {
  name = 'DataDeletions1764500000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "SocialDataDeletion" (
        code text NOT NULL,
        platform text NOT NULL,
        connections integer NOT NULL,
        deleted_at timestamptz NOT NULL DEFAULT social_now(),
        CONSTRAINT social_data_deletion_pk PRIMARY KEY (code)
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "SocialDataDeletion"`);
  }
}
