import { useId, type ReactNode } from 'react';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { texts } from '../../shared/texts/console-texts.ts';
import styles from './field.module.css';
import type { Problem } from './problems.ts';

/** What a control needs to be known by its label and its problems. */
export interface ControlProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
}

interface FieldProps {
  label: string;
  hint?: string;
  problems?: Problem[];
  children: (control: ControlProps) => ReactNode;
}

/** A label, a control, and a line below that holds the hint, or what the service says instead. */
export function Field({ label, hint, problems = [], children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const control = { id, 'aria-invalid': problems.length > 0, 'aria-describedby': noteId };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(control)}
      <div id={noteId} className={styles['note']}>
        {problems.length > 0 ? <ProblemLines problems={problems} /> : <p className="hint">{hint}</p>}
      </div>
    </div>
  );
}

export function ProblemLines({ problems }: { problems: Problem[] }) {
  return problems.map(({ place, platform, text }) => (
    <p key={`${place} ${platform} ${text}`} className={`error ${styles['problem']}`}>
      {platform && (
        <>
          <PlatformMark platform={platform} />
          <span className="heard-only">{texts.words.platforms[platform]}: </span>
        </>
      )}
      <span>{text}</span>
    </p>
  ));
}
