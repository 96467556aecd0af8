import type { Connection } from '@social-integration/client';
import { useMutation } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { useWaitingPosts } from '../connections/connection-queries.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { deactivate } from './connection-calls.ts';

const words = texts.connection.deactivate;

interface DeactivateDialogProps {
  connection: Connection;
  onChanged: () => void;
  onClose: () => void;
}

export function DeactivateDialog({
  connection: { id, accountName },
  onChanged,
  onClose,
}: DeactivateDialogProps) {
  const waiting = useWaitingPosts().data;
  const stopping = useMutation({
    mutationFn: () => deactivate(id),
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={words.dialogTitle(accountName)}
      action={{
        label: words.confirm,
        busyLabel: words.busy,
        run: () => stopping.mutate(),
        isPending: stopping.isPending,
        error: stopping.error,
      }}
      onClose={onClose}
    >
      <p>
        {words.happens} {waiting && words.waiting(waiting.get(id)?.scheduled ?? 0)}
      </p>
      <p>{words.wayBack}</p>
    </ConfirmDialog>
  );
}
