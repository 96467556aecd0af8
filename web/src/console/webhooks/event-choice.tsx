import { useId } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import styles from './event-choice.module.css';
import { eventGroups, shortEventLabel, type EventType } from './event-types.ts';

const words = texts.webhooks.form;

interface EventChoiceProps {
  isChoosing: boolean;
  chosen: EventType[];
  problem: string | null;
  onChoosing: (isChoosing: boolean) => void;
  onChange: (chosen: EventType[]) => void;
}

/** Everything, or a choice of kinds. */
export function EventChoice({ isChoosing, chosen, problem, onChoosing, onChange }: EventChoiceProps) {
  const id = useId();
  return (
    <fieldset className={styles['choice']} aria-describedby={`${id}-problem`}>
      <legend>{words.events}</legend>
      {[
        { label: words.all, means: false },
        { label: words.some, means: true },
      ].map(({ label, means }) => (
        <label key={label} className={styles['option']}>
          <input type="radio" name={id} checked={isChoosing === means} onChange={() => onChoosing(means)} />
          {label}
        </label>
      ))}
      {isChoosing && <Kinds chosen={chosen} onChange={onChange} isInvalid={problem !== null} />}
      <p id={`${id}-problem`} className={styles['problem']} aria-live="polite">
        {problem}
      </p>
    </fieldset>
  );
}

function Kinds({
  chosen,
  onChange,
  isInvalid,
}: Pick<EventChoiceProps, 'chosen' | 'onChange'> & { isInvalid: boolean }) {
  const toggle = (type: EventType) =>
    onChange(chosen.includes(type) ? chosen.filter((each) => each !== type) : [...chosen, type]);
  return (
    <div className={styles['groups']}>
      {eventGroups.map(({ group, types }) => (
        <fieldset key={group}>
          <legend className="small soft">{texts.webhooks.eventGroups[group]}</legend>
          {types.map((type) => (
            <label key={type} className={styles['option']}>
              <input
                type="checkbox"
                checked={chosen.includes(type)}
                aria-invalid={isInvalid}
                onChange={() => toggle(type)}
              />
              <span>
                {shortEventLabel(type)} <code className="soft">{type}</code>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
