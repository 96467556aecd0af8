import { SocialProblem } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';

/** Why the service did not do it, in its own words; where no answer came, that. */
export function Refusal({ title, error }: { title: string; error: Error }) {
  const problem = error instanceof SocialProblem ? error.problem : undefined;
  return (
    <div className="note bad" role="alert">
      <strong>{title}</strong>
      <span>{error instanceof SocialProblem ? error.message : texts.words.networkTrouble}</span>
      {problem?.errors && (
        <ul>
          {problem.errors.map(({ field, code, message }) => (
            <li key={`${field} ${code}`}>{message}</li>
          ))}
        </ul>
      )}
      {problem && <span className="small">{texts.words.supportNumber(problem.requestId)}</span>}
    </div>
  );
}
