import type { Connection } from '@social-integration/client';
import { useId, useState } from 'react';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { shortTime } from '../../shared/formats.ts';
import type { Platform } from '../../shared/platform.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import { accountState, type AccountState } from './account-state.ts';
import styles from './accounts-field.module.css';
import { ProblemLines } from './field.tsx';
import type { Problem } from './problems.ts';

const words = texts.composer;

interface AccountsFieldProps {
  accounts: Connection[];
  platforms: Platform[];
  chosen: string[];
  choose: (accountIds: string[]) => void;
  problems: Problem[];
}

/** Whom to post as, grouped by platform. */
export function AccountsField({ accounts, platforms, chosen, choose, problems }: AccountsFieldProps) {
  const [titleId, noteId] = [useId(), useId()];
  const isInvalid = problems.length > 0;
  const toggle = (id: string) =>
    choose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className={`card ${styles['accounts']}`} aria-labelledby={titleId} aria-describedby={noteId}>
      <h2 id={titleId}>{words.accounts}</h2>
      {platforms.map((platform) => (
        <section key={platform} aria-label={texts.words.platforms[platform]}>
          <h3 className={styles['platform']}>
            <PlatformMark platform={platform} />
            {texts.words.platforms[platform]}
          </h3>
          <div className={styles['group']}>
            {accounts
              .filter((each) => each.platform === platform)
              .map((account) => (
                <AccountBox
                  key={account.id}
                  account={account}
                  isChosen={chosen.includes(account.id)}
                  isInvalid={isInvalid}
                  toggle={() => toggle(account.id)}
                />
              ))}
          </div>
        </section>
      ))}
      <div id={noteId}>
        <ProblemLines problems={problems} />
      </div>
    </fieldset>
  );
}

interface AccountBoxProps {
  account: Connection;
  isChosen: boolean;
  isInvalid: boolean;
  toggle: () => void;
}

function AccountBox({ account, isChosen, isInvalid, toggle }: AccountBoxProps) {
  const id = useId();
  const [nowMs] = useState(() => Date.now());
  return (
    <div className={styles['account']}>
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-state`}
        onChange={toggle}
      />
      <label htmlFor={id}>{account.accountName}</label>
      <div id={`${id}-state`} className={styles['state']}>
        <StateOfAccount state={accountState(account, nowMs)} />
      </div>
    </div>
  );
}

function StateOfAccount({ state }: { state: AccountState }) {
  switch (state.status) {
    case 'ready':
      return <span className="badge good">{words.ready}</span>;
    case 'inactive':
      return (
        <>
          <span className="badge bad">{words.inactive}</span>
          <span className="soft small">
            {words.inactiveText(sentence(state.reason ?? words.inactiveReason))}
          </span>
        </>
      );
    case 'limited':
      return (
        <>
          <span className="badge warn">{words.limited}</span>
          <span className="soft small">{words.limitedText(shortTime(state.until, viewer))}</span>
        </>
      );
    case 'warned':
      return (
        <>
          <span className="badge warn">{words.warned}</span>
          <span className="soft small">{state.reason}</span>
        </>
      );
  }
}

/** What the platform said may end without a full stop. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
