import { useMutation } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { rotateSecret, useRefreshWebhooks, type Endpoint } from './endpoint-calls.ts';
import { SecretDialog } from './secret-dialog.tsx';

const words = texts.webhooks.rotate;

export function RotateSecretDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const refresh = useRefreshWebhooks();
  const rotating = useMutation({ mutationFn: () => rotateSecret(endpoint.id), onSuccess: refresh });
  if (rotating.data) return <SecretDialog secret={rotating.data.secret} onClose={onClose} />;
  return (
    <ConfirmDialog title={words.title} labels={words} running={rotating} onClose={onClose}>
      <p>{endpoint.url}</p>
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}
