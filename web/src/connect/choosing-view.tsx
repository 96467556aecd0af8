import { useState } from 'react';
import { PlatformMark } from '../shared/parts/platform-mark.tsx';
import { texts } from '../shared/texts/connect-texts.ts';
import { AccountList } from './account-list.tsx';
import { choosable, firstChoice } from './choice.ts';
import type { ConnectLink } from './connect-link.ts';
import { Frame } from './frame.tsx';
import type { LinkActions } from './use-link.ts';
import styles from './views.module.css';

interface ChoosingProps {
  link: ConnectLink;
  busy: boolean;
  actions: LinkActions;
}

/** The accounts that the login found, each with why it can or cannot publish. */
export function ChoosingView({ link, busy, actions }: ChoosingProps) {
  const some = choosable(link.accounts).length > 0;
  return (
    <Frame
      title={some ? texts.choosingTitle : texts.choosingNoneTitle}
      sign={<PlatformMark platform={link.platform} />}
    >
      <p>{some ? texts.choosingText(texts.dialogs[link.platform]) : texts.choosingNoneText}</p>
      {some ? (
        <ChoosingForm link={link} busy={busy} actions={actions} />
      ) : (
        <>
          <AccountList accounts={link.accounts} chosen={[]} choose={ignoreChoice} />
          <div className={styles['actions']}>
            <button type="button" className="button primary" disabled={busy} onClick={actions.logIn}>
              {busy ? texts.opening : texts.otherLogin}
            </button>
          </div>
        </>
      )}
    </Frame>
  );
}

function ChoosingForm({ link, busy, actions }: ChoosingProps) {
  const [chosen, setChosen] = useState(() => firstChoice(link.accounts));
  const [tried, setTried] = useState(false);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (chosen.length > 0) actions.select(chosen);
      }}
    >
      <AccountList accounts={link.accounts} chosen={chosen} choose={setChosen} />
      <div className={styles['actions']}>
        <p className={styles['mistake']} aria-live="polite">
          {tried && chosen.length === 0 ? texts.nothingChosen : ''}
        </p>
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? texts.connecting : texts.connectChosen(chosen.length)}
        </button>
        <button type="button" className="button plain" disabled={busy} onClick={actions.logIn}>
          {texts.otherLogin}
        </button>
      </div>
    </form>
  );
}

/** Where nothing can be chosen. */
function ignoreChoice(): void {}
