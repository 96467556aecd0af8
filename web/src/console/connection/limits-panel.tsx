import type { components } from '@social-integration/client';
import { shortTime, shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import tableStyles from '../shell/data-table.module.css';
import { LoadFailure } from '../shell/load-failure.tsx';
import { Panel } from '../shell/panel.tsx';
import { useNow } from '../now.ts';
import { viewer } from '../viewer.ts';
import { useRateLimits } from './connection-calls.ts';
import styles from './limits-panel.module.css';

const words = texts.connection.limits;

type Limits = components['schemas']['RateLimitsDto'];
type Quota = components['schemas']['QuotaDto'];

/** What the platform said about its limits, as last seen, and what follows from it. */
export function LimitsPanel({ connectionId }: { connectionId: string }) {
  const { data, error, refetch } = useRateLimits(connectionId);
  return (
    <Panel title={words.title}>
      {error && !data && <LoadFailure error={error} retry={() => void refetch()} />}
      {!data && !error && <span className={`skeleton ${styles['skeleton']}`} />}
      {data && <InForce limits={data} />}
      {data &&
        (data.data.length === 0 ? <p className="soft">{words.empty}</p> : <Quotas quotas={data.data} />)}
    </Panel>
  );
}

function InForce({ limits: { limitedUntil, reason, spacingSeconds, spacingUntil } }: { limits: Limits }) {
  const nowMs = useNow();
  const isLimited = limitedUntil !== null && Date.parse(limitedUntil) > nowMs;
  const isWidened = spacingUntil !== null && Date.parse(spacingUntil) > nowMs;
  return (
    <>
      {isLimited && (
        <p className="note warn">{words.limitedUntil(shortTime(limitedUntil, viewer), reason)}</p>
      )}
      {spacingSeconds > 0 && (
        <p>{words.spacing(spacingSeconds, isWidened ? shortTime(spacingUntil, viewer) : null)}</p>
      )}
    </>
  );
}

function Quotas({ quotas }: { quotas: Quota[] }) {
  const { what, left, resets } = words.columns;
  return (
    <table className={`${tableStyles['table']} ${styles['table']}`}>
      <caption className="heard-only">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{what}</th>
          {[left, resets].map((column) => (
            <th key={column} scope="col" className={tableStyles['number']}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {quotas.map((quota) => (
          <Row key={`${quota.scope} ${quota.endpoint} ${quota.window}`} quota={quota} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  quota: { scope, endpoint, window, limit, remaining, usedPercent, resetsAt, seenAt },
}: {
  quota: Quota;
}) {
  const { number } = tableStyles;
  const { columns } = words;
  return (
    <tr>
      <td>
        <div>
          {endpoint === '*' ? words.everyCall : <code>{endpoint}</code>}
          <p className="soft small">
            {window} · {scope === 'application' ? words.shared : words.own} ·{' '}
            {words.seenAt(shortTime(seenAt, viewer))}
          </p>
        </div>
      </td>
      <td data-label={columns.left} className={number}>
        {leftOf({ limit, remaining, usedPercent })}
      </td>
      <td data-label={columns.resets} className={number}>
        {resetsAt === null ? words.unknown : shortTime(resetsAt, viewer)}
      </td>
    </tr>
  );
}

/** A platform tells a number or a share. */
function leftOf({
  limit,
  remaining,
  usedPercent,
}: Pick<Quota, 'limit' | 'remaining' | 'usedPercent'>): string {
  if (remaining === null) return usedPercent === null ? words.unknown : words.used(usedPercent);
  const left = shownNumber(remaining, viewer);
  return limit === null ? left : words.leftOf(left, shownNumber(limit, viewer));
}
