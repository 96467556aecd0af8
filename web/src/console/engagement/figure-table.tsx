import type { ReactNode } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { FigureValue } from './figure-value.tsx';
import type { Figure, Figures } from './figures.ts';
import styles from './figure-table.module.css';

const words = texts.engagement;

interface FigureTableProps {
  caption: string;
  /** What the rows are, above their names. */
  rowKind: string;
  shown: readonly Figure[];
  rows: { key: string; name: ReactNode; values: Partial<Figures> }[];
  /** All rows together; left out where a sum means nothing. */
  sums?: Figures;
}

/** A table that scrolls by itself where the screen is too narrow for it. */
export function FigureTable({ caption, rowKind, shown, rows, sums }: FigureTableProps) {
  return (
    <div className={styles['scroll']} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className="heard-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{rowKind}</th>
            {shown.map((figure) => (
              <th key={figure} scope="col" className="number">
                {words.names[figure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, values }) => (
            <Row key={key} name={name} shown={shown} values={values} />
          ))}
        </tbody>
        {sums && (
          <tfoot>
            <Row name={words.totals} shown={shown} values={sums} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Row({
  name,
  shown,
  values,
}: {
  name: ReactNode;
  shown: readonly Figure[];
  values: Partial<Figures>;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {shown.map((figure) => (
        <td key={figure} className="number" data-label={words.names[figure]}>
          <FigureValue value={values[figure] ?? null} />
        </td>
      ))}
    </tr>
  );
}
