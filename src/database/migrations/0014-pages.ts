import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Logins that are seen through on our own pages, and the codes by which a CRM hands its session over to the console. */
export class Pages1765100000014 implements MigrationInterface {
  name = 'Pages1765100000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `ALTER TABLE "SocialOAuthSession"
    ADD COLUMN page_hash bytea,
    ADD COLUMN exchanging_since timestamptz,
    ADD COLUMN is_on_page boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT social_oauth_session_page_once UNIQUE (page_hash)`,

  `CREATE TABLE "SocialConsoleCode" (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    code_hash bytea NOT NULL,
    access_token_sealed text NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT social_console_code_pk PRIMARY KEY (id),
    CONSTRAINT social_console_code_once UNIQUE (code_hash)
  )`,
];

const down = [
  `DROP TABLE "SocialConsoleCode"`,
  `ALTER TABLE "SocialOAuthSession" DROP COLUMN is_on_page, DROP COLUMN exchanging_since,
    DROP COLUMN page_hash`,
];
