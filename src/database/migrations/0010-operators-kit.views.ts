/** Views of migration 0010; the TypeORM migration is in 0010-operators-kit.ts. */

export const time = (moment: string) => `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')`;

/** What the view says of a connection's posts; the parts of CASEs, and what they read besides the posts that wait. */
export interface HealthOfPosts {
  health: string;
  explanation: string;
  who: string;
  lookedUp: string;
}

/** Also makes the views of migrations 0013 and 0015. */
export const connectionHealth = (posts: HealthOfPosts) => `CREATE VIEW "SocialConnectionHealth" AS
  SELECT c.id AS connection_id, c.tenant_id, c.platform, c.account_name, c.is_active,
    COALESCE(hindrance.code, c.error_code, CASE
      ${posts.health}
      WHEN c.token_expires_at < social_now() + interval '7 days' AND c.refresh_token_sealed IS NULL THEN 'TOKEN_ENDING'
      WHEN c.data_access_expires_at <= social_now() THEN 'DATA_ACCESS_ENDED'
      ELSE 'OK' END) AS health,
    COALESCE(hindrance.explanation, CASE WHEN c.error_code IS NOT NULL THEN c.error_message END, CASE
      ${posts.explanation}
      WHEN c.token_expires_at < social_now() + interval '7 days' AND c.refresh_token_sealed IS NULL
        THEN 'The token ends at ' || ${time('c.token_expires_at')} || '. Reconnect the account before.'
      WHEN c.data_access_expires_at <= social_now() THEN 'Posts go out, but figures are not shown any more. Reconnect the account.'
      ELSE 'Posts can go out.' END) AS explanation,
    COALESCE(hindrance.who_must_act, CASE
      WHEN c.error_code IS NOT NULL AND c.refresh_not_before IS NOT NULL THEN 'wait'
      WHEN c.error_code IS NOT NULL THEN 'club-admin'
      ${posts.who}
      WHEN c.token_expires_at < social_now() + interval '7 days' AND c.refresh_token_sealed IS NULL THEN 'club-admin'
      WHEN c.data_access_expires_at <= social_now() THEN 'club-admin' END) AS who_must_act,
    c.token_expires_at, c.data_access_expires_at,
    GREATEST(c.rate_limited_until, (SELECT r.limited_until FROM "SocialRateLimit" r WHERE r.platform = c.platform)) AS limited_until,
    posts.waiting AS posts_waiting, posts.oldest AS oldest_waiting, c.last_post_at, c.error_message AS last_error
  FROM "SocialConnection" c
  LEFT JOIN LATERAL social_connection_hindrance(c) hindrance ON true
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS waiting, min(p.due_at) AS oldest FROM "SocialPost" p
    WHERE p.connection_id = c.id AND p.status = 'SCHEDULED'
  ) posts${posts.lookedUp}`;

export const healthOfOldest: HealthOfPosts = {
  health: `WHEN posts.oldest < social_now() - interval '2 minutes' THEN 'POSTS_LATE'`,
  explanation: `WHEN posts.oldest < social_now() - interval '2 minutes' THEN 'Posts are late; "SocialLatePosts" says why.'`,
  who: `WHEN posts.oldest < social_now() - interval '2 minutes' THEN 'operator'`,
  lookedUp: '',
};

/** When the distance ends, what else may hold a post back, and what that is read from. */
export interface HeldBack {
  freeAt: string;
  code: string;
  reason: string;
  lookedUp: string;
  /** Continues the WHERE. */
  narrowed: string;
}

/** An attempt that is under way over the connection `c`, as a table. */
export const openAttempt = `(
    SELECT a.id, a.post_id, a.created_at FROM "SocialPublishAttempt" a WHERE a.connection_id = c.id AND a.outcome IS NULL
  )`;

/** Also makes the views of migrations 0013 and 0015. */
export const latePosts = (held: HeldBack, ahead = openAttempt) => `CREATE VIEW "SocialLatePosts" AS
  SELECT p.id AS post_id, p.tenant_id, p.connection_id, c.platform, c.account_name, p.scheduled_at, p.due_at,
    social_now() - p.due_at AS late_by,
    COALESCE(hindrance.code, CASE
      WHEN ahead.id IS NOT NULL THEN 'POST_AHEAD'
      WHEN spacing.free_at > social_now() THEN 'SPACING'${held.code}
      ELSE 'NOT_TAKEN_UP' END) AS code,
    COALESCE(hindrance.explanation, CASE
      WHEN ahead.id IS NOT NULL THEN 'Post ' || ahead.post_id || ' of the same connection is on its way since ' || ${time('ahead.created_at')} || '.'
      WHEN spacing.free_at > social_now() THEN 'The connection keeps a distance between posts; the next one may go at ' || ${time('spacing.free_at')} || '.'${held.reason}
      ELSE 'Nothing holds it back. See whether a worker runs, and whether a restore is being settled ("SocialDatabaseIdentity").'
    END) AS reason
  FROM "SocialPost" p
  JOIN "SocialConnection" c ON c.id = p.connection_id
  LEFT JOIN LATERAL social_connection_hindrance(c) hindrance ON true
  LEFT JOIN LATERAL ${ahead} ahead ON true
  CROSS JOIN LATERAL (SELECT ${held.freeAt} AS free_at) spacing${held.lookedUp}
  WHERE p.status = 'SCHEDULED' AND p.due_at < social_now() - interval '2 minutes'${held.narrowed}`;

