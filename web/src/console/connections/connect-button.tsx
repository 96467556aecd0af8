import { answerOf } from '@social-integration/client';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { platforms, type Platform } from '../../shared/platform.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { api } from '../api.ts';
import { usePermission } from '../session/session.ts';
import menuStyles from '../shell/account-menu.module.css';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { fieldProblemsOf, problemOf } from '../shell/field-problems.ts';
import { Icon } from '../shell/icon.tsx';
import { useSubmissionKey } from '../shell/submission-key.ts';
import styles from './connect-button.module.css';

const words = texts.connections;

type Connecting = UseMutationResult<{ connectUrl: string }, Error, Platform>;

/** Starts a login and goes to its page in this tab; there the person sees what comes before the platform asks. */
export function useConnectAccount(): Connecting {
  const key = useSubmissionKey();
  const connecting = useMutation({
    mutationFn: async (platform: Platform) => {
      const wanted = { platform, returnUrl: `${location.origin}/connections` };
      try {
        return await startLogin(wanted, key.of(wanted));
      } catch (error) {
        if (!isAboutReturn(error)) throw error;
        return await startLogin({ platform }, key.of({ platform }));
      }
    },
    onSuccess: ({ connectUrl }) => {
      key.done();
      location.assign(connectUrl);
    },
  });
  const { reset } = connecting;
  useEffect(() => {
    // Who comes back with the browser's button may find the page as it was left, "Opening …" included.
    addEventListener('pageshow', reset);
    return () => removeEventListener('pageshow', reset);
  }, [reset]);
  return connecting;
}

async function startLogin(body: { platform: Platform; returnUrl?: string }, key: string) {
  return await answerOf(
    api.POST('/api/v1/social/connections/authorize', {
      params: { header: { 'Idempotency-Key': key } },
      body,
    }),
  );
}

/** Where the console is open under another name than the service knows itself by, the login has no way back. */
function isAboutReturn(error: unknown): boolean {
  return error instanceof Error && problemOf(fieldProblemsOf(error), 'returnUrl') !== null;
}

export function ConnectButton({ connecting }: { connecting: Connecting }) {
  const permission = usePermission('social:admin');
  const isLeaving = connecting.isPending || connecting.isSuccess;
  if (!permission.allowed)
    return (
      <AllowedButton needs="social:admin" className="button primary">
        <Icon name="plus" />
        {words.connect}
      </AllowedButton>
    );
  return (
    <MenuTrigger>
      <Button className={`button primary ${styles['trigger']}`} isPending={isLeaving}>
        <Icon name="plus" />
        {isLeaving ? words.opening : words.connect}
      </Button>
      <Popover className={menuStyles['popover']} placement="bottom end">
        <Menu
          className={menuStyles['menu']}
          aria-label={words.connectTo}
          onAction={(chosen) => {
            const platform = platforms.find((each) => each === chosen);
            if (platform) connecting.mutate(platform);
          }}
        >
          {platforms.map((platform) => (
            <MenuItem
              key={platform}
              id={platform}
              textValue={texts.words.platforms[platform]}
              className={`${menuStyles['item']} ${styles['item']}`}
            >
              <PlatformMark platform={platform} />
              {texts.words.platforms[platform]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
