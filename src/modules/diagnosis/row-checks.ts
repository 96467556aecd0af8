import { asSentence } from '../../kernel/sentence.ts';
import {
  failed,
  passed,
  skipped,
  timeOf,
  type DiagnosisFacts,
  type Verdict,
  type Who,
} from './diagnosis-facts.ts';

/** Codes that a person of this side set, not the platform. */
const setByPeople: Record<string, Who> = { DEACTIVATED: 'operator' };

export function rowActive({ connection, links }: DiagnosisFacts): Verdict {
  if (connection.isActive) return passed('The connection is active.');
  const said = connection.errorCode;
  const code =
    said === null ? 'CONNECTION_INACTIVE' : said === 'DEACTIVATED' ? 'CONNECTION_DEACTIVATED' : said;
  const message = asSentence(connection.errorMessage ?? 'The connection is not active');
  return failed({ code, message, who: setByPeople[said ?? ''] ?? 'club-admin', link: links.reconnect });
}

export function tenantPause({ state }: DiagnosisFacts): Verdict {
  if (state.pausedReason === null) return passed('The tenant is not paused.');
  const since = state.pausedSince ? ` since ${timeOf(state.pausedSince)}` : '';
  const message = `An operator has paused every post of this tenant${since}: ${asSentence(state.pausedReason)} Posts go out when the pause ends.`;
  return failed({ code: 'TENANT_PAUSED', message, who: 'operator', link: null });
}

export function tokenOpens({ look, links }: DiagnosisFacts): Verdict {
  if (look === null) return skipped(rowSaysIt);
  if (look.status === 'ok') return passed('The stored token can be opened.');
  if (look.status === 'inactive') {
    return failed({
      code: 'CONNECTION_INACTIVE',
      message: asSentence(look.message),
      who: 'club-admin',
      link: links.reconnect,
    });
  }
  const { code, message, meaning } = look.failure;
  if (meaning === 'auth') return passed('The stored token can be opened.');
  const isOurs = meaning === 'configuration';
  return isOurs
    ? failed({ code, message, who: 'operator', link: null })
    : { status: 'unasked', message: `The token could not be renewed just now. ${message}` };
}

/** What cannot be asked without the person's login, because no key opens it, is not told by the platform either. */
export function loginOpens(facts: DiagnosisFacts): Verdict | undefined {
  if (facts.look?.status !== 'ok' || !facts.look.loginFailure) return undefined;
  const { code, message } = facts.look.loginFailure;
  return { status: 'warning', cause: { code, message, who: 'operator', link: null } };
}

/** Of the row alone; what the platform thinks of the token is a check of its own. */
export function expiry({ connection, warnings, look, links }: DiagnosisFacts): Verdict {
  const { tokenExpiresAt, isRefreshable, now } = connection;
  if (look === null) return skipped(rowSaysIt);
  if (tokenExpiresAt === null) return passed('The token has no end date.');
  if (isRefreshable)
    return passed(`The token is renewed by the service; the present one ends at ${timeOf(tokenExpiresAt)}.`);
  if (tokenExpiresAt <= now) {
    const message = `The token ended at ${timeOf(tokenExpiresAt)} and cannot be renewed without the person. Reconnect the account.`;
    return failed({ code: 'TOKEN_EXPIRED', message, who: 'club-admin', link: links.reconnect });
  }
  const ending = warnings.find(({ code }) => code === 'TOKEN_ENDING');
  return ending
    ? { status: 'warning', cause: { ...ending, who: 'club-admin', link: links.reconnect } }
    : passed(`The token lives until ${timeOf(tokenExpiresAt)}.`);
}

export function dataAccessOfRow({ warnings, links }: DiagnosisFacts): Verdict {
  const warning = warnings.find(({ code }) => code !== 'TOKEN_ENDING');
  return warning
    ? { status: 'warning', cause: { ...warning, who: 'club-admin', link: links.reconnect } }
    : passed('Figures may be read.');
}

export function ledgerQuota({ usedUp }: DiagnosisFacts): Verdict {
  const [limit] = usedUp.toSorted((one, other) => other.resetsAt.getTime() - one.resetsAt.getTime());
  if (!limit) return passed('No limit of the platform is used up, as far as it has told.');
  const message = `The platform's limit for ${limit.endpoint} (${limit.window}) is used up until ${timeOf(limit.resetsAt)}. Posts wait until then.`;
  return failed({ code: 'QUOTA_USED_UP', message, who: 'wait', link: null });
}

