import { lazy, Suspense } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import type { ChartContent, ChartSeries } from './chart-canvas.tsx';
import styles from './chart.module.css';

/** The chart library is large: it comes when a chart is there to be drawn. */
const ChartCanvas = lazy(() => import('./chart-canvas.tsx'));

/** A picture of figures, of a height that does not depend on them. A table with the same figures belongs beside it. */
export function Chart(content: ChartContent) {
  const isTold = content.series.some(({ values }) => values.some((value) => value !== null));
  if (!isTold) return <p className={styles['untold']}>{texts.engagement.notTold}</p>;
  return (
    <div className={styles['chart']}>
      {content.series.length > 1 && <Legend series={content.series} />}
      <div className={styles['picture']}>
        <Suspense fallback={<span className={`skeleton ${styles['waiting']}`} />}>
          <ChartCanvas {...content} />
        </Suspense>
      </div>
    </div>
  );
}

function Legend({ series }: { series: ChartSeries[] }) {
  return (
    <ul className={styles['legend']}>
      {series.map(({ name, colour }) => (
        <li key={name}>
          <span className={styles['key']} style={{ background: `var(${colour})` }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
