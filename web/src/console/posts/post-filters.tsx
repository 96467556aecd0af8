import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { platforms } from '../../shared/platform.ts';
import { isDay } from './local-days.ts';
import { postStatuses } from './post-status.ts';
import { isFiltered, noFilters, type ChangeAddress, type PostsAddress } from './posts-address.ts';
import { useAccounts } from './use-accounts.ts';
import styles from './post-filters.module.css';

const words = texts.posts;

interface Choice {
  value: string;
  name: string;
}

export function PostFilters({ address, change }: { address: PostsAddress; change: ChangeAddress }) {
  const { view, status, connectionId, platform, from, to } = address;
  return (
    <search aria-label={words.filters} className={styles['filters']}>
      <Select
        label={words.status}
        value={status}
        choices={postStatuses.map((value) => ({ value, name: words.statuses[value] }))}
        onChange={(value) => change({ status: postStatuses.find((each) => each === value) ?? null })}
      />
      <AccountSelect connectionId={connectionId} change={change} />
      <Select
        label={words.platform}
        value={platform}
        choices={platforms.map((value) => ({ value, name: texts.words.platforms[value] }))}
        onChange={(value) => change({ platform: platforms.find((each) => each === value) ?? null })}
      />
      {view === 'list' && (
        <>
          <DayInput label={words.from} value={from} onChange={(day) => change({ from: day })} />
          <DayInput label={words.to} value={to} onChange={(day) => change({ to: day })} />
        </>
      )}
      {isFiltered(address) && (
        <Button className="button plain" onPress={() => change(noFilters)}>
          {words.clearFilters}
        </Button>
      )}
    </search>
  );
}

function AccountSelect({ connectionId, change }: { connectionId: string | null; change: ChangeAddress }) {
  const accounts = useAccounts();
  const choices = [...(accounts?.values() ?? [])].map(({ id, accountName, platform }) => ({
    value: id,
    name: `${accountName} (${texts.words.platforms[platform]})`,
  }));
  // An account of the address that is not there (yet) is still what the page shows.
  if (connectionId && !accounts?.has(connectionId))
    choices.push({ value: connectionId, name: accounts ? words.accountUnknown : texts.words.loading });
  return (
    <Select
      label={words.account}
      value={connectionId}
      choices={choices}
      onChange={(value) => change({ connectionId: value })}
    />
  );
}

interface SelectProps {
  label: string;
  value: string | null;
  choices: Choice[];
  onChange: (value: string | null) => void;
}

function Select({ label, value, choices, onChange }: SelectProps) {
  const id = useId();
  return (
    <div className={styles['filter']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{words.all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DayInputProps {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
}

/** What is typed of a date is no date yet (the year 202 on the way to 2026): only a whole one is asked for. */
function DayInput({ label, value, onChange }: DayInputProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className={styles['filter']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        className="input"
        value={typed ?? value ?? ''}
        max="9999-12-31"
        onBlur={() => setTyped(null)}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value === '') onChange(null);
          else if (isDay(target.value)) onChange(target.value);
        }}
      />
    </div>
  );
}
