import { shortTime, viewerOf } from '../shared/formats.ts';
import { PlatformMark } from '../shared/parts/platform-mark.tsx';
import { texts } from '../shared/texts/connect-texts.ts';
import type { ConnectLink } from './connect-link.ts';
import { Frame } from './frame.tsx';
import styles from './views.module.css';

interface IntroProps {
  link: ConnectLink;
  busy: boolean;
  logIn: () => void;
}

/** Which account, why, what waits behind it, and the one button to the platform. */
export function IntroView({ link, busy, logIn }: IntroProps) {
  const { platform, expiresAt } = link;
  return (
    <Frame title={titleOf(link)} sign={<PlatformMark platform={platform} />}>
      {link.mode === 'RECONNECT' ? <WhyAndWhat link={link} /> : <Steps link={link} />}
      <div className={styles['actions']}>
        <button type="button" className="button primary" disabled={busy} onClick={logIn}>
          {busy ? texts.opening : texts.toPlatform[platform]}
        </button>
        <p className={styles['validity']}>{texts.validUntil(shortTime(expiresAt, viewerOf(navigator)))}</p>
      </div>
    </Frame>
  );
}

function titleOf({ mode, platform, account }: ConnectLink): string {
  if (mode === 'CONNECT') return texts.connectTitle[platform];
  return account
    ? texts.reconnectTitle(account.accountName)
    : texts.reconnectUnnamed(texts.platforms[platform]);
}

function WhyAndWhat({ link }: { link: ConnectLink }) {
  return (
    <>
      <section className={styles['section']}>
        <h2>{texts.reconnectWhy}</h2>
        <p>{link.reason ?? texts.reconnectNoReason(texts.platforms[link.platform])}</p>
      </section>
      {link.waitingPosts > 0 && (
        <section className="note warn">
          <h2 className="heard-only">{texts.waitingTitle}</h2>
          <p>
            <strong>{texts.waiting(link.waitingPosts)}</strong>
            {link.nextPostAt && ` ${nextPostSentence(link.nextPostAt)}`}
          </p>
          <p>{texts.afterwards}</p>
        </section>
      )}
    </>
  );
}

function nextPostSentence(nextPostAt: string): string {
  const when = shortTime(nextPostAt, viewerOf(navigator));
  return Date.parse(nextPostAt) > Date.now() ? texts.nextPost(when) : texts.nextPostDue(when);
}

function Steps({ link }: { link: ConnectLink }) {
  return (
    <ol className={styles['steps']}>
      {texts.steps[link.platform].map((step) => (
        <li key={step}>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
