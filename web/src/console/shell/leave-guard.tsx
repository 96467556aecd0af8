import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import styles from './leave-guard.module.css';

interface LeaveGuardProps {
  title: string;
  text: string;
  /** Ways to go; each leads where the person wanted to go. */
  ways: { label: string; tone: 'danger' | ''; before: () => void }[];
}

/** For as long as it stands: asks before somebody leaves the page, in the browser's own way for closing, in ours for links of the console. */
export function LeaveGuard({ title, text, ways }: LeaveGuardProps) {
  const [target, setTarget] = useState<string | null>(null);
  const [, navigate] = useLocation();
  useQuestionBeforeClosing();
  useCaughtLinks(setTarget);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (target === null) dialog.current?.close();
    else dialog.current?.showModal();
  }, [target]);

  const leave = () => target !== null && navigate(target);
  return (
    <dialog
      ref={dialog}
      className={`card ${styles['dialog']}`}
      aria-labelledby="leave-title"
      onClose={() => setTarget(null)}
    >
      <h2 id="leave-title">{title}</h2>
      <p>{text}</p>
      <div className={styles['actions']}>
        <button type="button" className="button primary" onClick={() => setTarget(null)}>
          {texts.words.stay}
        </button>
        {ways.map(({ label, tone, before }) => (
          <button
            key={label}
            type="button"
            className={`button ${tone}`}
            onClick={() => {
              before();
              leave();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </dialog>
  );
}

function useQuestionBeforeClosing(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
}

/** Before the router hears of the click. A link that opens elsewhere leaves this page standing. */
function useCaughtLinks(caught: (path: string) => void): void {
  useEffect(() => {
    const look = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || link?.target === '_blank';
      if (!link || opensElsewhere || link.origin !== location.origin) return;
      if (link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      caught(link.pathname + link.search);
    };
    document.addEventListener('click', look, { capture: true });
    return () => document.removeEventListener('click', look, { capture: true });
  }, [caught]);
}
