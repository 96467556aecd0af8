import { useRef, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { isReady, type MediaDraft } from './draft.ts';
import { ProblemLines } from './field.tsx';
import type { MediaActions } from './media-actions.ts';
import styles from './media-items.module.css';
import { MediaItem } from './media-item.tsx';
import { problemsAt, problemsUnder, type Problem } from './problems.ts';

const words = texts.composer;

interface MediaItemsProps {
  media: MediaDraft[];
  /** What the service calls the list: `media`, `TWITTER.thread[0].media`. */
  place: string;
  actions: MediaActions;
  /** Longest description that every chosen platform takes; null where none takes one for this file. */
  altTextLimit: (item: MediaDraft) => number | null;
  problems: Problem[];
}

/** Files in the order in which they are shown, and what is wrong with them. */
export function MediaItems({ media, place, actions, altTextLimit, problems }: MediaItemsProps) {
  const [told, tell] = useState('');
  const top = useRef<HTMLDivElement>(null);
  // The service knows only of those that are there.
  const ready = media.filter(isReady);
  const move = (item: MediaDraft, by: -1 | 1) => {
    actions.move(item.key, by);
    tell(words.moved(item.name, media.indexOf(item) + 1 + by, media.length));
  };
  const remove = (item: MediaDraft) => {
    // The button goes with its file: the keyboard goes on from here.
    top.current?.focus();
    actions.remove(item.key);
    tell(words.removed(item.name));
  };

  return (
    <div ref={top} tabIndex={-1} className={styles['files']}>
      {media.length > 0 && (
        <ol className={styles['items']}>
          {media.map((item, index) => (
            <MediaItem
              key={item.key}
              item={item}
              place={{ isFirst: index === 0, isLast: index === media.length - 1 }}
              move={(by) => move(item, by)}
              remove={() => remove(item)}
              actions={actions}
              altTextLimit={altTextLimit(item)}
              problems={isReady(item) ? problemsUnder(problems, `${place}[${ready.indexOf(item)}]`) : []}
            />
          ))}
        </ol>
      )}
      <ProblemLines problems={problemsAt(problems, place)} />
      <div role="status" className="heard-only">
        {told}
      </div>
    </div>
  );
}
