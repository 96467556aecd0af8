import { shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';

/** A number, or a dash that is read out as what it means. */
export function FigureValue({ value }: { value: number | null }) {
  if (value !== null) return shownNumber(value, viewer);
  return (
    <>
      <span aria-hidden="true">{texts.engagement.dash}</span>
      <span className="heard-only">{texts.engagement.notAvailable}</span>
    </>
  );
}
