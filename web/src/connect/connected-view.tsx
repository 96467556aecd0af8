import { PlatformMark } from '../shared/parts/platform-mark.tsx';
import { texts } from '../shared/texts/connect-texts.ts';
import type { ConnectLink } from './connect-link.ts';
import { Frame } from './frame.tsx';
import { Sign } from './sign.tsx';
import styles from './views.module.css';
import { WayBack } from './way-back.tsx';

/** It worked: what is connected, what happens now, and the way back. */
export function ConnectedView({ link }: { link: ConnectLink }) {
  const { connected, platform, waitingPosts } = link;
  return (
    <Frame title={texts.connectedTitle(connected.length)} sign={<Sign says="done" />}>
      <ul className={styles['names']}>
        {connected.map(({ id, accountName }) => (
          <li key={id}>
            <PlatformMark platform={platform} />
            {accountName}
          </li>
        ))}
      </ul>
      <p>{connected.length < 2 ? texts.connectedOne : texts.connectedMany}</p>
      {waitingPosts > 0 && <p className="note good">{texts.waitingGoOut(waitingPosts)}</p>}
      <WayBack returnTo={link.returnTo} manner="primary" />
    </Frame>
  );
}
