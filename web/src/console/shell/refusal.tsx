import { SocialProblem } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';

/** Beside an action that was not carried out: why, in the service's own words, and the number for support. */
export function Refusal({ title = texts.words.refused, error }: { title?: string; error: Error | null }) {
  if (error === null) return null;
  const problem = error instanceof SocialProblem ? error.problem : undefined;
  return (
    <div className="note bad" role="alert">
      <strong>{title}</strong>
      <span>{error instanceof SocialProblem ? error.message : texts.words.networkTrouble}</span>
      {problem?.requestId && <span className="small">{texts.words.supportNumber(problem.requestId)}</span>}
    </div>
  );
}
