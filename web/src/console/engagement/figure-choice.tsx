import { useId } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import type { Figure } from './figures.ts';
import styles from './figure-choice.module.css';

interface FigureChoiceProps<Name extends Figure> {
  choices: readonly Name[];
  chosen: Name;
  onChoose: (figure: Name) => void;
}

/** Which figure the chart shows: reach and likes have no scale in common. */
export function FigureChoice<Name extends Figure>({ choices, chosen, onChoose }: FigureChoiceProps<Name>) {
  const name = useId();
  return (
    <fieldset className={styles['choice']}>
      <legend className="heard-only">{texts.engagement.figure}</legend>
      {choices.map((figure) => (
        <label key={figure} className={styles['option']}>
          <input
            type="radio"
            name={name}
            className="heard-only"
            checked={figure === chosen}
            onChange={() => onChoose(figure)}
          />
          {texts.engagement.names[figure]}
        </label>
      ))}
    </fieldset>
  );
}
