export interface WebhookPayload {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** The body of a message: the same at every try, as long as the event is kept. */
export function payloadOf(event: {
  eventType: string;
  occurredAt: Date;
  data: Record<string, unknown>;
}): WebhookPayload {
  return { type: event.eventType, timestamp: event.occurredAt.toISOString(), data: event.data };
}
