import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import markAddress from '../../shared/mark.svg';
import { texts } from '../../shared/texts/console-texts.ts';
import { belongsTo, navigationLinks, type NavigationLink } from '../routes.ts';
import type { Me } from '../session/session-state.ts';
import { AccountMenu } from './account-menu.tsx';
import { Icon } from './icon.tsx';
import styles from './shell.module.css';

/** What stands around every page: a bar with the account, and the navigation (beside, or below on a phone). */
export function Shell({ me, children }: { me: Me | null; children: ReactNode }) {
  const main = useFocusAfterNavigation();
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content" onClick={() => main.current?.focus()}>
        {texts.shell.skipToContent}
      </a>
      <header className={styles['bar']}>
        <Link href="/" className={styles['brand']}>
          <img src={markAddress} alt="" width="28" height="28" />
          {texts.shell.product}
        </Link>
        {me && <AccountMenu me={me} />}
      </header>
      <nav className={styles['navigation']} aria-label={texts.shell.navigation}>
        <ul>
          {navigationLinks.map((link) => (
            <li key={link.path}>
              <NavigationItem link={link} />
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" ref={main} tabIndex={-1} className={styles['content']}>
        {children}
      </main>
    </div>
  );
}

function NavigationItem({ link: { path, label, icon } }: { link: NavigationLink }) {
  const [current] = useLocation();
  return (
    <Link
      href={path}
      className={styles['link']}
      aria-current={current === path ? 'page' : belongsTo(current, path) ? 'true' : undefined}
    >
      <Icon name={icon} />
      {label}
    </Link>
  );
}

/** Who follows a link inside the console goes on in the new page, not at the place where the old link was. */
function useFocusAfterNavigation() {
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return main;
}
