import { useState } from 'react';
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { endSession } from '../session/session.ts';
import type { Me } from '../session/session-state.ts';
import { Icon } from './icon.tsx';
import styles from './account-menu.module.css';
import { keepTheme, keptTheme, themes } from './theme-choice.ts';

const words = texts.shell;

/** Who is signed in, how the console looks, and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const who = me.email ?? me.subject;
  return (
    <MenuTrigger>
      <Button className={`button plain ${styles['trigger']}`} aria-label={`${words.account}: ${who}`}>
        <Icon name="account" />
        <span className={styles['who']}>{who}</span>
      </Button>
      <Popover className={styles['popover']} placement="bottom end">
        <div className={styles['identity']}>
          <span>{words.signedInAs(who)}</span>
          <span className="soft small">{words.club(me.tenantId)}</span>
        </div>
        <AccountActions />
      </Popover>
    </MenuTrigger>
  );
}

function AccountActions() {
  const [theme, setTheme] = useState(keptTheme);
  return (
    <Menu className={styles['menu']} aria-label={words.account}>
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys) => {
          const chosen = themes.find((name) => keys !== 'all' && keys.has(name));
          if (!chosen) return;
          setTheme(chosen);
          keepTheme(chosen);
        }}
      >
        <Header className={styles['header']}>{words.theme}</Header>
        {themes.map((name) => (
          <MenuItem key={name} id={name} className={styles['item']}>
            {words.themes[name]}
          </MenuItem>
        ))}
      </MenuSection>
      <Separator className={styles['line']} />
      <MenuItem className={styles['item']} onAction={() => endSession('SIGNED_OUT')}>
        {words.signOut}
      </MenuItem>
    </Menu>
  );
}
