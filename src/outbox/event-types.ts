/** Everything that is told of; a receiver may choose among these. */
export const eventTypes = [
  'post.scheduled',
  'post.published',
  'post.failed',
  'post.outcome_unknown',
  'post.blocked',
  'post.cancelled',
  'post.deleted_on_platform',
  'connection.connected',
  'connection.reconnected',
  'connection.inactive',
  'connection.expiring',
  'connection.at_risk',
  'endpoint.paused',
  'webhook.test',
] as const;

export type EventType = (typeof eventTypes)[number];
