import type { Cause, CheckOf, DiagnosisFacts, Verdict, Who } from './diagnosis-facts.ts';
import { lastAttempts } from './attempt-checks.ts';
import { told, tokenAccepted, toldOrKnown } from './platform-checks.ts';
import {
  dataAccessOfRow,
  expiry,
  ledgerQuota,
  limitInForce,
  loginOpens,
  rowActive,
  tenantPause,
  tokenOpens,
  waitingPosts,
  withinBudget,
} from './row-checks.ts';

export interface Check {
  name: string;
  status: 'passed' | 'failed' | 'warning' | 'skipped';
  message: string;
  /** The platform's own words, for operators. */
  detail?: string;
}

export interface Diagnosis {
  connectionId: string;
  checkedAt: Date;
  status: 'healthy' | 'warning' | 'blocked';
  /** Null: nothing is wrong, or nothing that could be found out. */
  cause: string | null;
  message: string;
  who: Who | null;
  link: string | null;
  checks: Check[];
}

/** From what everything else rests on to what only shows it: the first that fails is the cause of those behind it. */
const checksInOrder: readonly (readonly [name: string, check: CheckOf])[] = [
  ['row-active', rowActive],
  ['tenant-pause', tenantPause],
  ['token-opens', tokenOpens],
  ['token-kind', told('token-kind')],
  ['token-valid', tokenAccepted],
  ['expiry', expiry],
  ['data-access', told('data-access', dataAccessOfRow)],
  ['scopes', told('scopes')],
  ['page-role', (facts) => loginOpens(facts) ?? told('page-role')(facts)],
  ['account', told('account')],
  ['app', told('app')],
  ['credits', told('credits')],
  ['publishing-quota', toldOrKnown('publishing-quota', ledgerQuota)],
  ['rate-limit', toldOrKnown('rate-limit', limitInForce)],
  ['budget', withinBudget],
  ['attempts', lastAttempts],
  ['posts', waitingPosts],
];

/** One cause, who must act, and where. A failure outranks every warning, whatever their order. */
export function diagnosisOf(facts: DiagnosisFacts): Diagnosis {
  const verdicts = checksInOrder.map(([name, check]) => ({ name, verdict: check(facts) }));
  const cause = firstCause(verdicts, 'failed') ?? firstCause(verdicts, 'warning');
  return {
    connectionId: facts.connection.id,
    checkedAt: facts.connection.now,
    status: statusOf(verdicts.map(({ verdict }) => verdict)),
    cause: cause?.code ?? null,
    message:
      cause?.message ??
      restOf(
        verdicts.map(({ verdict }) => verdict),
        facts,
      ),
    who: cause?.who ?? null,
    link: cause?.link ?? null,
    checks: verdicts.map(({ name, verdict }) => checkOf(name, verdict)),
  };
}

function firstCause(verdicts: { verdict: Verdict }[], status: 'failed' | 'warning'): Cause | undefined {
  for (const { verdict } of verdicts) {
    if ('cause' in verdict && verdict.status === status) return verdict.cause;
  }
  return undefined;
}

function statusOf(verdicts: Verdict[]): Diagnosis['status'] {
  if (verdicts.some(({ status }) => status === 'failed')) return 'blocked';
  return verdicts.some(({ status }) => status === 'warning' || status === 'unasked') ? 'warning' : 'healthy';
}

function restOf(verdicts: Verdict[], { connection }: DiagnosisFacts): string {
  return verdicts.some(({ status }) => status === 'unasked')
    ? 'Nothing wrong was found, but the platform could not be asked about everything. Ask again in a minute.'
    : `Nothing stands in the way: posts of ${connection.accountName} can go out.`;
}

function checkOf(name: string, verdict: Verdict): Check {
  const detail = verdict.detail ? { detail: verdict.detail } : {};
  if ('cause' in verdict) return { name, status: verdict.status, message: verdict.cause.message, ...detail };
  return {
    name,
    status: verdict.status === 'unasked' ? 'warning' : verdict.status,
    message: verdict.message,
    ...detail,
  };
}
