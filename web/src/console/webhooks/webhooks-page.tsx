import { useState } from 'react';
import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { usePermission } from '../session/session.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { EmptyState } from '../shell/empty-state.tsx';
import { Icon } from '../shell/icon.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { AddEndpointDialog } from './add-endpoint-dialog.tsx';
import { useEndpoints } from './endpoint-calls.ts';
import { EndpointCard } from './endpoint-card.tsx';
import styles from './webhooks-page.module.css';

const words = texts.webhooks;

export default function WebhooksPage() {
  const permission = usePermission('social:admin');
  return permission.allowed ? <Webhooks /> : <NoAccess reason={permission.reason} />;
}

/** Also the list of endpoints is for administrators, so there is nothing to show. */
function NoAccess({ reason }: { reason: string }) {
  return (
    <>
      <PageHeading title={words.title}>
        <AllowedButton needs="social:admin" className="button primary">
          <Icon name="plus" />
          {words.add}
        </AllowedButton>
      </PageHeading>
      <EmptyState title={words.noAccessTitle} text={`${words.noAccessText} ${reason}`} />
    </>
  );
}

function Webhooks() {
  const [isAdding, setAdding] = useState(false);
  const { data: endpoints, error, refetch } = useEndpoints();
  const add = (
    <Button className="button primary" onPress={() => setAdding(true)}>
      <Icon name="plus" />
      {words.add}
    </Button>
  );
  return (
    <>
      <PageHeading title={words.title}>{add}</PageHeading>
      <div className={styles['page']}>
        <section className={styles['endpoints']} aria-label={words.endpoints}>
          {error && !endpoints && <LoadFailure error={error} retry={() => void refetch()} />}
          {!error && !endpoints && <Skeletons />}
          {endpoints?.length === 0 && <EmptyState title={words.emptyTitle} text={words.emptyText} />}
          {endpoints?.map((endpoint) => (
            <EndpointCard key={endpoint.id} endpoint={endpoint} />
          ))}
        </section>
        {endpoints && endpoints.length > 0 && <DeliveryLog endpoints={endpoints} />}
      </div>
      {isAdding && <AddEndpointDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Skeletons() {
  return (
    <>
      <p role="status" className="heard-only">
        {texts.words.loading}
      </p>
      <span className={`skeleton ${styles['skeleton']}`} />
      <span className={`skeleton ${styles['skeleton']}`} />
    </>
  );
}
