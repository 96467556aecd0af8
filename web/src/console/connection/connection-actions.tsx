import { SocialProblem, type Connection } from '@social-integration/client';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { Panel } from '../shell/panel.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { useSubmissionKey } from '../shell/submission-key.ts';
import { viewer } from '../viewer.ts';
import styles from './connection-actions.module.css';
import { refreshToken, startReconnect } from './connection-calls.ts';
import { DeactivateDialog } from './deactivate-dialog.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import { ReconnectDialog } from './reconnect-dialog.tsx';

const words = texts.connection;

interface ActionsProps {
  connection: Connection;
  onChanged: () => void;
}

export function ConnectionActions({ connection, onChanged }: ActionsProps) {
  return (
    <Panel title={words.actions}>
      <ul className={styles['actions']}>
        <Reconnect connection={connection} />
        <Refresh connection={connection} onChanged={onChanged} />
        <Deactivate connection={connection} onChanged={onChanged} />
        <Disconnect connection={connection} onChanged={onChanged} />
      </ul>
    </Panel>
  );
}

function Action({
  id,
  title,
  text,
  children,
}: {
  id?: string;
  title: string;
  text: string;
  children: ReactNode;
}) {
  return (
    <li id={id} className={styles['action']}>
      <h3>{title}</h3>
      <p className="soft small">{text}</p>
      {children}
    </li>
  );
}

function Reconnect({ connection }: { connection: Connection }) {
  const key = useSubmissionKey();
  const starting = useMutation({
    mutationFn: () => startReconnect(connection.id, key.of('reconnect')),
    onSuccess: key.done,
  });
  const { title, text, busy, action } = words.reconnect;
  return (
    <Action id="reconnect" title={title} text={text}>
      <AllowedButton
        needs="social:admin"
        className={connection.isActive ? 'button' : 'button primary'}
        isPending={starting.isPending}
        onPress={() => starting.mutate()}
      >
        {starting.isPending ? busy : action}
      </AllowedButton>
      <Refusal error={starting.error} />
      {starting.data && (
        <ReconnectDialog
          accountName={connection.accountName}
          started={starting.data}
          onClose={starting.reset}
        />
      )}
    </Action>
  );
}

function Refresh({ connection, onChanged }: ActionsProps) {
  const renewing = useMutation({
    mutationFn: () => refreshToken(connection.id),
    onSuccess: onChanged,
    // A refusal by the platform may have ended the connection; that a platform has no refresh changes nothing.
    onError: (error) => isWithoutRefresh(error) || onChanged(),
  });
  const { title, text, busy, action, done } = words.refresh;
  const ends = renewing.data?.tokenExpiresAt;
  return (
    <Action title={title} text={text}>
      <AllowedButton
        needs="social:write"
        className="button"
        isPending={renewing.isPending}
        onPress={() => renewing.mutate()}
      >
        {renewing.isPending ? busy : action}
      </AllowedButton>
      <Refusal error={renewing.error} />
      {renewing.data && (
        <p className="note good" role="status">
          {done(ends ? shortTime(ends, viewer) : null)}
        </p>
      )}
    </Action>
  );
}

function isWithoutRefresh(error: Error): boolean {
  return error instanceof SocialProblem && error.code === 'REFRESH_NOT_SUPPORTED';
}

function Deactivate({ connection, onChanged }: ActionsProps) {
  const [isAsking, setAsking] = useState(false);
  const { title, text, action, already } = words.deactivate;
  return (
    <Action title={title} text={connection.isActive ? text : already}>
      <AllowedButton
        needs="social:admin"
        className="button danger"
        isDisabled={!connection.isActive}
        onPress={() => setAsking(true)}
      >
        {action}
      </AllowedButton>
      {isAsking && (
        <DeactivateDialog connection={connection} onChanged={onChanged} onClose={() => setAsking(false)} />
      )}
    </Action>
  );
}

function Disconnect({ connection, onChanged }: ActionsProps) {
  const [isAsking, setAsking] = useState(false);
  const { title, text, action } = words.disconnect;
  return (
    <Action title={title} text={text}>
      <AllowedButton needs="social:admin" className="button danger" onPress={() => setAsking(true)}>
        {action}
      </AllowedButton>
      {isAsking && (
        <DisconnectDialog connection={connection} onChanged={onChanged} onClose={() => setAsking(false)} />
      )}
    </Action>
  );
}
