import { useRef } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import type { PartDraft } from './draft.ts';
import { ProblemLines } from './field.tsx';
import { FileButton } from './file-button.tsx';
import { MediaItems } from './media-items.tsx';
import { ListedOption } from './option-fields.tsx';
import type { OptionsProps } from './options-props.ts';
import styles from './platform-options.module.css';
import { problemsAt, problemsUnder, type Problem } from './problems.ts';

const words = texts.composer;

/** The posts that follow below this one. */
export function ThreadOption({ rules, parts, thread, altTextLimit, problems }: OptionsProps) {
  const addButton = useRef<HTMLButtonElement>(null);
  const place = `${rules.platform}.thread`;
  const isFull = parts.length >= (rules.thread?.maxParts ?? 0);
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{words.thread}</legend>
      <p className="soft small">{words.threadHint}</p>
      {parts.length > 0 && (
        <ol className={styles['list']}>
          {parts.map((part, index) => (
            <li key={part.key} data-part={part.key} className={styles['part']}>
              <ThreadPart
                part={part}
                number={index + 1}
                place={`${place}[${index}]`}
                thread={thread}
                altTextLimit={altTextLimit}
                problems={problems}
                remove={() => {
                  // The button goes with its part: the keyboard goes on from here.
                  addButton.current?.focus();
                  thread.remove(part);
                }}
              />
            </li>
          ))}
        </ol>
      )}
      <ProblemLines problems={problemsAt(problems, place)} />
      <div>
        <button
          ref={addButton}
          type="button"
          className="button"
          aria-disabled={isFull}
          onClick={() => isFull || thread.add()}
        >
          {words.addPart}
        </button>
      </div>
    </fieldset>
  );
}

interface ThreadPartProps extends Pick<OptionsProps, 'thread' | 'altTextLimit'> {
  part: PartDraft;
  /** From 1. */
  number: number;
  place: string;
  problems: Problem[];
  remove: () => void;
}

function ThreadPart({ part, number, place, thread, altTextLimit, problems, remove }: ThreadPartProps) {
  const { key, content, media } = part;
  const ofFiles = problemsUnder(problems, `${place}.media`);
  return (
    <>
      <ListedOption
        label={words.threadPart(number)}
        removeLabel={words.removePart(number)}
        value={content}
        write={(text) => thread.write(key, text)}
        remove={remove}
        problems={problemsUnder(problems, place).filter((each) => !ofFiles.includes(each))}
        rows={4}
      />
      <MediaItems
        media={media}
        place={`${place}.media`}
        actions={thread.mediaOf(key)}
        altTextLimit={altTextLimit}
        problems={problems}
      />
      <div>
        <FileButton addFiles={thread.mediaOf(key).addFiles}>
          {words.addFiles} <span className="heard-only">{words.toPart(number)}</span>
        </FileButton>
      </div>
    </>
  );
}