export const lateUntilTaken: HeldBack = {
  freeAt: `c.last_post_at + make_interval(secs => GREATEST(c.min_spacing_seconds,
      CASE WHEN c.rate_spacing_until > social_now() THEN c.rate_spacing_seconds ELSE 0 END))`,
  code: '',
  reason: '',
  lookedUp: '',
  narrowed: '',
};

const up = [
  // No row: nothing stands between the connection and its next post. The first that holds is what has to be mended first. A table
  // function of one statement is planned into the query around it; one with OUT parameters would be called row by row.
  `CREATE FUNCTION social_connection_hindrance(c "SocialConnection")
  RETURNS TABLE (code text, explanation text, who_must_act text) LANGUAGE sql STABLE AS $body$
    SELECT found.code, found.explanation, found.who
    FROM (
      SELECT 1 AS place, 'DISCONNECTED' AS code, c.error_message AS explanation, 'club-admin' AS who
        WHERE c.disconnected_at IS NOT NULL
      UNION ALL
      SELECT 2, COALESCE(NULLIF(c.error_code, 'DEACTIVATED'), 'INACTIVE'), c.error_message,
        CASE WHEN c.error_code = 'DEACTIVATED' THEN 'operator' ELSE 'club-admin' END
        WHERE NOT c.is_active
      UNION ALL
      SELECT 3, 'TENANT_PAUSED', 'The tenant is paused since ' || ${time('pause.paused_at')} || ': ' || pause.reason, 'operator'
        FROM "SocialTenantPause" pause WHERE pause.tenant_id = c.tenant_id
      UNION ALL
      SELECT 4, 'TOKEN_EXPIRED', 'The token ended at ' || ${time('c.token_expires_at')} || '. Reconnect the account.', 'club-admin'
        WHERE c.token_expires_at <= social_now() AND c.refresh_token_sealed IS NULL
      UNION ALL
      SELECT 5, 'RATE_LIMITED', 'The platform wants to be left alone until ' || ${time('c.rate_limited_until')} || ': '
        || COALESCE(c.rate_limit_reason, 'it gave no reason'), 'wait'
        WHERE c.rate_limited_until > social_now()
      UNION ALL
      SELECT 6, 'PLATFORM_RATE_LIMITED', 'Every connection of the platform waits until ' || ${time('r.limited_until')} || ': ' || r.reason, 'wait'
        FROM "SocialRateLimit" r WHERE r.platform = c.platform AND r.limited_until > social_now()
    ) found
    ORDER BY place LIMIT 1
  $body$`,

  connectionHealth(healthOfOldest),

  `CREATE VIEW "SocialStuckPosts" AS
  SELECT p.id AS post_id, p.tenant_id, p.connection_id, c.platform, c.account_name, p.status, a.id AS attempt_id,
    COALESCE(a.created_at, p.updated_at) AS since,
    CASE
      WHEN a.id IS NULL THEN 'The row says PUBLISHING and nobody works on it. Set it to SCHEDULED; it is looked up before it is sent.'
      WHEN a.send_started_at IS NOT NULL AND a.lease_until > social_now() THEN 'A worker is looking it up on the platform right now.'
      WHEN a.send_started_at IS NOT NULL AND a.settle_until > social_now()
        THEN 'It was sent and got no clear answer (' || COALESCE(a.error_code, 'none came') || '). It is looked up '
          || CASE WHEN a.negative_reads > 0 THEN 'again ' ELSE '' END || 'at ' || ${time('a.settle_until')} || '.'
      WHEN a.send_started_at IS NOT NULL
        THEN 'It was sent and got no clear answer, and nobody has looked it up since ' || ${time('a.settle_until')} || '. See whether a worker runs.'
      WHEN a.resume_at > social_now() THEN 'The platform still works on its files; it is asked again at ' || ${time('a.resume_at')} || '.'
      WHEN a.lease_until > social_now() THEN 'A worker is preparing it, for example uploading a video.'
      ELSE 'Its worker is gone, and no other one has taken it over since ' || ${time('a.lease_until')} || '. See whether a worker runs.'
    END AS why
  FROM "SocialPost" p
  JOIN "SocialConnection" c ON c.id = p.connection_id
  LEFT JOIN "SocialPublishAttempt" a ON a.post_id = p.id AND a.closed_at IS NULL
  WHERE (p.status = 'PUBLISHING' OR a.id IS NOT NULL)
    AND COALESCE(a.created_at, p.updated_at) < social_now() - interval '10 minutes'`,

  latePosts(lateUntilTaken),

  `CREATE VIEW "SocialBlockedPosts" AS
  SELECT p.id AS post_id, p.tenant_id, p.connection_id, c.platform, c.account_name, p.scheduled_at, p.due_at,
    hindrance.code, hindrance.explanation AS reason, hindrance.who_must_act
  FROM "SocialPost" p
  JOIN "SocialConnection" c ON c.id = p.connection_id
  CROSS JOIN LATERAL social_connection_hindrance(c) hindrance
  WHERE p.status = 'SCHEDULED' AND p.due_at < social_now() + interval '48 hours'`,
];

const down = [
  `DROP VIEW "SocialBlockedPosts"`,
  `DROP VIEW "SocialLatePosts"`,
  `DROP VIEW "SocialStuckPosts"`,
  `DROP VIEW "SocialConnectionHealth"`,
  `DROP FUNCTION social_connection_hindrance("SocialConnection")`,
];

export const operatorViews = { up, down };
