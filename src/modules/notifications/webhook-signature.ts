import { createHmac, randomBytes } from 'node:crypto';
import { Secret } from '../../kernel/secret.ts';

const prefix = 'whsec_';

/** 256 random bits; the specification asks for 192 to 512. */
export function newWebhookSecret(): Secret {
  return new Secret(`${prefix}${randomBytes(32).toString('base64')}`);
}

export interface WebhookMessage {
  /** The same for every try and replay of one event at one endpoint. */
  id: string;
  sentAt: Date;
  body: string;
}

/**
 * The headers by which a receiver knows that a message is ours, new and whole; one signature for each secret that counts.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookHeaders(
  { id, sentAt, body }: WebhookMessage,
  secrets: Secret[],
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${signature(`${id}.${timestamp}.${body}`, secret)}`);
  return {
    'content-type': 'application/json',
    'user-agent': 'social-integration',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signature(text: string, secret: Secret): string {
  const key = Buffer.from(secret.reveal().slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(text).digest('base64');
}
