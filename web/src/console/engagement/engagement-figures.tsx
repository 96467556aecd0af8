import { texts } from '../../shared/texts/console-texts.ts';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import type { Platform } from '../../shared/platform.ts';
import { dateName, shortDayName, type Day } from '../posts/local-days.ts';
import { viewer } from '../viewer.ts';
import { Chart } from './chart.tsx';
import { FigureChoice } from './figure-choice.tsx';
import { FigureTable } from './figure-table.tsx';
import { DashMeaning, FigureTiles } from './figure-tiles.tsx';
import {
  alongDays,
  figures,
  sumByDay,
  sumByPlatform,
  sumOf,
  type EngagementDay,
  type Figure,
} from './figures.ts';
import styles from './engagement-page.module.css';

const words = texts.engagement;

const colours: Record<Platform, string> = {
  FACEBOOK: '--chart-facebook',
  INSTAGRAM: '--chart-instagram',
  TWITTER: '--chart-twitter',
};

interface EngagementFiguresProps {
  days: EngagementDay[];
  along: Day[];
  figure: Figure;
  onChoose: (figure: Figure) => void;
}

export function EngagementFigures({ days, along, figure, onChoose }: EngagementFiguresProps) {
  const byPlatform = sumByPlatform(days);
  const sums = sumOf(days);
  return (
    <div className={styles['figures']}>
      <FigureTiles shown={figures} values={sums} />
      <DashMeaning values={days} />
      <section className={`card ${styles['section']}`}>
        <h2>{words.chart}</h2>
        <FigureChoice choices={figures} chosen={figure} onChoose={onChoose} />
        <Chart
          kind="bar"
          label={words.chartLabel(words.names[figure], along.length)}
          names={along.map((day) => dateName(day, viewer.locale))}
          series={byPlatform.map(({ platform }) => ({
            name: texts.words.platforms[platform],
            colour: colours[platform],
            values: alongDays(days, { platform, figure, along }),
          }))}
        />
        <h3>{words.byDay}</h3>
        <FigureTable
          caption={words.byDay}
          rowKind={words.day}
          shown={figures}
          rows={sumByDay(days).map(({ day, sums: values }) => ({
            key: day,
            name: shortDayName(day, viewer.locale),
            values,
          }))}
          sums={sums}
        />
      </section>
      <section className={`card ${styles['section']}`}>
        <h2>{words.byPlatform}</h2>
        <FigureTable
          caption={words.byPlatform}
          rowKind={words.platform}
          shown={figures}
          rows={byPlatform.map(({ platform, sums: values }) => ({
            key: platform,
            name: <PlatformName platform={platform} />,
            values,
          }))}
          sums={sums}
        />
      </section>
    </div>
  );
}

function PlatformName({ platform }: { platform: Platform }) {
  return (
    <span className={styles['platform']}>
      <PlatformMark platform={platform} />
      {texts.words.platforms[platform]}
    </span>
  );
}
