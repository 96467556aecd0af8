import { texts } from '../../shared/texts/console-texts.ts';
import { FigureValue } from './figure-value.tsx';
import { postFigures, type Figure, type Figures } from './figures.ts';
import styles from './figure-tiles.module.css';

const words = texts.engagement;

/** Figures side by side. Null for `values`: they are on their way, and the tiles keep their size. */
export function FigureTiles({
  shown,
  values,
}: {
  shown: readonly Figure[];
  values: Partial<Figures> | null;
}) {
  return (
    <dl className={styles['tiles']} aria-busy={values === null}>
      {shown.map((figure) => (
        <div key={figure} className={`card ${styles['tile']}`}>
          <dt>
            {words.names[figure]}
            <span className={styles['meaning']}>{words.meanings[figure]}</span>
          </dt>
          <dd>
            {values === null ? <span className="skeleton" /> : <FigureValue value={values[figure] ?? null} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the dash is, wherever there is one to be seen. */
export function DashMeaning({ values }: { values: Partial<Figures>[] }) {
  const isSeen = values.some((one) => postFigures.some((figure) => one[figure] === null));
  return isSeen && <p className="soft small">{words.dashMeans}</p>;
}
