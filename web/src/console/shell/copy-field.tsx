import { useId, useRef, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import styles from './copy-field.module.css';

type Outcome = 'copied' | 'selected' | null;

/** A text to take along: whole, selectable, and one press to copy. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState<Outcome>(null);

  async function copy() {
    field.current?.select();
    setOutcome(await writeToClipboard(value));
  }

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={styles['row']}>
        <textarea
          ref={field}
          id={id}
          className={`input ${styles['text']}`}
          readOnly
          rows={3}
          spellCheck={false}
          value={value}
        />
        <button type="button" className={`button ${styles['button']}`} onClick={() => void copy()}>
          {outcome === 'copied' ? texts.words.copied : texts.words.copy}
        </button>
      </div>
      <p className="heard-only" role="status">
        {outcome === 'copied' && texts.words.copied}
      </p>
      {outcome === 'selected' && <p className="hint">{texts.words.copyByHand}</p>}
    </div>
  );
}

/** Browsers allow it only over https and to pages that have the focus; then the selected text is the way. */
async function writeToClipboard(text: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'selected';
  }
}
