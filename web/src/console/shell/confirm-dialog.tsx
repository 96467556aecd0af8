import type { ReactNode } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { BusyButton } from './busy-button.tsx';
import { DialogActions, DialogWindow } from './dialog-window.tsx';
import { Refusal } from './refusal.tsx';

interface ConfirmDialogProps {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  labels: { confirm: string; busy: string; cancel?: string };
  tone?: 'danger' | 'primary';
  /** The mutation that the button runs. */
  running: { mutate: () => void; isPending: boolean; error: Error | null };
  onClose: () => void;
}

/** Before something that cannot be taken back at once. The window itself has the focus at first, so that Enter alone does no harm. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, labels, tone = 'danger', running, onClose } = props;
  const { mutate, isPending, error } = running;
  return (
    <DialogWindow title={title} role="alertdialog" onClose={onClose} isBusy={isPending}>
      {children}
      <Refusal error={error} />
      <DialogActions>
        <BusyButton className="button" isBusy={isPending} onPress={onClose}>
          {labels.cancel ?? texts.words.cancel}
        </BusyButton>
        <BusyButton className={`button ${tone}`} isBusy={isPending} onPress={() => mutate()}>
          {isPending ? labels.busy : labels.confirm}
        </BusyButton>
      </DialogActions>
    </DialogWindow>
  );
}
