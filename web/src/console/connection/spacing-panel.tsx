import type { Connection } from '@social-integration/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { usePermission } from '../session/session.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { fieldProblemsOf, type FieldProblem } from '../shell/field-problems.ts';
import { Panel } from '../shell/panel.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { setSpacing } from './connection-calls.ts';
import { minutesOf, secondsOf } from './spacing-minutes.ts';
import styles from './spacing-panel.module.css';

const words = texts.connection.spacing;

interface SpacingPanelProps {
  connection: Connection;
  onChanged: () => void;
}

/** The least time between two posts: minutes for people, seconds for the service. */
export function SpacingPanel({ connection: { id, minSpacingSeconds }, onChanged }: SpacingPanelProps) {
  const { allowed } = usePermission('social:admin');
  const [minutes, setMinutes] = useState(minutesOf(minSpacingSeconds));
  const [isUnreadable, setUnreadable] = useState(false);
  const saving = useMutation({
    mutationFn: (seconds: number) => setSpacing(id, seconds),
    onSuccess: onChanged,
  });
  const refused = fieldProblemsOf(saving.error);
  const problem = isUnreadable ? words.notANumber : refused.length > 0 ? inMinutes(refused) : null;

  function submit() {
    const seconds = secondsOf(minutes);
    setUnreadable(seconds === null);
    if (seconds !== null && !saving.isPending) saving.mutate(seconds);
  }

  return (
    <Panel title={words.title}>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="field">
          <label htmlFor="spacing">{words.label}</label>
          <input
            id="spacing"
            className={`input number ${styles['input']}`}
            inputMode="decimal"
            autoComplete="off"
            value={minutes}
            readOnly={!allowed}
            aria-invalid={problem !== null}
            aria-describedby="spacing-hint"
            onChange={({ target }) => {
              setMinutes(target.value);
              saving.reset();
            }}
          />
          <p id="spacing-hint" className={problem ? 'error' : 'hint'} aria-live="polite">
            {problem ?? words.hint}
          </p>
        </div>
        {refused.length === 0 && <Refusal error={saving.error} />}
        <div className={styles['actions']}>
          <AllowedButton needs="social:admin" type="submit" className="button" isPending={saving.isPending}>
            {saving.isPending ? texts.words.saving : words.save}
          </AllowedButton>
          <span role="status">{saving.isSuccess && texts.words.saved}</span>
        </div>
      </form>
    </Panel>
  );
}

/** The service speaks of seconds; what it can mean here is known, and anything else is told in its own words. */
function inMinutes(problems: FieldProblem[]): string {
  const [problem] = problems;
  if (problem?.code === 'MAX') return words.tooLarge;
  if (problem?.code === 'MIN') return words.tooSmall;
  return problems.map(({ message }) => message).join(' ');
}
