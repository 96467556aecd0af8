import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { listAt, numberAt, textAt } from './provider.json.ts';
import type { CallbacksPort, PlatformEvent, SignedRequest } from './provider.port.ts';

/**
 * What Meta calls us with: webhooks (developers.facebook.com/docs/graph-api/webhooks/getting-started) and signed requests
 * (…/docs/development/create-an-app/app-dashboard/data-deletion-callback, …/facebook-login/guides/advanced/deauthorize).
 * Everything is signed with the app secret, over the very bytes that came.
 */
@Injectable()
export class MetaCallbacks implements CallbacksPort {
  readonly #secret: string | undefined;
  readonly #verifyToken: string | undefined;

  constructor({ facebook }: AppConfig) {
    this.#secret = facebook.app?.secret;
    this.#verifyToken = facebook.webhookVerifyToken;
  }

  challenge(query: Record<string, unknown>): string | null {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
    if (mode !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return null;
    if (!this.#verifyToken || !same(Buffer.from(token), Buffer.from(this.#verifyToken))) return null;
    // It is printed back: Meta sends digits, and nothing else may come out of our address.
    return /^\d{1,40}$/.test(challenge) ? challenge : null;
  }

  eventsIn(bytes: Buffer, signature: string | undefined): PlatformEvent[] | null {
    const given = /^sha256=([0-9a-f]{64})$/.exec(signature ?? '')?.[1];
    if (!given || !this.#secret) return null;
    const expected = createHmac('sha256', this.#secret).update(bytes).digest();
    return same(Buffer.from(given, 'hex'), expected) ? eventsOf(parsed(bytes.toString())) : null;
  }

  signedRequest(text: string): SignedRequest | null {
    const [signature = '', payload = ''] = text.split('.');
    if (!this.#secret || !signature || !payload) return null;
    const expected = createHmac('sha256', this.#secret).update(payload).digest();
    if (!same(Buffer.from(signature, 'base64url'), expected)) return null;
    const body = parsed(Buffer.from(payload, 'base64url').toString());
    if (textAt(body, 'algorithm')?.toUpperCase() !== 'HMAC-SHA256') return null;
    // `profile_id` is there when a Page removed the app; the person's id may be 0 then.
    const userId = idAt(body, 'user_id');
    const loginId = userId === '0' ? null : userId;
    return { loginId, accountId: idAt(body, 'profile_id'), issuedAt: issuedAt(body), ended };
  }
}

const ended = {
  code: 'FACEBOOK_APP_REMOVED',
  message: 'You removed our app in Facebook. Please reconnect.',
};

/** The posts that somebody took off a Page; every other event says nothing that is not read anyway. */
function eventsOf(body: unknown): PlatformEvent[] {
  if (textAt(body, 'object') !== 'page') return [];
  return listAt(body, 'entry').flatMap((entry) => {
    const accountId = idAt(entry, 'id');
    return listAt(entry, 'changes').flatMap((change): PlatformEvent[] => {
      const platformPostId = textAt(change, 'value', 'post_id');
      const isRemoval = textAt(change, 'field') === 'feed' && textAt(change, 'value', 'verb') === 'remove';
      return isRemoval && accountId && platformPostId
        ? [{ kind: 'post-removed', accountId, platformPostId }]
        : [];
    });
  });
}

/** In seconds since 1970. */
function issuedAt(body: unknown): Date | null {
  const moment = new Date((numberAt(body, 'issued_at') ?? Number.NaN) * 1000);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** Meta writes ids as text, and in some places as numbers. */
function idAt(body: unknown, name: string): string | null {
  return textAt(body, name) ?? numberAt(body, name)?.toString() ?? null;
}

function same(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Signed, but nothing that says anything to us.
    return null;
  }
}
