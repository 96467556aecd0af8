import type { Aspect, Trouble } from '../providers/provider.port.ts';
import {
  failed,
  passed,
  skipped,
  type Cause,
  type DiagnosisFacts,
  type Verdict,
  type Who,
} from './diagnosis-facts.ts';

/** The platform's word on one aspect. `otherwise` speaks where the platform said nothing about it. */
export function told(aspect: Aspect, otherwise: (facts: DiagnosisFacts) => Verdict = notTold) {
  return (facts: DiagnosisFacts): Verdict => {
    const refusal = aspect === 'token-valid' ? refusedRefresh(facts) : undefined;
    if (refusal) return refusal;
    const { inspection, links } = facts;
    const findings =
      'findings' in inspection ? inspection.findings.filter((each) => each.aspect === aspect) : [];
    const worst = ['trouble', 'warning', 'unanswered', 'fine', 'unseen'] as const;
    const finding = worst.flatMap((status) => findings.filter((each) => each.status === status))[0];
    if (!finding) return otherwise(facts);
    switch (finding.status) {
      case 'trouble':
        return withDetail(failed(causeOf(finding.trouble, links)), finding.trouble.detail);
      case 'warning':
        return withDetail(
          { status: 'warning', cause: causeOf(finding.trouble, links) },
          finding.trouble.detail,
        );
      case 'unanswered':
        return withDetail(
          { status: 'unasked', message: `The platform could not be asked: ${finding.failure.message}` },
          finding.failure.detail,
        );
      case 'fine': {
        const more = otherwise === notTold ? undefined : otherwise(facts);
        return more && more.status !== 'passed' ? more : passed(finding.message);
      }
      case 'unseen':
        return skipped(finding.message);
    }
  };
}

/** X took the refresh token back; nothing can be asked any more. */
function refusedRefresh({ look, links }: DiagnosisFacts): Verdict | undefined {
  if (look?.status !== 'later' || look.failure.meaning !== 'auth') return undefined;
  const { code, message } = look.failure;
  return failed({ code, message, who: 'club-admin', link: links.reconnect });
}

function notTold({ inspection }: DiagnosisFacts): Verdict {
  return skipped('notAsked' in inspection ? inspection.notAsked : 'The platform tells nothing about it.');
}

function causeOf({ code, message, who, place }: Trouble, links: DiagnosisFacts['links']): Cause {
  return {
    code,
    message,
    who: whoOf(who),
    link: place === 'reconnect' ? links.reconnect : (place?.url ?? null),
  };
}

export function whoOf(who: Trouble['who']): Who {
  return who === 'administrator' ? 'operator' : who;
}

function withDetail(verdict: Verdict, detail: string | undefined): Verdict {
  return detail ? { ...verdict, detail } : verdict;
}
