import type { Connection } from '@social-integration/client';
import { useMutation } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { useWaitingPosts } from '../connections/connection-queries.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { deactivate } from './connection-calls.ts';

const words = texts.connection.deactivate;

export interface ConnectionDialogProps {
  connection: Connection;
  onChanged: () => void;
  onClose: () => void;
}

export function DeactivateDialog({
  connection: { id, accountName },
  onChanged,
  onClose,
}: ConnectionDialogProps) {
  const waiting = useWaitingPosts().data;
  const stopping = useMutation({
    mutationFn: () => deactivate(id),
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  return (
    <ConfirmDialog title={words.dialogTitle(accountName)} labels={words} running={stopping} onClose={onClose}>
      <p>
        {words.happens} {waiting && words.waiting(waiting.get(id)?.scheduled ?? 0)}
      </p>
      <p>{words.wayBack}</p>
    </ConfirmDialog>
  );
}
