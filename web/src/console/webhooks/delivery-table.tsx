import { Button } from 'react-aria-components';
import { shortTime, shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import tableStyles from '../shell/data-table.module.css';
import { Refusal } from '../shell/refusal.tsx';
import { viewer } from '../viewer.ts';
import { resultOf, resultTones, useReplay, type Delivery } from './delivery-calls.ts';
import styles from './delivery-table.module.css';
import type { Endpoint } from './endpoint-calls.ts';
import { eventLabel } from './event-types.ts';

const words = texts.webhooks.log;

interface DeliveryTableProps {
  deliveries: Delivery[];
  endpoints: Endpoint[];
  onOpen: (id: string) => void;
}

export function DeliveryTable({ deliveries, endpoints, onOpen }: DeliveryTableProps) {
  const { time, event, endpoint, result, tries, next } = words.columns;
  return (
    <div className="card">
      <table className={`${tableStyles['table']} ${styles['table']}`}>
        <caption className="heard-only">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{event}</th>
            <th scope="col">{time}</th>
            <th scope="col">{endpoint}</th>
            <th scope="col">{result}</th>
            <th scope="col" className={tableStyles['number']}>
              {tries}
            </th>
            <th scope="col" className={tableStyles['number']}>
              {next}
            </th>
            <th scope="col">
              <span className="heard-only">{words.columns.action}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} endpoints={endpoints} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  delivery: Delivery;
  endpoints: Endpoint[];
  onOpen: (id: string) => void;
}

function Row({ delivery, endpoints, onOpen }: RowProps) {
  const { endpointId, attempts, lastStatusCode } = delivery;
  const event = eventLabel(delivery.eventType);
  const when = shortTime(delivery.createdAt, viewer);
  const { columns } = words;
  const result = resultOf(delivery);
  return (
    <tr>
      <td>
        <Button
          className={styles['event'] ?? ''}
          aria-label={words.detailsOf(event, when)}
          onPress={() => onOpen(delivery.id)}
        >
          {event}
        </Button>
      </td>
      <td data-label={columns.time} className={styles['time']}>
        {when}
      </td>
      <td data-label={columns.endpoint} className={styles['endpoint']}>
        {endpointName(endpoints, endpointId)}
      </td>
      <td data-label={columns.result}>
        <div className={styles['result']}>
          <span className={`badge ${resultTones[result]}`}>{words.results[result]}</span>
          {lastStatusCode !== null && <p className="soft small">{words.answered(lastStatusCode)}</p>}
        </div>
      </td>
      <td data-label={columns.tries} className={tableStyles['number']}>
        {shownNumber(attempts, viewer)}
      </td>
      <td
        data-label={columns.next}
        className={`${tableStyles['number']} ${styles['time']} ${delivery.status === 'PENDING' ? '' : styles['never']}`}
      >
        {nextTry(delivery)}
      </td>
      <td>
        <Replay delivery={delivery} />
      </td>
    </tr>
  );
}

function Replay({ delivery: { id, eventType, createdAt } }: { delivery: Delivery }) {
  const replaying = useReplay(id);
  return (
    <div className={styles['actions']}>
      <Button
        className={`button ${styles['replay']}`}
        aria-label={words.replayOf(eventLabel(eventType), shortTime(createdAt, viewer))}
        isPending={replaying.isPending}
        onPress={() => replaying.mutate()}
      >
        {replaying.isPending ? words.replaying : words.replay}
      </Button>
      <span role="status" className="heard-only">
        {replaying.isSuccess && words.replayed}
      </span>
      <Refusal error={replaying.error} />
    </div>
  );
}

export function endpointName(endpoints: Endpoint[], id: string): string {
  const endpoint = endpoints.find((each) => each.id === id);
  return endpoint ? (endpoint.description ?? endpoint.url) : words.endpointGone;
}

/** What waits without a time waits for its endpoint. */
export function nextTry({ status, nextAttemptAt }: Delivery): string {
  if (status !== 'PENDING') return words.never;
  return nextAttemptAt ? shortTime(nextAttemptAt, viewer) : words.paused;
}
