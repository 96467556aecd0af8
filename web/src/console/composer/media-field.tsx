import { useId, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { Icon } from '../shell/icon.tsx';
import { AddressForm } from './address-form.tsx';
import { isReady, type MediaDraft } from './draft.ts';
import { ProblemLines } from './field.tsx';
import type { MediaActions } from './media-actions.ts';
import styles from './media-field.module.css';
import { MediaItem } from './media-item.tsx';
import { problemsAt, problemsUnder, type Problem } from './problems.ts';

const words = texts.composer;
const accepted = 'image/jpeg,image/png,image/gif,image/webp,video/mp4,video/quicktime,video/webm';

interface MediaFieldProps {
  media: MediaDraft[];
  actions: MediaActions;
  /** Longest description that every chosen platform takes; null where none takes one for this file. */
  altTextLimit: (item: MediaDraft) => number | null;
  problems: Problem[];
}

/** The files of the post, in the order in which they are shown. */
export function MediaField({ media, actions, altTextLimit, problems }: MediaFieldProps) {
  const titleId = useId();
  const [told, tell] = useState('');
  const ready = media.filter(isReady);
  const placeOf = (item: MediaDraft) => `media[${ready.indexOf(item)}]`;
  const move = (item: MediaDraft, by: -1 | 1) => {
    actions.move(item.key, by);
    tell(words.moved(item.name, media.indexOf(item) + 1 + by, media.length));
  };
  return (
    <section className={`card ${styles['media']}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{words.media}</h2>
      {media.length > 0 && (
        <ol className={styles['items']}>
          {media.map((item, index) => (
            <MediaItem
              key={item.key}
              item={item}
              place={{ isFirst: index === 0, isLast: index === media.length - 1 }}
              move={(by) => move(item, by)}
              actions={actions}
              altTextLimit={altTextLimit(item)}
              problems={isReady(item) ? problemsUnder(problems, placeOf(item)) : []}
            />
          ))}
        </ol>
      )}
      <ProblemLines problems={problemsAt(problems, 'media')} />
      <DropArea addFiles={actions.addFiles} />
      <AddressForm add={actions.addAddress} />
      <div role="status" className="heard-only">
        {told}
      </div>
    </section>
  );
}

/** Lights up under a file; the form around it takes what is dropped. */
function DropArea({ addFiles }: Pick<MediaActions, 'addFiles'>) {
  const [isOver, setOver] = useState(false);
  const hintId = useId();
  return (
    <div
      className={`${styles['drop']} ${isOver ? styles['over'] : ''}`}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={() => setOver(false)}
    >
      <label className={`button ${styles['pick']}`}>
        <Icon name="plus" />
        {words.chooseFiles}
        <input
          type="file"
          className="heard-only"
          multiple
          accept={accepted}
          aria-describedby={hintId}
          onChange={({ target }) => {
            addFiles([...(target.files ?? [])]);
            // The same file may be chosen again after it was removed.
            target.value = '';
          }}
        />
      </label>
      <p id={hintId} className="soft small">
        {words.mediaHint}
      </p>
    </div>
  );
}
