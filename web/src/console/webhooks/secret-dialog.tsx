import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { CopyField } from '../shell/copy-field.tsx';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';

const words = texts.webhooks.secret;

/** The only sight of a secret: it goes by a button that says what was done, and by nothing that is hit by accident. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <DialogWindow title={words.title} role="alertdialog" onClose={onClose} closedBy="nothing">
      <p>{words.text}</p>
      <CopyField label={words.label} value={secret} />
      <DialogActions>
        <Button className="button primary" onPress={onClose}>
          {words.kept}
        </Button>
      </DialogActions>
    </DialogWindow>
  );
}
