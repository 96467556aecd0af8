import { texts } from '../../shared/texts/console-texts.ts';
import { Field, ProblemLines } from './field.tsx';
import styles from './platform-options.module.css';
import type { Problem } from './problems.ts';

interface WordsOptionProps {
  label: string;
  hint?: string;
  value: string;
  write: (value: string) => void;
  problems: Problem[];
  /** A field of several lines. */
  rows?: number;
  inputMode?: 'decimal';
}

export function WordsOption({ label, hint, value, write, problems, rows, inputMode }: WordsOptionProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })} problems={problems}>
      {(control) =>
        rows ? (
          <textarea
            {...control}
            dir="auto"
            className="input"
            rows={rows}
            value={value}
            onChange={({ target }) => write(target.value)}
          />
        ) : (
          <input
            {...control}
            className="input"
            inputMode={inputMode}
            value={value}
            onChange={({ target }) => write(target.value)}
          />
        )
      }
    </Field>
  );
}

interface ChoiceOptionProps<Value extends string> {
  label: string;
  value: Value;
  choices: { value: Value; label: string }[];
  choose: (value: Value) => void;
  problems: Problem[];
}

export function ChoiceOption<Value extends string>(props: ChoiceOptionProps<Value>) {
  const { label, value, choices, choose, problems } = props;
  return (
    <Field label={label} problems={problems}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find((each) => each.value === target.value);
            if (chosen) choose(chosen.value);
          }}
        >
          {choices.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface SwitchOptionProps {
  label: string;
  isOn: boolean;
  turn: (isOn: boolean) => void;
  problems: Problem[];
}

export function SwitchOption({ label, isOn, turn, problems }: SwitchOptionProps) {
  return (
    <div>
      <label className={styles['switch']}>
        <input type="checkbox" checked={isOn} onChange={({ target }) => turn(target.checked)} />
        {label}
      </label>
      <ProblemLines problems={problems} />
    </div>
  );
}

interface ListedOptionProps {
  label: string;
  removeLabel: string;
  value: string;
  write: (value: string) => void;
  remove: (() => void) | null;
  problems: Problem[];
  rows?: number;
}

/** One of several, with a way to take it out again; `remove` is null where it must stay. */
export function ListedOption({ removeLabel, remove, ...field }: ListedOptionProps) {
  return (
    <div className={styles['listed']}>
      <WordsOption {...field} />
      {remove && (
        <button type="button" className="button plain" aria-label={removeLabel} onClick={remove}>
          {texts.composer.remove}
        </button>
      )}
    </div>
  );
}
