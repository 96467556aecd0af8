import type { ProviderFailure, WhoMustAct } from './provider.errors.ts';

/** What of a connection can be looked at on its platform. */
export type Aspect =
  | 'token-kind'
  | 'token-valid'
  | 'data-access'
  | 'scopes'
  | 'page-role'
  | 'account'
  | 'app'
  | 'credits'
  | 'publishing-quota'
  | 'rate-limit';

/** Something that a person has to mend, or to wait for. */
export interface Trouble {
  /** Stable and ours, the same as a post would fail with where the platform says it in the same way. */
  code: string;
  /** A sentence that a club admin understands and that says what to do. */
  message: string;
  who: WhoMustAct;
  /** Where: an address, or a reconnect. Null: nowhere, it is only waited for. */
  place: { url: string } | 'reconnect' | null;
  /** The platform's own words, scrubbed; for operators. */
  detail?: string;
}

/**
 * One thing that was looked at.
 *
 * - `trouble`: posts cannot go out because of it.
 * - `warning`: posts go out, and something else suffers or will.
 * - `unseen`: it cannot be looked at for this connection, which says nothing.
 * - `unanswered`: the platform was asked and did not answer usefully, which says nothing either.
 */
export type Finding = { aspect: Aspect } & (
  | { status: 'fine' | 'unseen'; message: string }
  | { status: 'trouble' | 'warning'; trouble: Trouble }
  | { status: 'unanswered'; failure: ProviderFailure }
);

/** Where people act on a platform. */
export interface Places {
  clubAdmin: string;
  administrator: string;
}

/** What a refused look means for a post; `aspect` is what the look was for. */
export function findingOfFailure(aspect: Aspect, failure: ProviderFailure, places: Places): Finding {
  switch (failure.meaning) {
    case 'auth':
      return { aspect: 'token-valid', status: 'trouble', trouble: troubleOf(failure, 'reconnect') };
    case 'permission':
      return { aspect, status: 'trouble', trouble: troubleOf(failure, { url: places.clubAdmin }) };
    case 'configuration':
      return failure.who === 'club-admin'
        ? { aspect, status: 'trouble', trouble: troubleOf(failure, { url: places.clubAdmin }) }
        : { aspect: 'app', status: 'trouble', trouble: troubleOf(failure, { url: places.administrator }) };
    case 'rate-limited':
      return { aspect: 'rate-limit', status: 'trouble', trouble: troubleOf(failure, null) };
    case 'content':
    case 'duplicate':
    case 'gone':
    case 'unavailable':
    case 'unknown':
      return { aspect, status: 'unanswered', failure };
  }
}

export function troubleOf({ code, message, who, detail }: ProviderFailure, place: Trouble['place']): Trouble {
  return { code, message, who, place, ...(detail && { detail }) };
}
