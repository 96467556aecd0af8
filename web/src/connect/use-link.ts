import { useCallback, useEffect, useState } from 'react';
import type { Answer } from '../shared/ask.ts';
import { fetchLink, selectAccounts, startLogin } from './connect-calls.ts';
import type { ConnectLink } from './connect-link.ts';
import { failureOf, failureOfRefusal, noNetwork, type Failure } from './failure.ts';

export type Shown =
  | { status: 'loading' }
  | { status: 'link'; link: ConnectLink }
  /** `link` is what was last known of it, for the way back and for what waits. */
  | { status: 'failure'; failure: Failure; link: ConnectLink | null };

export interface LinkActions {
  load: () => void;
  /** Asks again without showing that it does; silence keeps what is shown. */
  poll: () => Promise<void>;
  /** Goes to the platform. */
  logIn: () => void;
  select: (accountIds: string[]) => void;
}

/** Where the link stands, and what can be done about it. `busy` while a button's call is under way. */
export function useLink(key: string): { shown: Shown; busy: boolean; actions: LinkActions } {
  const [shown, setShown] = useState<Shown>({ status: 'loading' });
  const [busy, setBusy] = useState(false);

  const show = useCallback((answer: Answer<ConnectLink>) => {
    setShown((before) => shownAfter(answer, linkOf(before)));
  }, []);

  const load = useCallback(() => void fetchLink(key).then(show), [key, show]);

  const poll = useCallback(async () => {
    const answer = await fetchLink(key);
    if (answer.status === 'ok') show(answer);
  }, [key, show]);

  const logIn = useCallback(async () => {
    setBusy(true);
    const answer = await startLogin(key);
    // The button stays busy while the browser leaves for the platform.
    if (answer.status === 'ok') return location.assign(answer.data.authorizationUrl);
    setShown((before) => ({ status: 'failure', failure: failureOfAnswer(answer), link: linkOf(before) }));
    setBusy(false);
  }, [key]);

  const select = useCallback(
    async (accountIds: string[]) => {
      setBusy(true);
      show(await selectAccounts(key, accountIds));
      setBusy(false);
    },
    [key, show],
  );

  useEffect(() => {
    load();
    // Coming back from the platform with the browser's own button shows the page as it was left, busy for ever.
    const refresh = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      setBusy(false);
      load();
    };
    window.addEventListener('pageshow', refresh);
    return () => window.removeEventListener('pageshow', refresh);
  }, [load]);

  return {
    shown,
    busy,
    actions: {
      load: () => {
        setShown({ status: 'loading' });
        load();
      },
      poll,
      logIn: () => void logIn(),
      select: (accountIds) => void select(accountIds),
    },
  };
}

function shownAfter(answer: Answer<ConnectLink>, before: ConnectLink | null): Shown {
  if (answer.status !== 'ok') return { status: 'failure', failure: failureOfAnswer(answer), link: before };
  const failure = failureOf(answer.data);
  return failure ? { status: 'failure', failure, link: answer.data } : { status: 'link', link: answer.data };
}

function failureOfAnswer(answer: Exclude<Answer<unknown>, { status: 'ok' }>): Failure {
  return answer.status === 'refused' ? failureOfRefusal(answer) : noNetwork;
}

function linkOf(shown: Shown): ConnectLink | null {
  return shown.status === 'loading' ? null : shown.link;
}
