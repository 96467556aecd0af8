import type { Aspect, Finding, Trouble } from '../providers/provider.port.ts';
import {
  failed,
  passed,
  skipped,
  type Cause,
  type CheckOf,
  type DiagnosisFacts,
  type Verdict,
} from './diagnosis-facts.ts';

/** The platform's word on one aspect; `otherwise` speaks where it said nothing about it. */
export function told(aspect: Aspect, otherwise: CheckOf = notTold): CheckOf {
  return (facts) => {
    const finding = worstFinding(aspect, facts);
    return finding ? verdictOf(finding, facts.links) : otherwise(facts);
  };
}

/** The platform's word and what is known here, whichever is worse: neither has to have heard of the other. */
export function toldOrKnown(aspect: Aspect, known: CheckOf): CheckOf {
  return (facts) => {
    const finding = worstFinding(aspect, facts);
    const own = known(facts);
    if (!finding || finding.status === 'unseen') return own;
    const said = verdictOf(finding, facts.links);
    return said.status !== 'failed' && own.status === 'failed' ? own : said;
  };
}

/** A refresh that the platform refused says more than any question that could not be asked after it. */
export function tokenAccepted(facts: DiagnosisFacts): Verdict {
  const { look, links } = facts;
  if (look?.status === 'later' && look.failure.meaning === 'auth') {
    const { code, message } = look.failure;
    return failed({ code, message, who: 'club-admin', link: links.reconnect });
  }
  return told('token-valid')(facts);
}

const worstFirst: readonly Finding['status'][] = ['trouble', 'warning', 'unanswered', 'fine', 'unseen'];

function worstFinding(aspect: Aspect, { inspection }: DiagnosisFacts): Finding | undefined {
  const findings =
    'findings' in inspection ? inspection.findings.filter((each) => each.aspect === aspect) : [];
  return worstFirst.flatMap((status) => findings.filter((each) => each.status === status))[0];
}

function verdictOf(finding: Finding, links: DiagnosisFacts['links']): Verdict {
  switch (finding.status) {
    case 'trouble':
      return withDetail(failed(causeOf(finding.trouble, links)), finding.trouble.detail);
    case 'warning':
      return withDetail(
        { status: 'warning', cause: causeOf(finding.trouble, links) },
        finding.trouble.detail,
      );
    case 'unanswered': {
      const message = `The platform could not be asked: ${finding.failure.message}`;
      return withDetail({ status: 'unasked', message }, finding.failure.detail);
    }
    case 'fine':
      return passed(finding.message);
    case 'unseen':
      return skipped(finding.message);
  }
}

function notTold({ inspection }: DiagnosisFacts): Verdict {
  return skipped('notAsked' in inspection ? inspection.notAsked : 'The platform tells nothing about it.');
}

function causeOf({ code, message, who, place }: Trouble, links: DiagnosisFacts['links']): Cause {
  const link = place === 'reconnect' ? links.reconnect : (place?.url ?? null);
  return { code, message, who: who === 'administrator' ? 'operator' : who, link };
}

function withDetail(verdict: Verdict, detail: string | undefined): Verdict {
  return detail ? { ...verdict, detail } : verdict;
}
