import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { BusyButton } from './busy-button.tsx';
import { DialogActions, DialogWindow } from './dialog-window.tsx';
import { Refusal } from './refusal.tsx';

interface ConfirmDialogProps {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  action: { label: string; busyLabel: string; run: () => void; isPending: boolean; error: Error | null };
  onClose: () => void;
}

/** Before something that cannot be taken back at once. The window itself has the focus at first, so that Enter alone does no harm. */
export function ConfirmDialog({ title, children, action, onClose }: ConfirmDialogProps) {
  return (
    <DialogWindow title={title} role="alertdialog" onClose={onClose}>
      {children}
      <Refusal error={action.error} />
      <DialogActions>
        <Button className="button" onPress={onClose}>
          {texts.words.cancel}
        </Button>
        <BusyButton className="button danger" isBusy={action.isPending} onPress={action.run}>
          {action.isPending ? action.busyLabel : action.label}
        </BusyButton>
      </DialogActions>
    </DialogWindow>
  );
}
