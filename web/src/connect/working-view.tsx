import { useEffect, useState } from 'react';
import { PlatformMark } from '../shared/parts/platform-mark.tsx';
import { texts } from '../shared/texts/connect-texts.ts';
import type { ConnectLink } from './connect-link.ts';
import { Frame } from './frame.tsx';
import type { LinkActions } from './use-link.ts';
import styles from './views.module.css';
import { WayBack } from './way-back.tsx';

const pollEveryMs = 2_000;
/** From here on the page admits that it takes long, and says what else can be done. */
const pollsUntilLong = 10;

interface WorkingProps {
  link: ConnectLink;
  poll: LinkActions['poll'];
}

/** While the service asks the platform; looks again until the answer is there. A second login must wait for it. */
export function WorkingView({ link, poll }: WorkingProps) {
  const polls = usePolling(poll);
  const platform = texts.dialogs[link.platform];
  return (
    <Frame title={texts.workingTitle(platform)} sign={<PlatformMark platform={link.platform} />}>
      <p>{texts.working(platform)}</p>
      <div className={styles['spinner']} />
      {polls >= pollsUntilLong && (
        <div className={styles['actions']} role="status">
          <p>{texts.workingLong}</p>
          {link.returnTo && <WayBack returnTo={link.returnTo} manner="plain" />}
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
