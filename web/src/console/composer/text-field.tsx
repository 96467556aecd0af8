import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import type { PlatformRules } from './composer-calls.ts';
import { Field } from './field.tsx';
import type { AccountCheck, Problem } from './problems.ts';
import styles from './text-field.module.css';

const words = texts.composer;

interface TextFieldProps {
  content: string;
  write: (content: string) => void;
  /** Of the platforms of the chosen accounts. */
  rules: PlatformRules[];
  checks: AccountCheck[];
  problems: Problem[];
}

export function TextField({ content, write, rules, checks, problems }: TextFieldProps) {
  return (
    <div className={`card ${styles['text']}`}>
      <Field label={words.text} problems={problems}>
        {(control) => (
          <>
            <textarea
              {...control}
              dir="auto"
              className={`input ${styles['area']}`}
              rows={7}
              value={content}
              placeholder={words.textPlaceholder}
              onChange={({ target }) => write(target.value)}
            />
            <Counters rules={rules} checks={checks} />
          </>
        )}
      </Field>
    </div>
  );
}

/** How much of each platform's limit is used, as the platform counts. */
function Counters({ rules, checks }: Pick<TextFieldProps, 'rules' | 'checks'>) {
  return (
    <ul className={styles['counters']}>
      {rules.map(({ platform, text }) => {
        const length = checks.find((each) => each.platform === platform)?.preview?.length;
        const counted = shownNumber(length?.counted ?? 0, viewer);
        const limit = shownNumber(length?.limit ?? text.maxLength, viewer);
        const isOver = (length?.remaining ?? 0) < 0;
        return (
          <li key={platform} className={`number ${isOver ? styles['over'] : ''}`}>
            <PlatformMark platform={platform} />
            <span aria-hidden="true">{words.counter(counted, limit)}</span>
            <span className="heard-only">
              {words.counterHeard(texts.words.platforms[platform], counted, limit)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
