import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which database this is, as the workers last saw it: a failover or a restore shows as another identity, and what may have been
 * sent in the time that was lost is looked up before it is sent.
 */
export class DatabaseIdentity1764000000003 implements MigrationInterface {
  name = 'DatabaseIdentity1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "SocialDatabaseIdentity"`);
    await runner.query(`DROP FUNCTION social_database_identity()`);
  }
}

const up = [
  // The control file names the timeline only after the next checkpoint, so the log's own position is asked for it.
  `CREATE FUNCTION social_database_identity() RETURNS text LANGUAGE sql STABLE AS $body$
    SELECT system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)
    FROM pg_control_system()
  $body$`,
  `CREATE TABLE "SocialDatabaseIdentity" (
    one boolean NOT NULL DEFAULT true,
    identity text NOT NULL,
    seen_at timestamptz NOT NULL,
    quarantine_since timestamptz,
    quarantine_until timestamptz,
    quarantine_settled_at timestamptz,
    CONSTRAINT social_database_identity_pk PRIMARY KEY (one),
    CONSTRAINT social_database_identity_one_row CHECK (one),
    CONSTRAINT social_database_identity_quarantine CHECK (quarantine_until IS NULL
      OR quarantine_since <= quarantine_until AND quarantine_until <= quarantine_settled_at)
  ) WITH (fillfactor = 10)`,
  `INSERT INTO "SocialDatabaseIdentity" (identity, seen_at) VALUES (social_database_identity(), social_now())`,
];
