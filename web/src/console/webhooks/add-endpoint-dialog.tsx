import { useMutation } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { DialogWindow } from '../shell/dialog-window.tsx';
import { useSubmissionKey } from '../shell/submission-key.ts';
import { createEndpoint, useRefreshWebhooks, type EndpointContent } from './endpoint-calls.ts';
import { EndpointForm } from './endpoint-form.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const words = texts.webhooks.form;
const nothing: EndpointContent = { url: '', description: '', eventTypes: [] };

/** Pressed again because no answer came, the service knows the submission by its key and makes one endpoint. */
export function AddEndpointDialog({ onClose }: { onClose: () => void }) {
  const refresh = useRefreshWebhooks();
  const key = useSubmissionKey();
  const adding = useMutation({
    mutationFn: (content: EndpointContent) => createEndpoint(content, key.of(content)),
    onSuccess: () => {
      key.done();
      refresh();
    },
  });
  if (adding.data) return <SecretDialog secret={adding.data.secret} onClose={onClose} />;
  return (
    <DialogWindow title={words.addTitle} onClose={onClose} isBusy={adding.isPending}>
      <EndpointForm
        initial={nothing}
        submit={{ label: words.add, busyLabel: words.adding, run: adding.mutate }}
        state={adding}
        onClose={onClose}
      />
    </DialogWindow>
  );
}
