import type { FailureMeaning } from '../providers/provider.errors.ts';
import { failed, passed, type DiagnosisFacts, type Verdict, type Who } from './diagnosis-facts.ts';
import type { RecentAttempt } from './diagnosis.queries.ts';

/**
 * What the last posts met. One refusal that is about the account, its rights or our app is enough, because the next post meets it
 * too; what is about a post's content, or an outage, counts when it comes again and again. A post that went out since ends it.
 */
export function lastAttempts(facts: DiagnosisFacts): Verdict {
  const noted = notedProblem(facts);
  if (noted) return noted;
  const [newest] = facts.attempts;
  const code = newest?.errorCode ?? null;
  if (!newest || code === null || wentOut(newest)) return passed('The last posts met no trouble.');
  const repeats = facts.attempts.filter(({ errorCode }) => errorCode === code).length;
  const { who, isEnoughOnce } = judge(newest.failureMeaning as FailureMeaning | null);
  if (!isEnoughOnce && repeats < 2)
    return passed(`The last post failed once: ${newest.errorMessage ?? code}`);
  const times =
    repeats > 1 ? `${repeats} of the last ${facts.attempts.length} tries ended the same way: ` : '';
  const cause = { code, message: `${times}${newest.errorMessage ?? code}`, who, link: linkFor(who, facts) };
  return newest.detail ? { ...failed(cause), detail: newest.detail } : failed(cause);
}

/** What publishing left on the row of an active connection; it is cleared when a post goes out. */
function notedProblem({ connection, attempts, links }: DiagnosisFacts): Verdict | undefined {
  const { errorCode: code, errorMessage: message } = connection;
  if (!connection.isActive || code === null || message === null) return undefined;
  const met = attempts.find(({ errorCode }) => errorCode === code);
  if (!met) return { status: 'warning', cause: { code, message, who: 'wait', link: null } };
  const who = judge(met.failureMeaning as FailureMeaning | null).who;
  const link = who === 'club-admin' ? links.clubAdmin : null;
  return met.detail
    ? { ...failed({ code, message, who, link }), detail: met.detail }
    : failed({ code, message, who, link });
}

function wentOut({ outcome }: RecentAttempt): boolean {
  return outcome === 'published' || outcome === 'adopted';
}

/** Null: of a time when the meaning was not stored, or of nobody's fault. */
function judge(meaning: FailureMeaning | null): { who: Who; isEnoughOnce: boolean } {
  switch (meaning) {
    case 'content':
    case 'duplicate':
      return { who: 'author', isEnoughOnce: false };
    case 'auth':
    case 'permission':
    case 'gone':
      return { who: 'club-admin', isEnoughOnce: true };
    case 'configuration':
      return { who: 'operator', isEnoughOnce: true };
    case 'unavailable':
    case 'unknown':
      return { who: 'platform', isEnoughOnce: false };
    case 'rate-limited':
    case null:
      return { who: 'wait', isEnoughOnce: false };
  }
}

function linkFor(who: Who, { links }: DiagnosisFacts): string | null {
  if (who === 'club-admin') return links.clubAdmin;
  return who === 'operator' ? links.administrator : null;
}
