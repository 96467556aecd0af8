/** Every clock of the service on one screen. Milliseconds for intervals; crontab lines in UTC. */
export const schedule = {
  /** Due posts are claimed, sent and recorded; a worker that found nothing for a while takes every second tick. */
  publishDuePosts: 250,
  /** Claims whose worker died, containers that should be ready, and sends whose outcome is open. */
  recoverAttempts: 2_000,
  /** Claims that are still being prepared keep their leases; well below the shortest sensible lease. */
  renewLeases: 5_000,
  /** Whether the database is still the one it was; nothing is claimed from another one until this has looked. */
  watchDatabase: 2_000,
  /** Posts that waited longer than the lateness limit. */
  expireLatePosts: 15_000,
  /** Tokens that come to their end, refreshed ahead of need. */
  refreshTokens: 10_000,
  /** Tokens that ended and cannot be refreshed. */
  deactivateExpired: 30_000,
  /** Tokens and webhook secrets sealed by an old key, sealed anew by the present one. */
  resealTokens: 60_000,
  /** Engagement of published posts whose turn it is. */
  syncEngagement: 15_000,
  /** Due posts that an inactive connection keeps back are announced. */
  announceBlockedPosts: 10_000,
  /** Events become deliveries, and what is due is sent to the endpoints of tenants. */
  deliverWebhooks: 1_500,
  /** Connections that come to their end, or that keep planned posts from going out. */
  watchConnections: 60_000,
  /** Events that nobody waits for any more. */
  forgetEvents: 300_000,
  /** Files whose time has passed, and what was left half done. */
  cleanMedia: 60_000,
  /** What happened becomes mail to the people who must act. */
  makeNotices: 10_000,
  /** Mails whose time has come. */
  sendNotices: 10_000,
  /** Mails of long ago. */
  forgetNotices: 3_600_000,
  /** Idempotency keys of more than a day ago. */
  forgetIdempotencyKeys: 600_000,
  /** Sessions of the OAuth dialog that nobody finished. */
  forgetOAuthSessions: '17 * * * *',
} as const;
