import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { shownNumber } from '../../shared/formats.ts';
import { viewer } from '../viewer.ts';
import styles from './chart.module.css';

export interface ChartContent {
  kind: 'bar' | 'line';
  /** What is in the picture, for those who do not see it. */
  label: string;
  /** Of the points along the bottom. */
  names: string[];
  series: ChartSeries[];
}

export interface ChartSeries {
  name: string;
  /** A custom property of the theme, for example `--accent`. */
  colour: string;
  values: (number | null)[];
}

const labelWidth = 90;

/** Whoever points at a place in the picture reads its figures below; the table has them for everybody. */
export default function ChartCanvas(content: ChartContent) {
  const place = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const theme = useShownTheme();
  const drawn = JSON.stringify(content);
  useEffect(() => {
    if (!place.current) return undefined;
    return draw(JSON.parse(drawn) as ChartContent, place.current, setPointed);
  }, [drawn, theme]);
  return (
    <>
      <div ref={place} role="img" aria-label={content.label} className={styles['plot']} />
      <p className={styles['pointed']} aria-hidden="true">
        {pointed !== null && figuresAt(content, pointed)}
      </p>
    </>
  );
}

/** `Tue, 24 Nov: Facebook 12, X 3`. */
function figuresAt({ names, series }: ChartContent, index: number): string {
  const told = series.flatMap(({ name, values }) => {
    const value = values[index] ?? null;
    return value === null ? [] : [`${name} ${shownNumber(value, viewer)}`];
  });
  return [names[index], told.join(', ')].filter(Boolean).join(': ');
}

type OnPoint = (index: number | null) => void;

function draw(content: ChartContent, place: HTMLElement, onPoint: OnPoint): () => void {
  const size = () => ({ width: place.clientWidth, height: place.clientHeight });
  const plot = new UPlot({ ...optionsOf(content, place, onPoint), ...size() }, dataOf(content), place);
  const observer = new ResizeObserver(() => plot.setSize(size()));
  observer.observe(place);
  return () => {
    observer.disconnect();
    plot.destroy();
  };
}

/** What is drawn first stands behind: of a pile of columns the sum of all, then the sum without the last, and so on. */
function dataOf({ kind, names, series }: ChartContent): UPlot.AlignedData {
  const along = names.map((_, index) => index);
  const piles = series.map(({ values }, place) =>
    values.map((value, index) => {
      if (value === null || kind === 'line') return value;
      return series.slice(0, place + 1).reduce((sum, below) => sum + (below.values[index] ?? 0), 0);
    }),
  );
  return [along, ...piles.toReversed()];
}

function optionsOf(
  content: ChartContent,
  place: HTMLElement,
  onPoint: OnPoint,
): Omit<UPlot.Options, 'width' | 'height'> {
  const { kind, names, series } = content;
  return {
    // The last label reaches beyond the last column by half its width.
    padding: [12, 24, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: kind === 'line' }, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    scales: {
      x: { time: false, range: () => [-0.5, names.length - 0.5] },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.05 : 1] },
    },
    axes: axesOf(names, place),
    series: [{}, ...series.map((one) => looksOf(kind, colourOf(one.colour, place))).toReversed()],
  };
}

function looksOf(kind: ChartContent['kind'], colour: string): UPlot.Series {
  if (kind === 'line') return { stroke: colour, width: 2, points: { show: true, size: 7, fill: colour } };
  const { bars } = UPlot.paths;
  return {
    fill: colour,
    width: 0,
    points: { show: false },
    ...(bars && { paths: bars({ size: [0.7, 28] }) }),
  };
}

function axesOf(names: string[], place: HTMLElement): UPlot.Axis[] {
  const plain = { stroke: colourOf('--ink-soft', place), ticks: { show: false } };
  return [
    {
      ...plain,
      grid: { show: false },
      size: 28,
      splits: ({ width }) => {
        const step = Math.ceil((names.length * labelWidth) / Math.max(width, labelWidth));
        return names.flatMap((_, index) => (index % step === 0 ? [index] : []));
      },
      values: (_, splits) => splits.map((index) => names[index] ?? ''),
    },
    {
      ...plain,
      grid: { stroke: colourOf('--line', place), width: 1 },
      values: (_, splits) =>
        splits.map((value) => (Number.isInteger(value) ? shownNumber(value, viewer) : '')),
      size: (_, values) => 16 + 7 * Math.max(0, ...(values ?? []).map((text) => text.length)),
    },
  ];
}

/**
 * A canvas knows no custom properties, and a custom property no `light-dark()`: an element's colour is both resolved. A new
 * element, because one that is there may take its time for another colour.
 */
function colourOf(property: string, place: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  place.after(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Light or dark: from the device, or as chosen in the account menu. */
function useShownTheme(): string {
  return useSyncExternalStore(onThemeChange, shownTheme);
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function shownTheme(): string {
  return document.documentElement.dataset['theme'] ?? (prefersDark.matches ? 'dark' : 'light');
}

function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  prefersDark.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    prefersDark.removeEventListener('change', listener);
  };
}
