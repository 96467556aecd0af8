import { useId } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { nextFullHour } from '../posts/local-days.ts';
import { TimeField } from '../posts/time-field.tsx';
import type { WhenDraft } from './draft.ts';
import { ProblemLines } from './field.tsx';
import type { Problem } from './problems.ts';
import styles from './when-field.module.css';

const words = texts.composer;
const kinds = ['now', 'at', 'draft'] as const;
const labels = { now: words.now, at: words.at, draft: words.draft };

interface WhenFieldProps {
  when: WhenDraft;
  choose: (when: WhenDraft) => void;
  problems: Problem[];
}

/** Below the choice there is always room for the time, so that nothing moves when it is wanted. */
export function WhenField({ when, choose, problems }: WhenFieldProps) {
  const [titleId, name] = [useId(), useId()];
  return (
    <fieldset className={`card ${styles['when']}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{words.when}</h2>
      <div className={styles['kinds']}>
        {kinds.map((kind) => (
          <label key={kind} className={styles['kind']}>
            <input
              type="radio"
              name={name}
              checked={when.kind === kind}
              onChange={() => choose(kind === 'at' ? { kind, instant: nextFullHour(Date.now()) } : { kind })}
            />
            {labels[kind]}
          </label>
        ))}
      </div>
      <div className={styles['room']}>
        {when.kind === 'now' && <p className="soft small">{words.nowHint}</p>}
        {when.kind === 'draft' && <p className="soft small">{words.draftHint}</p>}
        {when.kind === 'at' && (
          <TimeField
            label={words.dateAndTime}
            instant={when.instant}
            choose={(instant) => choose({ kind: 'at', instant })}
            isInvalid={problems.length > 0}
          />
        )}
        <ProblemLines problems={problems} />
      </div>
    </fieldset>
  );
}
