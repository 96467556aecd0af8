import { useEffect, useId, useRef, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { BusyButton } from '../shell/busy-button.tsx';
import { DialogActions } from '../shell/dialog-window.tsx';
import { fieldProblemsOf, problemOf } from '../shell/field-problems.ts';
import { Refusal } from '../shell/refusal.tsx';
import type { EndpointContent } from './endpoint-calls.ts';
import styles from './endpoint-form.module.css';
import { EventChoice } from './event-choice.tsx';

const words = texts.webhooks.form;

interface EndpointFormProps {
  initial: EndpointContent;
  submit: { label: string; busyLabel: string; run: (content: EndpointContent) => void };
  /** How the last submission ended, or that it is under way. */
  state: { isPending: boolean; error: Error | null };
  onClose: () => void;
}

/** What the service says about a field stands at that field, and the first such field gets the focus. */
export function EndpointForm({ initial, submit, state, onClose }: EndpointFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [content, setContent] = useState(initial);
  const [isChoosing, setChoosing] = useState(initial.eventTypes.length > 0);
  const [isNothingChosen, setNothingChosen] = useState(false);
  const problems = fieldProblemsOf(state.error);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state.error]);

  function send() {
    // An empty choice would mean everything to the service.
    const isNothing = isChoosing && content.eventTypes.length === 0;
    setNothingChosen(isNothing);
    if (!isNothing && !state.isPending) submit.run(isChoosing ? content : { ...content, eventTypes: [] });
  }

  return (
    <form
      ref={form}
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField
        label={words.url}
        hint={words.urlHint}
        type="url"
        value={content.url}
        problem={problemOf(problems, 'url')}
        onChange={(url) => setContent({ ...content, url })}
      />
      <TextField
        label={words.description}
        hint={words.descriptionHint}
        type="text"
        value={content.description}
        problem={problemOf(problems, 'description')}
        onChange={(description) => setContent({ ...content, description })}
      />
      <EventChoice
        isChoosing={isChoosing}
        chosen={content.eventTypes}
        problem={isNothingChosen ? words.chooseOne : problemOf(problems, 'eventTypes')}
        onChoosing={setChoosing}
        onChange={(eventTypes) => setContent({ ...content, eventTypes })}
      />
      {problems.length === 0 && <Refusal error={state.error} />}
      <DialogActions>
        <BusyButton className="button" isBusy={state.isPending} onPress={onClose}>
          {texts.words.cancel}
        </BusyButton>
        <BusyButton type="submit" className="button primary" isBusy={state.isPending}>
          {state.isPending ? submit.busyLabel : submit.label}
        </BusyButton>
      </DialogActions>
    </form>
  );
}

interface TextFieldProps {
  label: string;
  hint: string;
  type: 'url' | 'text';
  value: string;
  problem: string | null;
  onChange: (value: string) => void;
}

function TextField({ label, hint, type, value, problem, onChange }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-hint`} className={problem ? 'error' : 'hint'} aria-live="polite">
        {problem ?? hint}
      </p>
    </div>
  );
}
