import type { Connection } from '@social-integration/client';
import { Link, useParams } from 'wouter';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { texts } from '../../shared/texts/console-texts.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { isUnknown } from '../shell/failure.ts';
import { LoadFailure } from '../shell/load-failure.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { ConnectionActions } from './connection-actions.tsx';
import { useConnection, useConnectionChanges } from './connection-calls.ts';
import { ConnectionFacts } from './connection-facts.tsx';
import styles from './connection-page.module.css';
import { ConnectionState } from './connection-state.tsx';
import { DiagnosisPanel } from './diagnosis-panel.tsx';
import { FrequencyPanel } from './frequency-panel.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { SpacingPanel } from './spacing-panel.tsx';

const words = texts.connection;

export default function ConnectionPage() {
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useConnection(id);
  if (data) return <Loaded connection={data} />;
  if (error && isUnknown(error)) return <Unknown />;
  if (error)
    return (
      <>
        <PageHeading title={words.title} />
        <LoadFailure error={error} retry={() => void refetch()} />
      </>
    );
  return <PageSkeleton />;
}

function Unknown() {
  return (
    <>
      <PageHeading title={words.title} />
      <EmptyState title={words.unknownTitle} text={words.unknownText}>
        <Link className="button" href="/connections">
          {words.back}
        </Link>
      </EmptyState>
    </>
  );
}

function Loaded({ connection }: { connection: Connection }) {
  const { id, platform, accountName } = connection;
  const { outdatedCheck, changed } = useConnectionChanges(id);
  return (
    <>
      <Link className={styles['back']} href="/connections">
        <span aria-hidden="true">‹</span>
        {words.back}
      </Link>
      <PageHeading title={accountName}>
        <p className={styles['platform']}>
          <PlatformMark platform={platform} />
          {words.accountOf(texts.words.platforms[platform])}
        </p>
      </PageHeading>
      <div className={styles['page']}>
        <div className={styles['wide']}>
          <ConnectionState connection={connection} />
        </div>
        <DiagnosisPanel connectionId={id} outdated={outdatedCheck} />
        <div className={styles['side']}>
          <ConnectionActions connection={connection} onChanged={changed} />
          <SpacingPanel connection={connection} onChanged={changed} />
          <ConnectionFacts connection={connection} />
        </div>
        <div className={styles['figures']}>
          <LimitsPanel connectionId={id} />
          <FrequencyPanel connectionId={id} />
        </div>
      </div>
    </>
  );
}
