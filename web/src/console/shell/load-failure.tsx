import { SocialProblem } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';

/** In the place of something that could not be loaded: why, the way out, and the number for support. */
export function LoadFailure({ error, retry }: { error: Error; retry: () => void }) {
  const requestId = error instanceof SocialProblem ? error.problem?.requestId : undefined;
  return (
    <div className="note bad" role="alert">
      <strong>{texts.words.loadingFailed}</strong>
      <span>{error instanceof SocialProblem ? error.message : texts.words.networkTrouble}</span>
      {requestId && <span className="small">{texts.words.supportNumber(requestId)}</span>}
      <div>
        <button type="button" className="button" onClick={retry}>
          {texts.words.tryAgain}
        </button>
      </div>
    </div>
  );
}
