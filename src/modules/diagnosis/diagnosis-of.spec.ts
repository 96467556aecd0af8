import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../kernel/secret.ts';
import type { AccountAccess, Finding } from '../providers/provider.port.ts';
import type { DiagnosisFacts } from './diagnosis-facts.ts';
import { diagnosisOf } from './diagnosis-of.ts';
import type { RecentAttempt } from './diagnosis.queries.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hourOn = new Date('2026-11-22T13:00:00Z');
const links = { reconnect: 'reconnect', clubAdmin: 'club admin', administrator: 'administrator' };
const refused: Finding = {
  aspect: 'account',
  status: 'trouble',
  trouble: { code: 'ACCOUNT_LOCKED', message: 'Locked.', who: 'club-admin', place: { url: 'unlock' } },
};
const prices = { usdPerPost: 0.015, usdPerPostWithLink: 0.2 };
const published: Partial<RecentAttempt> = { outcome: 'published', errorCode: null };
const silent = { meaning: 'unknown', code: 'NO_ANSWER', message: 'No answer.', who: 'wait' } as const;

describe('diagnosisOf', () => {
  it('is healthy where nothing is wrong', () => {
    expect(diagnosisOf(facts({}))).toMatchObject({ status: 'healthy', cause: null, who: null, link: null });
  });

  it('names the first that fails, because the rest may follow from it', () => {
    const found = diagnosisOf(
      facts({
        connection: { rateLimitedUntil: hourOn },
        inspection: { findings: [refused] },
        budget: { monthlyUsd: 1, spentUsd: 2, ...prices },
      }),
    );

    expect(found).toMatchObject({ status: 'blocked', cause: 'ACCOUNT_LOCKED', link: 'unlock' });
    const failed = found.checks.filter(({ status }) => status === 'failed').map(({ name }) => name);
    expect(failed).toEqual(['account', 'rate-limit', 'budget']);
  });

  it('puts a failure before a warning, wherever they stand', () => {
    const ended = { code: 'DATA_ACCESS_ENDED', message: 'Ended.' } as const;
    const found = diagnosisOf(facts({ warnings: [ended], connection: { rateLimitedUntil: hourOn } }));

    expect(found).toMatchObject({ status: 'blocked', cause: 'RATE_LIMITED' });
    expect(diagnosisOf(facts({ warnings: [ended] }))).toMatchObject({
      status: 'warning',
      cause: 'DATA_ACCESS_ENDED',
      who: 'club-admin',
    });
  });

  it('takes a platform that does not answer for no cause', () => {
    const found = diagnosisOf(
      facts({ inspection: { findings: [{ aspect: 'scopes', status: 'unanswered', failure: silent }] } }),
    );

    expect(found).toMatchObject({ status: 'warning', cause: null, who: null });
  });

  it('takes the worst of two findings on the same thing', () => {
    const fine: Finding = { aspect: 'account', status: 'fine', message: 'Fine.' };

    expect(diagnosisOf(facts({ inspection: { findings: [fine, refused] } })).cause).toBe('ACCOUNT_LOCKED');
  });

  it('believes a limit of the ledger although the platform itself named none', () => {
    const fine: Finding = { aspect: 'publishing-quota', status: 'fine', message: '3 left.' };
    const usedUp = [{ endpoint: 'POST /2/tweets', window: '15min', resetsAt: hourOn }];

    expect(diagnosisOf(facts({ usedUp, inspection: { findings: [fine] } }))).toMatchObject({
      cause: 'QUOTA_USED_UP',
      who: 'wait',
    });
  });

  it('believes the platform rather than the row about data access', () => {
    const fine: Finding = { aspect: 'data-access', status: 'fine', message: 'Figures are shown.' };
    const ended = { code: 'DATA_ACCESS_ENDED', message: 'Ended.' } as const;

    expect(diagnosisOf(facts({ warnings: [ended], inspection: { findings: [fine] } })).status).toBe(
      'healthy',
    );
  });

  it('falls back on the ledger where the platform did not answer about its quota', () => {
    const unanswered: Finding = { aspect: 'publishing-quota', status: 'unanswered', failure: silent };
    const usedUp = [{ endpoint: '*', window: 'page-usage', resetsAt: hourOn }];

    expect(diagnosisOf(facts({ usedUp, inspection: { findings: [unanswered] } })).cause).toBe(
      'QUOTA_USED_UP',
    );
    expect(diagnosisOf(facts({ inspection: { findings: [unanswered] } }))).toMatchObject({
      status: 'warning',
      cause: null,
    });
  });

  it.each<[string, Partial<RecentAttempt>[], string | null, string | null]>([
    ['one refusal of a right', [attempt('permission')], 'REFUSED', 'club-admin'],
    ['one mistake of ours', [attempt('configuration')], 'REFUSED', 'operator'],
    ['one refused content', [attempt('content')], null, null],
    ['the same refused content twice', [attempt('content'), attempt('content')], 'REFUSED', 'author'],
    ['one outage', [attempt('unavailable')], null, null],
    ['outages in a row', [attempt('unavailable'), attempt('unavailable')], 'REFUSED', 'platform'],
    ['outages that are over', [hourAgo('unavailable'), hourAgo('unavailable')], null, null],
    ['limits that are over', [attempt('rate-limited'), attempt('rate-limited')], null, null],
    [
      'a budget that may have been raised',
      [{ ...attempt('configuration'), errorCode: 'BUDGET_SPENT' }],
      null,
      null,
    ],
    ['a refusal before a post that went out', [published, attempt('permission')], null, null],
    ['two refusals around a post that went out', [attempt('content'), published], null, null],
    [
      'a refusal of content, again after a post that went out',
      [attempt('content'), published, attempt('content')],
      null,
      null,
    ],
    ['a right that was missing to a former token', [attempt('permission', 'former-token')], null, null],
    ['an account that was gone to a former token', [attempt('gone', 'former-token')], null, null],
    ['a mistake of ours with a former token', [attempt('configuration', 'former-token')], null, null],
    [
      'a right that is missing to the present token too',
      [attempt('permission'), attempt('permission', 'former-token')],
      'REFUSED',
      'club-admin',
    ],
    [
      'refused content behind a refusal of a former token',
      [attempt('auth', 'former-token'), attempt('content'), attempt('content', 'former-token')],
      'REFUSED',
      'author',
    ],
  ])('judges the last attempts: %s', (_title, attempts, cause, who) => {
    const found = diagnosisOf(facts({ attempts: attempts as RecentAttempt[] }));

    expect([found.cause, found.who]).toEqual([cause, who]);
  });

  it('leaves a refresh that was put off as a warning to wait for', () => {
    const connection = { errorCode: 'TOKEN_REFRESH_UNKNOWN', errorMessage: 'No answer to the refresh.' };

    expect(diagnosisOf(facts({ connection, state: { isRefreshPutOff: true } }))).toMatchObject({
      status: 'warning',
      who: 'wait',
    });
  });

  it('lets nobody wait for a right that is missing, though its try is long ago', () => {
    const connection = { errorCode: 'FACEBOOK_ACCOUNT_LIMITED', errorMessage: 'Limited.' };

    expect(diagnosisOf(facts({ connection }))).toMatchObject({ status: 'blocked', who: 'club-admin' });
  });

  it('does not call a distance between posts a fault', () => {
    const connection = { minSpacingSeconds: 3600, lastPostAt: now };

    const found = diagnosisOf(facts({ connection }));

    expect(found.status).toBe('healthy');
    expect(found.checks.find(({ name }) => name === 'rate-limit')?.message).toContain('3600 seconds');
  });

  it('warns of a token that ends soon and of a post that is stuck', () => {
    const soon = { code: 'TOKEN_ENDING', message: 'Ends.' } as const;
    const connection = { tokenExpiresAt: hourOn };

    expect(diagnosisOf(facts({ warnings: [soon], connection }))).toMatchObject({ cause: 'TOKEN_ENDING' });
    expect(diagnosisOf(facts({ state: { stuckSince: now } }))).toMatchObject({
      cause: 'POST_STUCK',
      who: 'wait',
    });
  });

  it('needs room for one more post within the budget, not just a rest', () => {
    const budget = { monthlyUsd: 0.15, spentUsd: 0.135, usdPerPost: 0.015, usdPerPostWithLink: 0.015 };

    expect(diagnosisOf(facts({ budget })).status).toBe('healthy');
    expect(diagnosisOf(facts({ budget: { ...budget, spentUsd: 0.136 } })).cause).toBe('BUDGET_SPENT');
  });

  it('warns of a budget whose rest pays for a plain post only', () => {
    expect(budgetCause(9.8)).toEqual(['healthy', null, null]);
    expect(budgetCause(9.81)).toEqual(['warning', 'BUDGET_LOW', 'operator']);
    expect(budgetCause(9.99)).toEqual(['blocked', 'BUDGET_SPENT', 'operator']);
  });
});

