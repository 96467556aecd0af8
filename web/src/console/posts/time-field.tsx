import { useId } from 'react';
import { fullTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import { localTime } from './local-days.ts';
import styles from './time-field.module.css';

const words = texts.posts;

interface TimeFieldProps {
  label: string;
  /** ISO 8601; null while it is not complete. */
  instant: string | null;
  choose: (instant: string | null) => void;
  /** Said in the place of the hint. */
  problem?: string | null;
  isInvalid?: boolean;
}

/**
 * A moment on the viewer's clock, by the browser's own picker. It is said once more in full: when clocks are put forward there are
 * times that no clock shows, and a later one is meant.
 */
export function TimeField({ label, instant, choose, problem = null, isInvalid = false }: TimeFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        className={`input ${styles['input']}`}
        // The picker keeps what is half typed by itself.
        defaultValue={instant === null ? '' : localTime(instant)}
        max="9999-12-31T23:59"
        aria-invalid={isInvalid || problem !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target: { value } }) => choose(instantOf(value))}
      />
      <p id={`${id}-hint`} className={problem ? 'error' : 'hint'} aria-live="polite">
        {problem ?? hintFor(instant)}
      </p>
    </div>
  );
}

function instantOf(local: string): string | null {
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function hintFor(instant: string | null): string {
  const zone = words.yourTimeZone(viewer.timeZone.replaceAll('_', ' '));
  return instant === null ? zone : `${words.goesOut(fullTime(instant, viewer))} ${zone}`;
}
