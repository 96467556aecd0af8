import { texts } from '../shared/texts/connect-texts.ts';
import styles from './account-list.module.css';
import { allChosen, choosable, toggled } from './choice.ts';
import type { FoundAccount } from './connect-link.ts';

interface AccountListProps {
  accounts: FoundAccount[];
  /** Ids of accounts. */
  chosen: string[];
  choose: (accountIds: string[]) => void;
}

export function AccountList({ accounts, chosen, choose }: AccountListProps) {
  return (
    <fieldset className={styles['list']}>
      <legend className="heard-only">{texts.accountsLegend}</legend>
      {choosable(accounts).length > 1 && <AllAccounts accounts={accounts} chosen={chosen} choose={choose} />}
      {accounts.map((account) => (
        <Account
          key={account.accountId}
          account={account}
          isChosen={chosen.includes(account.accountId)}
          toggle={() => choose(toggled(chosen, account.accountId))}
        />
      ))}
    </fieldset>
  );
}

function AllAccounts({ accounts, chosen, choose }: AccountListProps) {
  const state = allChosen(accounts, chosen);
  return (
    <label className={`${styles['account']} ${styles['all']}`}>
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = state === 'some';
        }}
        checked={state === 'all'}
        onChange={() => choose(state === 'all' ? [] : choosable(accounts))}
      />
      <span className={styles['name']}>{texts.chooseAll(choosable(accounts).length)}</span>
    </label>
  );
}

interface AccountProps {
  account: FoundAccount;
  isChosen: boolean;
  toggle: () => void;
}

function Account({ account, isChosen, toggle }: AccountProps) {
  const { accountId, accountName, canPublish, problems } = account;
  const whyId = `why-${accountId}`;
  return (
    <div className={`${styles['account']} ${canPublish ? '' : styles['impossible']}`}>
      <input
        type="checkbox"
        id={`account-${accountId}`}
        checked={isChosen}
        disabled={!canPublish}
        aria-describedby={whyId}
        onChange={toggle}
      />
      <div>
        <label className={styles['name']} htmlFor={`account-${accountId}`}>
          {accountName}
        </label>
        <div id={whyId} className={styles['why']}>
          <span className={`badge ${canPublish ? 'good' : 'bad'}`}>
            {canPublish ? texts.canPublish : texts.cannotPublish}
          </span>
          {problems.map(({ code, message }) => (
            <p key={`${code} ${message}`}>{message}</p>
          ))}
        </div>
      </div>
    </div>
  );
}
