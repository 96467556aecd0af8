import { Button } from 'react-aria-components';
import { fullTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { CopyField } from '../shell/copy-field.tsx';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';
import { viewer } from '../viewer.ts';

const words = texts.connection.reconnect;

interface ReconnectDialogProps {
  accountName: string;
  started: { reconnectUrl: string; connectUrl: string; expiresAt: string };
  onClose: () => void;
}

/** The link to send to whoever manages the account, or to go there oneself. */
export function ReconnectDialog({ accountName, started, onClose }: ReconnectDialogProps) {
  const { reconnectUrl, connectUrl, expiresAt } = started;
  return (
    <DialogWindow title={words.dialogTitle(accountName)} onClose={onClose}>
      <p>{words.dialogText}</p>
      <CopyField label={words.link} value={reconnectUrl} />
      <p className="soft small">{words.until(fullTime(expiresAt, viewer))}</p>
      <DialogActions>
        <Button className="button" onPress={onClose}>
          {texts.words.close}
        </Button>
        <a className="button primary" href={connectUrl}>
          {words.go}
        </a>
      </DialogActions>
    </DialogWindow>
  );
}
