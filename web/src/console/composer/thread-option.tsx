import { texts } from '../../shared/texts/console-texts.ts';
import { ProblemLines } from './field.tsx';
import { ListedOption } from './option-fields.tsx';
import type { OptionsProps } from './options-props.ts';
import styles from './platform-options.module.css';
import { problemsAt, problemsUnder } from './problems.ts';

const words = texts.composer;

/** The posts that follow below this one. */
export function ThreadOption({ rules, options, change, problems }: OptionsProps) {
  const parts = options.thread ?? [];
  const place = `${rules.platform}.thread`;
  const replace = (thread: typeof parts) => change({ thread: thread.length > 0 ? thread : undefined });
  const write = (index: number, content: string) =>
    replace(parts.map((part, at) => (at === index ? { ...part, content } : part)));
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{words.thread}</legend>
      <p className="soft small">{words.threadHint}</p>
      {parts.length > 0 && (
        <ol className={styles['list']}>
          {parts.map(({ content }, index) => (
            <ListedOption
              // Parts have no name of their own, and are never changed about.
              key={index}
              label={words.threadPart(index + 1)}
              removeLabel={words.removePart(index + 1)}
              value={content}
              write={(text) => write(index, text)}
              remove={() => replace(parts.filter((_, at) => at !== index))}
              problems={problemsUnder(problems, `${place}[${index}]`)}
              rows={2}
            />
          ))}
        </ol>
      )}
      <ProblemLines problems={problemsAt(problems, place)} />
      <div>
        <button
          type="button"
          className="button"
          disabled={parts.length >= (rules.thread?.maxParts ?? 0)}
          onClick={() => replace([...parts, { content: '' }])}
        >
          {words.addPart}
        </button>
      </div>
    </fieldset>
  );
}
