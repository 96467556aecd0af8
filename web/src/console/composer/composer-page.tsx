import type { Connection } from '@social-integration/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { useSession } from '../session/session.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { fetchAccounts, fetchPlatforms, type PlatformRules } from './composer-calls.ts';
import styles from './composer.module.css';
import { Composer } from './composer.tsx';

const words = texts.composer;

export default function ComposerPage() {
  const session = useSession();
  const accounts = useQuery({ queryKey: ['composer', 'accounts'], queryFn: fetchAccounts });
  const platforms = useQuery({
    queryKey: ['composer', 'platforms'],
    queryFn: fetchPlatforms,
    staleTime: Infinity,
  });
  const failed = [accounts, platforms].find(({ isLoadingError }) => isLoadingError);
  if (failed?.error)
    return (
      <>
        <PageHeading title={words.title} />
        <LoadFailure error={failed.error} retry={() => void failed.refetch()} />
      </>
    );
  if (!accounts.data || !platforms.data) return <ComposerSkeleton />;
  if (accounts.data.length === 0) return <NothingConnected />;
  const author = session.status === 'signed-in' ? `${session.me.tenantId} ${session.me.subject}` : '';
  const sorted = byPlatform(accounts.data, platforms.data);
  return <Composer accounts={sorted} rules={platforms.data} author={author} />;
}

/** In the order in which the service names the platforms. */
function byPlatform(accounts: Connection[], rules: PlatformRules[]): Connection[] {
  return rules.flatMap(({ platform }) => accounts.filter((each) => each.platform === platform));
}

function NothingConnected() {
  return (
    <>
      <PageHeading title={words.title} />
      <EmptyState title={words.nothingConnected} text={words.nothingConnectedText}>
        <Link href="/connections" className="button primary">
          {words.toConnections}
        </Link>
      </EmptyState>
    </>
  );
}

function ComposerSkeleton() {
  return (
    <>
      <PageHeading title={words.title} />
      <div className={styles['columns']} role="status">
        <span className="heard-only">{texts.words.loading}</span>
        <div className={styles['form']}>
          <span className={`skeleton ${styles['short']}`} />
          <span className={`skeleton ${styles['long']}`} />
          <span className={`skeleton ${styles['short']}`} />
        </div>
        <div className={styles['side']}>
          <span className={`skeleton ${styles['short']}`} />
        </div>
      </div>
    </>
  );
}
