import { texts } from '../../shared/texts/console-texts.ts';
import { LoadFailure } from '../shell/load-failure.tsx';
import { Panel } from '../shell/panel.tsx';
import { useNow } from '../now.ts';
import { viewer } from '../viewer.ts';
import { usePostFrequency } from './connection-calls.ts';
import styles from './frequency-panel.module.css';
import { postingHours, type PostingHour } from './posting-hours.ts';

const words = texts.connection.frequency;

const hourFormat = new Intl.DateTimeFormat(viewer.locale, {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: viewer.timeZone,
});

/** How many posts went out in each of the last hours. */
export function FrequencyPanel({ connectionId }: { connectionId: string }) {
  const { data, error, refetch } = usePostFrequency(connectionId);
  const nowMs = useNow();
  return (
    <Panel title={words.title}>
      {error && !data && <LoadFailure error={error} retry={() => void refetch()} />}
      {!data && !error && <span className={`skeleton ${styles['skeleton']}`} />}
      {data && <Hours hours={postingHours(data.data, nowMs)} />}
    </Panel>
  );
}

/** Bars for the eye; for the ear only the hours in which something went out. */
function Hours({ hours }: { hours: PostingHour[] }) {
  const total = hours.reduce((sum, { posts }) => sum + posts, 0);
  const most = Math.max(1, ...hours.map(({ posts }) => posts));
  return (
    <div className={styles['hours']}>
      <p className={total === 0 ? 'soft' : ''}>{total === 0 ? words.none : words.total(total)}</p>
      <ul className="heard-only">
        {hours
          .filter(({ posts }) => posts > 0)
          .map(({ startMs, posts }) => (
            <li key={startMs}>{words.hour(hourFormat.format(startMs), posts)}</li>
          ))}
      </ul>
      <div className={styles['bars']} aria-hidden="true">
        {hours.map(({ startMs, posts }) => (
          <div key={startMs} className={styles['bar']} title={words.hour(hourFormat.format(startMs), posts)}>
            <span className={styles['count']}>{posts > 0 && posts}</span>
            <span
              className={posts > 0 ? styles['filled'] : styles['none']}
              style={{ height: `${posts > 0 ? Math.max(8, (posts / most) * 100) : 0}%` }}
            />
          </div>
        ))}
      </div>
      <div className={styles['scale']} aria-hidden="true">
        {[0, 8, 16, 24].map((index) => (
          <span key={index}>{hourFormat.format(hours[index]?.startMs)}</span>
        ))}
      </div>
    </div>
  );
}
