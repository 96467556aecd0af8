import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { fullTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { dayOf } from '../posts/local-days.ts';
import { viewer } from '../posts/viewer.ts';
import type { AskingProps } from './confirm-dialog.tsx';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';
import { Refusal } from '../shell/refusal.tsx';
import styles from './reschedule-dialog.module.css';

const words = texts.post;
const hourMs = 3_600_000;

/** A new time, in the viewer's time zone, which is named and said once more in full. */
export function RescheduleDialog({ post, isPending, error, onClose, onWish }: AskingProps) {
  const id = useId();
  const [time, setTime] = useState(() => fieldValueOf(firstTime(post.scheduledAt)));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    const wrong = problemWith(time);
    setProblem(wrong);
    if (wrong === null) onWish({ action: 'reschedule', at: new Date(time).toISOString() });
  };
  return (
    <DialogWindow title={words.rescheduleTitle} onClose={onClose} closesBeside>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="field">
          <label htmlFor={id}>{words.newTime}</label>
          <input
            id={id}
            type="datetime-local"
            className="input"
            value={time}
            max="9999-12-31T23:59"
            aria-invalid={problem !== null}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => setTime(target.value)}
          />
          <p id={`${id}-hint`} className={problem ? 'error' : 'hint'} aria-live="polite">
            {problem ?? hintFor(time)}
          </p>
        </div>
        {error && <Refusal title={words.refused} error={error} />}
        <DialogActions>
          <Button className="button" onPress={onClose}>
            {texts.words.cancel}
          </Button>
          <Button type="submit" className="button primary" isDisabled={isPending}>
            {texts.words.save}
          </Button>
        </DialogActions>
      </form>
    </DialogWindow>
  );
}

function hintFor(time: string): string {
  const zone = words.timesAreIn(viewer.timeZone);
  if (time === '') return zone;
  return `${words.goesOut(fullTime(new Date(time).toISOString(), viewer))} ${zone}`;
}

function problemWith(time: string): string | null {
  if (time === '') return words.timeMissing;
  return new Date(time).getTime() <= Date.now() ? words.timePast : null;
}

/** The time it has, or the next full hour. */
function firstTime(scheduledAt: string | null): number {
  const planned = scheduledAt === null ? 0 : new Date(scheduledAt).getTime();
  if (planned > Date.now()) return planned;
  return Math.ceil((Date.now() + 60_000) / hourMs) * hourMs;
}

function fieldValueOf(instant: number): string {
  const clock = new Date(instant).toTimeString().slice(0, 5);
  return `${dayOf(instant)}T${clock}`;
}
