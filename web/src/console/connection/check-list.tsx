import type { components } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import styles from './check-list.module.css';

const words = texts.connection.diagnosis;

type Check = components['schemas']['DiagnosisCheckDto'];

const icons: Record<Check['status'], IconName | null> = {
  passed: 'check',
  failed: 'close',
  warning: 'warning',
  skipped: null,
};

/** What was looked at, in the service's order, each with its result in a word and a sentence. */
export function CheckList({ checks }: { checks: Check[] }) {
  return (
    <ol className={styles['list']} aria-label={words.checks}>
      {checks.map((check) => (
        <li key={check.name} className={`${styles['check']} ${styles[check.status]}`}>
          <Sign status={check.status} />
          <strong className={styles['name']}>{words.names[check.name] ?? check.name}</strong>
          <div className={styles['message']}>
            <p>{check.message}</p>
            {check.detail && (
              <details className="small">
                <summary>{words.detail}</summary>
                <code className={styles['detail']}>{check.detail}</code>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Sign({ status }: { status: Check['status'] }) {
  const icon = icons[status];
  return (
    <span className={styles['sign']}>
      {icon ? <Icon name={icon} /> : <span aria-hidden="true">–</span>}
      <span className="heard-only">{words.results[status]}</span>
    </span>
  );
}

/** The names of what is being looked at, in the room that the results will take. */
export function CheckListSkeleton() {
  return (
    <>
      <div className={`note ${styles['asking']}`} role="status">
        {words.running}
      </div>
      <ol className={styles['list']} aria-hidden="true">
        {Object.entries(words.names).map(([name, label]) => (
          <li key={name} className={`${styles['check']} ${styles['skipped']}`}>
            <span className={styles['sign']}>…</span>
            <strong className={styles['name']}>{label}</strong>
            <span className="skeleton" />
          </li>
        ))}
      </ol>
    </>
  );
}
