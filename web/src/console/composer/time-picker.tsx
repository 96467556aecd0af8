import { parseAbsolute, parseDateTime, toCalendarDateTime, toZoned } from '@internationalized/date';
import { useId } from 'react';
import { viewerOf } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import styles from './time-picker.module.css';

const words = texts.composer;

interface TimePickerProps {
  /** ISO 8601, UTC; null while it is not complete. */
  instant: string | null;
  choose: (instant: string | null) => void;
  isInvalid: boolean;
}

/** A date and a time of day on the viewer's clock, by the browser's own picker; the zone stands beside them. */
export function TimePicker({ instant, choose, isInvalid }: TimePickerProps) {
  const id = useId();
  const { timeZone } = viewerOf(navigator);
  const shown = instant && toCalendarDateTime(parseAbsolute(instant, timeZone)).toString().slice(0, 16);
  return (
    <div className={styles['picker']}>
      <label htmlFor={id} className={styles['label']}>
        {words.dateAndTime}
      </label>
      <input
        id={id}
        type="datetime-local"
        className={`input ${styles['input']}`}
        defaultValue={shown ?? ''}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-zone`}
        onChange={({ target: { value } }) =>
          choose(value === '' ? null : toZoned(parseDateTime(value), timeZone).toAbsoluteString())
        }
      />
      <p id={`${id}-zone`} className="soft small">
        {words.timeZone(timeZone.replaceAll('_', ' '))}
      </p>
    </div>
  );
}
