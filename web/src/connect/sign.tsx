import styles from './views.module.css';

/** A round sign before a title: a tick, or an exclamation mark. The title says the same in words. */
export function Sign({ says }: { says: 'done' | 'failed' }) {
  return (
    <span className={styles[says]} aria-hidden="true">
      <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="2.6">
        <path d={says === 'done' ? 'm5 12.5 4.5 4.5L19 7.5' : 'M12 5v9M12 17.5v2'} strokeLinecap="round" />
      </svg>
    </span>
  );
}
