import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Secret } from '../../kernel/secret.ts';
import { newWebhookSecret, webhookHeaders } from './webhook-signature.ts';

const message = () => ({ id: 'event-1', sentAt: new Date(Date.now()), body: '{"type":"post.published"}' });

describe('the signature of a webhook', () => {
  it('is the one that the public library makes of the same message', () => {
    const secret = newWebhookSecret();
    const { id, sentAt, body } = message();

    const headers = webhookHeaders({ id, sentAt, body }, [secret]);

    expect(headers['webhook-signature']).toBe(new Webhook(secret.reveal()).sign(id, sentAt, body));
  });

  it('passes with either secret where there are two, and with no other one', () => {
    const [present, previous, strange] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const headers = webhookHeaders(message(), [present, previous]);

    for (const secret of [present, previous]) {
      expect(new Webhook(secret.reveal()).verify(message().body, headers)).toEqual({
        type: 'post.published',
      });
    }
    expect(() => new Webhook(strange.reveal()).verify(message().body, headers)).toThrow(/signature/i);
  });

  it.each([
    ['another body', { body: '{"type":"post.failed"}' }],
    ['another id', { id: 'event-2' }],
    ['another moment', { time: '-30' }],
  ])('does not pass for %s', (_what, change) => {
    const secret = new Secret(newWebhookSecret().reveal());
    const headers = webhookHeaders(message(), [secret]);
    const {
      body = message().body,
      id = headers['webhook-id'],
      time = '0',
    } = change as Record<string, string>;
    const timestamp = String(Number(headers['webhook-timestamp']) + Number(time));

    const verify = () =>
      new Webhook(secret.reveal()).verify(body, {
        ...headers,
        'webhook-id': id!,
        'webhook-timestamp': timestamp,
      });

    expect(verify).toThrow(/signature/i);
  });
});
