import { useMutation } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { deleteEndpoint, useRefreshWebhooks, type Endpoint } from './endpoint-calls.ts';

const words = texts.webhooks.remove;

export function DeleteEndpointDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const refresh = useRefreshWebhooks();
  const deleting = useMutation({
    mutationFn: () => deleteEndpoint(endpoint.id),
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  return (
    <ConfirmDialog title={words.title} labels={words} running={deleting} onClose={onClose}>
      <p>{endpoint.url}</p>
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}
