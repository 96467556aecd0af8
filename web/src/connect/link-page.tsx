import { texts } from '../shared/texts/connect-texts.ts';
import { ChoosingView } from './choosing-view.tsx';
import type { ConnectLink } from './connect-link.ts';
import { ConnectedView } from './connected-view.tsx';
import { FailureView } from './failure-view.tsx';
import { Frame } from './frame.tsx';
import { IntroView } from './intro-view.tsx';
import { useLink, type LinkActions } from './use-link.ts';
import { WorkingView } from './working-view.tsx';

/** What stands behind a link, at whatever point it is. */
export function LinkPage({ linkKey }: { linkKey: string }) {
  const { shown, busy, actions } = useLink(linkKey);
  switch (shown.status) {
    case 'loading':
      return <Loading />;
    case 'failure':
      return <FailureView failure={shown.failure} link={shown.link} busy={busy} actions={actions} />;
    case 'link':
      return <StateOfLink link={shown.link} busy={busy} actions={actions} />;
  }
}

interface StateProps {
  link: ConnectLink;
  busy: boolean;
  actions: LinkActions;
}

function StateOfLink({ link, busy, actions }: StateProps) {
  switch (link.status) {
    case 'READY':
      return <IntroView link={link} busy={busy} logIn={actions.logIn} />;
    case 'WORKING':
      return <WorkingView link={link} poll={actions.poll} />;
    case 'CHOOSING':
      return <ChoosingView link={link} busy={busy} actions={actions} />;
    case 'CONNECTED':
      return <ConnectedView link={link} />;
    // Both are shown as failures; see failureOf.
    case 'FAILED':
    case 'EXPIRED':
      return null;
  }
}

function Loading() {
  return (
    <Frame title={texts.loading} titleRead="quietly">
      <span className="skeleton" style={{ height: '5.5rem' }} />
      <span className="skeleton" style={{ height: '4rem' }} />
      <span className="skeleton" style={{ height: '2.75rem' }} />
    </Frame>
  );
}
