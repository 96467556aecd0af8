import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { nextFullHour } from '../posts/local-days.ts';
import { TimeField } from '../posts/time-field.tsx';
import { BusyButton } from '../shell/busy-button.tsx';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';
import { Refusal } from '../shell/refusal.tsx';
import type { AskingProps } from './confirm-wish.tsx';
import styles from './reschedule-dialog.module.css';

const words = texts.post;

/** A new time, on the viewer's clock. */
export function RescheduleDialog({ post, isPending, error, onClose, onWish }: AskingProps) {
  const [instant, setInstant] = useState<string | null>(() => firstTime(post.scheduledAt));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    const wrong = problemWith(instant);
    setProblem(wrong);
    if (instant !== null && wrong === null && !isPending) onWish({ action: 'reschedule', at: instant });
  };
  return (
    <DialogWindow title={words.rescheduleTitle} onClose={onClose} isBusy={isPending}>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TimeField
          label={words.newTime}
          instant={instant}
          choose={(chosen) => {
            setInstant(chosen);
            setProblem(null);
          }}
          problem={problem}
        />
        <Refusal error={error} />
        <DialogActions>
          <BusyButton className="button" isBusy={isPending} onPress={onClose}>
            {texts.words.cancel}
          </BusyButton>
          <BusyButton type="submit" className="button primary" isBusy={isPending}>
            {isPending ? texts.words.saving : texts.words.save}
          </BusyButton>
        </DialogActions>
      </form>
    </DialogWindow>
  );
}

function problemWith(instant: string | null): string | null {
  if (instant === null) return words.timeMissing;
  return Date.parse(instant) <= Date.now() ? words.timePast : null;
}

/** The time it has, or the next full hour. */
function firstTime(scheduledAt: string | null): string {
  const planned = scheduledAt !== null && Date.parse(scheduledAt) > Date.now();
  return planned ? scheduledAt : nextFullHour(Date.now());
}
