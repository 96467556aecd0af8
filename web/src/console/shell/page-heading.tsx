import type { ReactNode } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import styles from './page-heading.module.css';

/** The page's one h1, its title in the browser's tab, and the actions of the whole page. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={styles['heading']}>
      <title>{`${title} · ${texts.shell.product}`}</title>
      <h1>{title}</h1>
      {children && <div className={styles['actions']}>{children}</div>}
    </header>
  );
}
