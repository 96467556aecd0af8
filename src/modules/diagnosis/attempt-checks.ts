import type { FailureMeaning } from '../providers/provider.errors.ts';
import { failed, passed, timeOf, type DiagnosisFacts, type Verdict, type Who } from './diagnosis-facts.ts';
import type { RecentAttempt } from './diagnosis.queries.ts';

/**
 * What the last posts met. One refusal that is about the account, its rights or our app is enough, because the next post meets it
 * too, unless it was met with a token that was replaced since; what is about a post's content counts when it comes again and again,
 * and an outage only while it lasts. A post that went out since ends it.
 */
export function lastAttempts(facts: DiagnosisFacts): Verdict {
  const noted = notedProblem(facts);
  if (noted) return noted;
  const tries = triesThatTell(facts);
  const [newest] = tries;
  if (!newest) return passed('The last posts met no trouble that still stands.');
  const repeats = tries.filter(({ errorCode }) => errorCode === newest.errorCode).length;
  const words = newest.errorMessage ?? newest.errorCode;
  const { who, counts } = judge(newest.failureMeaning as FailureMeaning | null);
  if (counts !== 'at-once' && repeats < 2)
    return passed(`The last post failed once, at ${timeOf(newest.endedAt)}: ${words}`);
  const times = repeats > 1 ? `${repeats} of the last ${tries.length} tries ended the same way: ` : '';
  const cause = { code: newest.errorCode, message: `${times}${words}`, who, link: linkFor(who, facts) };
  return newest.detail ? { ...failed(cause), detail: newest.detail } : failed(cause);
}

/** What publishing left on the row of an active connection; it is cleared when a post goes out. */
function notedProblem({ connection, state, attempts, links }: DiagnosisFacts): Verdict | undefined {
  const { errorCode: code, errorMessage: message } = connection;
  if (!connection.isActive || code === null || message === null) return undefined;
  if (state.isRefreshPutOff) return { status: 'warning', cause: { code, message, who: 'wait', link: null } };
  // Otherwise publishing noted it, for a right that is missing; its try may be older than those that were read.
  const met = attempts.find(({ errorCode }) => errorCode === code);
  const who = met ? judge(met.failureMeaning as FailureMeaning | null).who : 'club-admin';
  const link = who === 'club-admin' ? links.clubAdmin : null;
  return met?.detail
    ? { ...failed({ code, message, who, link }), detail: met.detail }
    : failed({ code, message, who, link });
}

/** What this service itself held posts back for: the checks before this one know how it is now. */
const lookedAtNow: ReadonlySet<string> = new Set(['BUDGET_SPENT', 'CONNECTION_INACTIVE', 'TOKEN_UNREADABLE']);
const outageMs = 3_600_000;

type Failed = RecentAttempt & { errorCode: string };

/** Newest first, since the last post that went out; what only told how things were is left out. */
function triesThatTell({ attempts, connection }: DiagnosisFacts): Failed[] {
  const live = attempts.findIndex(wentOut);
  const since = live === -1 ? attempts : attempts.slice(0, live);
  return since.filter((tried): tried is Failed => {
    if (tried.errorCode === null || lookedAtNow.has(tried.errorCode)) return false;
    switch (judge(tried.failureMeaning as FailureMeaning | null).counts) {
      case 'at-once':
        return tried.token === 'present-token';
      case 'while-it-lasts':
        return connection.now.getTime() - tried.endedAt.getTime() < outageMs;
      case 'again':
        return true;
      case 'never':
        return false;
    }
  });
}

function wentOut({ outcome }: RecentAttempt): boolean {
  return outcome === 'published' || outcome === 'adopted';
}

/** Limits have a check of their own. Null: of a time when the meaning was not stored, or of nobody's fault. */
function judge(meaning: FailureMeaning | null): {
  who: Who;
  counts: 'at-once' | 'again' | 'while-it-lasts' | 'never';
} {
  switch (meaning) {
    case 'content':
    case 'duplicate':
      return { who: 'author', counts: 'again' };
    case 'auth':
    case 'permission':
    case 'gone':
      return { who: 'club-admin', counts: 'at-once' };
    case 'configuration':
      return { who: 'operator', counts: 'at-once' };
    case 'unavailable':
    case 'unknown':
      return { who: 'platform', counts: 'while-it-lasts' };
    case 'rate-limited':
    case null:
      return { who: 'wait', counts: 'never' };
  }
}

function linkFor(who: Who, { links }: DiagnosisFacts): string | null {
  if (who === 'club-admin') return links.clubAdmin;
  return who === 'operator' ? links.administrator : null;
}
