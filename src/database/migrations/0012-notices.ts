import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail to the people who must act: whom to write to, and what was written. */
export class Notices1764900000012 implements MigrationInterface {
  name = 'Notices1764900000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `ALTER TABLE "SocialConnection" ADD COLUMN notify_email text`,
  `ALTER TABLE "SocialOAuthSession" ADD COLUMN notify_email text`,
  `CREATE TABLE "SocialNoticeSettings" (
    tenant_id text NOT NULL,
    contact_email text,
    updated_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_notice_settings_pk PRIMARY KEY (tenant_id)
  )`,
  `CREATE TABLE "SocialNotice" (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    connection_id uuid NOT NULL,
    cause text NOT NULL,
    day date NOT NULL,
    recipient text NOT NULL,
    post_ids uuid[] NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'PENDING',
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error text,
    sent_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_notice_pk PRIMARY KEY (id),
    CONSTRAINT social_notice_once UNIQUE (connection_id, cause, day, recipient),
    CONSTRAINT social_notice_connection FOREIGN KEY (connection_id, tenant_id)
      REFERENCES "SocialConnection" (id, tenant_id) ON DELETE CASCADE,
    CONSTRAINT social_notice_cause
      CHECK (cause IN ('EXPIRING', 'INACTIVE', 'AT_RISK', 'POST_REJECTED', 'OUTCOME_UNKNOWN')),
    CONSTRAINT social_notice_status CHECK (status IN ('PENDING', 'SENT', 'FAILED', 'MOOT')),
    CONSTRAINT social_notice_sent CHECK ((status = 'SENT') = (sent_at IS NOT NULL))
  )`,
  `CREATE INDEX social_notice_due ON "SocialNotice" (next_attempt_at) WHERE status = 'PENDING'`,
  `CREATE INDEX social_notice_by_tenant ON "SocialNotice" (tenant_id, created_at DESC, id DESC)`,
];

const down = [
  `DROP TABLE "SocialNotice"`,
  `DROP TABLE "SocialNoticeSettings"`,
  `ALTER TABLE "SocialOAuthSession" DROP COLUMN notify_email`,
  `ALTER TABLE "SocialConnection" DROP COLUMN notify_email`,
];