export function limitInForce({ connection, state }: DiagnosisFacts): Verdict {
  const { rateLimitedUntil, rateLimitReason, now } = connection;
  if (rateLimitedUntil && rateLimitedUntil > now) {
    const message = `Posts of this connection wait until ${timeOf(rateLimitedUntil)}: ${asSentence(rateLimitReason ?? 'the platform limits it')}`;
    return failed({ code: 'RATE_LIMITED', message, who: 'wait', link: null });
  }
  if (state.platformLimitedUntil) {
    const message = `Every connection of this platform waits until ${timeOf(state.platformLimitedUntil)}: ${asSentence(state.platformLimitReason ?? 'the platform limits this service')}`;
    return failed({ code: 'PLATFORM_RATE_LIMITED', message, who: 'wait', link: null });
  }
  return spacingOf(connection);
}

/** Keeping a distance is what somebody asked for, and nothing that is wrong. */
function spacingOf({
  minSpacingSeconds,
  rateSpacingSeconds,
  rateSpacingUntil,
  lastPostAt,
  now,
}: DiagnosisFacts['connection']): Verdict {
  const widened = rateSpacingUntil && rateSpacingUntil > now ? rateSpacingSeconds : 0;
  const seconds = Math.max(minSpacingSeconds, widened);
  const freeAt = lastPostAt && new Date(lastPostAt.getTime() + seconds * 1000);
  if (seconds === 0 || !freeAt || freeAt <= now) return passed('No limit is in force.');
  return passed(`Posts keep a distance of ${seconds} seconds; the next one may go at ${timeOf(freeAt)}.`);
}

/** In hundredths of a cent, as the publishing side compares; a post with a link may cost many times as much as one without. */
export function withinBudget({ budget }: DiagnosisFacts): Verdict {
  if (!budget) return passed('No budget is set for this platform.');
  const { monthlyUsd, spentUsd, usdPerPost, usdPerPostWithLink } = budget;
  const left = Math.round((monthlyUsd - spentUsd) * 10_000);
  const spent = `$${spentUsd.toFixed(2)} of $${monthlyUsd} are spent this month`;
  if (left >= Math.round(usdPerPostWithLink * 10_000)) return passed(`${spent}.`);
  if (left >= Math.round(usdPerPost * 10_000)) {
    const message = `${spent}; the rest pays for a plain post ($${usdPerPost}), and not for one with a link ($${usdPerPostWithLink}), which fails. Raise the budget.`;
    return { status: 'warning', cause: { code: 'BUDGET_LOW', message, who: 'operator', link: null } };
  }
  const message = `This month's budget of $${monthlyUsd} is used up ($${spentUsd.toFixed(2)} are spent, a post costs $${usdPerPost}). Raise the budget, then retry the posts.`;
  return failed({ code: 'BUDGET_SPENT', message, who: 'operator', link: null });
}

export function waitingPosts({ state }: DiagnosisFacts): Verdict {
  if (state.stuckSince) {
    const message = `A post has been on its way since ${timeOf(state.stuckSince)}. The service looks for it on the platform and goes on by itself; "SocialStuckPosts" says why it takes so long.`;
    return { status: 'warning', cause: { code: 'POST_STUCK', message, who: 'wait', link: null } };
  }
  if (state.postsLate > 0) {
    const since = state.lateSince ? ` since ${timeOf(state.lateSince)}` : '';
    const message = `${counted(state.postsLate, 'is', 'are')} due${since} and nothing above says why. An operator must see whether workers run (/health/ready).`;
    return { status: 'warning', cause: { code: 'POSTS_LATE', message, who: 'operator', link: null } };
  }
  return passed(
    state.postsWaiting === 0 ? 'No post is waiting.' : `${counted(state.postsWaiting, 'waits', 'wait')}.`,
  );
}

function counted(posts: number, one: string, many: string): string {
  return posts === 1 ? `1 post ${one}` : `${posts} posts ${many}`;
}

const rowSaysIt = 'Not looked at: what is above says enough.';
