import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFollowUp } from './0005-media-and-follow-ups.functions.ts';

/**
 * The files that posts show, and the posts that follow another one: the next part of a thread, the first comment.
 *
 * A follow-up comes into being in the statement that records its predecessor as published, whoever records it: it can neither be
 * lost by a crash in between nor go out first, and until then there is nothing to cancel, edit or expire beside the post itself.
 * It is a post like any other from then on. One part of a thread follows the other, so each makes only the next one.
 *
 * It was written when its post was, and shows that: where a restored database may have forgotten that the post went out, what follows
 * it may have been forgotten too. Its id sorts it before posts that were written later. When a post goes out anew under another id
 * (it was deleted on the platform and put back), what follows goes back into the queue; what is still live is found there.
 */
export class MediaAndFollowUps1764200000005 implements MigrationInterface {
  name = 'MediaAndFollowUps1764200000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE TABLE "SocialMedia" (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    source_url text,
    storage_key text NOT NULL,
    facts jsonb NOT NULL,
    keep_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT social_now(),
    CONSTRAINT social_media_pk PRIMARY KEY (id)
  )`,
  `CREATE INDEX social_media_keep_until ON "SocialMedia" (keep_until)`,

  `ALTER TABLE "SocialPost"
    ADD COLUMN root_post_id uuid,
    ADD COLUMN part integer,
    ADD COLUMN deleted_on_platform_at timestamptz,
    ADD CONSTRAINT social_post_root FOREIGN KEY (root_post_id) REFERENCES "SocialPost" (id) ON DELETE CASCADE,
    ADD CONSTRAINT social_post_part CHECK ((root_post_id IS NULL) = (part IS NULL) AND part > 0)`,
  `CREATE UNIQUE INDEX social_post_follow_up_once ON "SocialPost" (root_post_id, part)
    WHERE root_post_id IS NOT NULL`,

  addFollowUp({ columns: '', values: '' }),
  `CREATE TRIGGER social_post_add_follow_up AFTER UPDATE ON "SocialPost"
    FOR EACH ROW
    WHEN (NEW.status = 'PUBLISHED' AND NEW.platform_post_id IS NOT NULL
      AND (OLD.status <> 'PUBLISHED' OR OLD.platform_post_id IS DISTINCT FROM NEW.platform_post_id)
      AND NEW.options ?| ARRAY['thread', 'firstComment'])
    EXECUTE FUNCTION social_post_add_follow_up()`,
];

const down = [
  `DROP TRIGGER social_post_add_follow_up ON "SocialPost"`,
  `DROP FUNCTION social_post_add_follow_up()`,
  `DROP INDEX social_post_follow_up_once`,
  `ALTER TABLE "SocialPost" DROP COLUMN root_post_id, DROP COLUMN part, DROP COLUMN deleted_on_platform_at`,
  `DROP TABLE "SocialMedia"`,
];
