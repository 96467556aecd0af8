/** Functions of migration 0005; the TypeORM migration is in 0005-media-and-follow-ups.ts. */

/** `also` is what a follow-up takes from its predecessor besides, each with its comma in front; migration 0026 has it take the writer. */
export const addFollowUp = (also: { columns: string; values: string }) =>
  `CREATE FUNCTION social_post_add_follow_up() RETURNS trigger LANGUAGE plpgsql AS $body$
  DECLARE
    -- Whatever a person wrote into the options, an error in here would leave a live post without its id.
    parts jsonb := CASE WHEN jsonb_typeof(NEW.options->'thread') = 'array' THEN NEW.options->'thread' ELSE '[]' END;
    next jsonb := CASE WHEN NEW.options->>'firstComment' IS NOT NULL
      THEN jsonb_build_object('content', NEW.options->'firstComment') ELSE parts->0 END;
    rest jsonb := parts - 0;
  BEGIN
    IF next->>'content' IS NULL THEN RETURN NULL; END IF;
    INSERT INTO "SocialPost" AS known (id, tenant_id, connection_id, group_id, root_post_id, part, status, content, media, options,
      scheduled_at, requeued_at, created_at${also.columns})
    VALUES (overlay(overlay(gen_random_uuid()::text PLACING left(NEW.id::text, 13) FROM 1) PLACING '7' FROM 15)::uuid,
      NEW.tenant_id, NEW.connection_id, NEW.group_id, COALESCE(NEW.root_post_id, NEW.id), COALESCE(NEW.part, 0) + 1,
      'SCHEDULED', next->>'content', CASE WHEN jsonb_typeof(next->'media') = 'array' THEN next->'media' ELSE '[]' END,
      jsonb_build_object('replyTo', NEW.platform_post_id)
        || CASE WHEN jsonb_array_length(rest) > 0 THEN jsonb_build_object('thread', rest) ELSE '{}' END,
      COALESCE(NEW.scheduled_at, social_now()), social_now(), NEW.created_at + interval '1 microsecond'${also.values})
    ON CONFLICT (root_post_id, part) WHERE root_post_id IS NOT NULL DO UPDATE
    SET options = jsonb_set(known.options, '{replyTo}', to_jsonb(NEW.platform_post_id)),
        status = CASE WHEN known.status IN ('PUBLISHED', 'FAILED') THEN 'SCHEDULED' ELSE known.status END,
        retry_count = 0
    WHERE known.options->>'replyTo' IS DISTINCT FROM NEW.platform_post_id;
    RETURN NULL;
  END $body$`;
