import { useEffect, useRef } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import type { MediaDraft } from './draft.ts';
import { Field, ProblemLines } from './field.tsx';
import type { MediaActions } from './media-actions.ts';
import styles from './media-item.module.css';
import { MediaStatus } from './media-status.tsx';
import { Picture } from './picture.tsx';
import type { Problem } from './problems.ts';

const words = texts.composer;

interface MediaItemProps {
  item: MediaDraft;
  place: { isFirst: boolean; isLast: boolean };
  move: (by: -1 | 1) => void;
  remove: () => void;
  actions: MediaActions;
  altTextLimit: number | null;
  problems: Problem[];
}

export function MediaItem({ item, place, move, remove, actions, altTextLimit, problems }: MediaItemProps) {
  const isAltText = ({ place: field }: Problem) => field.endsWith('.altText');
  return (
    <li className={styles['item']} aria-label={item.name}>
      <Picture item={item} className={styles['picture']} />
      <div className={styles['about']}>
        <strong className={styles['name']}>{item.name}</strong>
        <MediaStatus item={item} retry={() => actions.retry(item.key)} />
        <ProblemLines problems={problems.filter((each) => !isAltText(each))} />
      </div>
      <MediaButtons item={item} place={place} move={move} remove={remove} />
      <div className={styles['fields']}>
        {item.state.status === 'linked' && (
          <Field label={words.kindOfFile}>
            {(control) => (
              <select
                {...control}
                className="input"
                value={item.type}
                onChange={({ target }) =>
                  actions.change(item.key, { type: target.value === 'VIDEO' ? 'VIDEO' : 'IMAGE' })
                }
              >
                <option value="IMAGE">{words.picture}</option>
                <option value="VIDEO">{words.video}</option>
              </select>
            )}
          </Field>
        )}
        {altTextLimit !== null && item.state.status !== 'refused' && (
          <Field
            label={words.altText}
            hint={words.altTextHint(altTextLimit)}
            problems={problems.filter(isAltText)}
          >
            {(control) => (
              <input
                {...control}
                dir="auto"
                className="input"
                value={item.altText}
                onChange={({ target }) => actions.change(item.key, { altText: target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </li>
  );
}

function MediaButtons({
  item: { name },
  place,
  move,
  remove,
}: Pick<MediaItemProps, 'item' | 'place' | 'move' | 'remove'>) {
  const [earlier, later] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const pressed = useRef<-1 | 1 | null>(null);
  // Moving an element in the document takes the focus from it; at an end the other button goes on.
  useEffect(() => {
    const by = pressed.current;
    pressed.current = null;
    if (by === -1) (place.isFirst ? later : earlier).current?.focus();
    if (by === 1) (place.isLast ? earlier : later).current?.focus();
  });
  const press = (by: -1 | 1) => {
    pressed.current = by;
    move(by);
  };
  return (
    <div className={styles['buttons']}>
      <button
        ref={earlier}
        type="button"
        className="button plain"
        disabled={place.isFirst}
        aria-label={words.moveEarlier(name)}
        onClick={() => press(-1)}
      >
        {words.earlier}
      </button>
      <button
        ref={later}
        type="button"
        className="button plain"
        disabled={place.isLast}
        aria-label={words.moveLater(name)}
        onClick={() => press(1)}
      >
        {words.later}
      </button>
      <button type="button" className="button plain" aria-label={words.removeFile(name)} onClick={remove}>
        {words.remove}
      </button>
    </div>
  );
}
