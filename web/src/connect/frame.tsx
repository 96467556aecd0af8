import { useEffect, useRef, type ReactNode } from 'react';
import markAddress from '../shared/mark.svg';
import { texts } from '../shared/texts/connect-texts.ts';
import styles from './frame.module.css';

interface FrameProps {
  title: string;
  /** `quietly`: the page says so to nobody who listens, because the next title follows at once. */
  titleRead?: 'quietly' | 'aloud';
  /** The sign before the title: whose account it is, or that all is well. */
  sign?: ReactNode;
  children: ReactNode;
}

/** The one card of these pages. A new title takes the focus, so that who listens hears what changed. */
export function Frame({ title, titleRead = 'aloud', sign, children }: FrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
    if (titleRead === 'aloud') heading.current?.focus({ preventScroll: true });
  }, [title, titleRead]);
  return (
    <div className={styles['page']}>
      <header className={styles['bar']}>
        <img src={markAddress} alt="" width="24" height="24" />
        {texts.product}
      </header>
      <main className={`card ${styles['card']}`}>
        <div className={styles['heading']}>
          {sign}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {children}
      </main>
      <footer className={styles['footer']}>{texts.footer(location.host)}</footer>
    </div>
  );
}
