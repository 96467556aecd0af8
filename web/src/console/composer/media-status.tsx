import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import type { MediaDraft } from './draft.ts';
import { shownFacts } from './media-facts.ts';
import styles from './media-status.module.css';

const words = texts.composer;

/** How far a file is, or why it goes no further. */
export function MediaStatus({ item: { name, state }, retry }: { item: MediaDraft; retry: () => void }) {
  switch (state.status) {
    case 'waiting':
      return <p className="soft small">{words.waiting}</p>;
    case 'uploading':
      return (
        <div className={styles['progress']}>
          <progress max="100" value={state.percent} aria-label={words.uploadProgress(name)} />
          <span className="soft small">{words.uploading(state.percent)}</span>
        </div>
      );
    case 'refused':
      return <Trouble title={words.refused} reason={state.reason} />;
    case 'failed':
      return (
        <>
          <Trouble title={words.uploadFailed} reason={state.reason} />
          <div>
            <button type="button" className="button" onClick={retry}>
              {texts.words.tryAgain}
            </button>
          </div>
        </>
      );
    case 'uploaded':
      return <p className="soft small">{shownFacts(state.facts, viewer.locale)}</p>;
    case 'linked':
      return <p className="soft small">{words.fromAddress}</p>;
  }
}

function Trouble({ title, reason }: { title: string; reason: string }) {
  return (
    <p role="alert" className={styles['trouble']}>
      <strong>{title}</strong> <span>{reason}</span>
    </p>
  );
}