function budgetCause(spentUsd: number): (string | null)[] {
  const { status, cause, who } = diagnosisOf(facts({ budget: { monthlyUsd: 10, spentUsd, ...prices } }));
  return [status, cause, who];
}

function attempt(failureMeaning: string, token: RecentAttempt['token'] = 'present-token'): RecentAttempt {
  return {
    token,
    endedAt: now,
    outcome: 'rejected',
    failureMeaning,
    errorCode: 'REFUSED',
    errorMessage: 'Refused.',
    detail: null,
  };
}

function hourAgo(failureMeaning: string): RecentAttempt {
  return { ...attempt(failureMeaning), endedAt: new Date(now.getTime() - 3_600_000) };
}

type Changes = Partial<Omit<DiagnosisFacts, 'connection' | 'state'>> & {
  connection?: Partial<DiagnosisFacts['connection']>;
  state?: Partial<DiagnosisFacts['state']>;
};

function facts({ connection, state, ...changes }: Changes): DiagnosisFacts {
  const access: AccountAccess = {
    connectionId: '1',
    tenantId: 'acme',
    accountId: '61',
    accessToken: new Secret('token'),
  };
  return {
    warnings: [],
    attempts: [],
    usedUp: [],
    look: { status: 'ok', access: { ...access, login: null, scopes: [] }, loginFailure: null },
    inspection: { findings: [] },
    budget: null,
    links,
    ...changes,
    connection: {
      id: '1',
      tenantId: 'acme',
      platform: 'FACEBOOK',
      accountId: '61',
      accountName: 'Harbour Rowing Club',
      isActive: true,
      tokenExpiresAt: null,
      dataAccessExpiresAt: null,
      lastPostAt: null,
      errorMessage: null,
      errorCode: null,
      rateLimitedUntil: null,
      rateLimitReason: null,
      rateSpacingSeconds: 0,
      rateSpacingUntil: null,
      minSpacingSeconds: 0,
      scopes: [],
      isRefreshable: false,
      now,
      createdAt: now,
      ...connection,
    },
    state: {
      pausedReason: null,
      pausedSince: null,
      platformLimitedUntil: null,
      platformLimitReason: null,
      isRefreshPutOff: false,
      postsWaiting: 0,
      postsLate: 0,
      lateSince: null,
      stuckSince: null,
      ...state,
    },
  };
}
