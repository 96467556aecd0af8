import { useEffect, useState } from 'react';
import { PlatformMark } from '../shared/parts/platform-mark.tsx';
import { texts } from '../shared/texts/connect-texts.ts';
import type { ConnectLink } from './connect-link.ts';
import { Frame } from './frame.tsx';
import type { LinkActions } from './use-link.ts';
import styles from './views.module.css';

const pollEveryMs = 2_000;
/** From here on the page admits that it takes long, and offers the way out. */
const pollsUntilLong = 10;

interface WorkingProps {
  link: ConnectLink;
  busy: boolean;
  actions: LinkActions;
}

/** While the service asks the platform; looks again until the answer is there. */
export function WorkingView({ link, busy, actions: { poll, logIn } }: WorkingProps) {
  const polls = usePolling(poll);
  const platform = texts.dialogs[link.platform];
  return (
    <Frame title={texts.workingTitle(platform)} sign={<PlatformMark platform={link.platform} />}>
      <p>{texts.working(platform)}</p>
      <div className={styles['spinner']} />
      {polls >= pollsUntilLong && (
        <div className={styles['actions']} role="status">
          <p>{texts.workingLong}</p>
          <button type="button" className="button" disabled={busy} onClick={logIn}>
            {busy ? texts.opening : texts.otherLogin}
          </button>
        </div>
      )}
    </Frame>
  );
}

/** Calls again a while after each answer, never twice at once; tells how often it did. */
function usePolling(poll: () => Promise<void>): number {
  const [polls, setPolls] = useState(0);
  useEffect(() => {
    let left = false;
    const timer = setTimeout(() => {
      void poll().finally(() => !left && setPolls((count) => count + 1));
    }, pollEveryMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [poll, polls]);
  return polls;
}
