/**
 * What a platform's refusal means for us. Everything outside the providers decides by this alone:
 *
 * - `content`: the platform refuses this content; only an edit helps.
 * - `duplicate`: the platform says the same post exists already; evidence that it may be live.
 * - `auth`: the token is not accepted; refresh once, then the account must be reconnected.
 * - `permission`: the account or the person lacks a right; somebody must act on the platform.
 * - `rate-limited`: not now; `retryAt` says when.
 * - `unavailable`: nothing was accepted and the same call may work later.
 * - `unknown`: the call may have had its effect; look before doing it again.
 * - `configuration`: our app's set-up or our request is wrong; an administrator must act.
 * - `gone`: the object no longer exists on the platform, or we may not see it.
 */
export type FailureMeaning = 'content' | 'duplicate' | 'auth' | 'permission' | 'rate-limited' | 'unavailable' | 'unknown' | 'configuration' | 'gone';

/** Who can mend it. `wait` means the service goes on by itself. */
export type WhoMustAct = 'author' | 'club-admin' | 'administrator' | 'wait';

export interface ProviderFailure {
  meaning: FailureMeaning;
  /** Stable and ours, for example `FACEBOOK_PASSWORD_CHANGED`; stored as error_code. */
  code: string;
  /** A sentence that a club admin understands and that says what to do; stored as error_message. */
  message: string;
  who: WhoMustAct;
  /** When the platform takes calls again: with `rate-limited`, and with `unknown` where it also wants to be left alone. */
  retryAt?: Date;
  /** What the limit covers: this connection, or every connection of our app on this platform. */
  limitScope?: 'connection' | 'application';
  /** Only with `content`: what was prepared is to blame, and may be accepted if it is made anew; worth one more try. */
  remake?: 'once';
  /** Only with `rate-limited`: X limits each endpoint by itself, Meta every call together. */
  limitedCalls?: 'this-endpoint' | 'every-call';
  /** What was prepared for the post is of no use any more; the next try prepares it anew. */
  preparedAnew?: true;
  httpStatus?: number;
  /** The platform's own code, `code/subcode` where it has both. */
  platformCode?: string;
  /** The platform's id of the request (fbtrace_id, x-transaction-id), for its support. */
  platformRequestId?: string;
  /** The platform's own words, scrubbed of secrets; for operators, never for club admins. */
  detail?: string;
}

/** Thrown by provider calls whose caller cannot go on; publishing returns the failure instead. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(failure.message);
    this.name = 'ProviderError';
    this.failure = failure;
  }
}

/** Whether a call got no answer at all, or only one that the platform is out of order. */
export function isNoAnswer({ httpStatus, code }: ProviderFailure): boolean {
  return httpStatus === undefined ? /_(NOT_REACHED|NO_ANSWER)$/.test(code) : httpStatus >= 500;
}
