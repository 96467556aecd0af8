import { useMutation } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useLocation } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { useWaitingPosts } from '../connections/connection-queries.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';
import { disconnect } from './connection-calls.ts';
import type { ConnectionDialogProps } from './deactivate-dialog.tsx';

const words = texts.connection.disconnect;

export function DisconnectDialog({
  connection: { id, accountName },
  onChanged,
  onClose,
}: ConnectionDialogProps) {
  const waiting = useWaitingPosts().data;
  const leaving = useMutation({ mutationFn: () => disconnect(id) });
  if (leaving.data) return <Disconnected message={leaving.data.message} onChanged={onChanged} />;
  return (
    <ConfirmDialog title={words.dialogTitle(accountName)} labels={words} running={leaving} onClose={onClose}>
      <p>{words.happens}</p>
      <p>{waiting && words.waiting(waiting.get(id)?.scheduled ?? 0)}</p>
      <p>{words.stays}</p>
    </ConfirmDialog>
  );
}

/** The permission may still stand at the platform, and only this answer says so: it stays until it was read. */
function Disconnected({ message, onChanged }: { message: string; onChanged: () => void }) {
  const [, navigate] = useLocation();
  const leave = () => {
    onChanged();
    navigate('/connections', { replace: true });
  };
  return (
    <DialogWindow title={words.doneTitle} role="alertdialog" onClose={leave}>
      <p>{message}</p>
      <DialogActions>
        <Button className="button primary" onPress={leave}>
          {words.leave}
        </Button>
      </DialogActions>
    </DialogWindow>
  );
}
