/** What the connection was given, or for a while after a limit what keeps within it. */
export const spacingSeconds = `GREATEST(c.min_spacing_seconds,
    CASE WHEN c.rate_spacing_until > social_now() THEN c.rate_spacing_seconds ELSE 0 END)`;

/** Tenants that an operator paused. Not correlated to anything: read once a statement, and nearly always empty. */
export const pausedTenants = `ARRAY(SELECT tenant_id FROM "SocialTenantPause")`;

const isPastSpacing = `(c.min_spacing_seconds = 0 AND c.rate_spacing_until IS NULL OR c.last_post_at IS NULL
         OR c.last_post_at + make_interval(secs => ${spacingSeconds}) <= social_now())`;

/** A post's connection, where it may publish now: active, its tenant not paused, not limited, past its spacing (what follows a post need not keep it). `OFFSET 0` keeps it a probe by key. */
export const usableConnection = `(
  SELECT c.platform, c.account_id, c.deleted_turn, ${isPastSpacing} AS is_past_spacing FROM "SocialConnection" c
  WHERE c.id = p.connection_id AND c.is_active AND c.tenant_id <> ALL (${pausedTenants})
    AND (c.rate_limited_until IS NULL OR c.rate_limited_until <= social_now())
    AND (p.root_post_id IS NOT NULL OR ${isPastSpacing})
    AND c.platform <> ALL (ARRAY(SELECT platform FROM "SocialRateLimit" WHERE limited_until > social_now()))
  OFFSET 0
)`;

/**
 * Connections with a post on its way. They are few and read once a statement; but while somebody holds an old snapshot, their index
 * leads through all that were open since, and asking for each connection is cheaper.
 */
export const openConnections = `SELECT a.connection_id FROM "SocialPublishAttempt" a WHERE a.closed_at IS NULL`;
