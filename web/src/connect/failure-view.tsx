import { texts } from '../shared/texts/connect-texts.ts';
import type { ConnectLink } from './connect-link.ts';
import { wayOutOf, type Failure } from './failure.ts';
import { Frame } from './frame.tsx';
import { Sign } from './sign.tsx';
import type { LinkActions } from './use-link.ts';
import styles from './views.module.css';
import { WayBack } from './way-back.tsx';

interface FailureProps {
  failure: Failure;
  /** What is known of the link; null when it could not be read. */
  link: ConnectLink | null;
  busy: boolean;
  actions: LinkActions;
}

/** What went wrong in one sentence, what that means, and the way out. */
export function FailureView({ failure, link, busy, actions }: FailureProps) {
  const words = texts.failures[failure.kind];
  const platform = link?.platform ?? 'FACEBOOK';
  const names = { platform: texts.platforms[platform], dialog: texts.dialogs[platform] };
  const wayOut = wayOutOf(failure.kind);
  return (
    <Frame title={words.title(names)} sign={<Sign says="failed" />}>
      <p>{words.text ? words.text() : failure.detail}</p>
      {words.hint && <p>{words.hint(names)}</p>}
      {link && link.waitingPosts > 0 && <p className="note">{texts.postsKeepWaiting(link.waitingPosts)}</p>}
      {failure.requestId && <p className="soft small">{texts.supportNumber(failure.requestId)}</p>}
      {wayOut !== 'none' && (
        <div className={styles['actions']}>
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={wayOut === 'log-in' ? actions.logIn : actions.load}
          >
            {busy ? texts.opening : texts.tryAgain}
          </button>
        </div>
      )}
      {(wayOut === 'none' || link?.returnTo) && (
        <WayBack returnTo={link?.returnTo ?? null} manner={wayOut === 'none' ? 'primary' : 'plain'} />
      )}
    </Frame>
  );
}
