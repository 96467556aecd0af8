import { useMutation } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { DialogWindow } from '../shell/dialog-window.tsx';
import { updateEndpoint, useRefreshWebhooks, type Endpoint, type EndpointContent } from './endpoint-calls.ts';
import { EndpointForm } from './endpoint-form.tsx';
import type { EventType } from './event-types.ts';

const words = texts.webhooks.form;

export function ChangeEndpointDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const refresh = useRefreshWebhooks();
  const saving = useMutation({
    mutationFn: (content: EndpointContent) => updateEndpoint(endpoint.id, content),
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  return (
    <DialogWindow title={words.changeTitle} onClose={onClose} isBusy={saving.isPending}>
      <EndpointForm
        initial={{
          url: endpoint.url,
          description: endpoint.description ?? '',
          eventTypes: endpoint.eventTypes as EventType[],
        }}
        submit={{ label: texts.words.save, busyLabel: texts.words.saving, run: saving.mutate }}
        state={saving}
        onClose={onClose}
      />
    </DialogWindow>
  );
}
