import { Link } from 'wouter';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { shortTime, shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import tableStyles from '../shell/data-table.module.css';
import { useNow } from '../now.ts';
import { viewer } from '../viewer.ts';
import { toneOf, type ConnectionRow } from './connection-health.ts';
import { countedAtMost } from './connection-queries.ts';
import styles from './connection-table.module.css';

const words = texts.connections;

export function ConnectionTable({ rows, isCounting }: { rows: ConnectionRow[]; isCounting: boolean }) {
  return (
    <div className="card">
      <table className={`${tableStyles['table']} ${styles['table']}`}>
        <caption className="heard-only">{words.caption}</caption>
        <Head />
        <tbody>
          {rows.map((row) => (
            <Row key={row.connection.id} row={row} isCounting={isCounting} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head() {
  const { account, state, waiting, lastPost } = words.columns;
  return (
    <thead>
      <tr>
        <th scope="col">{account}</th>
        <th scope="col">{state}</th>
        <th scope="col" className={tableStyles['number']}>
          {waiting}
        </th>
        <th scope="col" className={tableStyles['number']}>
          {lastPost}
        </th>
      </tr>
    </thead>
  );
}

function Row({ row, isCounting }: { row: ConnectionRow; isCounting: boolean }) {
  const { id, platform, accountName, lastPostAt } = row.connection;
  return (
    <tr className={styles['row']}>
      <td>
        <div className={styles['account']}>
          <PlatformMark platform={platform} />
          <div>
            <Link href={`/connections/${id}`} dir="auto" className={styles['name']}>
              {accountName}
            </Link>
            <p className="soft small">{texts.words.platforms[platform]}</p>
          </div>
        </div>
      </td>
      <td data-label={words.columns.state}>
        <div className={styles['state']}>
          <span className={`badge ${toneOf[row.health]}`}>{words.health[row.health]}</span>
          <StateWords row={row} />
        </div>
      </td>
      <td data-label={words.columns.waiting} className={tableStyles['number']}>
        {isCounting ? <span className="skeleton" /> : <Waiting waiting={row.waiting} />}
      </td>
      <td data-label={words.columns.lastPost} className={`${tableStyles['number']} ${styles['time']}`}>
        {lastPostAt ? shortTime(lastPostAt, viewer) : <span className="soft">{words.noPostYet}</span>}
      </td>
    </tr>
  );
}

/** Why it is as it is, in the service's words; where all is well, until when. */
function StateWords({ row }: { row: ConnectionRow }) {
  const nowMs = useNow();
  return reasonsOf(row, nowMs).map((reason) => (
    <p key={reason} className={row.health === 'WORKING' ? 'soft small' : 'small'}>
      {reason}
    </p>
  ));
}

function reasonsOf({ connection, health }: ConnectionRow, nowMs: number): string[] {
  const { errorMessage, warnings, rateLimitedUntil, tokenExpiresAt } = connection;
  switch (health) {
    case 'STOPPED':
      return [errorMessage ?? words.stoppedWithoutReason];
    case 'TROUBLED':
      return errorMessage ? [errorMessage] : [];
    case 'ENDING':
      return warnings.map(({ message }) => message);
    case 'LIMITED':
      return rateLimitedUntil ? [words.limitedUntil(shortTime(rateLimitedUntil, viewer))] : [];
    case 'WORKING':
      return [tokenExpiresAt === null ? words.endless : endOf(tokenExpiresAt, nowMs)];
  }
}

/** A token that ends within hours and of which nobody is warned is one that the service renews by itself. */
function endOf(tokenExpiresAt: string, nowMs: number): string {
  const dayMs = 86_400_000;
  const isSoon = Date.parse(tokenExpiresAt) - nowMs < 7 * dayMs;
  return isSoon ? words.renewed : words.endsAt(shortTime(tokenExpiresAt, viewer));
}

function Waiting({ waiting }: { waiting: ConnectionRow['waiting'] }) {
  if (waiting === null) return <span className="soft">?</span>;
  if (waiting.scheduled === 0) return <span className="soft">0</span>;
  const isCut = waiting.scheduled >= countedAtMost;
  return (
    <div>
      <strong>{`${shownNumber(waiting.scheduled, viewer)}${isCut ? '+' : ''}`}</strong>
      {waiting.due > 0 && <p className="small">{words.due(waiting.due, countedAtMost)}</p>}
      {waiting.due === 0 && waiting.nextAt && (
        <p className="soft small">{words.nextAt(shortTime(waiting.nextAt, viewer))}</p>
      )}
    </div>
  );
}

/** As high as a short list, so that nothing below it moves when the real one comes. */
export function ConnectionTableSkeleton() {
  return (
    <>
      <p role="status">
        <span className="heard-only">{texts.words.loading}</span>
        <span className={`skeleton ${styles['line']}`} />
      </p>
      <div className={`card ${styles['skeletons']}`} aria-hidden="true">
        {Array.from({ length: 6 }, (_, index) => (
          <span key={index} className={`skeleton ${styles['skeleton']}`} />
        ))}
      </div>
    </>
  );
}
