import { useRef } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { ProblemLines } from './field.tsx';
import { ChoiceOption, ListedOption } from './option-fields.tsx';
import type { OptionsProps } from './options-props.ts';
import styles from './platform-options.module.css';
import { problemsAt, problemsUnder } from './problems.ts';

const words = texts.composer;
const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;
const durations = [
  hourMinutes,
  6 * hourMinutes,
  12 * hourMinutes,
  ...[1, 2, 3, 5, 7].map((days) => days * dayMinutes),
];

/** A question with a few answers; the question is the text of the post. */
export function PollOption({ rules, options, change, problems }: OptionsProps) {
  const { poll } = options;
  const addButton = useRef<HTMLButtonElement>(null);
  const limits = rules.poll;
  if (!limits) return null;
  if (!poll)
    return (
      <button
        type="button"
        className="button"
        onClick={() =>
          change({ poll: { options: Array(limits.minOptions).fill(''), durationMinutes: dayMinutes } })
        }
      >
        {words.addPoll}
      </button>
    );
  const place = `${rules.platform}.poll`;
  const replace = (answers: string[]) => change({ poll: { ...poll, options: answers } });
  const isFull = poll.options.length >= limits.maxOptions;
  const remove = (index: number) => {
    // The button goes with its answer: the keyboard goes on from here.
    addButton.current?.focus();
    replace(poll.options.filter((_, at) => at !== index));
  };
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{words.poll}</legend>
      <ol className={styles['list']}>
        {poll.options.map((answer, index) => (
          // Answers have no name of their own, and are never changed about.
          <li key={index}>
            <ListedOption
              label={words.answer(index + 1)}
              removeLabel={words.removeAnswer(index + 1)}
              value={answer}
              write={(text) => replace(poll.options.with(index, text))}
              remove={poll.options.length > limits.minOptions ? () => remove(index) : null}
              problems={problemsUnder(problems, `${place}.options[${index}]`)}
            />
          </li>
        ))}
      </ol>
      <ProblemLines
        problems={[...problemsAt(problems, place), ...problemsAt(problems, `${place}.options`)]}
      />
      <ChoiceOption
        label={words.pollLasts}
        value={String(poll.durationMinutes)}
        choices={durations
          .filter((minutes) => minutes >= limits.minMinutes && minutes <= limits.maxMinutes)
          .map((minutes) => ({ value: String(minutes), label: duration(minutes) }))}
        choose={(minutes) => change({ poll: { ...poll, durationMinutes: Number(minutes) } })}
        problems={problemsAt(problems, `${place}.durationMinutes`)}
      />
      <div className={styles['buttons']}>
        <button
          ref={addButton}
          type="button"
          className="button"
          aria-disabled={isFull}
          onClick={() => isFull || replace([...poll.options, ''])}
        >
          {words.addAnswer}
        </button>
        <button type="button" className="button plain" onClick={() => change({ poll: undefined })}>
          {words.removePoll}
        </button>
      </div>
    </fieldset>
  );
}

function duration(minutes: number): string {
  return minutes % dayMinutes === 0 ? words.days(minutes / dayMinutes) : words.hours(minutes / hourMinutes);
}
