import { texts } from '../shared/texts/connect-texts.ts';
import type { ConnectLink } from './connect-link.ts';
import styles from './views.module.css';

interface WayBackProps {
  returnTo: ConnectLink['returnTo'];
  /** `primary` where nothing else is left to do here. */
  manner: 'primary' | 'plain';
}

/** Back to the CRM; who came from none may close the window. */
export function WayBack({ returnTo, manner }: WayBackProps) {
  if (!returnTo) return <p className="soft">{texts.closeWindow}</p>;
  return (
    <div className={styles['actions']}>
      <a className={`button ${manner}`} href={returnTo.url}>
        {returnTo.host === location.host ? texts.backToConsole : texts.backTo(returnTo.host)}
      </a>
    </div>
  );
}
