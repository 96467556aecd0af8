import { texts } from '../../shared/texts/console-texts.ts';
import styles from './page-skeleton.module.css';

/** Stands in for a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <div role="status" className={styles['page']}>
      <span className="heard-only">{texts.words.loading}</span>
      <span className={`skeleton ${styles['title']}`} />
      <span className={`skeleton ${styles['block']}`} />
    </div>
  );
}
