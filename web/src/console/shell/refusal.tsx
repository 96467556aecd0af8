import { texts } from '../../shared/texts/console-texts.ts';
import { failureOf } from './failure.ts';

/** Beside an action that was not carried out: why, in the service's own words, and the number for support. */
export function Refusal({ title = texts.words.refused, error }: { title?: string; error: Error | null }) {
  if (error === null) return null;
  const { reason, requestId } = failureOf(error);
  return (
    <div className="note bad" role="alert">
      <strong>{title}</strong>
      <span>{reason}</span>
      {requestId && <span className="small">{texts.words.supportNumber(requestId)}</span>}
    </div>
  );
}
