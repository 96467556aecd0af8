import { texts } from '../../shared/texts/console-texts.ts';
import { failureOf } from './failure.ts';

/** In the place of something that could not be loaded: why, the way out, and the number for support. */
export function LoadFailure({ error, retry }: { error: Error; retry: () => void }) {
  const { reason, requestId } = failureOf(error);
  return (
    <div className="note bad" role="alert">
      <strong>{texts.words.loadingFailed}</strong>
      <span>{reason}</span>
      {requestId && <span className="small">{texts.words.supportNumber(requestId)}</span>}
      <div>
        <button type="button" className="button" onClick={retry}>
          {texts.words.tryAgain}
        </button>
      </div>
    </div>
  );
}
