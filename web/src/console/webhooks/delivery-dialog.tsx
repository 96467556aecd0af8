import { Button } from 'react-aria-components';
import { fullTime, shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { BusyButton } from '../shell/busy-button.tsx';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { viewer } from '../viewer.ts';
import { resultOf, resultTones, useDelivery, useReplay } from './delivery-calls.ts';
import styles from './delivery-dialog.module.css';
import { endpointName, nextTry } from './delivery-table.tsx';
import type { Endpoint } from './endpoint-calls.ts';
import { eventLabel } from './event-types.ts';

const words = texts.webhooks.delivery;
const logWords = texts.webhooks.log;

interface DeliveryDialogProps {
  id: string;
  endpoints: Endpoint[];
  onClose: () => void;
}

/** All that is known of one delivery, with the body that the receiver gets. */
export function DeliveryDialog({ id, endpoints, onClose }: DeliveryDialogProps) {
  const { data, error, refetch } = useDelivery(id);
  const replaying = useReplay(id);
  return (
    <DialogWindow
      title={words.title(data ? eventLabel(data.eventType) : '…')}
      onClose={onClose}
      closedBy="press-beside"
    >
      {error && !data && <LoadFailure error={error} retry={() => void refetch()} />}
      {!error && !data && <span className={`skeleton ${styles['skeleton']}`} />}
      {data && <Facts delivery={data} endpoints={endpoints} />}
      {data && (
        <section className={styles['content']} aria-labelledby="delivery-body">
          <h3 id="delivery-body">{words.body}</h3>
          <pre className={styles['body']}>{JSON.stringify(data.payload, null, 2)}</pre>
        </section>
      )}
      <Refusal error={replaying.error} />
      <p role="status">{replaying.isSuccess && logWords.replayed}</p>
      <DialogActions>
        <Button className="button" onPress={onClose}>
          {texts.words.close}
        </Button>
        <BusyButton
          className="button primary"
          isDisabled={!data}
          isBusy={replaying.isPending}
          onPress={() => replaying.mutate()}
        >
          {replaying.isPending ? logWords.replaying : logWords.replay}
        </BusyButton>
      </DialogActions>
    </DialogWindow>
  );
}

type Detail = NonNullable<ReturnType<typeof useDelivery>['data']>;

function Facts({ delivery, endpoints }: { delivery: Detail; endpoints: Endpoint[] }) {
  const result = resultOf(delivery);
  const { id, endpointId, attempts, lastAttemptAt, lastStatusCode, lastError, deliveredAt, payload } =
    delivery;
  return (
    <dl className={styles['facts']}>
      <dt>{words.status}</dt>
      <dd>
        <span className={`badge ${resultTones[result]}`}>{logWords.results[result]}</span>
      </dd>
      <dt>{words.endpoint}</dt>
      <dd>{endpointName(endpoints, endpointId)}</dd>
      <dt>{words.happened}</dt>
      <dd>{fullTime(payload.timestamp, viewer)}</dd>
      <dt>{words.tries}</dt>
      <dd>{shownNumber(attempts, viewer)}</dd>
      {lastAttemptAt && (
        <>
          <dt>{words.lastTry}</dt>
          <dd>{fullTime(lastAttemptAt, viewer)}</dd>
          <dt>{words.answer}</dt>
          <dd>{lastStatusCode ?? words.noAnswer}</dd>
        </>
      )}
      {lastError && (
        <>
          <dt>{words.error}</dt>
          <dd>{lastError}</dd>
        </>
      )}
      {delivery.status === 'PENDING' && (
        <>
          <dt>{words.nextTry}</dt>
          <dd>{nextTry(delivery)}</dd>
        </>
      )}
      {deliveredAt && (
        <>
          <dt>{words.arrived}</dt>
          <dd>{fullTime(deliveredAt, viewer)}</dd>
        </>
      )}
      <dt>{words.id}</dt>
      <dd>{id}</dd>
    </dl>
  );
}
