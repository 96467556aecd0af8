import type { Connection } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';
import { threadPlatform, type Draft } from './draft.ts';
import { PreviewCard } from './preview-card.tsx';
import styles from './preview-list.module.css';
import type { LiveCheck } from './use-check.ts';

const words = texts.composer;

interface PreviewListProps {
  /** The chosen ones. */
  accounts: Connection[];
  /** Without the files that will not be part of it. */
  draft: Draft;
  live: LiveCheck;
}

/** How the post will read on each account. */
export function PreviewList({ accounts, draft, live }: PreviewListProps) {
  const { check, isUnderWay, error, retry } = live;
  const isEmpty = accounts.length === 0 || (!check && !isUnderWay && !error);
  return (
    <section className={styles['previews']} aria-busy={isUnderWay}>
      <header className={styles['heading']}>
        <h2>{words.preview}</h2>
        <span className="soft small">{isUnderWay && words.checking}</span>
      </header>
      {error && (
        <div className="note bad" role="alert">
          <span>{words.checkFailed}</span>
          <div>
            <button type="button" className="button" onClick={retry}>
              {texts.words.tryAgain}
            </button>
          </div>
        </div>
      )}
      {isEmpty && <p className={`soft ${styles['empty']}`}>{words.previewEmpty}</p>}
      {!isEmpty &&
        accounts.map((account) => (
          <PreviewCard
            key={account.id}
            account={account}
            media={draft.media}
            parts={account.platform === threadPlatform ? draft.thread : []}
            check={check?.accounts.find(({ connectionId }) => connectionId === account.id) ?? null}
          />
        ))}
    </section>
  );
}
