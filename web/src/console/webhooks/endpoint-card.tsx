import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { Refusal } from '../shell/refusal.tsx';
import { useNow } from '../now.ts';
import { viewer } from '../viewer.ts';
import { ChangeEndpointDialog } from './change-endpoint-dialog.tsx';
import { DeleteEndpointDialog } from './delete-endpoint-dialog.tsx';
import { enableEndpoint, testEndpoint, useRefreshWebhooks, type Endpoint } from './endpoint-calls.ts';
import styles from './endpoint-card.module.css';
import { eventLabel } from './event-types.ts';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';

const words = texts.webhooks;

type Condition = 'ACTIVE' | 'FAILING' | 'PAUSED';

const tones: Record<Condition, string> = { ACTIVE: 'good', FAILING: 'warn', PAUSED: 'bad' };

/** One endpoint: where it is, whether it works, what it is told of, and what can be done with it. */
export function EndpointCard({ endpoint }: { endpoint: Endpoint }) {
  const { url, description, eventTypes } = endpoint;
  const condition = conditionOf(endpoint);
  return (
    <article className={`card ${styles['endpoint']}`} aria-label={description ?? url}>
      <div className={styles['head']}>
        <h2 className={styles['title']}>{description ?? url}</h2>
        <span className={`badge ${tones[condition]}`}>{words.status[condition]}</span>
      </div>
      {description && <p className={styles['url']}>{url}</p>}
      <Trouble endpoint={endpoint} />
      {eventTypes.length === 0 ? (
        <p className="soft small">{words.allEvents}</p>
      ) : (
        <details className="small">
          <summary className="soft">{words.someEvents(eventTypes.length)}</summary>
          <ul className={styles['events']}>
            {eventTypes.map((type) => (
              <li key={type} className="badge">
                {eventLabel(type)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Actions endpoint={endpoint} />
    </article>
  );
}

function conditionOf({ status, failingSince }: Endpoint): Condition {
  if (status === 'PAUSED') return 'PAUSED';
  return failingSince === null ? 'ACTIVE' : 'FAILING';
}

function Trouble({ endpoint }: { endpoint: Endpoint }) {
  const { pausedReason, pausedAt, failingSince, previousSecretValidUntil } = endpoint;
  const nowMs = useNow();
  const isPaused = endpoint.status === 'PAUSED';
  const isRotating = previousSecretValidUntil !== null && Date.parse(previousSecretValidUntil) > nowMs;
  return (
    <>
      {isPaused && (
        <div className="note bad">
          {pausedReason && <strong>{pausedReason}</strong>}
          {pausedAt && <span>{words.pausedSince(shortTime(pausedAt, viewer))}</span>}
        </div>
      )}
      {!isPaused && failingSince && (
        <p className="note warn">{words.failingSince(shortTime(failingSince, viewer))}</p>
      )}
      {isRotating && (
        <p className="soft small">{words.previousSecretUntil(shortTime(previousSecretValidUntil, viewer))}</p>
      )}
    </>
  );
}

type Open = 'change' | 'rotate' | 'delete' | null;

function Actions({ endpoint }: { endpoint: Endpoint }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { id, url, status } = endpoint;
  const refresh = useRefreshWebhooks();
  const testing = useMutation({ mutationFn: () => testEndpoint(id), onSettled: refresh });
  const enabling = useMutation({ mutationFn: () => enableEndpoint(id), onSettled: refresh });
  const choices = [
    { name: 'change', label: words.change },
    { name: 'rotate', label: words.rotate.action },
    { name: 'delete', label: words.remove.action },
  ] as const;
  return (
    <>
      <div className={styles['actions']}>
        {status === 'PAUSED' ? (
          <Button
            className="button primary"
            aria-label={words.actionOn(words.enable.action, url)}
            isPending={enabling.isPending}
            onPress={() => enabling.mutate()}
          >
            {enabling.isPending ? words.enable.busy : words.enable.action}
          </Button>
        ) : (
          <Button
            className="button"
            aria-label={words.actionOn(words.test.action, url)}
            isPending={testing.isPending}
            onPress={() => testing.mutate()}
          >
            {testing.isPending ? words.test.busy : words.test.action}
          </Button>
        )}
        {choices.map(({ name, label }) => (
          <Button
            key={name}
            className={name === 'delete' ? 'button danger' : 'button'}
            aria-label={words.actionOn(label, url)}
            onPress={() => setOpen(name)}
          >
            {label}
          </Button>
        ))}
      </div>
      <p role="status" className={testing.isSuccess ? 'small' : 'heard-only'}>
        {testing.isSuccess && words.test.done}
      </p>
      <Refusal error={testing.error ?? enabling.error} />
      {open === 'change' && <ChangeEndpointDialog endpoint={endpoint} onClose={close} />}
      {open === 'rotate' && <RotateSecretDialog endpoint={endpoint} onClose={close} />}
      {open === 'delete' && <DeleteEndpointDialog endpoint={endpoint} onClose={close} />}
    </>
  );
}
