import { lazy, Suspense } from 'react';
import type { ChartContent } from './chart-canvas.tsx';
import styles from './chart.module.css';

/** The chart library is large: it comes when a chart is there to be drawn. */
const ChartCanvas = lazy(() => import('./chart-canvas.tsx'));

/** A picture of figures, of a height that does not depend on them. A table with the same figures belongs beside it. */
export function Chart(content: ChartContent) {
  return (
    <div className={styles['chart']}>
      <Suspense fallback={<span className={`skeleton ${styles['waiting']}`} />}>
        <ChartCanvas {...content} />
      </Suspense>
    </div>
  );
}
