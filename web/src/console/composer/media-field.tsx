import { useId, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { AddressForm } from './address-form.tsx';
import type { MediaDraft } from './draft.ts';
import { FileButton } from './file-button.tsx';
import type { MediaActions } from './media-actions.ts';
import styles from './media-field.module.css';
import { MediaItems } from './media-items.tsx';
import type { Problem } from './problems.ts';

const words = texts.composer;

interface MediaFieldProps {
  media: MediaDraft[];
  actions: MediaActions;
  /** Longest description that every chosen platform takes; null where none takes one for this file. */
  altTextLimit: (item: MediaDraft) => number | null;
  problems: Problem[];
}

/** The files of the post. */
export function MediaField({ media, actions, altTextLimit, problems }: MediaFieldProps) {
  const titleId = useId();
  return (
    <section className={`card ${styles['media']}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{words.media}</h2>
      <MediaItems
        media={media}
        place="media"
        actions={actions}
        altTextLimit={altTextLimit}
        problems={problems}
      />
      <DropArea addFiles={actions.addFiles} />
      <AddressForm add={actions.addAddress} />
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
      <FileButton addFiles={addFiles} hintId={hintId}>
        {words.chooseFiles}
      </FileButton>
      <p id={hintId} className="soft small">
        {words.mediaHint}
      </p>
    </div>
  );
}
