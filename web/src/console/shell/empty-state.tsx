import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** In the place of a list with nothing in it: what would be here, and the first step towards it. */
export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className={`card ${styles['empty']}`}>
      <h2>{title}</h2>
      <p className="soft">{text}</p>
      {children}
    </div>
  );
}
