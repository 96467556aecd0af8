import type { ReactNode } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { viewer } from '../viewer.ts';
import { costOfAll, shownCost } from './costs.ts';
import type { WhenDraft } from './draft.ts';
import type { AccountCheck, Problem } from './problems.ts';
import styles from './submit-bar.module.css';
import type { SubmissionFailure } from './use-submission.ts';

const words = texts.composer;

interface SubmitBarProps {
  kind: WhenDraft['kind'];
  accountCount: number;
  /** Nothing of this page stands in the way, such as a file that is still on its way. */
  isReady: boolean;
  checks: AccountCheck[];
  /** Everything that stands in the way, as far as it is known. */
  problems: Problem[];
  /** Why nothing was sent when somebody wanted to. */
  refusal: string | null;
  failure: SubmissionFailure | null;
  isUnderWay: boolean;
}

/** The one button of the page, and what is to be said before and after it is pressed. */
export function SubmitBar(props: SubmitBarProps) {
  const { kind, accountCount, isReady, checks, problems, refusal, failure, isUnderWay } = props;
  const label = failure?.kind === 'no-answer' ? words.sendAgain : words.send[kind](accountCount);
  return (
    <div className={`card ${styles['bar']}`}>
      {refusal && (
        <Note title={words.notSent}>
          <span>{refusal}</span>
        </Note>
      )}
      {failure && <Failure failure={failure} />}
      <div className={styles['actions']}>
        <AllowedButton needs="social:write" type="submit" className="button primary">
          {isUnderWay ? words.sending : label}
        </AllowedButton>
        <Outlook kind={kind} isReady={isReady} checks={checks} problems={refusal ? [] : problems} />
      </div>
    </div>
  );
}

type OutlookProps = Pick<SubmitBarProps, 'kind' | 'isReady' | 'checks' | 'problems'>;

/** Whether it will be taken, and what it will cost. */
function Outlook({ kind, isReady, checks, problems }: OutlookProps) {
  const cost = costOfAll(checks);
  const canGo = isReady && checks.length > 0 && problems.length === 0;
  return (
    <p role="status" className={`small ${styles['outlook']}`}>
      {problems.length > 0 && kind !== 'draft' && (
        <span className={styles['bad']}>{words.lookAtProblems(problems.length)}</span>
      )}
      {canGo && <span className={styles['good']}>{words.allFit(checks.length)}</span>}
      {cost !== null && <span className="soft">{words.costOfAll(shownCost(cost, viewer.locale))}</span>}
    </p>
  );
}

function Failure({ failure }: { failure: SubmissionFailure }) {
  switch (failure.kind) {
    case 'no-answer':
      return (
        <Note title={words.noAnswer}>
          <span>{words.noAnswerText}</span>
        </Note>
      );
    case 'refused':
      return (
        <Note title={words.notSent}>
          <span>{failure.reason}</span>
          {failure.requestId && <span className="small">{texts.words.supportNumber(failure.requestId)}</span>}
        </Note>
      );
    case 'problems':
      return (
        <Note title={words.notSent}>
          <span>{words.lookAtProblems(failure.problems.length)}</span>
        </Note>
      );
  }
}

function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="note bad" role="alert">
      <strong>{title}</strong>
      {children}
    </div>
  );
}
