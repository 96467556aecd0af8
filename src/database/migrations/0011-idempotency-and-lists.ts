import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of creating calls, one post a connection for each of the caller's own names, and lists by status and connection. */
export class IdempotencyAndLists1764800000011 implements MigrationInterface {
  name = 'IdempotencyAndLists1764800000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE TABLE "SocialIdempotencyKey" (
    tenant_id text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    ticket uuid NOT NULL,
    lease_until timestamptz NOT NULL,
    created jsonb,
    status integer,
    answer_sealed text,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_idempotency_key_pk PRIMARY KEY (tenant_id, key),
    CONSTRAINT social_idempotency_key_answered CHECK ((status IS NULL) = (answer_sealed IS NULL))
  )`,
  `CREATE INDEX social_idempotency_key_age ON "SocialIdempotencyKey" (created_at)`,

  // Until now nothing kept a name from being used twice: the oldest post keeps it.
  `UPDATE "SocialPost" p SET client_reference = NULL
   WHERE client_reference IS NOT NULL AND EXISTS (
     SELECT FROM "SocialPost" older WHERE older.connection_id = p.connection_id
       AND older.client_reference = p.client_reference AND (older.created_at, older.id) < (p.created_at, p.id))`,
  `CREATE UNIQUE INDEX social_post_client_reference_once ON "SocialPost" (connection_id, client_reference)
    WHERE client_reference IS NOT NULL`,

  `CREATE INDEX social_post_unpublished_by_status ON "SocialPost" (tenant_id, status, created_at DESC, id DESC)
    WHERE status IN ('DRAFT', 'SCHEDULED', 'FAILED', 'CANCELLED')`,
  `CREATE INDEX social_post_list_of_connection ON "SocialPost" (connection_id, created_at DESC, id DESC)`,
];

const down = [
  `DROP INDEX social_post_list_of_connection`,
  `DROP INDEX social_post_unpublished_by_status`,
  `DROP INDEX social_post_client_reference_once`,
  `DROP TABLE "SocialIdempotencyKey"`,
];
